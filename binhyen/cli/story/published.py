"""The published figures of three reviews (binhyen/figures/data/published.json), taken in as citations by two people."""

from __future__ import annotations

import json
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from binhyen.cli.story.people import People
from binhyen.cli.story.reports import endorse
from binhyen.directives.actions import accept_citation
from binhyen.directives.models import Programme
from binhyen.figures.actions import accept_figure, submit
from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import Indicator, Submission
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import resolve_unit
from binhyen.organisation.rules import Level

DESKS = {"Thái Bình": "hungyen", "Hà Nam": "ninhbinh"}
KEPT_AS_WRITTEN = "Giữ nguyên như văn bản nguồn."


def cite_published(people: People, now: datetime) -> int:
    """Register the texts, accept their figures, submit, and approve by a second person. Returns the number of cells."""
    decimals = dict(Indicator.objects.values_list("code", "decimals"))
    content = json.loads(files("binhyen.figures").joinpath("data", "published.json").read_text(encoding="utf-8"))
    return sum(_cite(text, people, decimals, now) for text in content["sources"])


def _cite(text: dict[str, Any], people: People, decimals: dict[str, int], now: datetime) -> int:
    desk = DESKS[text["unit"]["name"]]
    first, second = people.actors[f"{desk}.1"], people.actors[f"{desk}.2"]
    unit = resolve_unit(text["unit"]["name"], date.fromisoformat(text["unit"]["on"]), Level(text["unit"]["level"]))
    source = accept_citation(
        title=text["title"], publisher=text["publisher"], key=text["id"], unit=unit, actor=first, now=now,
        published_on=date.fromisoformat(text["published_on"]) if text["published_on"] else None,
        programmes=Programme.objects.filter(code__in=text["programmes"]),
    )  # fmt: skip
    period = text["period"]
    span = Span(date.fromisoformat(period["from"]), date.fromisoformat(period["to"]))
    told: Submission | None = None
    words = {figure["id"]: figure["words"] for figure in text["figures"]}
    for figure in text["figures"]:
        told = accept_figure(source, _accepted(figure, unit, span, words, decimals), actor=first, now=now)
    assert told is not None
    reasons = {f.id: KEPT_AS_WRITTEN for f in findings_of(told, today=now.date())}
    submit(told, reasons=reasons, actor=first, now=now)
    endorse(told, second, now)
    return told.drafts.count()


def _accepted(
    figure: dict[str, Any], unit: Unit, span: Span, words: dict[str, str], decimals: dict[str, int]
) -> AcceptedFigure:
    keys = [CellKey(cell["indicator"], cell["breakdown"]) for cell in figure["cells"]]
    scale = 10 ** decimals[keys[0].indicator]
    value, most = figure["value"], figure["value_max"]
    content = CellValue(
        State(figure["state"]),
        None if value is None else round(value * scale),
        None if most is None else round(most * scale),
        Qualifier(figure["qualifier"]),
    )
    reporter = "" if figure["actor"] == "chương trình" else figure["actor"]
    return AcceptedFigure(
        keys=keys, content=content, is_percent=figure["is_percent"], unit=unit, span=span, place=figure["place"],
        quote=figure["words"], reporter=reporter, part_of=words.get(figure["part_of"], ""),
        set_by_person=("unit", "span", "programme"),
    )  # fmt: skip
