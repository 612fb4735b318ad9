"""A nation of 4.8 million approved cells: ``python -m bench.measuring.nation`` with BINHYEN_DATA_DIR set (SQLite only).

34 invented provinces with as many communes as the real ones have (3,321), 60 indicators, 24 months. The rows are made by the
database itself, in the order in which reports come in: month by month, the communes of the nation in turn.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from binhyen.figures.models import FormVersion, Indicator
    from binhyen.organisation.models import Unit

USER, PASSWORD = "do.kiem", "mot-cau-dai-de-do"
NOW = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
BEGINS, ENDS = date(2024, 7, 1), date(2026, 6, 30)
MONTHLY, HALF_YEARLY = "DO-THANG", "DO-6T"
INDICATORS = 60
TABLES = ("figures_submission", "figures_cell", "figures_cellversion", "figures_ledgerentry")


def main() -> int:
    """Build the data folder and print its size."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.ready_data import load_public_data

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=OFF")
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-2000000")
        cursor.execute("PRAGMA temp_store=MEMORY")
        call_command("migrate", verbosity=0)
        load_public_data(NOW)
        communes = found_provinces()
        make_forms()
        print(f"{fill(cursor)} cells in {communes} communes", flush=True)
        cursor.execute("PRAGMA journal_mode=WAL")
    return 0


def found_provinces() -> int:
    """The provinces, their communes and the analyst who asks; how many communes."""
    from django.db.models import Count

    from binhyen.foundation.vietnamese import fold, sort_key
    from binhyen.organisation.actions import assign_post, create_user
    from binhyen.organisation.models import Unit, UnitVersion, in_force
    from binhyen.organisation.queries import nation
    from binhyen.organisation.rules import Role

    real = UnitVersion.objects.filter(in_force(date(2025, 7, 1)), level="commune", unit__invented=False).order_by()
    sizes = [n for _, n in real.values_list("province").annotate(n=Count("id"))]
    versions: list[UnitVersion] = []

    def add(unit: Unit, name: str, code: str, province: Unit | None) -> None:
        kind = "xa" if province else "tinh"
        versions.append(
            UnitVersion(
                unit=unit, level=unit.level, valid_from=BEGINS, name=name, folded=fold(name), sort_key=sort_key(name),
                type=kind, code=code, parent=province, province=province, date_kind="in_force",
            )
        )  # fmt: skip

    for p, size in enumerate(sizes, start=1):
        province = Unit.objects.create(uid=f"do-{p}", level="province", invented=True)
        add(province, f"Đo {p}", f"P{p:03d}", None)
        units = [Unit(uid=f"do-{p}-{c}", level="commune", invented=True) for c in range(1, size + 1)]
        for c, commune in enumerate(Unit.objects.bulk_create(units), start=1):
            add(commune, f"Đo {p} {c}", f"C{p:03d}{c:03d}", province)
    UnitVersion.objects.bulk_create(versions)
    user = create_user(username=USER, password=PASSWORD, actor=None, now=NOW)
    assign_post(
        role=Role.MINISTRY_ANALYST, unit=nation(), holder=user, title="Người đo", valid_from=BEGINS, actor=None, now=NOW
    )
    return sum(sizes)


