"""The lines of a report as the templates print them, entered or read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.urls import reverse

from binhyen.figures.queries.answered import UNTOUCHED
from binhyen.figures.queries.sheets import Sheet, SheetLine
from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Severity, SumClass
from binhyen.figures.rules.checks import REPORT
from binhyen.figures.rules.entered import KINDS
from binhyen.figures.rules.moves import Stage
from binhyen.foundation import vietnamese
from binhyen.foundation.texts import registered
from binhyen.web.figures.entries import Entry, shown_entry, stamp_of
from binhyen.web.templatetags.binhyen import cell as cell_text

RETURNED, ALONG = "Trả lại để chỉnh lý", "Chỉ tiêu liên quan"


@dataclass(frozen=True)
class Note:
    """What stands under a line: a finding with its reason, a refused entry, why it came back."""

    rule: str
    severity: str
    sentence: str
    id: str = ""
    reason_name: str = ""
    reason: str = ""
    arithmetic: str = ""
    is_gap: bool = False

    @property
    def is_return(self) -> bool:
        """Whether it says that the line came back."""
        return self.rule in (RETURNED, ALONG)


@dataclass(frozen=True)
class Row:
    """One line on the page. ``stamp`` goes with an open line; ``url`` leads to the figure's own page.

    ``goes_back``: it can be ticked to be sent back. ``book`` is what the unit's activity book comes to for the line, where it
    keeps one.
    """

    key: CellKey
    code: str
    name: str
    hint: str
    unit: str
    required: bool
    text: str
    kind: str
    reason: str
    stamp: str
    locked: bool
    lock_note: str
    kind_text: str
    state: str
    severity: str
    previous: str
    same_period: str
    change: str
    readers: tuple[bool, ...]
    findings: tuple[Note, ...]
    url: str
    is_part: bool
    is_read: bool
    goes_back: bool
    ticked: bool
    own_reason: str = ""
    book: str = ""

    @property
    def is_returned(self) -> bool:
        """Whether it came back to be corrected."""
        return any(note.rule == RETURNED for note in self.findings)

    @property
    def readers_count(self) -> int:
        """How many programmes read the line."""
        return sum(self.readers)


@dataclass(frozen=True)
class Group:
    """One group of lines; ``number`` names its anchor and its button, ``done`` is ``done_of`` its lines."""

    number: int
    name: str
    rows: tuple[Row, ...]
    done: str
    can_say_nothing: bool


class Shown(Protocol):
    """How a value of a line is printed for this reader; ``now`` False is another period's."""

    def __call__(self, line: SheetLine, content: CellValue | None, *, now: bool = True) -> str:
        """The text; "" where nothing is to be shown."""


def plain(line: SheetLine, content: CellValue | None, *, now: bool = True) -> str:
    """A value as everyone of the territory may see it; nothing where there is none."""
    return "" if content is None else cell_text(content, line.decimals)


def groups_of(
    sheet: Sheet,
    *,
    may_enter: bool,
    notes: Mapping[CellKey, Sequence[Note]],
    entries: Mapping[CellKey, Entry] | None = None,
    ticked: frozenset[str] = frozenset(),
    own_reasons: Mapping[str, str] | None = None,
    shown: Shown = plain,
    book: Mapping[CellKey, CellValue] | None = None,
) -> list[Group]:
    """The report as groups of rows. What a person typed and must not lose: ``entries``; ``ticked``, ``own_reasons``."""
    typed, kept, own = entries or {}, book or {}, own_reasons or {}

    def row(line: SheetLine) -> Row:
        found = _row(sheet, line, may_enter, notes.get(line.key, ()), typed.get(line.key), ticked, shown)
        found = replace(found, book=plain(line, kept[line.key])) if line.key in kept else found
        return replace(found, own_reason=own[str(line.key)]) if str(line.key) in own else found

    groups = []
    for number, name in enumerate(sheet.groups, start=1):
        lines = [line for line in sheet.lines if line.group == name]
        rows = tuple(map(row, lines))
        open_and_empty = any(not row.locked and not row.text and row.kind == "reported" for row in rows)
        here = [line.is_filled for line in lines if line.collects]
        groups.append(Group(number, name, rows, done_of(sum(here), len(here)), may_enter and open_and_empty))
    return groups


def done_of(filled: int, total: int) -> str:
    """How much of what is entered in a group is filled: "2/5"; where all of it reads other forms, that."""
    return f"{filled}/{total}" if total else "lấy từ biểu khác"


ACCUSING = frozenset({Severity.BLOCK.value, Severity.WARN.value})
"""What marks a cell; an information is only said below it."""


def _row(
    sheet: Sheet, line: SheetLine, may_enter: bool, notes: Sequence[Note], entry: Entry | None,
    ticked: frozenset[str], shown: Shown,
) -> Row:  # fmt: skip
    locked = not (may_enter and sheet.may_enter(line))
    typed = shown_entry(line) if entry is None or locked else entry
    severities = {note.severity for note in notes}
    same_period = shown(line, line.same_period, now=False)
    return Row(
        key=line.key, code="" if line.key.breakdown else line.key.indicator, name=line.name,
        hint=line.hint, unit=line.unit_of_count, required=line.required,
        text=shown(line, line.content) if locked else typed.text, kind=typed.kind, reason=typed.reason,
        stamp="" if locked else stamp_of(shown_entry(line)) if entry is None else f"{typed.seen}.{typed.mark}",
        locked=locked, lock_note=lock_note(line, may_enter), kind_text=_kind_text(line),
        state=line.content.state.value if line.content else "", severity=min(severities & ACCUSING, default=""),
        previous=shown(line, line.previous, now=False), same_period=same_period,
        change=change(line.content, line.comparable, line.decimals) if same_period else "",
        readers=tuple(code in line.readers for code in sheet.programmes), findings=tuple(notes),
        url=reverse("figure", args=[line.cell_id]) if line.cell_id else "", is_part=bool(line.key.breakdown),
        is_read=not line.collects, goes_back=was_sent(line), ticked=str(line.key) in ticked,
    )  # fmt: skip


