"""From a text to figures: a person accepts, corrects or rejects each proposal; accepted ones become published cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from binhyen.directives.models import SourceText
from binhyen.figures.actions.guards import locked, today_of
from binhyen.figures.models import DraftCell, Indicator, Period, ReadingDecision, Submission
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules.cells import CellKey, CellValue, Nature, State, parse_breakdown
from binhyen.figures.rules.moves import Move, Stage, after
from binhyen.foundation.errors import Invalid, WrongMove
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act


@dataclass(frozen=True)
class AcceptedFigure:
    """What a person decided a passage says: one value for one or several lines, of a unit, over a span.

    ``set_by_person`` names the fields that the text left open and the person filled in; ``place`` and ``quote`` serve
    citations, whose text is not kept. ``part_of`` are the words of the whole ("trong đó …") in the same text, if any.
    """

    keys: Sequence[CellKey]
    content: CellValue
    is_percent: bool
    unit: Unit
    span: Span
    start: int = 0
    end: int = 0
    place: str = ""
    quote: str = ""
    reporter: str = ""
    part_of: str = ""
    set_by_person: Sequence[str] = field(default_factory=tuple)


def open_source_submission(source: SourceText, *, unit: Unit, span: Span, actor: Actor, now: datetime) -> Submission:
    """The draft of published figures that ``source`` gives for the unit and span, begun if it does not exist."""
    require(actor, Act.ACCEPT_TEXT, unit, today_of(now))
    assert span.end is not None
    if version_on(unit, span.end) is None and version_on(unit, span.start) is None:
        raise Invalid("figures.unit_not_valid", unit=unit.last_name(), on=short_date(span.end))
    with transaction.atomic():
        period, _ = Period.objects.get_or_create(starts_on=span.start, ends_on=span.end)
        submission, _ = Submission.objects.get_or_create(source=source, unit=unit, period=period, form_version=None)
    return submission


def accept_figure(source: SourceText, figure: AcceptedFigure, *, actor: Actor, now: datetime) -> Submission:
    """Take one figure of a text into the draft submission of its unit and span; nothing counts before a second person approves.

    Refused: a passage outside the text, no line, a percentage on a count or a count on a ratio, a line that another passage
    of the same text has filled.
    """
    _passage_exists(source, figure)
    if not figure.keys:
        raise Invalid("figures.proposal_needs_indicator")
    indicators = {key: _line(key, figure, source) for key in figure.keys}
    with transaction.atomic():
        submission = open_source_submission(source, unit=figure.unit, span=figure.span, actor=actor, now=now)
        fresh = locked(submission.pk, seen_revision=None)
        after(Move.DRAFT, Stage(fresh.stage))
        for key, indicator in indicators.items():
            _fill(fresh, key, indicator, figure, _provenance(source, figure))
        _decide(source, figure.start, figure.end, ReadingDecision.ACCEPTED, fresh, actor, now)
    return submission


def _passage_exists(source: SourceText, figure: AcceptedFigure) -> None:
    inside = 0 <= figure.start < figure.end <= len(source.text)
    if source.extent == SourceText.FULL and not inside:
        raise Invalid("figures.proposal_unknown", start=figure.start, end=figure.end)


def _line(key: CellKey, figure: AcceptedFigure, source: SourceText) -> Indicator:
    parse_breakdown(key.breakdown)
    indicator = Indicator.objects.filter(code=key.indicator).first()
    if indicator is None:
        raise Invalid("figures.indicator_unknown", code=key.indicator)
    words = figure.quote or source.text[figure.start : figure.end]
    if figure.content.state is State.REPORTED:
        if figure.is_percent and indicator.nature != Nature.RATIO:
            raise Invalid("figures.percent_on_count", text=words[:80], code=key.indicator)
        if not figure.is_percent and indicator.nature == Nature.RATIO:
            raise Invalid("figures.count_on_percent", text=words[:80], code=key.indicator)
    return indicator


def _provenance(source: SourceText, figure: AcceptedFigure) -> dict[str, Any]:
    kept: dict[str, Any] = {"source": source.pk, "set_by_person": list(figure.set_by_person)}
    if figure.reporter:
        kept["reporter"] = figure.reporter
    if figure.part_of:
        kept["part_of"] = figure.part_of[:300]
    if source.extent == SourceText.CITATION:
        return {"kind": "citation", "place": figure.place, "quote": figure.quote, **kept}
    quote = source.text[figure.start : figure.end][:300]
    return {"kind": "span", "start": figure.start, "end": figure.end, "quote": quote, **kept}


def _fill(
    submission: Submission, key: CellKey, indicator: Indicator, figure: AcceptedFigure, provenance: Mapping[str, Any]
) -> None:
    draft = submission.drafts.filter(indicator=indicator, breakdown=key.breakdown).select_related("indicator").first()
    if draft is None:
        draft = DraftCell(submission=submission, indicator=indicator, breakdown=key.breakdown, seen_version=0)
    elif _passage(draft.provenance) != _passage(provenance):
        raise Invalid("figures.proposal_taken", key=str(key), theirs=shown(draft.content, indicator.decimals))
    if submission.version and not draft.returned:
        raise Invalid("figures.cell_frozen", key=str(key))
    content = figure.content
    draft.state, draft.value, draft.value_max = content.state.value, content.value, content.value_max
    draft.qualifier, draft.reason, draft.provenance = content.qualifier.value, content.reason, dict(provenance)
    draft.seen_version += 1
    draft.save()


def _passage(provenance: Mapping[str, Any]) -> tuple[Any, ...]:
    return (provenance.get("start"), provenance.get("end"), provenance.get("place"), provenance.get("quote"))


def reject_figure(source: SourceText, *, start: int, end: int, actor: Actor, now: datetime) -> None:
    """Set a proposal aside; the decision is kept."""
    require(actor, Act.ACCEPT_TEXT, source.unit, today_of(now))
    if not 0 <= start < end <= len(source.text):
        raise Invalid("figures.proposal_unknown", start=start, end=end)
    with transaction.atomic():
        undo_decision(source, start=start, end=end, actor=actor, now=now)
        _decide(source, start, end, ReadingDecision.REJECTED, None, actor, now)


def undo_decision(source: SourceText, *, start: int, end: int, actor: Actor, now: datetime) -> None:
    """Take a decision back while its figures are still a draft; ``WrongMove`` once they were submitted."""
    require(actor, Act.ACCEPT_TEXT, source.unit, today_of(now))
    with transaction.atomic():
        decision = ReadingDecision.objects.filter(source=source, start=start, end=end).first()
        if decision is None:
            return
        if decision.submission_id is not None:
            fresh = locked(decision.submission_id, seen_revision=None)
            if fresh.version:
                raise WrongMove("figures.wrong_move", move=Move.DRAFT.value, stage=fresh.stage)
            for draft in fresh.drafts.all():
                if (draft.provenance.get("start"), draft.provenance.get("end")) == (start, end):
                    draft.delete()
        decision.delete()


def _decide(
    source: SourceText, start: int, end: int, decision: str, submission: Submission | None, actor: Actor, now: datetime
) -> None:
    if source.extent == SourceText.CITATION:
        return
    ReadingDecision.objects.update_or_create(
        source=source, start=start, end=end,
        defaults={"decision": decision, "submission": submission, "decided_by": actor.user.pk, "decided_at": now},
    )  # fmt: skip
