"""Data of a size that no demo has: ``python -m bench.measuring.grown --communes 166 --years 10`` with BINHYEN_DATA_DIR set.

An invented province with its communes, every month and half-year reported and approved. The rows are written straight into
the tables, since entering a million cells as people do takes an hour; their content is that of the demo's story.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

    from binhyen.figures.models import FormVersion
    from binhyen.figures.rules.cells import CellKey, CellValue
    from binhyen.organisation.models import Unit

USER = "do.kiem"
NOW = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
LAST_YEAR_ENDS = date(2026, 6, 30)


@dataclass
class Numbers:
    """The next free ids: all rows are written with their keys."""

    submission: int
    cell: int
    version: int
    seq: int


def main(arguments: list[str]) -> int:
    """Build the data folder and print its size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--communes", type=int, default=166)
    parser.add_argument("--years", type=int, default=10)
    given = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    load()
    begins = LAST_YEAR_ENDS.replace(year=LAST_YEAR_ENDS.year - given.years, month=7, day=1)
    with transaction.atomic():
        province, communes = found(given.communes, begins)
        cells = grow(communes, begins)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{cells} cells in {len(communes)} communes of {province.uid} from {begins}", flush=True)
    return 0


def load() -> None:
    """The register, the documents, the catalogue, and what the demo's programme reads."""
    from binhyen.cli.story.programmes import tell_programmes
    from binhyen.directives.actions import load_documents
    from binhyen.figures.actions import load_catalogue
    from binhyen.organisation.actions import load_register

    load_register(now=NOW)
    load_documents(now=NOW)
    load_catalogue(now=NOW)
    tell_programmes(NOW)


def found(size: int, begins: date) -> tuple[Unit, list[Unit]]:
    """The province, its communes, the forms they owe, and a leader who may make reviews."""
    from binhyen.figures.actions import assign_form
    from binhyen.organisation.actions import NewUnit, assign_post, create_unit, create_user
    from binhyen.organisation.rules import Level, Role

    def make(uid: str, level: Level, type_: str, name: str, code: str, parent: Unit | None) -> Unit:
        new = NewUnit(uid, level, type_, name, code, parent)
        return create_unit(new, valid_from=begins, actor=None, now=NOW)

    province = make("grown", Level.PROVINCE, "tinh", "Đo Kiểm", "X01", None)
    communes = [
        make(f"grown-{n}", Level.COMMUNE, "xa", f"Đo Kiểm {n}", f"X{n:04d}", province) for n in range(1, size + 1)
    ]
    for form in ("BC-THANG", "BC-6T"):
        assign_form(form_code=form, province=province, level="commune", starts_on=begins, actor=None, now=NOW)
    user = create_user(username=USER, password=None, actor=None, now=NOW)
    assign_post(
        role=Role.PROVINCIAL_LEADER, unit=province, holder=user, title="Người đo", valid_from=begins, actor=None,
        now=NOW,
    )  # fmt: skip
    return province, communes


def grow(communes: list[Unit], begins: date) -> int:
    """Report every period of every commune; the number of cells."""
    from binhyen.cli.story.numbers import Book, half_year, month
    from binhyen.figures.models import FormVersion, Indicator
    from binhyen.figures.rules import periods
    from binhyen.foundation.span import Span

    whole = Span(begins, LAST_YEAR_ENDS)
    forms = {code: FormVersion.objects.get(code=code) for code in ("BC-THANG", "BC-6T")}
    codes = dict(Indicator.objects.values_list("code", "pk"))
    spans = [("BC-THANG", span) for span in periods.cut("month", whole)]
    spans += [("BC-6T", span) for span in periods.cut("half_year", whole)]
    ids = {span: period_id(span) for _, span in spans}
    numbers = next_numbers()
    first = numbers.cell
    for commune in communes:
        book = Book(commune.uid, 25)
        reports = (
            (forms[code], ids[span], month(book, span) if code == "BC-THANG" else half_year(book, span))
            for code, span in spans
        )
        write(commune, reports, codes, numbers)
    advance_chain(numbers.seq)
    return numbers.cell - first