def was_sent(line: SheetLine) -> bool:
    """Whether the report holds the line, so that it can go back: neither read from another form nor left empty."""
    return line.collects and bool(line.seen)


def lock_note(line: SheetLine, may_enter: bool) -> str:
    """Why a line takes no entry: "lấy từ Báo cáo tháng"; "" where it is only read."""
    if not line.collects:
        return taken_from(line)
    return "đã gửi, giữ nguyên" if may_enter else ""


def taken_from(line: SheetLine) -> str:
    """ "lấy từ Báo cáo tháng", while months are missing with those it is made of: "…, gồm tháng 7, 8, 9 (03/06 tháng)"."""
    return f"lấy từ {line.read_from}{f', {line.partial}' if line.partial else ''}"


def _kind_text(line: SheetLine) -> str:
    if not line.collects:
        return taken_from(line)
    if line.content is None or line.content.is_blank:
        return "chưa nhập"
    kind = shown_entry(line).kind
    said = KINDS.get(kind, "")
    return f"{said}: {line.content.reason}" if line.content.reason else said


def change(now: CellValue | None, before: CellValue | None, decimals: int) -> str:
    """The difference to the same period a year before: "+8 (+21,1%)"; "" unless both are exact numbers."""
    amounts = [None if c is None or c.sum_class is not SumClass.EXACT else c.amount for c in (now, before)]
    current, past = amounts
    if current is None or past is None:
        return ""
    difference = vietnamese.scaled(current - past, decimals)
    said = _signed(vietnamese.number(difference, decimals), difference)
    if not past:
        return said
    percent = (Decimal(current - past) * 100 / past).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{said} ({_signed(vietnamese.number(percent, 1), percent)}%)" if difference else said


def _signed(text: str, value: Decimal) -> str:
    return f"+{text}" if value > 0 else text


def finding_notes(
    findings: Iterable[Finding], reasons: Mapping[str, str], *, asking: bool, fixed: Container[str] = ()
) -> dict[CellKey, list[Note]]:
    """Findings by line; with ``asking``, each warning brings the input for its reason, except those ``fixed`` by their id."""
    notes: dict[CellKey, list[Note]] = {}
    for finding in findings:
        warning = finding.severity is Severity.WARN
        note = Note(
            rule=finding.rule,
            severity=finding.severity.value,
            sentence=said(finding.code, finding.params),
            reason_name=f"reason:{finding.id}" if warning and asking and finding.id not in fixed else "",
            reason=reasons.get(finding.id, ""),
            is_gap=is_gap(finding),
        )
        notes.setdefault(finding.key, []).append(note)
    return notes


def said(code: str, params: Mapping[str, object]) -> str:
    """The sentence of a finding."""
    return registered().get(code, code).format(**params)


def returned_notes(sheet: Sheet) -> dict[CellKey, list[Note]]:
    """Why each returned line came back."""
    columns = dict(sheet.across.columns) if sheet.across else {}
    places = sheet.across.places if sheet.across else {}
    column = {key: columns[item] for key, (_, item) in places.items()}
    shared = common_reason(sheet)
    return {line.key: [_returned_note(line, column.get(line.key, ""), shared)] for line in sheet.lines if line.returned}


def common_reason(sheet: Sheet) -> str:
    """Why several lines came back together: said once, above the form; "" where each line says its own."""
    given = sheet.submission
    if given is None or given.stage != Stage.SENT_BACK:
        return ""
    asked = [line.return_reason for line in sheet.lines if line.is_asked]
    return given.reason if not asked or asked.count(given.reason[:300]) > 1 else ""


def _returned_note(line: SheetLine, column: str, shared: str) -> Note:
    """Why the line came back; once it says something else than what was sent, that too, and it accuses no more.

    ``column`` is said first where several cells stand above the note; a reason that is ``shared`` is not repeated.
    """
    own = "theo lý do chung ở đầu biểu." if shared and line.return_reason == shared[:300] else line.return_reason
    why = f"{column}: {own}" if column else own[:1].upper() + own[1:]
    rule = ALONG if line.along else RETURNED
    if not line.is_corrected:
        return Note(rule, Severity.INFO.value if line.along else Severity.WARN.value, why)
    return Note(rule, Severity.INFO.value, f"{why} Đã sửa, số đã gửi: {plain(line, line.sent) or 'trống'}.")


def whole_report(notes: Mapping[CellKey, Sequence[Note]]) -> Sequence[Note]:
    """The notes that concern the report as a whole."""
    return notes.get(REPORT, ())


def is_gap(finding: Finding) -> bool:
    """Whether the finding only says that a line is still empty, or still as it came back: not worth saying while someone is
    still typing."""
    return finding.code in ("figures.r10_missing", UNTOUCHED)
