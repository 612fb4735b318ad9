"""What a province's page shows: who reported, headline numbers, the table of periods, communes, and what texts published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from binhyen.analytics.answers import Answer, Total, by_unit, members_of, ratio, series, totals
from binhyen.analytics.published import Published, published
from binhyen.analytics.vertical import reconciled
from binhyen.directives.models import SourceText
from binhyen.figures.models import Cell
from binhyen.figures.queries.guarding import Guards, guards_over
from binhyen.figures.queries.names import names_of, unit_names
from binhyen.figures.queries.schedule import Report, board
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State, SumClass, Weight
from binhyen.figures.rules.moves import Stage
from binhyen.figures.rules.small_cells import WITHHELD, cover
from binhyen.figures.texts import STAGES
from binhyen.foundation import vietnamese
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import number, padded, scaled
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import children_on, recut
from binhyen.organisation.rules import Level
from binhyen.organisation.texts import TYPES
from binhyen.web.actor import is_outside, today
from binhyen.web.amounts import amount
from binhyen.web.analytics.question import Line, Question
from binhyen.web.figures.addresses import sheet_url, span_text
from binhyen.web.figures.marks import CHIPS, NOT_BEGUN, NOT_GIVEN
from binhyen.web.templatetags.binhyen import cell as cell_text
from binhyen.web.templatetags.binhyen import percent, signed, total

HEADLINE = ("COM04", "COM05", "MOD02", "FRC02")
HEADLINE_RATIO = "MED07"
EVER = Span(date(1900, 1, 1), date(2999, 12, 31))


def guards_on(actor: Actor, question: Question) -> Guards | None:
    """What the page must hide; None for who reads inside the territory and sees all."""
    if not is_outside(actor, question.unit):
        return None
    groups = members_of(question.unit, question.boundaries).groups
    return guards_over({unit for _, units in groups for unit in units}, EVER)


@dataclass(frozen=True)
class Reporting:
    """Who reported for the period: n of m by approved reports, and the ones that are missing."""

    done: int
    owed: int
    waiting: int
    missing: tuple[dict[str, Any], ...]
    kinds: str


def reporting(actor: Actor, question: Question) -> Reporting:
    """The state of the period's reports as far as the actor may see it."""
    assert question.form is not None
    assert question.span is not None
    found = board(actor, question.unit, question.form.code, question.span)
    outside = is_outside(actor, question.unit)
    missing = [_missing(report, question.form.code, outside) for report in found.reports if not report.counts]
    return Reporting(
        done=found.counted,
        owed=len(found.reports),
        waiting=sum(report.stage is Stage.SUBMITTED and not report.counts for report in found.reports),
        missing=tuple(missing),
        kinds=kinds_of([report.unit for report in found.reports]),
    )


def _missing(report: Report, form_code: str, outside: bool) -> dict[str, Any]:
    stage = report.stage
    return {
        "name": report.unit.full_name,
        "stage": STAGES[stage] if stage else NOT_GIVEN if outside else NOT_BEGUN,
        "kind": CHIPS[stage],
        "filled": report.filled,
        "total": report.total,
        "url": sheet_url(form_code, report.unit.unit, report.span) if stage and not outside else "",
    }


def kinds_of(units: list[UnitVersion]) -> str:
    """The kinds of unit as the list really is: "xã, phường" or "xã, phường, đặc khu"."""
    present = {unit.type for unit in units}
    return ", ".join(TYPES[kind] for kind in ("xa", "phuong", "thi-tran", "dac-khu") if kind in present) or "xã, phường"


def headline(question: Question, answer: Answer, kinds: str) -> list[dict[str, Any]]:
    """The numbers on top, each with its coverage."""
    assert question.span is not None
    by_code = {line.key.indicator: line for line in question.additive}
    found = [
        _big(by_code[code], answer.rows[by_code[code].key], question, kinds) for code in HEADLINE if code in by_code
    ]
    share = success(question)
    if share is not None:
        found.append(share | {"of": "báo cáo"})
    return found


def _big(line: Line, row: Total, question: Question, kinds: str) -> dict[str, Any]:
    once = row.expected and row.last_on is not None
    return {
        "label": line.label,
        "text": total(row.weight, row.decimals),
        "unit": line.indicator.unit_of_count if row.known else "",
        "missing": not row.known,
        "url": question.query(**{"chi-tieu": line.key.indicator}) + "#don-vi" if row.known else "",
        "reported": row.reported,
        "expected": row.expected,
        "of": kinds if once else "báo cáo",
        "note": f"{padded(row.weight.stated)} đơn vị nêu, không có số" if row.weight.stated else "",
    }