def make_forms() -> None:
    """A monthly form that collects 60 indicators, a half-yearly one that reads them all, owed everywhere."""
    from binhyen.figures.models import FormAssignment, FormLine, FormVersion, Indicator
    from binhyen.figures.rules.cells import Nature
    from binhyen.organisation.models import Unit

    adding = [Nature.FLOW.value, Nature.STOCK.value, Nature.ATTENDANCE.value]
    indicators = list(Indicator.objects.filter(nature__in=adding, published_only=False).order_by("pk")[:INDICATORS])
    if len(indicators) != INDICATORS:
        raise RuntimeError("the catalogue has fewer indicators than the measurement needs")

    def lines(version: FormVersion, asked: Sequence[Indicator], role: str) -> None:
        FormLine.objects.bulk_create(
            FormLine(version=version, position=n, group="I", label=i.code, indicator=i, role=role, required=False)
            for n, i in enumerate(asked, start=1)
        )

    FormLine.objects.all().delete()
    for code, calendar, role in ((MONTHLY, "month", FormLine.COLLECTS), (HALF_YEARLY, "half_year", FormLine.READS)):
        version = FormVersion.objects.create(
            code=code, valid_from=BEGINS, title=code, short_title=code, calendar=calendar
        )
        lines(version, indicators, role)
        for province in Unit.objects.filter(invented=True, level="province"):
            FormAssignment.objects.create(form_code=code, under_unit=province, level="commune", starts_on=BEGINS)


# The cross product, numbered in the order in which it is reported
CELLS = """
CREATE TEMP TABLE made AS
SELECT row_number() OVER (ORDER BY p.ends_on, (u.id * 7919) % 10007, u.id, l.position) AS id,
       u.id AS unit, p.id AS period, l.indicator_id AS indicator, s.id AS submission,
       (u.id * 31 + l.position * 17 + p.id * 7) % 997 AS value
FROM organisation_unit u
JOIN figures_submission s ON s.unit_id = u.id
JOIN figures_period p ON p.id = s.period_id
JOIN figures_formline l ON l.version_id = s.form_version_id
"""
FILL = [
    """INSERT INTO figures_cell (id, breakdown, origin, unit_id, approved_id, indicator_id, period_id)
       SELECT id, '', '', unit, id, indicator, period FROM made ORDER BY unit, indicator, period""",
    """INSERT INTO figures_cellversion (id, n, submission_version, state, value, value_max, qualifier, reason,
              provenance, seq, at, by_user, by_post, cell_id, submission_id)
       SELECT id, 1, 1, 'reported', value, NULL, 'exact', '', '{"kind": "form"}', id, '2026-07-20 02:00:00', 1, 1, id,
              submission FROM made ORDER BY id""",
    """INSERT INTO figures_ledgerentry (seq, breakdown, d_value, d_reported, d_above, d_below, d_about, d_stated,
              d_not_applicable, indicator_id, unit_id, version_id, period_id)
       SELECT id, '', value, 1, 0, 0, 0, 0, 0, indicator, unit, id, period FROM made ORDER BY id""",
    "DROP TABLE made",
]


def fill(cursor: CursorWrapper) -> int:
    """Write periods, submissions, cells, versions and ledger; how many cells. Indexes are made after the rows."""
    from binhyen.figures.models import Cell, FormVersion, Period
    from binhyen.figures.rules import periods
    from binhyen.foundation.span import Span

    for span in periods.cut("month", Span(BEGINS, ENDS)):
        Period.objects.get_or_create(starts_on=span.start, ends_on=span.last)
    monthly = FormVersion.objects.get(code=MONTHLY).pk
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    indexes = [(name, sql) for name, sql in cursor.fetchall() if any(f'"{table}"' in sql for table in TABLES)]
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    cursor.execute(
        "INSERT INTO figures_submission (form_code, stage, version, revision, reason, form_version_id, period_id, unit_id)"
        " SELECT %s, 'approved', 1, 3, '', %s, p.id, u.id FROM figures_period p JOIN organisation_unit u"
        " ON u.invented AND u.level = 'commune' ORDER BY p.ends_on, u.id",
        [MONTHLY, monthly],
    )
    cursor.execute("PRAGMA foreign_keys=OFF")
    for statement in (CELLS, *FILL, *(sql for _, sql in indexes), "ANALYZE"):
        cursor.execute(statement)
    cells = Cell.objects.count()
    cursor.execute("UPDATE foundation_chainhead SET seq = seq + %s", [cells])
    return cells


if __name__ == "__main__":
    sys.exit(main())
