"""Approved figures as plain values, with where they stand: what one report is compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.span import Span


class Approved(NamedTuple):
    """One approved cell. ``origin`` is the last part of its key."""

    key: CellKey
    unit_id: int
    origin: str
    span: Span
    content: CellValue


@dataclass(frozen=True)
class Where:
    """A condition on cells ``c`` and their periods ``p`` in SQL, with its values."""

    sql: str
    values: tuple[Any, ...]


def collected_in(units: Collection[int], spans: Collection[Span]) -> Where:
    """Collected cells of the units in the periods; a period that begins with one of them and ends with another too."""
    starts, ends = sorted({span.start for span in spans}), sorted({span.last for span in spans})
    among = [", ".join(["%s"] * len(each)) for each in (units, starts, ends)]
    sql = f"c.origin = '' AND c.unit_id IN ({among[0]}) AND p.starts_on IN ({among[1]}) AND p.ends_on IN ({among[2]})"
    return Where(sql if units and spans else "1 = 0", (*sorted(units), *starts, *ends) if units and spans else ())


def near(unit: int, starts: tuple[date, date], ends: tuple[date, date]) -> Where:
    """All cells of the unit in periods whose first and last days lie between two days each."""
    sql = "c.unit_id = %s AND p.starts_on BETWEEN %s AND %s AND p.ends_on BETWEEN %s AND %s"
    return Where(sql, (unit, *starts, *ends))


_APPROVED = """
SELECT i.code, c.breakdown, c.unit_id, c.origin, p.starts_on, p.ends_on, v.state, v.value, v.value_max, v.qualifier, v.reason
FROM figures_cell c JOIN figures_cellversion v ON v.id = c.approved_id
JOIN figures_indicator i ON i.id = c.indicator_id JOIN figures_period p ON p.id = c.period_id
WHERE """


def approved_cells(*either: Where) -> Iterator[Approved]:
    """The approved cells for which one of the conditions holds, in one question."""
    day = connection.ops.adapt_datefield_value
    values = [day(value) if isinstance(value, date) else value for one in either for value in one.values]
    with connection.cursor() as cursor:
        cursor.execute(_APPROVED + " OR ".join(f"({one.sql})" for one in either), values)
        rows = cursor.fetchall()
    for code, breakdown, unit, origin, start, end, state, value, most, qualifier, reason in rows:
        content = CellValue(State(state), value, most, Qualifier(qualifier), reason)
        yield Approved(CellKey(code, breakdown), unit, origin, Span(_day(start), _day(end)), content)


def _day(value: date | str) -> date:
    """SQLite gives days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
