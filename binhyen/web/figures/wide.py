"""Forms whose parts stand side by side: the cells of each row in tables of a few hundred, written without a template.

A template asked 10,000 times costs seconds; a cell here is one line of text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from binhyen.figures.queries.sheets import Sheet, SheetLine
from binhyen.figures.rules.cells import CellKey, Severity
from binhyen.web.figures.entries import Entry, stamp_of, words_entry
from binhyen.web.figures.rows import ACCUSING, Note, Shown, lock_note, was_sent
from binhyen.web.figures.tallies import Tally

AT_ONCE = 400
"""Cells in one table, and in one page without scripts."""

MOST_REASONS = 1000
"""Rows of a form that are asked for reasons of their own; each asks for one field of the request."""


@dataclass(frozen=True)
class WideRow:
    """One indicator with its cells side by side; ``key`` names the row on the page.

    ``asks_why``: some of its cells can be ticked to go back, and may be given a reason that the others of the form do not have.
    """

    key: str
    code: str
    name: str
    unit: str
    cells: SafeString
    findings: tuple[Note, ...]
    asks_why: bool = False
    own_reason: str = ""


@dataclass(frozen=True)
class Ticks:
    """What was marked to go back, by the cell's key, with the reasons of single rows, by ``row_key``."""

    ticked: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A table: a few rows of one group. ``number`` counts the tables of the form."""

    number: int
    group: int
    title: str
    is_first: bool
    tally: Tally
    rows: tuple[WideRow, ...]


def row_key(sheet: Sheet, key: CellKey) -> str:
    """The row that a line stands in, as the page names it: findings of all its cells stand below it."""
    return str(key) if sheet.across is None else str(sheet.across.places.get(key, (key, ""))[0])


def columns_of(sheet: Sheet) -> int:
    """How many columns the page's tables have."""
    return 8 + len(sheet.programmes) if sheet.across is None else 3 + len(sheet.across.columns)


@dataclass(frozen=True)
class Page:
    """How the cells are shown: ``posts`` says whether the page can be sent as a form; otherwise scripts open its cells.

    ``ticks`` None: nothing can be sent back here.
    """

    may_enter: bool
    notes: Mapping[CellKey, Sequence[Note]]
    shown: Shown
    entries: Mapping[CellKey, Entry]
    posts: bool
    ticks: Ticks | None = None


