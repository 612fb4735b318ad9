"""Every page of something of a unit × every role × every relation: what a post may not see is not there, read or written.

Left out are the five that everybody reads and nobody writes to: ``directive``, ``programme``, ``unit``, ``indicator`` and
``urging_letter``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from binhyen.foundation.models import AuditEntry
from binhyen.organisation.actor import Actor, relation
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act, Relation, Role, may
from binhyen.web.figures.addresses import span_text
from tests.cast import Cast
from tests.web.page_ground import JUNE, LINE, MAY, Ground, Thing, made
from tests.web.pages import signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Look:
    """Somebody before something of a unit."""

    actor: Actor
    unit: Unit
    stands: Relation


Rule = Callable[[Look], bool]


def right(act: Act) -> Rule:
    """Whether the table of rights gives the post this act on the unit."""
    return lambda look: may(look.actor.role, act, look.stands)


def either(*rules: Rule) -> Rule:
    return lambda look: any(rule(look) for rule in rules)


def both(*rules: Rule) -> Rule:
    return lambda look: all(rule(look) for rule in rules)


def people(*names: str) -> Rule:
    """What belongs to single people, whatever their role."""
    return lambda look: look.actor.user.username in names


def at_commune(look: Look) -> bool:
    return look.actor.unit.level == "commune"


def of_province(look: Look) -> bool:
    return look.unit.level == "province"


def of_commune(look: Look) -> bool:
    return look.unit.level == "commune"


def is_below(look: Look) -> bool:
    return look.stands is Relation.PARENT


def open_in_june(look: Look) -> bool:
    """The one report that is not on its way: a workbook is taken for no other."""
    return look.unit.uid == "thu-tan-binh"


def everybody(look: Look) -> bool:
    """The rules are of no unit: who may not change them is told so."""
    return True


def administers(look: Look) -> bool:
    return may(look.actor.role, Act.ADMINISTER, Relation.OWN)


def takes_texts(look: Look) -> bool:
    return look.actor.role is Role.PROVINCIAL_DESK


SEES, SEES_APPROVED, DRAFTS = right(Act.SEE_ALL_STATES), right(Act.SEE_APPROVED), right(Act.DRAFT)
OWN = either(DRAFTS, right(Act.SUBMIT))
FINDS = either(SEES, SEES_APPROVED)
OWED = both(SEES, of_commune)  # the province owes no such report


@dataclass(frozen=True)
class Write:
    """What is posted, and who may. At least one of those who may succeeds with it."""

    may: Rule
    body: Mapping[str, str] | bytes


@dataclass(frozen=True)
class Route:
    """Who finds the page, who of them may read it (None: it is only written to), what is written, in which address."""

    found: Rule
    read: Rule | None
    writes: tuple[Write, ...] = ()
    query: str = ""


SIGNED = {"so": "7", "ky-hieu": "BC-UBND", "ngay": "30/06/2026", "chuc-danh": "Chủ tịch UBND xã"}
CELLS = json.dumps(
    {"request_id": "a", "cells": {LINE: {"text": "31", "kind": "reported", "reason": "", "seen": 1}}}
).encode()
ON_A_SHEET = (
    Write(DRAFTS, {"act": "save", f"v:{LINE}": "31", f"k:{LINE}": "reported", f"s:{LINE}": "1"}),
    Write(right(Act.PRESENT), {"act": "present", f"v:{LINE}": "31", f"k:{LINE}": "reported", f"s:{LINE}": "1"}), Write(right(Act.SUBMIT), {"act": "submit"}),
    Write(right(Act.RETURN_TO_OFFICER), {"act": "return", "ly-do": "thử"}), Write(right(Act.APPROVE), {"act": "approve"}),
    Write(right(Act.SEND_BACK), {"act": "send_back", "tra-lai": LINE, "ly-do": "thử"}),
)  # fmt: skip
CORRECTED = {"so": "97", "tinh-trang": "reported", "ly-do": "thử", "van-ban": "1/BC-UBND"}
REMARKS = either(OWN, right(Act.APPROVE))
TEXT = both(SEES, takes_texts)
BOOK = both(OWN, at_commune)
ASKED = either(SEES, is_below)
ASKS = right(Act.ASK_REPORT)
KEY = people("minh", "quantri")
RULE = {
    "rule_id": "R7-FRC05", "rule_class": "R7", "severity": "warn", "basis": "thử", "from": "01/12/2026", "left": "FRC05",
    "op": "per", "right": "FRC04", "at_most": "2,5", "act": "try",
}  # fmt: skip
OF_MAY = "?don-vi=tỉnh Thử&tu=01/5/2026&den=31/5/2026"
ROUTES = {
    "figure_sheet": Route(OWED, OWED, ON_A_SHEET), "figure_line": Route(OWED, OWED),
    "figure_sheet/approved": Route(both(FINDS, of_commune), FINDS, ON_A_SHEET[-1:]),
    "figure_cells": Route(OWED, None, (Write(DRAFTS, CELLS),)),
    "figure_close": Route(both(SEES, of_province), right(Act.CLOSE), (Write(right(Act.CLOSE), {}),)),
    "line_extras": Route(OWED, OWED, (Write(REMARKS, {"act": "remark", "y-kien": "đã xem"}),)),
    "report_paper": Route(OWED, OWED, (Write(OWN, SIGNED),)), "report_paper_docx": Route(OWED, OWED),
    "report_progress": Route(OWED, OWED),
    "report_words": Route(SEES, SEES, (Write(both(DRAFTS, of_commune), {"yeu-cau": "{asked}", "o-1": "thử"}),)),
    "report_workbook": Route(OWED, OWED, (Write(both(DRAFTS, open_in_june), {"viec": "xem", "tep": "mau/"}),)),
    "report_workbook_template": Route(OWED, OWED),
    "board": Route(SEES_APPROVED, SEES_APPROVED), "board_csv": Route(both(SEES_APPROVED, of_province), SEES_APPROVED),
    "board_sdmx": Route(both(SEES_APPROVED, of_province), SEES_APPROVED),
    "explanation": Route(SEES, SEES), "figure": Route(FINDS, FINDS), "receipt": Route(FINDS, FINDS),
    "figure_correct": Route(FINDS, None, (Write(right(Act.CORRECT), CORRECTED),)),
    "figure_decide": Route(FINDS, None, (Write(right(Act.APPROVE), {"act": "approve"}),)),
    "attachment": Route(SEES, SEES), "source": Route(SEES, SEES), "source_akn": Route(SEES, SEES),
    "source_together": Route(TEXT, TEXT, (Write(TEXT, {"place": "{heads}"}),), OF_MAY), "source_undo": Route(TEXT, None, (Write(TEXT, {}),)),
    "source_keep_all": Route(TEXT, None, (Write(TEXT, {}),), OF_MAY),
    "source_figure": Route(TEXT, None, (Write(TEXT, {"act": "undo"}),)),
    "source_approval": Route(SEES, SEES, (Write(right(Act.SEND_BACK), {"act": "send_back", "submission": "{told}", "cell": "COM04", "reason": "thử"}),)),
    "review": Route(SEES_APPROVED, SEES_APPROVED), "review_docx": Route(SEES_APPROVED, SEES_APPROVED),
    "review_number": Route(SEES_APPROVED, SEES_APPROVED),
    "request": Route(ASKED, ASKED, (Write(ASKS, {"buoc": "thu-hoi"}),)),
    "request_words": Route(ASKED, ASKS, (Write(ASKS, {"da-ban-hanh": "yes"}),)),
    "layout_filled": Route(SEES, SEES, query=f"?don-vi=thu&ky={span_text(MAY)}"),
    "layout_retire": Route(SEES, None, (Write(SEES, {}),)),
    "activity_strike": Route(BOOK, None, (Write(both(DRAFTS, at_commune), {}),)),
    "access_revoke": Route(KEY, None, (Write(KEY, {}),)),
    "delegation_revoke": Route(people("minh", "hoa"), None, (Write(people("hoa"), {}),)),
    "rule": Route(everybody, administers, (Write(administers, RULE), Write(administers, {**RULE, "act": "save"}))),
    "rule_end": Route(everybody, None, (Write(administers, {"last_on": "30/11/2026"}),)),
}  # fmt: skip
# What everybody reads: documents, the register, the catalogue; and a letter of the own province.
OF_EVERYBODY = {"directive", "programme", "unit", "indicator", "urging_letter"}
# The text says two parts of one indicator that no proposal tells apart; tests/web/test_directives.py keeps all of another.
NOT_AS_IT_STANDS = {("source_keep_all", "{}")}
# Told before anything is looked for: a post that keeps no book has no such page.
KEEPS_NO_BOOK = "activity_strike"


def pages() -> dict[str, URLPattern]:
    """The pages with something to be filled in in their address."""
    tops = [each for each in get_resolver().url_patterns if "api/" not in str(each.pattern)]
    flat = [pattern for each in tops for pattern in getattr(each, "url_patterns", [each])]
    found = [each for each in flat if isinstance(each, URLPattern)]
    return {str(each.name): each for each in found if each.pattern.converters}


def test_the_matrix_knows_every_page_of_something() -> None:
    assert set(pages()) == {name.partition("/")[0] for name in ROUTES} | OF_EVERYBODY


@pytest.fixture
def ground(cast: Cast, now: datetime) -> Ground:
    return made(cast, now)


def looks(ground: Ground, actor: Actor) -> Iterator[tuple[str, Thing, Look]]:
    """For each route one thing of each relation; where the post finds the page in several, one of them stands for all."""
    stands = {thing.unit: relation(actor, thing.unit, TODAY) for thing in ground.things["board"]}
    for name, route in ROUTES.items():
        assert ground.things[name], name
        known: set[Relation | bool] = set()
        for thing in ground.things[name]:
            look = Look(actor, thing.unit, stands[thing.unit])
            kind = route.found(look) or look.stands
            if kind not in known:
                known.add(kind)
                yield name, thing, look


def test_nobody_reaches_a_page_beyond_their_post(ground: Ground) -> None:
    wrong: list[tuple[object, ...]] = []
    met, unseen = set[tuple[Role, Relation]](), set[str]()
    done, allowed = set[tuple[str, str]](), set[tuple[str, str]]()
    for who, actor in ground.actors.items():
        client = signed_in(actor)
        for name, thing, look in looks(ground, actor):
            met.add((actor.role, look.stands))
            found = ROUTES[name].found(look)
            for rule, did, response in answered(client, ground, name, thing, found=found):
                if found and rule(look):
                    allowed.add((name, did))
                    if response.status_code in (200, 302):
                        done.add((name, did))
                if response.status_code not in expected(name, look, found=found, allowed=found and rule(look)):
                    wrong.append(
                        (who, name, look.stands.value, response.request["REQUEST_METHOD"], response.status_code)
                    )
                if response.status_code == 404 and not SEES(look) and name != "receipt":
                    unseen.add(said(response))
    assert wrong == []
    assert allowed - done == NOT_AS_IT_STANDS
    assert len(unseen) == 1, unseen
    assert met >= {(Role.COMMUNE_OFFICER, each) for each in Relation if each is not Relation.CHILD}
    assert {each for _, each in met} == set(Relation)


def answered(
    client: Client, ground: Ground, name: str, thing: Thing, *, found: bool
) -> Iterator[tuple[Rule, str, Response]]:
    """The page read, and everything that is written to it; what was written is taken back. What it was stands beside it."""
    route, there = ROUTES[name], reverse(name.partition("/")[0], args=thing.arguments)
    if route.read is not None:
        yield route.read, "", client.get(there + route.query)
    # Where the page is not found nothing is read of what was sent: one act stands for all.
    for write in route.writes if found else route.writes[:1]:
        with transaction.atomic():
            before = AuditEntry.objects.count()
            response = posted(client, there, route.query, write, ground.numbers)
            if response.status_code in (403, 404):
                assert AuditEntry.objects.count() == before, there
            transaction.set_rollback(True)
        yield write.may, str(write.body), response


def posted(client: Client, there: str, query: str, write: Write, numbers: Mapping[str, str]) -> Response:
    if isinstance(write.body, bytes):
        return client.post(there, write.body, content_type="application/json")
    fields: dict[str, Any] = {name: value.format(**numbers) for name, value in write.body.items()}
    if "tep" in fields:  # the file that the same post may fetch
        fields["tep"] = SimpleUploadedFile("bieu.xlsx", client.get(there + fields["tep"]).content)
    return client.post(there + query, fields)


def expected(name: str, look: Look, *, found: bool, allowed: bool) -> set[int]:
    """404 where nothing is to be found; 403 or 404 where it is found and the role may not; neither where it may."""
    if not found:
        return {403} if name == KEEPS_NO_BOOK and not at_commune(look) else {404}
    return {200, 302, 409, 422} if allowed else {403, 404}


def said(response: Response) -> str:
    """What the page that is not there says in words."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    words = " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())
    return words[words.index("Không tìm thấy") :]


