"""What a paper is made from, the numbers it was given, and the receipt of what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.collection.models import Attachment, Obligation, Paper, Words
from binhyen.collection.papers.material import Asked, PaperLine, PaperMaterial, Place
from binhyen.collection.queries.attached import FileRow, files_of
from binhyen.collection.queries.deadlines import first_sent_of
from binhyen.collection.queries.due import IN_ORDER, standing_at
from binhyen.collection.rules.receipts import read_receipt, receipt_code
from binhyen.collection.texts import CARRIED
from binhyen.figures.models import CellVersion, Correction, FormLine, Step, Submission
from binhyen.figures.queries.forms import lines_of
from binhyen.figures.queries.names import post_titles
from binhyen.figures.queries.reports import shown
from binhyen.figures.queries.sheets import Sheet
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey, CellValue, Nature
from binhyen.foundation.errors import NotFound
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit, UnitVersion
from binhyen.organisation.queries import version_on
from binhyen.organisation.texts import TYPES


def place_of(version: UnitVersion, on: date) -> Place:
    """The unit as papers name it, with the type of the province above it on the day."""
    above = version_on(version.province, on) if version.province else None
    return Place(TYPES[version.type], version.name, TYPES[above.type] if above else "tỉnh")


def paper_material(sheet: Sheet, version: UnitVersion, *, today: date, demo: bool) -> PaperMaterial:
    """What the report's paper prints, from its working copy as it stands; ``demo`` marks it (always so for invented units)."""
    natures = {line.indicator.code: Nature(line.indicator.nature) for line in lines_of(sheet.form)}
    asked, words = outline_of(sheet.unit, sheet.form.code, sheet.span)
    lines = tuple(
        PaperLine(
            key=line.key, label=line.name, group=line.group, unit_of_count=line.unit_of_count,
            nature=natures[line.key.indicator], decimals=line.decimals, content=line.content,
            same_period=line.same_period, partial=line.partial,
        )
        for line in sheet.lines
    )  # fmt: skip
    return PaperMaterial(
        place=place_of(version, sheet.span.last), form_title=sheet.form.title, calendar=sheet.form.calendar,
        span=sheet.span, lines=lines, words=words, asked=asked, made_on=today, demo=demo or sheet.unit.invented,
    )  # fmt: skip


def outline_of(unit: Unit, form_code: str, span: Span) -> tuple[Asked | None, tuple[tuple[str, str], ...]]:
    """The request that the report answers, and under each heading of its outline what the unit wrote ("" : nothing).

    A report that was sent answers the request under which it was first sent (``standing_at``), where there was none the one that
    stands now.
    """
    asked = list(
        Obligation.objects.filter(
            unit=unit, form_code=form_code, period__starts_on=span.start, period__ends_on=span.last
        )
        .select_related("request")
        .order_by(*IN_ORDER, "id")
    )
    sent_at = first_sent_of(unit, form_code, span) if asked else None
    owed = standing_at(asked, sent_at) or standing_at(asked, None)
    if owed is None:
        return None, ()
    request = owed.request
    written = dict(Words.objects.filter(section__request=request, unit=unit).values_list("section_id", "text"))
    sections = tuple((section.title, written.get(section.pk, "")) for section in request.sections.all())
    return Asked(request.symbol, request.issued_on, request.subject), sections


def last_paper(submission: Submission, version: int | None = None) -> Paper | None:
    """The last number typed for the report as it was sent for the ``version``-th time (None: last time)."""
    found = Paper.objects.filter(submission=submission, version=version or submission.version)
    return found.select_related("attachment").defer("attachment__content").order_by("-id").first()


def papers_of(submission: Submission) -> list[Paper]:
    """Every number that was typed, the last one first."""
    return list(Paper.objects.filter(submission=submission).order_by("-version", "-id"))


def carried(paper: Paper) -> str:
    """ "đã gửi kèm báo cáo số 45/BC-UBND ngày 16/6/2026"."""
    return CARRIED.format(number=f"{paper.number}/{paper.symbol}", on=short_date(paper.signed_on))


def carried_by(submissions: Iterable[int]) -> dict[int, str]:
    """By id of the submission the paper that carries its last sent figures; a constant number of queries."""
    rows = Paper.objects.filter(submission__in=list(submissions)).select_related("submission").order_by("id")
    return {row.submission_id: carried(row) for row in rows if row.version == row.submission.version}


@dataclass(frozen=True)
class SentLine:
    """One collected figure as it was sent."""

    group: str
    label: str
    unit_of_count: str
    text: str


@dataclass(frozen=True)
class Receipt:
    """What was received: the code, the moment, whose report, for the how-many-eth time, with which paper and files."""

    code: str
    at: datetime
    submission: Submission
    unit_name: str
    period: str
    version: int
    sent_by: str
    lines: tuple[SentLine, ...]
    paper: Paper | None
    files: tuple[FileRow, ...]


def receipt_codes(submission: Submission) -> list[tuple[str, Step]]:
    """The code of each time the report was sent, the last one first."""
    steps = Step.objects.filter(submission=submission, verb="submit").order_by("-seq")
    return [(receipt_code(step.seq), step) for step in steps]


def receipt(code: str, actor: Actor) -> Receipt:
    """The receipt of a code; ``NotFound``: mistyped, or no report that the actor's post may see."""
    seq = read_receipt(code)
    if seq is None:
        raise NotFound("collection.receipt_mistyped", code=code.strip()[:30])
    seen = Submission.objects.visible_to(actor)
    step = (
        Step.objects.filter(seq=seq, verb="submit", submission__in=seen)
        .select_related("submission__unit", "submission__period", "submission__form_version")
        .first()
    )
    if step is None or step.submission.form_version is None:
        raise NotFound("collection.receipt_unknown", code=receipt_code(seq))
    submission = step.submission
    version = version_on(submission.unit, submission.period.ends_on)
    return Receipt(
        code=receipt_code(seq), at=step.at, submission=submission,
        unit_name=version.full_name if version else submission.unit.last_name(),
        period=periods.name(submission.period.span), version=step.version,
        sent_by=post_titles([step.by_post]).get(step.by_post, ""), lines=tuple(_sent(submission, seq)),
        paper=last_paper(submission, step.version), files=files_of(submission),
    )  # fmt: skip


def _sent(submission: Submission, seq: int) -> list[SentLine]:
    """The figures of the form's own lines as the record had them at that step."""
    versions = CellVersion.objects.filter(
        cell__unit=submission.unit_id, cell__period=submission.period_id, cell__origin=submission.origin, seq__lt=seq
    ).select_related("cell__indicator")
    undecided = Correction.objects.exclude(state=Correction.APPROVED).values("version")
    sent = versions.exclude(pk__in=undecided).order_by("seq")
    last: dict[CellKey, CellValue] = {v.cell.key: v.content for v in sent}
    assert submission.form_version is not None
    made = []
    for line in lines_of(submission.form_version):
        content = last.get(CellKey(line.indicator.code, line.breakdown))
        if line.role == FormLine.COLLECTS and content is not None:
            text = shown(content, line.indicator.decimals)
            made.append(SentLine(line.group, line.label, line.indicator.unit_of_count, text))
    return made


def signed_file(paper: Paper | None) -> Attachment | None:
    """The signed file of a paper, unless it was removed."""
    given = paper.attachment if paper else None
    return given if given is not None and given.removed_at is None else None
