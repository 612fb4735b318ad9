"""Shapes that several answers share, and how numbers and periods are written for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import BaseModel, Field

from binhyen.api.problems import Problem
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import scaled

ERRORS: Mapping[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 408, 409, 413, 415, 422, 429), Problem)


_LINE = re.compile(r"([^\[\]]+)(?:\[([^\[\]]+)\])?")


class Page(BaseModel):
    """A part of a list: ``count`` is the length of the whole; each list adds its ``items``."""

    count: int
    limit: int
    offset: int


class SpanOut(BaseModel):
    """A period: its two days, both inclusive."""

    starts_on: date
    ends_on: date

    @classmethod
    def of(cls, span: Span) -> Self:
        """The period of a span."""
        return cls(starts_on=span.start, ends_on=span.last)


class Rule(BaseModel):
    """One dated check of a form."""

    rule: str
    rule_class: str
    severity: str
    spec: dict[str, str]
    basis: str
    valid_from: date
    valid_to: date | None


class Amount(BaseModel):
    """A figure: its state, its number in plain digits with a point ("75.5"), and the same in words for people.

    ``hidden``: a small number that this post may not see; then there is no number, and the words say so.
    """

    state: str
    qualifier: str = "exact"
    value: str | None = Field(
        default=None, description="Plain digits, a point before decimals; null where there is no number."
    )
    value_max: str | None = None
    text: str
    reason: str = ""
    hidden: bool = False


def text_of_number(value: int | None, decimals: int) -> str | None:
    """A stored number as programs read it: 755 with one decimal is "75.5"."""
    return None if value is None else format(scaled(value, decimals), "f")


def key_of(line: str) -> CellKey:
    """The line behind "COM04[host_org=ca]"; what is no line of any form is refused by the rooms below."""
    parts = _LINE.fullmatch(line.strip())
    return CellKey(parts[1], parts[2] or "") if parts else CellKey(line.strip())


def span_of(text: str) -> Span:
    """The period of "2026-05-01_2026-05-31"; ``Invalid`` where its dates are none or stand in the wrong order."""
    first, _, last = text.partition("_")
    try:
        return Span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise Invalid("foundation.date_unreadable", text=text[:40]) from error