def period_id(span: Any) -> int:
    """The period's row."""
    from binhyen.figures.models import Period

    return Period.objects.get_or_create(starts_on=span.start, ends_on=span.end)[0].pk


def next_numbers() -> Numbers:
    """Where the tables stand."""
    from django.db.models import Max

    from binhyen.figures.models import Cell, CellVersion, Submission
    from binhyen.foundation.models import ChainHead

    def after(model: type[Model]) -> int:
        last: int | None = model._default_manager.aggregate(last=Max("pk"))["last"]
        return (last or 0) + 1

    return Numbers(after(Submission), after(Cell), after(CellVersion), ChainHead.objects.get(id=1).seq + 1)


def advance_chain(seq: int) -> None:
    """The numbers given out here are taken."""
    from binhyen.foundation.models import ChainHead

    ChainHead.objects.filter(id=1).update(seq=seq)


Reports = Iterable[tuple["FormVersion", int, "dict[CellKey, CellValue]"]]


def write(commune: Unit, reports: Reports, codes: dict[str, int], numbers: Numbers) -> None:
    """The rows of one commune: submissions, cells, versions, ledger."""
    from binhyen.figures.models import Cell, CellVersion, LedgerEntry, Submission

    submissions: list[dict[str, Any]] = []
    cells: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    ledger: list[dict[str, Any]] = []
    for form, period, contents in reports:
        submissions.append(_submission(numbers.submission, commune.pk, period, form))
        for key, content in contents.items():
            place = {"breakdown": key.breakdown, "unit_id": commune.pk, "indicator_id": codes[key.indicator],
                     "period_id": period}  # fmt: skip
            cells.append({"id": numbers.cell, "origin": "", "approved_id": numbers.version, **place})
            versions.append(_version(numbers, content))
            ledger.append(_entry(numbers, content, place))
            numbers.cell += 1
            numbers.version += 1
            numbers.seq += 1
        numbers.submission += 1
    for model, rows in ((Submission, submissions), (Cell, cells), (CellVersion, versions), (LedgerEntry, ledger)):
        insert(model, rows)


def _submission(pk: int, unit: int, period: int, form: FormVersion) -> dict[str, Any]:
    return {
        "id": pk, "form_code": form.code, "form_version_id": form.pk, "unit_id": unit, "period_id": period,
        "stage": "approved", "version": 1, "revision": 3, "reason": "", "submitted_by": 1, "submitted_at": NOW,
        "decided_by": 2, "decided_at": NOW,
    }  # fmt: skip


def _version(numbers: Numbers, content: CellValue) -> dict[str, Any]:
    return {
        "id": numbers.version, "cell_id": numbers.cell, "n": 1, "submission_id": numbers.submission,
        "submission_version": 1, "state": content.state.value, "value": content.value, "value_max": content.value_max,
        "qualifier": content.qualifier.value, "reason": content.reason, "provenance": '{"kind": "form"}',
        "seq": numbers.seq, "at": NOW, "by_user": 1, "by_post": 1,
    }  # fmt: skip


def _entry(numbers: Numbers, content: CellValue, place: dict[str, Any]) -> dict[str, Any]:
    from binhyen.figures.queries.forms import WEIGHT_PARTS
    from binhyen.figures.rules.cells import weigh

    weight = weigh(content)
    parts = {f"d_{name}": getattr(weight, name) for name in WEIGHT_PARTS}
    return {"seq": numbers.seq, "version_id": numbers.version, **place, **parts}


def insert(model: type[Model], rows: list[dict[str, Any]]) -> None:
    """Write the rows as they are."""
    from django.db import connection

    columns = list(rows[0])
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    table = model._meta.db_table

    def values() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            yield tuple(_plain(row[column]) for column in columns)

    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(values()))


def _plain(value: Any) -> Any:
    return value.replace(tzinfo=None).isoformat(" ") if isinstance(value, datetime) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
