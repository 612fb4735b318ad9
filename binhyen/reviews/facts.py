"""What one review prints, frozen: every paragraph, table and number, each number with its fact and its sources. Pure."""

from __future__ import annotations

import hashlib
import json
import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from binhyen.foundation.official.content import Annex, Heading, Paragraph, Section, Signer

FORMAT = 1
SourceKind = Literal["cell", "citation", "formula", "setting"]


@dataclass(frozen=True)
class Source:
    """Where a fact comes from.

    ``cell``: an approved cell ("Xã A, báo cáo 6 tháng, phiên bản 2, COM04"); ``citation``: document, place in it and the
    figure's words; ``formula``: the arithmetic; ``setting``: dated data of the province. ``cells`` are CellVersion ids.
    """

    kind: SourceKind
    text: str
    cells: tuple[int, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One value as it was known when the review was drafted; ``value`` holds plain digits (a dot before decimals)."""

    indicator: str
    name: str
    unit_of_count: str
    period: str
    unit: str
    value: str
    qualifier: str = "exact"
    coverage: str = ""
    actor: str = ""
    sources: tuple[Source, ...] = ()

    def __str__(self) -> str:
        parts = [
            f"{self.indicator} {self.name}".strip(),
            self.unit_of_count,
            self.unit,
            self.period,
            self.coverage,
            self.actor,
        ]
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True)
class Number:
    """A printed number: ``fact`` and ``inputs`` (what a formula was computed from) are places in ``ReviewFacts.facts``."""

    n: int
    text: str
    fact: int
    inputs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Point:
    """One bar of the chart: ``value`` in plain digits, empty where there is no figure."""

    label: str
    value: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Chart:
    """The one chart: its title, the text for people who cannot see it, and its points in order."""

    title: str
    alt: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class ReviewFacts:
    """A whole review as printed. ``review`` is its id in bookmarks; ``made_on`` (ISO date) dates the file's properties."""

    review: str
    kind: str
    programme: str
    programme_name: str
    unit: str
    start: str
    end: str
    cut_off: str
    made_on: str
    provisional: bool
    demo: bool
    heading: Heading
    title: str
    subject: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: Paragraph
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...]
    chart: Chart | None
    numbers: tuple[Number, ...]
    facts: tuple[Fact, ...]
    format: int = FORMAT

    def number(self, n: int) -> Number | None:
        """The printed number ``n`` (they count from 1 without gaps)."""
        return self.numbers[n - 1] if 1 <= n <= len(self.numbers) else None

    def sources(self, number: Number) -> tuple[Source, ...]:
        """The number's own sources, then those of the figures that it was computed from, each once."""
        found: dict[Source, None] = dict.fromkeys(self.facts[number.fact].sources)
        for place in number.inputs:
            found.update(dict.fromkeys(self.facts[place].sources))
        return tuple(found)


def bookmark(review: str, n: int) -> str:
    """The bookmark's name of printed number ``n``: ``by_<review>_<n>``, at most 40 characters."""
    return f"by_{review}_{n}"


def to_json(facts: ReviewFacts) -> str:
    """The canonical JSON text: sorted keys, no blanks, Vietnamese letters as they are."""
    return json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> ReviewFacts:
    """The facts back from ``to_json``; raises ``ValueError`` for text of another format."""
    raw = json.loads(text)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ValueError("not the frozen facts of a review")
    facts = _typed(ReviewFacts, raw)
    assert isinstance(facts, ReviewFacts)
    return facts


def facts_hash(facts: ReviewFacts) -> str:
    """sha256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(to_json(facts).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _typed(kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_typed(item, each) for each in value)
    if isinstance(kind, types.UnionType):
        return None if value is None else _typed(typing.get_args(kind)[0], value)
    if not is_dataclass(kind):
        return value
    assert isinstance(kind, type)
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], each) for name, each in value.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