def success(question: Question) -> dict[str, Any] | None:
    """The ratio of the headline, from parts added over the same reports; None where the form has not both parts."""
    assert question.span is not None
    codes = {line.key.indicator for line in question.lines}
    if not codes >= {"MED03", "MED04"}:
        return None
    found = ratio(question.unit, HEADLINE_RATIO, question.span, boundaries=question.boundaries, today=today())
    parts = f"{number(found.numerator.value)}/{number(found.denominator.value)} vụ, việc"
    return {
        "label": "Tỷ lệ hòa giải thành (trên số vụ, việc tiếp nhận)",
        "text": "chưa có số liệu" if found.value is None else percent(found.value),
        "missing": found.value is None,
        "reported": found.denominator.reported,
        "expected": found.denominator.expected,
        "note": "" if found.value is None else parts,
    }


def table(question: Question, guards: Guards | None) -> tuple[list[dict[str, Any]], list[Answer]]:
    """The indicators over the last periods: value with its sign, and n/m; with the answers behind them."""
    keys = [line.key for line in question.additive]
    answers = series(question.unit, keys, question.shown_spans, boundaries=question.boundaries, today=today())
    rows = [
        {
            "line": line,
            "url": question.query(**{"chi-tieu": line.key.indicator}) + "#don-vi",
            "cells": [_cell(answer.rows[line.key], guards) for answer in answers],
        }
        for line in question.additive
    ]
    return rows, answers


def _cell(row: Total, guards: Guards | None) -> dict[str, Any]:
    covered = guards is not None and guards.covers_total(row.key, row.span)
    text = total(row.weight, row.decimals) if row.expected or row.known else ""
    return {
        "text": WITHHELD if covered else text,
        "known": row.known and not covered,
        "reported": row.reported,
        "expected": row.expected,
        "straddling": len(row.straddling),
    }


def communes(question: Question, guards: Guards | None) -> list[dict[str, Any]]:
    """The chosen indicator by commune, in Vietnamese order; old units that cannot be placed come last."""
    assert question.span is not None
    line = next((one for one in question.additive if one.key.indicator == question.chosen), None)
    if line is None:
        return []
    weights = by_unit(question.unit, [line.key], question.span, boundaries=question.boundaries)[line.key]
    there = children_on(question.unit, Level.COMMUNE, question.boundaries or question.span.last)
    cells = _cells(line, set(weights), question.span)
    covered = _covered(line, weights, question, guards)

    def row(unit: Unit, name: str) -> dict[str, Any]:
        return _commune(unit, name, weights.get(unit.pk), line, cells.get(unit.pk, []), question, covered.get(unit.pk))

    rows = [row(version.unit, version.full_name) for version in there]
    gone = weights.keys() - {version.unit_id for version in there}
    others = {unit.pk: unit for unit in Unit.objects.filter(pk__in=gone)}
    names = unit_names(others.values(), question.span.last)
    note = "không quy đổi được" if question.boundaries else "đơn vị đến hết kỳ trước"
    return rows + [row(others[pk], names[pk]) | {"note": note} for pk in weights if pk in gone]


def _cells(line: Line, units: set[int], span: Span) -> Mapping[int, list[int]]:
    """By unit, the approved cells behind its number."""
    found: dict[int, list[int]] = {}
    rows = Cell.objects.filter(
        unit__in=units, indicator=line.indicator, breakdown="", origin="", approved__isnull=False,
        period__starts_on__gte=span.start, period__ends_on__lte=span.last,
    )  # fmt: skip
    for unit_id, cell_id in rows.order_by("period__starts_on").values_list("unit_id", "pk"):
        found.setdefault(unit_id, []).append(cell_id)
    return found


def _covered(line: Line, weights: Mapping[int, Weight], question: Question, guards: Guards | None) -> dict[int, str]:
    """By unit, what stands in place of a sum that holds a hidden number."""
    if guards is None or question.span is None:
        return {}
    units = guards.units_hidden(line.key, question.span)
    moved = recut(units, question.boundaries) if question.boundaries else {}
    found = {}
    for unit in {moved.get(one) or one for one in units} & weights.keys():
        content = CellValue(State.REPORTED, weights[unit].value)
        word = cover(content, sensitive=line.indicator.sensitive, decimals=line.indicator.decimals)
        found[unit] = word or WITHHELD
    return found