def sections_of(
    sheet: Sheet, *, may_enter: bool, notes: Mapping[CellKey, Sequence[Note]], shown: Shown, part: int = 0,
    entries: Mapping[CellKey, Entry] | None = None, tallies: Sequence[Tally], ticks: Ticks | None = None,
) -> list[Section]:  # fmt: skip
    """The tables of the form; with ``part`` that one only."""
    assert sheet.across is not None
    page = Page(may_enter, notes, shown, entries or {}, bool(part) or len(sheet.lines) <= AT_ONCE, ticks)
    by_row: dict[str, dict[CellKey, dict[str, SheetLine]]] = {}
    for line in sheet.lines:
        row, item = sheet.across.places[line.key]
        by_row.setdefault(line.group, {}).setdefault(row, {})[item] = line
    high = max(1, AT_ONCE // max(1, len(sheet.across.columns)))
    found: list[Section] = []
    number = 0
    for group, (title, rows) in enumerate(by_row.items(), start=1):
        keys = list(rows)
        for first in range(0, len(keys), high):
            number += 1
            if part and number != part:
                continue
            some = tuple(_row(sheet, key, rows[key], page) for key in keys[first : first + high])
            found.append(
                Section(number, group, title if first == 0 else f"{title} (tiếp)", first == 0, tallies[group - 1], some)
            )
    return found


def _row(sheet: Sheet, key: CellKey, lines: Mapping[str, SheetLine], page: Page) -> WideRow:
    assert sheet.across is not None
    one = next(iter(lines.values()))
    total = lines.get("")
    name = total.name if total else sheet.across.names.get(key, one.name)
    places = [WideCell(key, name, item, label, lines.get(item)) for item, label in sheet.across.columns]
    cells = [_cell(sheet, at, page) if page.may_enter else _read_cell(at, page) for at in places]
    few = len(sheet.across.names) <= MOST_REASONS
    return WideRow(
        key=str(key), code=key.indicator if not key.breakdown else "", name=name, unit=one.unit_of_count,
        cells=mark_safe("".join(cells)),  # noqa: S308 (every part is escaped in _cell)
        findings=tuple(note for line in lines.values() for note in page.notes.get(line.key, ())),
        asks_why=page.ticks is not None and few and any(map(was_sent, lines.values())),
        own_reason=page.ticks.reasons.get(str(key), "") if page.ticks else "",
    )  # fmt: skip


@dataclass(frozen=True)
class WideCell:
    """A place of the table: the row's key and name, the column's item and label; ``line`` None where the form asks nothing."""

    row: CellKey
    row_name: str
    item: str
    label: str
    line: SheetLine | None


def _read_cell(at: WideCell, page: Page) -> str:
    """A cell to be read; with its tick box where it can be sent back."""
    line = at.line
    if line is None:
        return '<td class="in"></td>'
    key, tone = escape(str(line.key)), tone_of(page.notes.get(line.key, ()))
    text = page.shown(line, line.content)
    said = escape(text) or '<span class="words">chưa có số liệu</span>'
    if page.ticks is not None and was_sent(line):
        name = escape(f"Trả lại: {at.row_name}, {at.label}: {text or 'chưa có số liệu'}")
        checked = " checked" if str(line.key) in page.ticks.ticked else ""
        box = f'<input type="checkbox" name="tra-lai" value="{key}" aria-label="{name}"{checked}>'
        said = f'<label class="tick">{box}<span>{said}</span></label>'
    return f'<td class="n {tone}" data-l="{escape(at.label)}" id="c-{key}">{said}</td>'


def _cell(sheet: Sheet, at: WideCell, page: Page) -> str:
    """A cell to be entered, or kept shut where it takes no entry."""
    row, item, label, line = at.row, at.item, at.label, at.line
    if line is None:
        return '<td class="in"></td>'
    key, tone = escape(str(line.key)), tone_of(page.notes.get(line.key, ()))
    before = words_entry(line)
    entry = page.entries.get(line.key, before)
    stamp = f"{entry.seen}.{entry.mark}" if entry.mark else stamp_of(before)
    is_open = sheet.may_enter(line)
    marks = f' data-s="{stamp}"' if is_open else _locked(lock_note(line, page.may_enter))
    marks += "" if is_open and page.posts else " readonly"
    hidden = f'<input type="hidden" name="s:{key}" value="{stamp}">' if is_open and page.posts else ""
    previous, same = (escape(page.shown(line, c, now=False)) for c in (line.previous, line.same_period))
    back = " cell-back" if line.is_asked else ""
    wrong = ' aria-invalid="true"' if tone == "cell-err" else ""
    wrong += f' aria-describedby="why-{escape(str(row))}"' if tone else ""
    return (
        f'<td class="in" data-l="{escape(label)}"><div class="cell {tone}{back}{"" if is_open else " cell-lock"}">{hidden}'
        f'<input name="v:{key}" id="c-{key}" value="{escape(entry.text)}" inputmode="decimal" autocomplete="off"'
        f' aria-labelledby="n-{escape(str(row))} h-{escape(item)}"{wrong}{marks} data-p="{previous}" data-y="{same}">'
        "</div></td>"
    )


def _locked(why: str) -> str:
    return f' data-lock="{escape(why)}" aria-description="khóa: {escape(why or "không sửa được")}"'


def tone_of(notes: Sequence[Note]) -> str:
    """The class of a cell with these findings."""
    severity = min({note.severity for note in notes} & ACCUSING, default="")
    return {Severity.BLOCK.value: "cell-err", Severity.WARN.value: "cell-warn"}.get(severity, "")
