"""From a text to figures: a person accepts, corrects or rejects each proposal; accepted ones become published cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min, Q

from binhyen.directives.models import SourceText
from binhyen.figures.actions.guards import locked, today_of
from binhyen.figures.actions.periods import begin_period
from binhyen.figures.models import DraftCell, Indicator, ReadingDecision, Submission
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules.cells import CellKey, CellValue, Nature, State, parse_breakdown
from binhyen.figures.rules.lessons import counted_words
from binhyen.figures.rules.moves import Move, Stage, after
from binhyen.figures.texts import REJECTIONS
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, WrongMove
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act


@dataclass(frozen=True)
class Offer:
    """What the reader had proposed at a passage: the counted words and the indicator; for its rules to learn from."""

    measures: str = ""
    proposed: str = ""


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
    offer: Offer = field(default_factory=Offer)


def open_source_submission(source: SourceText, *, unit: Unit, span: Span, actor: Actor, now: datetime) -> Submission:
    """The draft of published figures that ``source`` gives for the unit and span, begun if it does not exist."""
    _may_open(unit, span, actor, now)
    with transaction.atomic():
        period = begin_period(span)
        submission, _ = Submission.objects.get_or_create(source=source, unit=unit, period=period, form_version=None)
    return submission


def _may_open(unit: Unit, span: Span, actor: Actor, now: datetime) -> None:
    require(actor, Act.ACCEPT_TEXT, unit, today_of(now))
    assert span.end is not None
    if span.start > today_of(now):
        raise Invalid("figures.period_future", period=str(span))
    if version_on(unit, span.end) is None and version_on(unit, span.start) is None:
        raise Invalid("figures.unit_not_valid", unit=unit.last_name(), on=short_date(span.end))


def accept_figure(source: SourceText, figure: AcceptedFigure, *, actor: Actor, now: datetime) -> Submission:
    """Take one figure of a text into the draft submission of its unit and span; nothing counts before a second person approves.

    Refused: a passage outside the text, no line, an indicator that began after the span, a span or a unit that has not begun,
    a percentage on a count or a count on a ratio, a line that another passage of the same text has filled.
    """
    with transaction.atomic():
        _in_turn(source)
        return _accept(source, figure, actor, now, batch=None)


def accept_figures(source: SourceText, figures: Sequence[AcceptedFigure], *, actor: Actor, now: datetime) -> int:
    """Take several figures at once, all or none, under one audit entry; its number is their batch, for ``undo_batch``.

    Refused as each single one is (``accept_figure``).
    """
    passages = [[figure.start, figure.end, *map(str, figure.keys)] for figure in figures]
    for unit, span in {(figure.unit, figure.span) for figure in figures}:
        _may_open(unit, span, actor, now)
    for span in sorted({figure.span for figure in figures}, key=str):
        begin_period(span)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        _in_turn(source)
        _reports_of(source)
        batch = line.entry("figures.accept_figures", f"source:{source.pk}", {"passages": passages})
        for figure in figures:
            _accept(source, figure, actor, now, batch=batch)
    return batch


def _in_turn(source: SourceText) -> None:
    """Decisions on one text are made one after the other: its row is locked before any of its reports.

    A decision may move a figure from one report of the text to another; two of them that lock the same two in opposite order
    would wait for each other for ever. What locks the chain too locks it after the text and its reports.
    """
    SourceText.objects.select_for_update(no_key=True).only("pk").get(pk=source.pk)


def _reports_of(source: SourceText) -> None:
    """Lock the reports of the text that there are, before the chain."""
    list(Submission.objects.select_for_update(no_key=True).filter(source=source).only("pk").order_by("pk"))


def _accept(
    source: SourceText, figure: AcceptedFigure, actor: Actor, now: datetime, *, batch: int | None
) -> Submission:
    _passage_exists(source, figure)
    if not figure.keys:
        raise Invalid("figures.proposal_needs_indicator")
    indicators = {key: _line(key, figure, source) for key in figure.keys}
    with transaction.atomic():
        submission = open_source_submission(source, unit=figure.unit, span=figure.span, actor=actor, now=now)
        fresh = locked(submission, seen_revision=None)
        after(Move.DRAFT, Stage(fresh.stage))
        for key, indicator in indicators.items():
            _fill(fresh, key, indicator, figure, _provenance(source, figure))
        codes = [key.indicator for key in figure.keys]
        chosen = figure.offer.proposed if figure.offer.proposed in codes else codes[0]
        kept = {
            "decision": ReadingDecision.ACCEPTED,
            "submission": fresh,
            "chosen": chosen,
            "batch": batch,
            "reason": "",
        }
        _decide(source, (figure.start, figure.end), figure.offer, kept, actor, now)
    return submission


def _passage_exists(source: SourceText, figure: AcceptedFigure) -> None:
    inside = 0 <= figure.start < figure.end <= len(source.text)
    if source.extent == SourceText.FULL and not inside:
        raise Invalid("figures.proposal_unknown", start=figure.start, end=figure.end)


def _line(key: CellKey, figure: AcceptedFigure, source: SourceText) -> Indicator:
    parse_breakdown(key.breakdown)
    begins = Min("versions__valid_from")
    indicator = Indicator.objects.filter(code=key.indicator).annotate(begins=begins).first()
    if indicator is None:
        raise Invalid("figures.indicator_unknown", code=key.indicator)
    if indicator.begins is not None and indicator.begins > figure.span.last:
        raise Invalid("figures.indicator_not_yet", code=key.indicator, on=short_date(indicator.begins))
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


def reject_figure(
    source: SourceText,
    *,
    start: int,
    end: int,
    actor: Actor,
    now: datetime,
    reason: str = "",
    offer: Offer | None = None,
) -> None:
    """Set a proposal aside; the decision is kept, with a ``reason`` of the short list where one is given."""
    require(actor, Act.ACCEPT_TEXT, source.unit, today_of(now))
    if not 0 <= start < end <= len(source.text):
        raise Invalid("figures.proposal_unknown", start=start, end=end)
    if reason and reason not in REJECTIONS:
        raise Invalid("figures.reason_unknown", reason=reason[:40])
    with transaction.atomic():
        _in_turn(source)
        _undo(source, start, end)
        kept = {"decision": ReadingDecision.REJECTED, "submission": None, "chosen": "", "batch": None, "reason": reason}
        _decide(source, (start, end), offer or Offer(), kept, actor, now)


def undo_decision(source: SourceText, *, start: int, end: int, actor: Actor, now: datetime) -> None:
    """Take a decision back while its figures are still a draft; ``WrongMove`` once they were submitted."""
    require(actor, Act.ACCEPT_TEXT, source.unit, today_of(now))
    with transaction.atomic():
        _in_turn(source)
        _undo(source, start, end)


def _undo(source: SourceText, start: int, end: int) -> None:
    decision = ReadingDecision.objects.filter(source=source, start=start, end=end).first()
    if decision is None:
        return
    if decision.submission is not None:
        fresh = locked(decision.submission, seen_revision=None)
        if fresh.version:
            raise WrongMove("figures.wrong_move", move=Move.DRAFT.value, stage=fresh.stage)
        for draft in fresh.drafts.all():
            if (draft.provenance.get("start"), draft.provenance.get("end")) == (start, end):
                draft.delete()
    decision.delete()


def undo_batch(source: SourceText, *, batch: int, actor: Actor, now: datetime) -> int:
    """Take back all that was accepted together and still stands, all or none; how many it were.

    ``WrongMove`` once any of them was submitted.
    """
    require(actor, Act.ACCEPT_TEXT, source.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        _in_turn(source)
        decided = list(ReadingDecision.objects.filter(source=source, batch=batch).order_by("start"))
        if not decided:
            raise Invalid("figures.nothing_to_undo")
        for one in decided:
            _undo(source, one.start, one.end)
        passages = [[one.start, one.end] for one in decided]
        line.entry("figures.undo_batch", f"source:{source.pk}", {"batch": batch, "passages": passages})
    return len(decided)


def undo_last(source: SourceText, *, actor: Actor, now: datetime) -> list[tuple[int, int]]:
    """Take back this user's latest decision on the text that was not sent, with all that was accepted together with it.

    Returns the passages. ``Invalid("figures.nothing_to_undo")`` where there is none.
    """
    require(actor, Act.ACCEPT_TEXT, source.unit, today_of(now))
    mine = ReadingDecision.objects.filter(
        Q(submission=None) | Q(submission__version=0), source=source, decided_by=actor.user.pk
    )
    last = mine.order_by("-decided_at", "-pk").first()
    if last is None:
        raise Invalid("figures.nothing_to_undo")
    if last.batch is None:
        undo_decision(source, start=last.start, end=last.end, actor=actor, now=now)
        return [(last.start, last.end)]
    passages = list(mine.filter(batch=last.batch).order_by("start").values_list("start", "end"))
    undo_batch(source, batch=last.batch, actor=actor, now=now)
    return passages


def _decide(
    source: SourceText, passage: tuple[int, int], offer: Offer, kept: Mapping[str, Any], actor: Actor, now: datetime
) -> None:
    if source.extent == SourceText.CITATION:
        return
    start, end = passage
    taught = {"measures": counted_words(offer.measures), "proposed": offer.proposed}
    ReadingDecision.objects.update_or_create(
        source=source, start=start, end=end, defaults={**kept, **taught, "decided_by": actor.user.pk, "decided_at": now}
    )
