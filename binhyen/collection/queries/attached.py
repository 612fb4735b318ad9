"""Files and remarks of a report, line by line; which lines have evidence. File contents are read one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from binhyen.collection.models import Attachment, Remark
from binhyen.figures.models import Submission
from binhyen.figures.queries.names import post_titles
from binhyen.figures.rules.cells import CellKey
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import Act, Relation, may

WHOLE = ""


@dataclass(frozen=True)
class FileRow:
    """A file in a list. ``removed_at`` set: only its name, size and digest are left."""

    id: int
    line: str
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    at: datetime
    by: str
    removed_at: datetime | None


@dataclass(frozen=True)
class RemarkRow:
    """A remark with the office that made it."""

    text: str
    at: datetime
    by: str


def attachments_seen_by(actor: Actor) -> QuerySet[Attachment]:
    """The files of reports that the post sees in all states: its own unit's and those below; nobody else's."""
    if not may(actor.role, Act.SEE_ALL_STATES, Relation.OWN):
        return Attachment.objects.none()
    return Attachment.objects.filter(submission__in=Submission.objects.visible_to(actor))


def files_of(submission: Submission, line: str | None = None, *, kind: str = "") -> tuple[FileRow, ...]:
    """The files of the report, or of one line ("" : of the whole report), in the order in which they came."""
    rows = Attachment.objects.filter(submission=submission).defer("content")
    if line is not None:
        rows = rows.filter(line=line)
    if kind:
        rows = rows.filter(kind=kind)
    found = list(rows)
    titles = post_titles(row.by_post for row in found)
    return tuple(
        FileRow(
            row.pk, row.line, row.kind, row.name, row.media_type, row.size, row.sha256, row.at,
            titles.get(row.by_post, ""), row.removed_at,
        )
        for row in found
    )  # fmt: skip


def remarks_of(submission: Submission, line: str) -> tuple[RemarkRow, ...]:
    """The remarks on one line ("" : on the whole report), the oldest first."""
    rows = list(Remark.objects.filter(submission=submission, line=line))
    titles = post_titles(row.by_post for row in rows)
    return tuple(RemarkRow(row.text, row.at, titles.get(row.by_post, "")) for row in rows)


def counts_by_line(submission: Submission) -> dict[str, int]:
    """How many files and remarks each line has ("" : the whole report), for a mark beside it."""
    kept = Attachment.objects.filter(submission=submission, kind=Attachment.EVIDENCE, removed_at=None)
    said = Remark.objects.filter(submission=submission)
    totals: dict[str, int] = {}
    for line, n in [*_counted(kept), *_counted(said)]:
        totals[line] = totals.get(line, 0) + n
    return totals


def _counted(rows: QuerySet[Attachment] | QuerySet[Remark]) -> Iterable[tuple[str, int]]:
    return rows.order_by("line").values_list("line").annotate(n=Count("id"))


def lines_with_evidence(submission: Submission) -> set[CellKey | None]:
    """The lines that come with a file that is still there; None: the report as a whole, by evidence or a signed paper."""
    files = Attachment.objects.raw(_WITH_A_FILE, [submission.pk])
    return {key_of(file.line) if file.line else None for file in files}


_WITH_A_FILE = "SELECT id, line FROM collection_attachment WHERE submission_id = %s AND removed_at IS NULL"


def key_of(line: str) -> CellKey:
    """The key behind its text: "COM04[host_org=ca]"."""
    code, _, breakdown = line.partition("[")
    return CellKey(code, breakdown.removesuffix("]"))