def test_an_id_in_a_field_reaches_no_further_than_one_in_the_address(ground: Ground) -> None:
    things, month = ground.things, span_text(MAY)
    own = reverse("figure_sheet", args=["BC-THANG", "thu-tan-binh", JUNE])
    layout = reverse("layout_filled", args=things["layout_filled"][0].arguments)
    source = reverse("source_approval", args=[things["source_keep_all"][0].arguments[0]])
    quick = {
        "noi-dung": "thử", "ct": "FRC04", "tu": "01/11/2026", "den": "20/11/2026", "han": "25/11/2026", "gio": "17",
        "pham-vi": "chon", "don-vi": "thu-tan-binh",
    }  # fmt: skip
    text = {"no_secrets": "yes", "title": "Tin", "unit": "tỉnh Khác", "text": "Tổ chức 45 buổi tuyên truyền."}
    review = {"programme": "CTPH-09", "unit": "tỉnh Khác", "start": "01/5/2026", "end": "31/5/2026"}
    reopening = {"act": "reopen", "don-vi": "khac", "ly-do": "thử", "van-ban": "1/BC", "han": "30/11/2026"}
    refused: list[tuple[str, str, dict[str, str]]] = [
        ("officer", f"{layout}?don-vi=thu-tan-cuong&ky={month}", {}),
        ("officer", f"{layout}?don-vi=thu&ky={month}", {}),
        ("minh", f"{layout}?don-vi=khac&ky={month}", {}),
        ("officer", f"{own}loi-van/", {"yeu-cau": "2", "o-1": "thử"}),
        ("officer", f"{own}minh-chung/bao-cao/", {"act": f"remove:{things['attachment'][0].arguments[0]}"}),
        ("officer", reverse("choose_post"), {"post": str(ground.actors["minh"].post.pk)}),
        ("tuan", reverse("request_quick"), quick),
        ("minh", source, {"act": "approve", "submission": ground.numbers["told"]}),
        ("minh", reverse("source_paste"), text),
        ("hoa", reverse("review_new"), review),
        ("minh", reverse("figure_close", args=["BC-THANG", "thu", MAY]), reopening),
    ]
    before = AuditEntry.objects.count()
    for who, there, fields in refused:
        client = signed_in(ground.actors[who])
        response = client.post(there, fields) if fields else client.get(there)
        assert response.status_code in (403, 404), (who, there, response.status_code)
    assert AuditEntry.objects.count() == before
    # The same with what the post does reach, so that a field that nobody reads does not pass for a wall.
    khanh, tuan, officer = (signed_in(ground.actors[who]) for who in ("khanh", "tuan", "officer"))
    assert khanh.get(f"{layout}?don-vi=thu-tan-an&ky={month}").status_code == 200
    assert signed_in(ground.actors["minh"]).post(reverse("request_quick"), quick).status_code == 302
    # Lists fall back to the own unit; what is found by name is seen only by whom it concerns.
    assert "Tân Cường" not in officer.get(f"{reverse('figures')}?don-vi=thu-tan-cuong").content.decode()
    assert "Tân Bình" not in tuan.get(f"{reverse('figures')}?tinh=thu&bieu=BC-THANG&ky={month}").content.decode()
    found = [client.get(f"{reverse('find')}?q=Báo cáo tháng 10").status_code for client in (khanh, tuan)]
    assert found == [302, 200]
