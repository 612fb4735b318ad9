"""What programs do to a report: begin it, enter cells, present, submit, hand back, approve. The same actions as on every door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from binhyen.api.access import Caller, Key, caller, writer, written
from binhyen.api.problems import Wrong
from binhyen.api.reports import SubmissionMoved, findings, found_by, moved, name_of, router
from binhyen.api.shapes import ERRORS, key_of
from binhyen.api.strict import Day, Strict
from binhyen.collection.actions.calls import rehearsed
from binhyen.figures import actions
from binhyen.figures.models import Submission
from binhyen.figures.queries.forms import line_map
from binhyen.figures.rules.cells import CellKey, CellValue
from binhyen.figures.rules.entered import KINDS, REPORTED, read_entered
from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit

__all__ = ["router"]

Line = Annotated[str, Field(min_length=1, max_length=220, description='"COM04" or "COM04[host_org=ca]".')]
Revision = Annotated[
    int | None, Field(ge=0, le=2**31 - 1, description="The revision that was read; 409 if it has moved on.")
]
Reasons = Annotated[
    dict[str, Annotated[str, Field(max_length=300)]],
    Field(max_length=500, description="By the id of a finding, the reason for a warning."),
]
PLAIN_NUMBER = r"^[0-9]{1,15}(\.[0-9]{1,6})?$"


class Begin(Strict):
    """Which report."""

    form: Annotated[str, Field(min_length=1, max_length=20)]
    unit: Annotated[str, Field(min_length=1, max_length=40)]
    starts_on: Day
    ends_on: Day


class CellIn(Strict):
    """One cell: ``value`` for programs (a JSON integer, or digits with a point: "75.5"), or ``text`` as a person types it
    ("1.474", "75,5", "không phát sinh"), or neither with a ``kind`` that has no number. ``seen`` is the version that was
    read (0: nothing was there).
    """

    line: Line
    value: Annotated[int, Field(ge=0, le=2**63 - 1)] | Annotated[str, Field(pattern=PLAIN_NUMBER)] | None = None
    text: Annotated[str, Field(max_length=60)] | None = None
    kind: Annotated[str, Field(json_schema_extra={"enum": sorted(KINDS)}, max_length=30)] = REPORTED
    reason: Annotated[str, Field(max_length=300)] = ""
    seen: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class Cells(Strict):
    """The cells to save: all of them or none."""

    cells: Annotated[list[CellIn], Field(min_length=1, max_length=2000)]


class SavedCell(BaseModel):
    """A cell as it is saved, or would be: its new version."""

    line: str
    seen: int


class Saved(BaseModel):
    """What was saved, or with ``dry_run`` would be, and all that the checks say of the report then."""

    stored: bool
    cells: list[SavedCell]
    findings: list[Wrong]


class Checked(Strict):
    """A move that runs the checks."""

    reasons: Reasons = {}
    revision: Revision = None


class Move(Strict):
    """A move that needs nothing but the revision it rests on."""

    revision: Revision = None


class HandBack(Strict):
    """Hand a presented report back to the officer."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class SendBack(Strict):
    """Send cells back to be corrected, with reasons and a new date; the rest stays as it is."""

    cells: Annotated[list[Line], Field(min_length=1, max_length=2000)]
    reason: Annotated[str, Field(max_length=500, description="For every cell that has none of its own.")] = ""
    reasons: Annotated[
        dict[Line, Annotated[str, Field(max_length=300)]],
        Field(max_length=2000, description="By line, the reason of this one cell; only lines of `cells`."),
    ] = {}
    due_on: Day | None = None
    revision: Revision = None


@router.post("/submissions", response={200: SubmissionMoved, **ERRORS}, summary="Mở báo cáo của một kỳ")
def begin(request: HttpRequest, body: Begin, key: Key) -> HttpResponse:
    """The unit's report for the period, begun where there is none yet. Beginning it again changes nothing."""
    who = writer(request, key)
    unit = _units(who).filter(uid=body.unit).first()
    if unit is None:
        raise Http404

    def work() -> SubmissionMoved:
        span = Span(body.starts_on, body.ends_on)
        made = actions.open_submission(form_code=body.form, unit=unit, span=span, actor=who.actor, now=who.now)
        return moved(found_by(who, made.pk), name_of(unit, who))

    return written(request, key, body, work)


def _units(who: Caller) -> QuerySet[Unit]:
    return Unit.objects.visible_to(who.actor)


@router.put("/submissions/{int:number}/cells", response={200: Saved, **ERRORS}, summary="Ghi số liệu vào bản đang nhập")
def put_cells(
    request: HttpRequest, number: int, body: Cells, key: Key, dry_run: bool = False
) -> HttpResponse | Saved:  # fmt: skip
    """Save cells in the working copy: all of them, or none where one is refused. ``dry_run=true`` stores nothing."""
    who = caller(request) if dry_run else writer(request, key)
    found = found_by(who, number)
    if dry_run:
        return rehearsed(lambda: _save(found, body, who, stored=False))
    return written(request, key, body, lambda: _save(found, body, who, stored=True))


