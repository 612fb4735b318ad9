"""What a person typed into a form of figures: read, compared with what the page showed, turned into cell values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from binhyen.figures.queries.sheets import Sheet, SheetLine
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.figures.rules.entered import ESTIMATE, KINDS, REPORTED, read_entered
from binhyen.foundation import vietnamese

WORDS = {State.NOTHING_AROSE: "-", State.NOT_APPLICABLE: "không áp dụng", State.NOT_REPORTED: "chưa có số liệu"}


@dataclass(frozen=True)
class Entry:
    """One line as typed: the text of the number, what kind of answer it is, a reason.

    ``seen`` is the working version the page was made from, ``mark`` a digest of what the page showed there.
    """

    text: str
    kind: str
    reason: str
    seen: int = 0
    mark: str = ""

    @property
    def digest(self) -> str:
        """A short mark of the three parts that a person can change."""
        parts = f"{self.text}\x1f{self.kind}\x1f{self.reason}"
        return hashlib.sha256(parts.encode()).hexdigest()[:12]

    @property
    def is_changed(self) -> bool:
        """Whether the person changed what the page showed."""
        return self.digest != self.mark

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered."""
        return not self.text and self.kind == REPORTED


def shown_entry(line: SheetLine) -> Entry:
    """What a page shows of a line before anyone types; an emptied one shows as one never entered."""
    content = line.content
    if content is None or content.is_blank:
        return Entry("", REPORTED, "", line.seen)
    text = "" if content.value is None else vietnamese.show(content.value, line.decimals)
    kind = content.state.value
    if content.qualifier is Qualifier.ESTIMATE:
        kind = ESTIMATE
    return Entry(text, kind, content.reason, line.seen)


def words_entry(line: SheetLine) -> Entry:
    """The same where there is no choice beside the number: the text says it all ("≈ 120", "-", "không áp dụng")."""
    content = line.content
    if content is None or content.is_blank:
        return Entry("", REPORTED, "", line.seen)
    text = WORDS.get(content.state, "")
    if content.value is not None:
        text = vietnamese.show(content.value, line.decimals)
    return Entry(f"≈ {text}" if content.qualifier is Qualifier.ESTIMATE else text, REPORTED, "", line.seen)


def shown_on(sheet: Sheet, line: SheetLine) -> Entry:
    """What the page of this form shows of a line."""
    return shown_entry(line) if sheet.across is None else words_entry(line)


def entries_of(post: Mapping[str, str], lines: Iterable[SheetLine]) -> dict[CellKey, Entry]:
    """What was sent for ``lines``; lines that were not on the page are left out."""
    found: dict[CellKey, Entry] = {}
    for line in lines:
        stamp = post.get(f"s:{line.key}")
        if stamp is None:
            continue
        seen, _, mark = stamp.partition(".")
        text, kind = post.get(f"v:{line.key}", ""), post.get(f"k:{line.key}", REPORTED)
        found[line.key] = Entry(
            text=vietnamese.nfc(text).strip(), kind=kind if kind in KINDS else REPORTED,
            reason=vietnamese.nfc(post.get(f"r:{line.key}", "")).strip(), seen=int(seen) if seen.isdecimal() else 0,
            mark=mark,
        )  # fmt: skip
    return found


def stamp_of(entry: Entry) -> str:
    """The hidden value that says which version a line was shown in and what it showed."""
    return f"{entry.seen}.{entry.digest}"


def content_of(entry: Entry, name: str, decimals: int) -> CellValue:
    """The cell value of an entry on the line ``name``; ``Invalid`` with a sentence where the parts do not fit together."""
    return read_entered(entry.text, name=name, decimals=decimals, kind=entry.kind, reason=entry.reason)
