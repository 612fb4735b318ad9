"""From a proposal, or from what a person typed over it, to one accepted figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from binhyen.figures.actions.readings import AcceptedFigure, Offer
from binhyen.figures.models import DraftCell
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State, breakdown
from binhyen.figures.rules.proposals import content_of
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date, read_number, short_date, show
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.reader.reading import Figure
from binhyen.web.directives.desk import Defaults, Desk
from binhyen.web.directives.sources import unit_in_reach


@dataclass(frozen=True)
class Entered:
    """What is to be kept of one proposal: as proposed, or as typed. ``value`` empty keeps the text's number and hedge."""

    codes: tuple[str, ...]
    unit: str
    start: str
    end: str
    programme: str
    value: str = ""
    value_max: str = ""
    qualifier: str = Qualifier.EXACT.value


def offer_of(figure: Figure) -> Offer:
    """What the reader had proposed: kept with the decision, for its rules to learn from."""
    return Offer(figure.measures or "", figure.codes[0] if figure.codes else "")


def typed(form: QueryDict) -> Entered:
    """What the person typed into the row's form."""
    codes = [code for code in (*form.getlist("code"), form.get("other", "")) if code]
    return Entered(
        codes=tuple(dict.fromkeys(codes)),
        unit=form.get("unit", ""),
        start=form.get("start", ""),
        end=form.get("end", ""),
        programme=form.get("programme", ""),
        value=form.get("value", ""),
        value_max=form.get("value_max", ""),
        qualifier=form.get("qualifier", Qualifier.EXACT.value),
    )


def as_proposed(desk: Desk, figure: Figure, defaults: Defaults) -> Entered:
    """What the text says, with the person's defaults of the page wherever the text leaves something open.

    Of several indicators that may fit, the first; the others are offered in the form. The unit of a number that the text
    gives to a smaller unit is for the person to say.
    """
    stated = desk.stated(figure)
    start, end = (stated.span.start, stated.span.last) if stated.span else (None, None)
    return Entered(
        codes=stated.codes[:1],
        unit="" if stated.elsewhere else stated.place or defaults.unit or desk.source.unit.last_name(),
        start=short_date(start) if start else defaults.start,
        end=short_date(end) if end else defaults.end,
        programme=stated.programme or defaults.programme,
    )


def as_kept(desk: Desk, figure: Figure, drafts: Sequence[DraftCell]) -> Entered:
    """What was accepted, for the form in which it is corrected."""
    first = drafts[0]
    decimals = first.indicator.decimals
    period = first.submission.period
    return Entered(
        codes=tuple(draft.indicator.code for draft in drafts),
        unit=desk.unit_names[first.submission.unit_id],
        start=short_date(period.starts_on),
        end=short_date(period.ends_on),
        programme=first.key.breakdown.removeprefix("programme="),
        value="" if first.value is None else show(first.value, decimals),
        value_max="" if first.value_max is None else show(first.value_max, decimals),
        qualifier=first.qualifier,
    )


class Reach:
    """Finds the units that a post means by their names, each name and day looked up once."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._found: dict[tuple[str, date], Unit] = {}

    def unit(self, text: str, on: date) -> Unit:
        """The unit called so on the day; refused as ``unit_in_reach``."""
        key = (text.strip(), on)
        if key not in self._found:
            self._found[key] = unit_in_reach(text, on, self._actor)
        return self._found[key]


def accepted(desk: Desk, figure: Figure, entered: Entered, reach: Reach) -> list[AcceptedFigure]:
    """The figures to accept: one for all its lines, or one for each scale where the lines differ in decimals or unit.

    Refused with ``Invalid`` or ``NotFound``: no indicator, no dates, a unit that is unknown on the last day, a number that
    cannot be read.
    """
    if not entered.codes:
        raise Invalid("figures.proposal_needs_indicator")
    unknown = next((code for code in entered.codes if code not in desk.lines), None)
    if unknown:
        raise Invalid("figures.indicator_unknown", code=unknown)
    if not entered.unit.strip():
        raise Invalid("figures.proposal_needs_unit")
    if not (entered.start.strip() and entered.end.strip()):
        raise Invalid("figures.proposal_needs_period")
    span = Span(read_date(entered.start), read_date(entered.end))
    unit = reach.unit(entered.unit, span.last)
    set_by = _set_by_person(desk, figure, entered, span)
    pairs = {"programme": entered.programme} if entered.programme else {}
    by_scale: dict[tuple[int, str], list[str]] = {}
    for code in entered.codes:
        line = desk.lines[code]
        by_scale.setdefault((line.decimals, line.unit_of_count), []).append(code)
    made = []
    for (decimals, counted_in), codes in by_scale.items():
        content = _content(figure, entered, decimals, counted_in)
        changed = _differs(figure, content, decimals, counted_in)
        made.append(
            AcceptedFigure(
                keys=[CellKey(code, breakdown(pairs)) for code in codes], content=content, is_percent=figure.is_percent,
                unit=unit, span=span, start=figure.start, end=figure.end, part_of=desk.whole_of(figure),
                set_by_person=(*set_by, "value") if changed else set_by, offer=offer_of(figure),
            )
        )  # fmt: skip
    return made


def _content(figure: Figure, entered: Entered, decimals: int, counted_in: str) -> CellValue:
    if not entered.value.strip():
        return content_of(figure, decimals, counted_in)
    value = read_number(entered.value.strip().removesuffix("%"), decimals)
    qualifier = Qualifier(entered.qualifier) if entered.qualifier in set(Qualifier) else Qualifier.EXACT
    highest = read_number(entered.value_max, decimals) if qualifier is Qualifier.RANGE else None
    return CellValue(State.REPORTED, value, highest, qualifier)


def _differs(figure: Figure, content: CellValue, decimals: int, counted_in: str) -> bool:
    try:
        return content != content_of(figure, decimals, counted_in)
    except Invalid:
        return True


def _set_by_person(desk: Desk, figure: Figure, entered: Entered, span: Span) -> tuple[str, ...]:
    """Which of unit, period, indicator and programme the text left open or the person changed."""
    stated = desk.stated(figure)
    differ = {
        "unit": not stated.place or stated.place not in entered.unit,
        "period": stated.span != span,
        "indicator": stated.codes[:1] != entered.codes,
        "programme": stated.programme != entered.programme,
    }
    return tuple(name for name, differs in differ.items() if differs)
