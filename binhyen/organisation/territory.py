"""A unit's territory through time, in one query."""

from __future__ import annotations

from django.db import connection

# What ever stood under a unit, and what passed to it whole: by index, since it is asked on every page. PostgreSQL takes the
# recursive table only once, SQLite knows no LATERAL.
_SQLITE = """
WITH RECURSIVE territory(unit) AS (
  SELECT CAST(%s AS bigint)
  UNION
  SELECT v.unit_id FROM territory JOIN organisation_unitversion v ON v.parent_id = territory.unit
  UNION
  SELECT l.from_unit_id FROM territory JOIN organisation_lineage l ON l.to_unit_id = territory.unit AND l.extent = 'whole'
)
SELECT unit FROM territory
"""
_POSTGRESQL = """
WITH RECURSIVE territory(unit) AS (
  SELECT CAST(%s AS bigint)
  UNION
  SELECT below.unit FROM territory CROSS JOIN LATERAL (
    SELECT v.unit_id AS unit FROM organisation_unitversion v WHERE v.parent_id = territory.unit
    UNION ALL
    SELECT l.from_unit_id FROM organisation_lineage l WHERE l.to_unit_id = territory.unit AND l.extent = 'whole'
  ) AS below
)
SELECT unit FROM territory
"""


def territory_of(unit_id: int) -> frozenset[int]:
    """Ids of the unit, of everything ever below it, and of what passed whole to any of these, with what was below."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL, [unit_id])
        return frozenset(row[0] for row in cursor.fetchall())