def _commune(
    unit: Unit, name: str, weight: Weight | None, line: Line, cells: list[int], question: Question, covered: str | None
) -> dict[str, Any]:
    assert question.span is not None
    own = f"{reverse('board', args=[unit.uid])}?ky={span_text(question.span)}"
    return {
        "name": name,
        "url": own,
        "text": covered or (total(weight, line.indicator.decimals) if weight else "chưa có số liệu"),
        "known": weight is not None and weight.has_number and not covered,
        "value_url": reverse("figure", args=cells) if len(cells) == 1 else own,
        "reports": weight.reported if weight else 0,
        "note": "",
    }


def beside(
    actor: Actor, question: Question, guards: Guards | None, answers: Sequence[Answer] = ()
) -> list[dict[str, Any]]:
    """Every figure that texts published of the unit, with the collected total of the same line and days, and the difference.

    ``answers`` are those of the table: what they hold already is not asked for again.
    """
    found = published(question.unit, EVER)
    texts = SourceText.objects.visible_to(actor).filter(pk__in={p.source.pk for p in found})
    opened = set(texts.values_list("pk", flat=True))
    names = names_of({p.key for p in found}, today())
    known = {
        (row.key, row.span): row for answer in answers if answer.boundaries is None for row in answer.rows.values()
    }
    collected = known | _collected(question, [p for p in found if (p.key, p.span) not in known])
    return [
        {
            "figure": p,
            "source_url": reverse("source", args=[p.source.pk]) if p.source.pk in opened else "",
            "name": names[p.key],
            "period": periods.name(p.span),
            "amount": amount(p.content, p.indicator),
            **_against(p, collected.get((p.key, p.span)), guards),
        }
        for p in sorted(found, key=lambda p: (-p.span.last.toordinal(), p.source.pk, p.key))
    ]


def _collected(question: Question, found: Sequence[Published]) -> dict[tuple[CellKey, Span], Total]:
    """The collected totals that stand beside published figures: one question for each span."""
    additive = {line.key for line in question.additive}
    wanted: dict[Span, set[CellKey]] = {}
    for p in found:
        if p.key in additive:
            wanted.setdefault(p.span, set()).add(p.key)
    rows = {}
    for span, keys in wanted.items():
        for key, row in totals(question.unit, sorted(keys), span, today=today()).rows.items():
            rows[key, span] = row
    return rows


def _against(figure: Published, row: Total | None, guards: Guards | None) -> dict[str, str]:
    if row is None or not row.known:
        return {"collected": "chưa thu thập", "coverage": "", "difference": ""}
    if guards is not None and guards.covers_total(row.key, row.span):
        return {"collected": WITHHELD, "coverage": "", "difference": ""}
    both_exact = row.sum_class is SumClass.EXACT and figure.content.qualifier is Qualifier.EXACT
    difference = ""
    if both_exact and figure.content.amount is not None:
        difference = signed(scaled(figure.content.amount - row.value, row.decimals))
    return {
        "collected": total(row.weight, row.decimals),
        "coverage": f"{number(row.reported)}/{number(row.expected)}",
        "difference": difference,
    }


def unconvertible(question: Question) -> list[str]:
    """Names of the old units that overlap today's province without lying wholly inside it."""
    if question.boundaries is None:
        return []
    ids = members_of(question.unit, question.boundaries).unconvertible
    names = unit_names(Unit.objects.filter(pk__in=ids), question.boundaries)
    return sorted(names.values())


def vertical(question: Question) -> list[dict[str, Any]]:
    """What provincial bodies counted down their own lines, beside the totals of the territory."""
    assert question.span is not None
    rows = reconciled(question.unit, question.span)
    names = names_of([row.key for row in rows], question.span.last)
    return [
        {
            "row": row, "name": names[row.key], "period": periods.name(row.span), "told": cell_text(row.content, row.decimals),
            "total": vietnamese.show(row.total.value, row.decimals) if row.total.known else "chưa có số liệu",
            "of": f"{row.total.reported}/{row.total.expected}",
            "difference": "" if row.difference is None else vietnamese.show(row.difference, row.decimals),
        }
        for row in rows
    ]  # fmt: skip
