"""A unit's territory through time, in one query."""

from __future__ import annotations

from django.db import connection

# Up from below: what ever stood under a unit, and what passed to it whole.
_TERRITORY = """
WITH RECURSIVE
  held(above, unit) AS (
    SELECT parent_id, unit_id FROM organisation_unitversion WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT to_unit_id, from_unit_id FROM organisation_lineage WHERE extent = 'whole'
  ),
  territory(unit) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT held.unit FROM territory JOIN held ON held.above = territory.unit
  )
SELECT unit FROM territory
"""


def territory_of(unit_id: int) -> frozenset[int]:
    """Ids of the unit, of everything ever below it, and of what passed whole to any of these, with what was below."""
    with connection.cursor() as cursor:
        cursor.execute(_TERRITORY, [unit_id])
        return frozenset(row[0] for row in cursor.fetchall())
