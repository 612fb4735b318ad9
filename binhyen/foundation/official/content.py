"""What an official document holds: head, paragraphs, tables, annexes, signatures, recipients. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
Role = Literal["body", "item", "note", "placeholder"]
_BLANK = "\u2003"


@dataclass(frozen=True)
class Run:
    """A piece of text; ``n`` above 0 makes it the printed number n, bound by a bookmark."""

    text: str
    n: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. ``placeholder`` is left to the writer and shown shaded; ``note`` stands below a table."""

    runs: tuple[Run, ...]
    role: Role = "body"

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Column:
    """A column: title and width as a share of the table's width."""

    title: str
    share: int
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """A table row, one tuple of runs per column; a ``heading`` row has one cell across the table."""

    cells: tuple[tuple[Run, ...], ...]
    heading: bool = False


@dataclass(frozen=True)
class Table:
    """A bordered table whose header row repeats on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    notes: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Section:
    """A numbered heading with what stands below it; level 1 is "I.", level 2 "1.", level 3 "a)"."""

    level: int
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    has_chart: bool = False


@dataclass(frozen=True)
class Annex:
    """An annex on its own page, landscape for wide tables."""

    number: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    landscape: bool = False


@dataclass(frozen=True)
class Heading:
    """The head of the paper: two bodies on the left (the issuing one bold), number, place and date."""

    superior: tuple[str, ...]
    issuers: tuple[str, ...]
    symbol: str
    place_and_date: str

    @property
    def date(self) -> str:
        """The date without the place: "ngày … tháng … năm 2026"."""
        return self.place_and_date.partition(", ")[2]


@dataclass(frozen=True)
class Signer:
    """The lines above one signature: power, office, office held."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """What stands in the section with ``has_chart``: a PNG, or its title alone where it could not be drawn."""

    title: str
    alt: str
    png: bytes | None


@dataclass(frozen=True)
class OfficialDocument:
    """A whole document.

    ``title`` is its kind ("BÁO CÁO") with the ``subject`` below it. Without a title it is an official letter (công văn):
    the ``subject`` stands as "V/v …" under the number, and ``addressed`` names who it goes to ("Kính gửi"). ``made_on``
    (ISO date) dates the file's properties; ``demo`` prints on every page that the paper has no legal value.
    """

    heading: Heading
    title: str
    subject: str
    made_on: str
    closing: Paragraph
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...]
    opening: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    addressed: tuple[str, ...] = ()
    picture: Picture | None = None
    demo: bool = False

    @property
    def kind(self) -> str:
        """What an annex calls it: "Báo cáo", "Công văn"."""
        return self.title.capitalize() or "Công văn"


def plain(text: str, role: Role = "body") -> Paragraph:
    """A paragraph of unbound text."""
    return Paragraph((Run(text),), role)


def number_to_fill(symbol: str) -> str:
    """The number line of a draft: "Số:   /BC-UBND", with room for the number."""
    return f"Số: {_BLANK * 3}/{symbol}"


def date_to_fill(place: str, year: int | None) -> str:
    """Place and date of a draft, with room for day and month; ``year`` None leaves it open too."""
    return f"{place}, ngày {_BLANK} tháng {_BLANK} năm {year or _BLANK * 2}"
