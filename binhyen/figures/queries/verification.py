"""Is the record whole? Everything that was derived is recomputed from what is for ever, and compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F, Max, OuterRef, Q, Subquery, Sum

from binhyen.figures.models import Cell, CellVersion, Correction, LedgerEntry, Step, Submission
from binhyen.figures.queries.forms import WEIGHT_PARTS, weight_of
from binhyen.figures.rules.cells import NOTHING, Weight, weigh
from binhyen.foundation.audit import digest_of
from binhyen.foundation.models import AuditEntry, ChainHead

CELLS_AT_ONCE = 5000


def differences() -> Iterator[str]:
    """One line for each thing that is not what the record says; nothing when all is well. Memory does not grow with the record.

    Compared: each cell's pointer with its versions, submissions and corrections; the ledger's sum with that version's
    weight, bit for bit; the ledger's keys with the cells'; the numbers of versions, and those given out under the lock;
    the periods of one form and unit, which never overlap; each version's content with the digest in the audit chain; where
    each report stands and what of it was approved with the last steps kept of it.
    """
    yield from _cells()
    yield from _ledger_keys()
    yield from _numbers()
    yield from _overlaps()
    yield from _unbound()
    yield from _steps()


class Recorded(NamedTuple):
    """The content of a version where it stands: what the audit chain keeps the digest of."""

    cell_id: int
    n: int
    state: str
    value: int | None
    value_max: int | None
    qualifier: str
    reason: str
    provenance: dict[str, Any]


def bound(versions: Iterable[CellVersion | Recorded]) -> dict[str, Any]:
    """The content of versions as the audit chain keeps its digest: no value can be changed without the chain showing it."""
    rows = [[v.cell_id, v.n, v.state, v.value, v.value_max, v.qualifier, v.reason, v.provenance] for v in versions]
    return {"cells": sorted(rows, key=lambda row: row[:2])}


def audited(submission: int, version: int, correction: int | None = None) -> str:
    """What an audit entry that binds content names: a report as sent for the n-th time, or one correction's cell version."""
    return f"submission:{submission}:{version}" if correction is None else f"version:{correction}"


def _unbound() -> Iterator[str]:
    """Every version stands under an audit entry whose digest is that of its content as it is now."""
    kept = dict(AuditEntry.objects.filter(verb__in=BINDING).values_list("object", "payload_digest"))
    seen: set[str] = set()
    versions = CellVersion.objects.order_by("submission_id", "submission_version", "cell_id", "n").iterator()
    for (submission, version), group in groupby(versions, key=lambda v: (v.submission_id, v.submission_version)):
        sent: list[CellVersion] = []
        for one in group:
            if one.provenance.get("kind") == "correction":
                yield from _compared(kept, seen, audited(submission, version, one.pk), [one])
            else:
                sent.append(one)
        yield from _compared(kept, seen, audited(submission, version), sent)
    nothing = digest_of(bound([]))
    yield from (f"{name}: versions are gone" for name in kept if name not in seen and kept[name] != nothing)


def _compared(kept: Mapping[str, str], seen: set[str], name: str, versions: list[CellVersion]) -> Iterator[str]:
    seen.add(name)
    if kept.get(name) != digest_of(bound(versions)):
        yield f"{name}: the content is not the one in the audit chain"


BINDING = ("figures.submit", "figures.correct")


def _cells() -> Iterator[str]:
    last = Cell.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, CELLS_AT_ONCE):
        some = (first, first + CELLS_AT_ONCE - 1)
        due, counts, sums = _due(some), _counts(some), _sums(some)
        for cell in Cell.objects.filter(_within("pk", some)).select_related("approved").order_by("pk"):
            if cell.approved_id != due.get(cell.pk):
                yield f"cell {cell.pk}: approved {cell.approved_id}, the record says {due.get(cell.pk)}"
            weight = weigh(cell.approved.content) if cell.approved and not cell.origin else NOTHING
            if sums.get(cell.pk, NOTHING) != weight:
                yield f"cell {cell.pk}: ledger {sums.get(cell.pk, NOTHING)}, approved {weight}"
            numbers = counts.get(cell.pk, [])
            if numbers != list(range(1, len(numbers) + 1)):
                yield f"cell {cell.pk}: versions {numbers}"


