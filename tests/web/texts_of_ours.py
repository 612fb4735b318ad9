"""Texts of our own for the pages of texts, and how a person takes one in."""

from __future__ import annotations

from typing import Any

from django.test import Client

from binhyen.directives.models import SourceText
from binhyen.organisation.actor import Actor
from tests.web.pages import form_of, signed_in

TEXT = """Sơ kết 6 tháng đầu năm 2026 thực hiện Kế hoạch số 77/KH-UBND

Trong 6 tháng đầu năm 2026, tỉnh Thử đã tổ chức 1.210 buổi tuyên truyền tập trung với trên 61.000 lượt người tham dự.

Đến nay toàn tỉnh có 300 mô hình, trong đó có 240 tổ tự quản về an ninh, trật tự và 70 mô hình <b>không ma túy</b>.

Trong 6 tháng đầu năm 2026, 100% các xã, phường của tỉnh Thử đã xây dựng kế hoạch thực hiện.

Liên hệ 0912 345 678.
"""
PASTE = "/van-ban/nguon/dua-vao/"


def paste(actor: Actor, text: str = TEXT, **changed: Any) -> Any:
    """Take a text in; the answer of the page, not followed."""
    fields = {"no_secrets": "yes", "title": "Bài thử", "published_on": "05/7/2026", "unit": "Tỉnh Thử", "text": text}
    return signed_in(actor).post(PASTE, {**fields, **changed})


def taken_in(actor: Actor, text: str = TEXT) -> SourceText:
    """The text as it was kept."""
    assert paste(actor, text).status_code == 302
    return SourceText.objects.order_by("-pk")[0]


def page_of(source: SourceText, tail: str = "") -> str:
    """The address of the text's page."""
    return f"/van-ban/nguon/{source.pk}/{tail}"


def decide(client: Client, source: SourceText, quote: str, act: str, query: str = "", **fields: Any) -> Any:
    """Press a button of the proposal whose words are ``quote``."""
    start = source.text.index(quote)
    return client.post(page_of(source, f"so-lieu/{start}-{start + len(quote)}/{query}"), {"act": act, **fields})


def send(client: Client, source: SourceText) -> Any:
    """Send the chosen figures, with a reason wherever the page asks for one."""
    url = page_of(source, "phe-duyet/")
    fields = form_of(client.get(url)).fields
    reasons = {name: "ghi đúng như văn bản" for name in fields if name.startswith("r:")}
    return client.post(url, {**fields, **reasons, "act": "submit"})
