"""One report: its cells, the history that the checks need, its findings, how a value is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from binhyen.directives.models import SourceText
from binhyen.figures.models import DraftCell, FormLine, Submission
from binhyen.figures.queries.answered import untouched
from binhyen.figures.queries.approved import Approved, Where, approved_cells, near
from binhyen.figures.queries.forms import closing_of, form_spec, line_map, read_inside, source_spec
from binhyen.figures.queries.past import before
from binhyen.figures.queries.witnesses import Witness, evidence_of, witnesses_of
from binhyen.figures.rules.cells import IN_WORDS_ONLY, CellKey, CellValue, Finding, Qualifier, State, vague
from binhyen.figures.rules.checks import check
from binhyen.figures.rules.specs import History, RuleSpec
from binhyen.figures.texts import QUALIFIERS, STATES
from binhyen.foundation import vietnamese
from binhyen.foundation.span import Span
from binhyen.organisation.queries import version_on


def shown(content: CellValue, decimals: int) -> str:
    """A cell in words: "1.474", "trên 400", "từ 15 đến 20", "ước 120", "không phát sinh"."""
    if content.state is not State.REPORTED or content.value is None:
        return STATES[content.state.value]
    number = vietnamese.show(content.value, decimals)
    if content.qualifier is Qualifier.RANGE and content.value_max is not None:
        return f"từ {number} đến {vietnamese.show(content.value_max, decimals)}"
    if content.qualifier in IN_WORDS_ONLY:
        return vague(content.value, decimals)
    return f"{QUALIFIERS[content.qualifier.value]} {number}".strip()


def draft_cells(submission: Submission) -> dict[CellKey, DraftCell]:
    """The working copy by key. Its indicators are those of the form's lines: ten thousand cells make no new ones."""
    known = {line.indicator_id: line.indicator for line in line_map(submission).values()}
    if not known:
        return {d.key: d for d in submission.drafts.select_related("indicator")}
    drafts = list(DraftCell.objects.raw(_DRAFTS, [submission.pk]))
    for draft in drafts:
        if draft.indicator_id in known:
            draft.indicator = known[draft.indicator_id]
    return {draft.key: draft for draft in drafts}


_DRAFTS = "SELECT * FROM figures_draftcell WHERE submission_id = %s ORDER BY id"


def cells_of(submission: Submission, drafts: Mapping[CellKey, DraftCell] | None = None) -> dict[CellKey, CellValue]:
    """All that the form shows: the working copy (``drafts`` where read already), and what its lines read from finer periods."""
    kept = draft_cells(submission) if drafts is None else drafts
    cells = {key: draft.content for key, draft in kept.items()}
    reading = [line for line in line_map(submission).values() if line.role == FormLine.READS]
    if reading:
        cells.update(read_inside(submission.unit, reading, submission.period.span))
    return cells


def history_of(
    submission: Submission, *, today: date, rules: Iterable[RuleSpec] | None = None, known_open: bool = False
) -> History:
    """What the checks compare with: the unit's past, the same facts elsewhere, the documents, and whether all this holds.

    The context are approved cells of the same unit, period and origin: some stand on no line of the form (households).
    Given the ``rules`` that will be asked, the longer past is only read where one of them looks at it. ``known_open``: the
    caller has refused a closed period already.
    """
    looks_back = rules is None or any(rule.op == "outlier" for rule in rules)
    version, span, early = submission.form_version, submission.period.span, before(submission, looks_back=looks_back)
    cells = list(approved_cells(_near(submission), *([early.wanted] if early else [])))
    own, others = _approved_around(submission, cells)
    same: dict[CellKey, list[tuple[str, CellValue]]] = {}
    shifted: dict[CellKey, list[tuple[str, CellValue, Span]]] = {}
    for key, source, content, when in [*others, *witnesses_of(submission)]:
        if when is None or when == span:
            same.setdefault(key, []).append((source, content))
        else:
            shifted.setdefault(key, []).append((source, content, when))
    return History(
        previous=early.values(version, cells) if early and version else {},
        same_fact=same,
        unit_valid=version_on(submission.unit, submission.period.ends_on) is not None,
        period_open=known_open or closing_of(submission.form_code, submission.unit, submission.period, today) is None,
        period_complete=submission.period.ends_on < today,
        context=own,
        other_periods=shifted,
        past=early.amounts(cells) if early and looks_back else {},
        evidence=evidence_of(submission),
    )


NEARLY = timedelta(days=46)
"""How far the ends of two half-years of different regimes may lie apart (01/01-30/6 and 15/12-14/6: 17 days)."""


def _around(submission: Submission) -> tuple[date, date, date, date]:
    """The first and last days between which a period of the same or nearly the same days begins, and ends."""
    span = submission.period.span
    slack = min(NEARLY, (span.last - span.start) / 2)
    return span.start - slack, span.start + slack, span.last - slack, span.last + slack


def _near(submission: Submission) -> Where:
    begins, latest, earliest, ends = _around(submission)
    return near(submission.unit_id, (begins, latest), (earliest, ends))


def _approved_around(
    submission: Submission, cells: Iterable[Approved]
) -> tuple[dict[CellKey, CellValue], list[Witness]]:
    """Of ``cells`` the unit's own of the period and origin, and those of other origins of the same or nearly the same days."""
    begins, latest, earliest, ends = _around(submission)
    every = [
        cell
        for cell in cells
        if cell.unit_id == submission.unit_id
        and begins <= cell.span.start <= latest
        and earliest <= cell.span.last <= ends
    ]
    own = {c.key: c.content for c in every if c.origin == submission.origin and c.span == submission.period.span}
    others = [c for c in every if c.origin != submission.origin]
    read = {int(c.origin) for c in others if c.origin.isdigit()}
    titles = {str(s.pk): s.title for s in SourceText.objects.filter(pk__in=read)} if read else {}
    return own, [Witness(c.key, titles.get(c.origin, "báo cáo theo biểu"), c.content, c.span) for c in others]


def findings_of(
    submission: Submission, *, today: date, cells: Mapping[CellKey, CellValue] | None = None, known_open: bool = False
) -> list[Finding]:
    """What the checks say of the working copy as it stands; ``cells`` where the caller has just read or written it.

    After them, what came back and was left as it is.
    """
    version = submission.form_version
    spec = form_spec(version, submission.period.ends_on) if version else source_spec(submission)
    history = history_of(submission, today=today, rules=spec.rules, known_open=known_open)
    found = check(spec, cells_of(submission) if cells is None else cells, history)
    return [*found, *untouched(submission, spec)]
