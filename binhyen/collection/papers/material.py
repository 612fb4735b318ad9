"""What a paper is written from: the lines of one report, the words of its outline, who reports. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from binhyen.figures.rules.cells import CellKey, CellValue, Nature, State
from binhyen.foundation.span import Span


@dataclass(frozen=True)
class PaperLine:
    """One line of the form with its value, and the approved one of the same period a year before.

    ``partial`` says which part of the period the value is of ("" : of all).
    """

    key: CellKey
    label: str
    group: str
    unit_of_count: str
    nature: Nature
    decimals: int
    content: CellValue | None
    same_period: CellValue | None = None
    partial: str = ""

    @property
    def amount(self) -> int | None:
        """The number, scaled; a confirmed 0 where nothing arose; None where there is no number."""
        return self.content.amount if self.content else None

    @property
    def has_figure(self) -> bool:
        """Whether something is known: anything but "chưa có số liệu"."""
        return self.content is not None and self.content.state is not State.NOT_REPORTED

    @property
    def is_part(self) -> bool:
        """Whether it is a part of another line."""
        return bool(self.key.breakdown)


@dataclass(frozen=True)
class Place:
    """A unit as its papers name it: "xã" and "Đông Lộc"; ``above`` is its province's type, "tỉnh" or "thành phố"."""

    type: str
    name: str
    above: str

    @property
    def in_text(self) -> str:
        """Type and name inside a sentence."""
        return f"{self.type} {self.name}"


@dataclass(frozen=True)
class Asked:
    """The document that asks for the report: symbol ("" : none typed), day, subject."""

    symbol: str
    issued_on: date
    subject: str


@dataclass(frozen=True)
class PaperMaterial:
    """All that a paper prints. ``words`` are the outline's headings with what the unit wrote under each."""

    place: Place
    form_title: str
    calendar: str
    span: Span
    lines: tuple[PaperLine, ...]
    words: tuple[tuple[str, str], ...]
    asked: Asked | None
    made_on: date
    demo: bool

    @property
    def groups(self) -> list[str]:
        """The groups in the order of the form."""
        return list(dict.fromkeys(line.group for line in self.lines))

    def of_group(self, group: str) -> list[PaperLine]:
        """The lines of a group."""
        return [line for line in self.lines if line.group == group]
