"""How far each group of a report is: what is filled of what is entered here, what stops it, what still needs a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from binhyen.figures.queries.sheets import Sheet
from binhyen.figures.rules.cells import CellKey, Severity
from binhyen.web.figures.rows import RETURNED, Note, done_of


@dataclass(frozen=True)
class Tally:
    """One group with its counts of lines. ``filled`` of ``total`` are entered here; lines that read another form have no part."""

    number: int
    name: str
    filled: int
    total: int
    blocked: int
    warned: int
    explained: int
    returned: int
    corrected: int

    @property
    def done(self) -> str:
        """What is filled, as printed."""
        return done_of(self.filled, self.total)


def tallies_of(sheet: Sheet, notes: Mapping[CellKey, Sequence[Note]]) -> list[Tally]:
    """The groups in the order of the form."""
    found: dict[str, list[int]] = {name: [0] * 7 for name in sheet.groups}
    for line in sheet.lines:
        counts = found[line.group]
        here = (line.collects and line.is_filled, line.collects)
        for place, holds in enumerate((*here, *_stands(notes.get(line.key, ())), line.is_asked and line.is_corrected)):
            counts[place] += holds
    return [Tally(number, name, *counts) for number, (name, counts) in enumerate(found.items(), start=1)]


def summed(tallies: Sequence[Tally]) -> dict[str, int]:
    """The counts of the whole report."""
    names = ("blocked", "warned", "explained", "returned", "corrected")
    return {name: sum(getattr(tally, name) for tally in tallies) for name in names}


def _stands(notes: Sequence[Note]) -> tuple[bool, bool, bool, bool]:
    """Whether a line is stopped by what it says (an empty one is counted as empty), asks for a reason, has one, came back."""
    blocked = any(note.severity == Severity.BLOCK.value and not note.is_gap for note in notes)
    asks = any(n.severity == Severity.WARN.value and n.rule != RETURNED and not n.reason for n in notes)
    explained = not asks and any(note.reason for note in notes)
    return blocked, asks, explained, any(note.rule == RETURNED for note in notes)
