"""One report as a page shows it: each line with its working value, the periods beside it, its source and its readers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from binhyen.figures.models import (
    Cell,
    CellVersion,
    CodeItem,
    DraftCell,
    FormLine,
    FormVersion,
    Period,
    PeriodLock,
    Submission,
)
from binhyen.figures.queries.answered import UNTOUCHED
from binhyen.figures.queries.forms import closing_of, lines_of, lock_of, programmes_reading, read_with_parts
from binhyen.figures.queries.names import names_of
from binhyen.figures.queries.past import values_in
from binhyen.figures.queries.reports import draft_cells
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Severity, State
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit


@dataclass(frozen=True)
class SheetLine:
    """One line. ``seen`` is the working version (0: nothing kept yet); ``read_from`` names the form that collects it.

    ``sent`` is what was last sent of a line that came back; ``along``: it only came with another.
    ``partial`` says what a line that reads stands on while periods of the other form are missing ("" : on all of them).
    """

    key: CellKey
    name: str
    group: str
    hint: str
    unit_of_count: str
    decimals: int
    required: bool
    content: CellValue | None = None
    seen: int = 0
    returned: bool = False
    return_reason: str = ""
    along: bool = False
    sent: CellValue | None = None
    previous: CellValue | None = None
    same_period: CellValue | None = None
    readers: tuple[str, ...] = ()
    read_from: str = ""
    partial: str = ""
    cell_id: int | None = None

    @property
    def collects(self) -> bool:
        """Whether the line is entered here; otherwise it reads what another form collects."""
        return not self.read_from

    @property
    def comparable(self) -> CellValue | None:
        """What the figure may be set against: that of the same period a year before, never a part against the whole."""
        return None if self.partial else self.same_period

    @property
    def is_asked(self) -> bool:
        """Whether the line came back for itself."""
        return self.returned and not self.along

    @property
    def is_corrected(self) -> bool:
        """Whether the line came back and now says something else than what was sent."""
        now = None if self.content is None or self.content.is_blank else self.content
        before = None if self.sent is None or self.sent.is_blank else self.sent
        return self.returned and now != before

    @property
    def is_filled(self) -> bool:
        """Whether a state other than "chưa có số liệu" is known."""
        return self.content is not None and self.content.state is not State.NOT_REPORTED


@dataclass(frozen=True)
class Across:
    """A form whose parts stand side by side: the columns (item of the dimension, "" the total; label) and the rows' names.

    ``places`` says of each line which row (a key without the dimension) and which column it stands in.
    """

    columns: tuple[tuple[str, str], ...]
    names: Mapping[CellKey, str]
    places: Mapping[CellKey, tuple[CellKey, str]]


@dataclass(frozen=True)
class Sheet:
    """A report of one unit over one period. ``submission`` None: not begun; ``across`` None: one column of figures."""

    unit: Unit
    span: Span
    form: FormVersion
    submission: Submission | None
    lines: tuple[SheetLine, ...]
    lock: PeriodLock | None
    across: Across | None = None

    @property
    def collecting(self) -> list[SheetLine]:
        """The lines that are entered here."""
        return [line for line in self.lines if line.collects]

    @property
    def filled(self) -> int:
        """How many of them have been filled."""
        return sum(1 for line in self.collecting if line.is_filled)

    @property
    def groups(self) -> list[str]:
        """The groups in the order of the form."""
        return list(dict.fromkeys(line.group for line in self.lines))

    @property
    def programmes(self) -> list[str]:
        """The programmes that read at least one line."""
        return sorted({code for line in self.lines for code in line.readers})

    def may_enter(self, line: SheetLine) -> bool:
        """Whether the line is open for entry: collected here, and not frozen by an earlier submission."""
        sent = self.submission is not None and self.submission.version > 0
        return line.collects and (line.returned or not sent)


def form_sheet(
    form: FormVersion,
    unit: Unit,
    span: Span,
    submission: Submission | None,
    *,
    only_approved: bool = False,
    on: date | None = None,
) -> Sheet:
    """The report of the unit by the form, begun or not. ``only_approved``: the cells that count, never the working copy.
    ``on`` is the day on which an exception may have opened a closed period again.
    """
    lines = lines_of(form)
    reading = [line for line in lines if line.role == FormLine.READS]
    drafts = draft_cells(submission) if submission and not only_approved else {}
    parts = read_with_parts(unit, reading, span) if reading else {}
    read = {key: value for key, (value, _) in parts.items()}
    if submission is not None and only_approved:
        read |= _counting(submission)
    previous = values_in(unit, form, periods.previous(form.calendar, span))
    same_period = values_in(unit, form, span.shifted_years(-1))
    readers = {} if form.vertical else programmes_reading(line.indicator.code for line in lines)
    sources = _collecting_forms(reading)
    cells = _cell_ids(unit, span, form.origin)
    sent = _sent([cells[key] for key, draft in drafts.items() if draft.returned and key in cells])

    def sheet_line(line: FormLine) -> SheetLine:
        key = CellKey(line.indicator.code, line.breakdown)
        draft = drafts.get(key)
        return SheetLine(
            key=key, name=line.label, group=line.group, hint=line.hint, unit_of_count=line.indicator.unit_of_count,
            decimals=line.indicator.decimals, required=line.required, previous=previous.get(key),
            same_period=same_period.get(key), readers=tuple(readers.get(line.indicator.code, ())),
            read_from=sources.get(key, "biểu khác") if line.role == FormLine.READS else "",
            partial=parts[key][1] if key in parts else "",
            cell_id=cells.get(key), sent=sent.get(cells.get(key, 0)), **_working(draft, read.get(key)),
        )  # fmt: skip

    across = _across(form, lines, span) if form.columns else None
    return Sheet(unit, span, form, submission, tuple(map(sheet_line, lines)), _lock(form, unit, span, on), across)


def _counting(submission: Submission) -> dict[CellKey, CellValue]:
    """The approved cells of the report."""
    cells = Cell.objects.filter(unit=submission.unit_id, period=submission.period_id, origin=submission.origin)
    found = cells.filter(approved__submission=submission).select_related("approved", "indicator")
    return {cell.key: cell.approved.content for cell in found if cell.approved is not None}


def _across(form: FormVersion, lines: Iterable[FormLine], span: Span) -> Across:
    """Where each line stands in a table of the form's dimension."""
    places: dict[CellKey, tuple[CellKey, str]] = {}
    items: dict[str, str] = {}
    for line in lines:
        rest, item = _apart(line.breakdown, f"{form.columns}=")
        places[CellKey(line.indicator.code, line.breakdown)] = (CellKey(line.indicator.code, rest), item)
        items.setdefault(item, item or "Tổng số")
    known = CodeItem.objects.filter(dimension=form.columns, code__in=items).order_by("position")
    labels = dict(known.values_list("code", "label"))
    order = sorted(items, key=lambda item: (item != "", list(labels).index(item) if item in labels else len(labels)))
    columns = tuple((item, labels.get(item, items[item])) for item in order)
    return Across(columns, names_of({row for row, _ in places.values()}, span.last), places)


