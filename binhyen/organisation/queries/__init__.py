"""Questions about units, lineage and posts."""

from binhyen.organisation.queries.lineage import predecessors, recut, successors, territory
from binhyen.organisation.queries.lookup import (
    Candidate,
    find_units,
    resolve_province_first,
    resolve_unit,
    units_beginning,
)
from binhyen.organisation.queries.posts import actor_for, is_locked, posts_of
from binhyen.organisation.queries.units import (
    children_on,
    counts,
    nation,
    province_on,
    refuse_before_register,
    verify_versions,
    version_at,
    version_on,
    versions_on,
)

__all__ = [
    "Candidate",
    "actor_for",
    "children_on",
    "counts",
    "find_units",
    "is_locked",
    "nation",
    "posts_of",
    "predecessors",
    "province_on",
    "recut",
    "refuse_before_register",
    "resolve_province_first",
    "resolve_unit",
    "successors",
    "territory",
    "units_beginning",
    "verify_versions",
    "version_at",
    "version_on",
    "versions_on",
]
