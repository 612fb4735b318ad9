"""What the shared pieces of pages promise to people, readers of the screen, and pages that fill them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from binhyen.foundation.span import Span

NAV = [{"label": "Công việc", "icon": "list", "url": "/", "current": True, "count": 2}]
ROW = {
    "key": "COM05",
    "code": "COM05",
    "name": "Lượt <b>người</b>",
    "unit": "lượt",
    "text": "4.200",
    "kind": "reported",
}


def partial(name: str, **context: Any) -> str:
    return render_to_string(f"web/partials/{name}.html", context)


def entry_row(**changes: Any) -> str:
    address = {"code": "BC-THANG", "uid": "thu-tan-an", "span": Span(date(2026, 5, 1), date(2026, 5, 31))}
    return partial("entry_row", row=ROW | changes, columns=8, **address)


def test_a_page_without_any_context_still_renders_for_the_worst_error() -> None:
    page = render_to_string("500.html")
    assert page.count("<h1>") == 1
    assert "Hệ thống gặp lỗi" in page
    assert "<nav" not in page


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "413", "429", "500"])
def test_every_error_page_says_what_happened_and_what_to_do(code: str) -> None:
    page = render_to_string(f"web/errors/{code}.html", {"nav": NAV})
    said = re.search(r"<h1>(.*?)</h1>", page)
    assert said is not None
    assert said[1].strip()
    assert re.search(r'class="sheet error">\s*<p>[^<]{40,}</p>', page)
    assert 'class="tabs"' in page


def test_the_menu_marks_the_place_and_shows_only_what_exists() -> None:
    bar = partial("bar", nav=NAV)
    assert 'href="/" aria-current="page"' in bar
    assert bar.count("<a ") == 2
    assert "search" not in bar


def test_signing_out_and_changing_post_are_posts_not_links() -> None:
    posts = [{"id": 1, "label": "Xã A", "current": True}, {"id": 2, "label": "Xã B", "current": False}]
    menu = partial(
        "account",
        account={"unit": "Xã A", "duty": "Lãnh đạo", "posts": posts, "sign_out_url": "/o", "switch_url": "/s"},
    )
    assert menu.count('method="post"') == 2
    assert not re.search(r'<a [^>]*href="/[os]"', menu)
    assert menu.count('aria-current="true"') == 1


def test_the_input_of_a_cell_is_named_by_its_row_and_its_column() -> None:
    row = entry_row()
    assert 'id="n-COM05"' in row
    assert 'name="v:COM05"' in row
    assert 'aria-labelledby="n-COM05 col-now"' in row
    assert "col-now" in partial("entry_head")


def test_names_with_markup_are_shown_as_written() -> None:
    assert "Lượt &lt;b&gt;người&lt;/b&gt;" in entry_row()


def test_a_locked_cell_can_be_read_but_not_chosen() -> None:
    row = entry_row(locked=True, kind_text="lấy từ sổ")
    assert "readonly" in row
    assert "<select" not in row


def test_a_cell_in_error_points_at_its_finding() -> None:
    finding = {"rule": "R3", "severity": "block", "sentence": "Khác tổng.", "arithmetic": "1 + 1 = 2 ≠ 3"}
    row = entry_row(severity="block", findings=[finding])
    assert 'aria-invalid="true"' in row
    assert 'aria-describedby="why-COM05 k-COM05"' in row
    assert 'id="why-COM05"' in row
    assert "1 + 1 = 2 ≠ 3" in row


def test_the_arithmetic_of_a_finding_is_said_once() -> None:
    arithmetic = "1 + 1 = 2 ≠ 3"
    finding = {"rule": "R3", "severity": "block", "sentence": f"Khác tổng ({arithmetic}).", "arithmetic": arithmetic}
    assert partial("finding", finding=finding).count(arithmetic) == 1


def test_only_a_warning_that_takes_a_reason_offers_to_write_one() -> None:
    warning = {"rule": "R7", "severity": "warn", "sentence": "Cao.", "reason_name": "x:1", "reason": "đã rà soát"}
    assert '<textarea name="x:1"' in partial("finding", finding=warning)
    assert "<textarea" not in partial("finding", finding=warning | {"reason_name": "", "severity": "block"})


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("waiting", ["accept", "reject"]),
        ("conflict", ["accept", "reject"]),
        ("accepted", ["undo"]),
        ("rejected", ["undo"]),
    ],
)
def test_a_proposal_offers_the_acts_of_its_state(state: str, acts: list[str]) -> None:
    shown = partial(
        "proposal", proposal={"number": 3, "state": state, "shown": "217", "url": "/p/3", "edit_url": "/p/3/edit"}
    )
    assert re.findall(r'name="act" value="(\w+)"', shown) == acts


def test_a_figure_without_coverage_names_its_source() -> None:
    figures = [
        {"label": "A", "text": "3.418", "url": "/f/1", "reported": 158, "expected": 166, "of": "xã, phường"},
        {"label": "B", "text": "chưa có số liệu", "missing": True, "source": "theo báo cáo năm 2014"},
    ]
    shown = partial("figures", figures=figures)
    assert "158/166 xã, phường" in shown
    assert "theo báo cáo năm 2014" in shown
    assert shown.count('class="bound"') == 1


def test_pages_are_offered_only_where_there_are_several() -> None:
    assert "<nav" not in partial("pagination", page=Paginator(range(5), 10).page(1))
    middle = partial("pagination", page=Paginator(range(2500), 1000).page(2), query="q=an&")
    assert 'href="?q=an&amp;page=1"' in middle
    assert 'href="?q=an&amp;page=3"' in middle
    assert "2.500 dòng" in middle


class Sample(forms.Form):
    agreed = forms.BooleanField(label="Không chứa bí mật nhà nước")
    day = forms.DateField(label="Ngày", help_text="05/6/2026")
    note = forms.CharField(label="Ghi chú", required=False)


def test_every_id_that_a_field_refers_to_is_on_the_page() -> None:
    form = Sample({})
    page = "".join(partial("field", field=field) for field in form)
    referred = {word for ids in re.findall(r'(?:aria-describedby|for)="([^"]+)"', page) for word in ids.split()}
    assert {"id_day", "id_day_helptext", "id_day_error", "id_agreed_error"} <= referred
    assert referred <= set(re.findall(r'\bid="([^"]+)"', page))


def test_a_box_to_tick_stands_before_its_sentence_and_optional_fields_say_so() -> None:
    form = Sample()
    assert re.search(r'class="check"><input[^>]+><span>Không chứa', partial("field", field=form["agreed"]))
    assert "không bắt buộc" in partial("field", field=form["note"])
    assert "không bắt buộc" not in partial("field", field=form["day"])