def _apart(text: str, head: str) -> tuple[str, str]:
    """A canonical breakdown without the pair that begins with ``head``, and the item of that pair ("" for none)."""
    parts = text.split(";")
    item = next((part for part in parts if part.startswith(head)), "")
    return ";".join(part for part in parts if part != item) if item else text, item.removeprefix(head)


def _working(draft: DraftCell | None, read: CellValue | None) -> dict[str, Any]:
    if draft is None:
        return {"content": read}
    return {
        "content": draft.content, "seen": draft.seen_version, "returned": draft.returned,
        "return_reason": draft.return_reason, "along": draft.along,
    }  # fmt: skip


def _collecting_forms(lines: Iterable[FormLine]) -> dict[CellKey, str]:
    """For lines that read: the short title of the form that collects each."""
    indicators = {line.indicator_id for line in lines}
    rows = FormLine.objects.filter(
        role=FormLine.COLLECTS, version__vertical=False, indicator__in=indicators
    ).values_list("indicator__code", "breakdown", "version__short_title")
    return {CellKey(code, breakdown): title for code, breakdown, title in rows}


def _sent(cells: Collection[int]) -> dict[int, CellValue]:
    """By cell what was sent of it last."""
    versions = CellVersion.objects.filter(cell__in=cells).order_by("n") if cells else ()
    return {version.cell_id: version.content for version in versions}


def _cell_ids(unit: Unit, span: Span, origin: str) -> dict[CellKey, int]:
    rows = Cell.objects.filter(unit=unit, period__starts_on=span.start, period__ends_on=span.last, origin=origin)
    return {CellKey(code, b): pk for code, b, pk in rows.values_list("indicator__code", "breakdown", "pk")}


RECENT = 6


def recent_of(unit: Unit, key: CellKey, before: Span) -> list[tuple[Span, CellValue]]:
    """The approved collected figures of the line in the last periods that ended before this one, oldest first."""
    cells = Cell.objects.filter(
        unit=unit, indicator__code=key.indicator, breakdown=key.breakdown, origin="", approved__isnull=False,
        period__ends_on__lt=before.start,
    ).select_related("approved", "period")  # fmt: skip
    newest = cells.order_by("-period__ends_on")[:RECENT]
    return [(c.period.span, c.approved.content) for c in reversed(newest) if c.approved is not None]


def _lock(form: FormVersion, unit: Unit, span: Span, on: date | None) -> PeriodLock | None:
    period = Period.objects.filter(starts_on=span.start, ends_on=span.last).first()
    if period is None:
        return None
    return lock_of(form.code, unit, period) if on is None else closing_of(form.code, unit, period, on)


def reasons_of(submission: Submission) -> dict[str, str]:
    """The reasons given for warnings when the report was last presented or submitted, by ``Finding.id``.

    Why a line was left as it came back holds for that one time.
    """
    sent = submission.version + (submission.stage not in (Stage.SUBMITTED, Stage.APPROVED))
    past = Q(code=UNTOUCHED, version__lt=sent)
    found = submission.findings.order_by("version").exclude(past).exclude(reason="")
    return {f.finding_id: f.reason for f in found}


def explained(submission: Submission) -> frozenset[str]:
    """The warnings, by ``Finding.id``, whose reasons were laid before the leader with the version to be sent next."""
    found = submission.findings.filter(version=submission.version + 1).exclude(reason="")
    return frozenset(f.finding_id for f in found)


def kept_findings(submission: Submission) -> list[Finding]:
    """The findings as they stood when the report was last submitted; their reasons are in ``reasons_of``."""
    return [
        Finding(f.rule, Severity(f.severity), _key_of(f.line), f.code, f.params, f.arithmetic)
        for f in submission.findings.filter(version=submission.version)
    ]


def _key_of(line: str) -> CellKey:
    """The key behind its text: "COM04[host_org=ca]"."""
    code, _, breakdown = line.partition("[")
    return CellKey(code, breakdown.removesuffix("]"))
