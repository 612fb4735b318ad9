"""The rows beside the text: each proposal with its state, its confidence and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from binhyen.figures.models import DraftCell, ReadingDecision
from binhyen.figures.queries.reports import shown
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import parse_breakdown
from binhyen.figures.rules.moves import Stage
from binhyen.figures.rules.proposals import content_of
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import number
from binhyen.reader.reading import Figure
from binhyen.web.directives.clashes import CHIPS
from binhyen.web.directives.desk import Defaults, Desk, Line

# What a person may have set, in words.
SET_BY_PERSON = {
    "unit": "đơn vị",
    "period": "thời gian",
    "indicator": "chỉ tiêu",
    "programme": "chương trình",
    "value": "số liệu",
}
COMPARED = "số của kỳ so sánh"
AIMED = "mục tiêu, chưa phải kết quả"
CHANGES = {"increase": "văn bản ghi mức tăng", "decrease": "văn bản ghi mức giảm"}


@dataclass(frozen=True)
class Chip:
    """A remark: kind of state and words."""

    kind: str
    text: str


@dataclass(frozen=True)
class Proposal:
    """One row. ``state``: waiting, conflict, accepted, corrected or rejected; ``may_undo`` while nothing was submitted."""

    number: int
    shown: str
    unit: str
    target: str
    state: str
    url: str
    edit_url: str
    remarks: tuple[Chip, ...] = ()
    may_undo: bool = True
    may_edit: bool = True
    confidence: str = ""
    clash: str = ""
    reason: str = ""


def proposals(desk: Desk, defaults: Defaults, within: tuple[int, int]) -> list[Proposal]:
    """The rows of a part of the text, in its order."""
    start, end = within
    return [
        proposal(desk, defaults, n, figure)
        for n, figure in enumerate(desk.reading.figures, start=1)
        if start <= figure.start < end
    ]


def proposal(desk: Desk, defaults: Defaults, n: int, figure: Figure) -> Proposal:
    """One row."""
    place = (figure.start, figure.end)
    decision, drafts = desk.decisions.get(place), desk.drafts.get(place, ())
    url = reverse("source_figure", args=[desk.source.pk, *place]) + defaults.query
    edit_url = f"{desk.home}{defaults.query}{'&' if defaults.query else '?'}sua={n}#p{n}"
    if decision is not None and decision.decision == ReadingDecision.ACCEPTED and drafts:
        return _accepted(desk, n, figure, drafts, url, edit_url)
    in_conflict = n - 1 in desk.conflicts
    rejected = decision is not None and decision.decision == ReadingDecision.REJECTED
    return Proposal(
        number=n,
        shown=words_of(figure),
        unit="" if figure.is_percent else figure.unit or "",
        target=_proposed(desk, figure),
        state="rejected" if rejected else "conflict" if in_conflict else "waiting",
        url=url,
        edit_url=edit_url,
        remarks=() if rejected else _open(desk, defaults, figure),
        confidence=number(Decimal(str(figure.confidence)), 2),
        clash=CHIPS[desk.conflicts[n - 1]] if in_conflict else "",
        reason=decision.reason if decision is not None and rejected else "",
    )


def words_of(figure: Figure) -> str:
    """The number as the text has it, hedge included: "trên 30.000", "từ 15 đến 20", "trên 75%", "hàng trăm".

    The text's own words where the number cannot be kept as it is.
    """
    places = max(0, -int(Decimal(str(figure.value)).normalize().as_tuple().exponent))
    try:
        return shown(content_of(figure, places), places) + ("%" if figure.is_percent else "")
    except Invalid:
        return figure.quote


def _proposed(desk: Desk, figure: Figure) -> str:
    stated = desk.stated(figure)
    names = " hoặc ".join(f"{code} {desk.lines[code].name}" for code in stated.codes)
    when = f", {periods.name(stated.span)}" if stated.span else ""
    where = f" · {stated.place}{when}" if stated.place else f" · {periods.name(stated.span)}" if stated.span else ""
    return f"{names or 'Cần chọn chỉ tiêu thống kê'}{where}"


def _open(desk: Desk, defaults: Defaults, figure: Figure) -> tuple[Chip, ...]:
    """What has to be set before the figure can be used as it stands."""
    stated = desk.stated(figure)
    chips = []
    if not stated.codes:
        chips.append(Chip("warn", "chưa rõ chỉ tiêu"))
    if (figure.start, figure.end) in desk.compared:
        chips.append(Chip("warn", COMPARED))
    if figure.change:
        chips.append(Chip("warn", CHANGES[figure.change]))
    if stated.elsewhere:
        chips.append(Chip("warn", f"số của {stated.elsewhere}"))
    if stated.aimed:
        chips.append(Chip("warn", AIMED))
    if stated.span is None and not (defaults.start and defaults.end):
        chips.append(Chip("warn", "chưa rõ thời gian của số liệu"))
    return tuple(chips)


def _accepted(desk: Desk, n: int, figure: Figure, drafts: Sequence[DraftCell], url: str, edit_url: str) -> Proposal:
    first = drafts[0]
    submission = first.submission
    set_by = [SET_BY_PERSON[one] for one in first.provenance.get("set_by_person", []) if one in SET_BY_PERSON]
    remarks = [Chip("off", f"Cán bộ xác định: {', '.join(set_by)}")] if set_by else []
    if submission.stage == Stage.APPROVED:
        remarks.append(Chip("ok", "đã phê duyệt"))
    elif submission.stage == Stage.SUBMITTED:
        remarks.append(Chip("waiting", "chờ phê duyệt"))
    returned = any(draft.returned for draft in drafts)
    if returned:
        remarks.append(Chip("returned", f"trả lại: {first.return_reason}"))
    line = desk.lines[first.indicator.code]
    return Proposal(
        number=n,
        shown=shown(first.content, line.decimals) + ("%" if figure.is_percent else ""),
        unit="" if figure.is_percent else line.unit_of_count,
        target=f"{_lines_of(desk, drafts)} · {desk.unit_names[submission.unit_id]}, {periods.name(submission.period.span)}",
        state="corrected" if _is_corrected(figure, first, line) else "accepted",
        url=url,
        edit_url=edit_url,
        remarks=tuple(remarks),
        may_undo=submission.version == 0,
        may_edit=submission.version == 0 or returned,
        clash=CHIPS[desk.conflicts[n - 1]] if n - 1 in desk.conflicts else "",
    )


def _lines_of(desk: Desk, drafts: Sequence[DraftCell]) -> str:
    programme = parse_breakdown(drafts[0].breakdown).get("programme")
    names = "; ".join(f"{d.indicator.code} {desk.lines[d.indicator.code].name}" for d in drafts)
    return f"{names} (chương trình {programme})" if programme else names


def _is_corrected(figure: Figure, draft: DraftCell, line: Line) -> bool:
    try:
        return draft.content != content_of(figure, line.decimals, line.unit_of_count)
    except Invalid:
        return True
