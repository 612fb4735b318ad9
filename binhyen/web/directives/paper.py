"""A text as a paper: its parts and clauses with the duties they lay on bodies, and the same as Akoma Ntoso."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from binhyen.directives.models import SourceText
from binhyen.foundation.vietnamese import short_date
from binhyen.reader.akn import as_akn
from binhyen.reader.names import without_names
from binhyen.reader.reading import Reading, Task
from binhyen.reader.structure import Node, Outline, outline
from binhyen.web.actor import actor_of, today
from binhyen.web.directives.vocabulary import reading_of

SHOWN = 120  # characters of a clause's first words
NAMES = {"part": "Phần", "clause": "Mục", "point": "Điểm"}
_EVERY = {
    "P1D": "hằng ngày",
    "P1W": "hằng tuần",
    "P7D": "hằng tuần",
    "P1M": "hằng tháng",
    "P3M": "hằng quý",
    "P1Y": "hằng năm",
}
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "ngày", "W": "tuần", "M": "tháng", "Y": "năm"}


@dataclass(frozen=True)
class Duty:
    """One duty: who leads, with whom, what, and until when or how often, in words ("" where the text does not say)."""

    lead: str
    with_whom: str
    action: str
    when: str


@dataclass(frozen=True)
class Clause:
    """A part, clause or point with its depth (0 a part), its first words and the duties in it."""

    depth: int
    name: str
    words: str
    duties: Sequence[Duty]


_outline = lru_cache(maxsize=2)(outline)  # of the latest texts


def is_paper(reading: Reading) -> bool:
    """Whether the text lays duties or calls itself a directive."""
    return bool(reading.tasks) or reading.document.kind == "chỉ thị"


def clauses(text: str, reading: Reading) -> list[Clause]:
    """The parts, clauses and points in the order of the text; a duty stands with the smallest of them in which it begins."""
    shape = _outline(text)
    found: list[tuple[int, Node]] = [pair for node in shape.nodes for pair in _walk(node, 0)]
    duties: dict[str, list[Duty]] = {}
    for task in reading.tasks:
        duties.setdefault(shape.clause_of(task.start) or "", []).append(_duty(task))
    first = [Clause(0, "Phần mở đầu", "", duties[""])] if "" in duties else []
    return first + [
        Clause(depth, f"{NAMES[node.kind]} {node.number or ''}".strip(), _words(text, node), duties.get(node.id, []))
        for depth, node in found
    ]


def _walk(node: Node, depth: int) -> list[tuple[int, Node]]:
    here = [(depth, node)] if node.kind in NAMES else []
    below = [pair for child in node.children for pair in _walk(child, depth + len(here))]
    return here + below


def _words(text: str, node: Node) -> str:
    words = node.heading or text[slice(*node.words)]
    words = without_names(" ".join(words.split()))
    return words if len(words) <= SHOWN else words[:SHOWN].rpartition(" ")[0] + " …"


def _duty(task: Task) -> Duty:
    when = [f"trước ngày {_day(task.deadline)}"] if task.deadline else []
    when += [_every(task.recurrence)] if task.recurrence else []
    return Duty(task.lead, ", ".join(task.coordinate), task.action, "; ".join(when))


def _day(text: str) -> str:
    try:
        return short_date(date.fromisoformat(text))
    except ValueError:
        return text


def _every(recurrence: str) -> str:
    length = _LENGTH.fullmatch(recurrence)
    if recurrence in _EVERY or length is None:
        return _EVERY.get(recurrence, recurrence)
    return f"{length[1]} {_UNITS[length[2]]} một lần"


@require_GET
def akn_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """The text as an Akoma Ntoso file to keep."""
    texts = SourceText.objects.visible_to(actor_of(request))
    source = get_object_or_404(texts, pk=source_id, extent=SourceText.FULL)
    shape: Outline = _outline(source.text)
    document = as_akn(source.text, reading_of(source), shape, made=today())
    answer = HttpResponse(document, content_type="application/akn+xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="van-ban-{source.pk}.akn.xml"'
    return answer