def _save(found: Submission, body: Cells, who: Caller, *, stored: bool) -> Saved:
    lines = {key: line.indicator.decimals for key, line in line_map(found).items()}
    values: dict[CellKey, CellValue] = {}
    wrong: list[DomainError] = []
    for cell in body.cells:
        key = key_of(cell.line)
        try:
            if key in values:
                raise Invalid("api.cell_twice", key=cell.line)
            values[key] = _content(cell, lines.get(key, 0))
        except Invalid as error:
            wrong.append(error)
    if wrong:
        raise Invalid("api.cells_refused", wrong, count=len(wrong))
    seen = {key_of(cell.line): cell.seen for cell in body.cells}
    provenance = {key: {"kind": "api"} for key in values}
    saved = actions.save_each(found, values, seen=seen, actor=who.actor, now=who.now, provenance=provenance)
    if saved.refused:
        raise Invalid("api.cells_refused", [one.error for one in saved.refused.values()], count=len(saved.refused))
    told = [SavedCell(line=str(key), seen=version) for key, version in sorted(saved.versions.items())]
    return Saved(stored=stored, cells=told, findings=findings(found, who.today))


def _content(cell: CellIn, decimals: int) -> CellValue:
    if cell.kind not in KINDS:
        raise Invalid("figures.cell_unreadable", key=cell.line, why=f"không có tình trạng “{cell.kind}”.")
    if cell.value is not None and cell.text is not None:
        raise Invalid("figures.cell_unreadable", key=cell.line, why="chỉ ghi một trong hai: value hoặc text.")
    text = cell.text or "" if cell.value is None else str(cell.value).replace(".", ",")
    return read_entered(text.strip(), name=cell.line, decimals=decimals, kind=cell.kind, reason=cell.reason.strip())


def _moved(
    request: HttpRequest,
    number: int,
    body: Strict,
    key: str,
    move: Callable[[Submission, Mapping[str, Any]], Submission],
) -> HttpResponse:
    """Make one move of the report and answer with where it stands then; its cells are read by GET.

    The answer is made while the record is locked (it is kept with its effect), so it is short.
    """
    who = writer(request, key)
    found = found_by(who, number)
    hand: dict[str, Any] = {"actor": who.actor, "now": who.now}
    names = name_of(found.unit, who)
    return written(request, key, body, lambda: moved(move(found, hand), names))


@router.post("/submissions/{int:number}/present", response={200: SubmissionMoved, **ERRORS}, summary="Trình lãnh đạo")
def present(request: HttpRequest, number: int, body: Checked, key: Key) -> HttpResponse:
    """Lay the report before the leader. Blockers refuse it; each warning takes its reason."""
    return _moved(
        request, number, body, key,
        lambda found, hand: actions.present(found, reasons=body.reasons, seen_revision=body.revision, **hand),
    )  # fmt: skip


@router.post("/submissions/{int:number}/submit", response={200: SubmissionMoved, **ERRORS}, summary="Gửi cấp trên")
def submit(request: HttpRequest, number: int, body: Checked, key: Key) -> HttpResponse:
    """Send the report to the upper level; the answer holds the receipt (mã tiếp nhận)."""
    return _moved(
        request, number, body, key,
        lambda found, hand: actions.submit(found, reasons=body.reasons, seen_revision=body.revision, **hand),
    )  # fmt: skip


@router.post("/submissions/{int:number}/hand-back", response={200: SubmissionMoved, **ERRORS}, summary="Trả lại cán bộ")
def hand_back(request: HttpRequest, number: int, body: HandBack, key: Key) -> HttpResponse:
    """The leader hands a presented report back to the officer."""
    return _moved(
        request, number, body, key, lambda found, hand: actions.return_to_officer(found, reason=body.reason, **hand)
    )  # fmt: skip


@router.post("/submissions/{int:number}/approve", response={200: SubmissionMoved, **ERRORS}, summary="Phê duyệt")
def approve(request: HttpRequest, number: int, body: Move, key: Key) -> HttpResponse:
    """Approve a report that was opened before (GET with this key); never by who submitted it."""
    return _moved(
        request, number, body, key,
        lambda found, hand: actions.approve(found, seen_revision=body.revision, **hand),
    )  # fmt: skip


@router.post(
    "/submissions/{int:number}/send-back", response={200: SubmissionMoved, **ERRORS}, summary="Trả lại để chỉnh lý"
)
def send_back(request: HttpRequest, number: int, body: SendBack, key: Key) -> HttpResponse:
    """Send the named cells back, each with its own reason or the common one.

    A cell that an equation of the form binds to others, none of which is named, brings these along (``along`` at the cell).
    """
    return _moved(
        request, number, body, key,
        lambda found, hand: actions.send_back(
            found, cells=[key_of(line) for line in body.cells], reason=body.reason, due_on=body.due_on,
            reasons={key_of(line): text for line, text in body.reasons.items()}, seen_revision=body.revision, **hand,
        ),
    )  # fmt: skip