def _within(path: str, some: tuple[int, int]) -> Q:
    return Q(**{f"{path}__gte": some[0], f"{path}__lte": some[1]})


def _due(some: tuple[int, int]) -> dict[int, int]:
    """By cell the version that must count: the last one sent up to the approved version of its report, or an approved
    correction; never a waiting or refused one."""
    versions = CellVersion.objects.filter(
        _within("cell", some), submission__approved_version__gte=F("submission_version")
    ).exclude(pk__in=Correction.objects.exclude(state=Correction.APPROVED).values("version"))
    return dict(versions.order_by("cell_id", "n").values_list("cell_id", "pk"))


def _counts(some: tuple[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for cell, n in (
        CellVersion.objects.filter(_within("cell", some)).order_by("cell_id", "n").values_list("cell_id", "n")
    ):
        found[cell].append(n)
    return found


def _sums(some: tuple[int, int]) -> dict[int, Weight]:
    rows = LedgerEntry.objects.filter(_within("version__cell", some)).order_by().values("version__cell_id")
    parts = {name: Sum(f"d_{name}") for name in WEIGHT_PARTS}
    return {row["version__cell_id"]: weight_of(row) for row in rows.annotate(**parts)}


def _ledger_keys() -> Iterator[str]:
    """The key is repeated in the ledger; it must be the cell's."""
    same = Q(
        unit=F("version__cell__unit"), indicator=F("version__cell__indicator"),
        breakdown=F("version__cell__breakdown"), period=F("version__cell__period"), version__cell__origin="",
    )  # fmt: skip
    for seq, cell in LedgerEntry.objects.exclude(same).values_list("seq", "version__cell_id"):
        yield f"ledger {seq}: another key than that of cell {cell}"


def _numbers() -> Iterator[str]:
    """A number given out under the lock stands in one row at most (higher rooms take some), and none is above the head."""
    head = ChainHead.objects.filter(id=1).first()
    tables = (AuditEntry.objects, CellVersion.objects, LedgerEntry.objects)
    rows = sum(table.count() for table in tables)
    highest = max(table.aggregate(last=Max("seq"))["last"] or 0 for table in tables)
    given = head.seq if head else 0
    if rows > given or highest > given:
        yield f"numbers: {given} given out, {rows} rows, the highest is {highest}"


def _overlaps() -> Iterator[str]:
    rows = Submission.objects.filter(source=None, version__gt=0).order_by(
        "form_code", "unit_id", "period__starts_on", "period__ends_on"
    )
    before = None
    for row in rows.values_list("form_code", "unit_id", "period__starts_on", "period__ends_on", "pk").iterator():
        if before is not None and before[:2] == row[:2] and row[2] <= before[3]:
            yield f"report {row[4]}: its period overlaps that of report {before[4]}"
        before = row


def _steps() -> Iterator[str]:
    """The stage of a report is that of its last step, and its approved version that of its last approval."""
    steps = Step.objects.filter(submission=OuterRef("pk")).order_by("-seq")
    last, agreed = steps.values("stage")[:1], steps.filter(verb="approve").values("version")[:1]
    kept = Submission.objects.annotate(last=Subquery(last), agreed=Subquery(agreed)).exclude(last=None).order_by()
    rows = kept.values_list("pk", "stage", "last", "approved_version", "agreed")
    for pk, stage, last_stage, approved, last_approved in rows.iterator():
        if stage != last_stage:
            yield f"report {pk}: stage {stage}, its last step says {last_stage}"
        if last_approved is not None and approved != last_approved:
            yield f"report {pk}: approved version {approved}, its steps say {last_approved}"
