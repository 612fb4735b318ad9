"""Two communes of the cast become one."""

from __future__ import annotations

from datetime import date

from binhyen.organisation.actions import NewUnit, Pass, change_units
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Extent, Level, LineageKind
from tests.cast import Cast
from tests.conftest import NOW


def merged(cast: Cast, on: date) -> Unit:
    """Tân An and Tân Bình are Tân Hợp from the day on."""
    new = NewUnit("thu-tan-hop", Level.COMMUNE, "xa", "Tân Hợp", "T0110", cast.province)
    passes = [Pass(unit, new, Extent.WHOLE) for unit in (cast.tan_an, cast.tan_binh)]
    (unit,) = change_units(
        passes, kind=LineageKind.MERGE, on=on, decision="nghị quyết để kiểm thử", actor=None, now=NOW
    )
    return unit
