"""How a report answers what it was sent back for: which lines say something else now, and which do not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from binhyen.figures.models import CellFinding, CellVersion, Correction, Submission
from binhyen.figures.rules.cells import CellKey, Finding, Severity
from binhyen.figures.rules.checks_case import Case
from binhyen.figures.rules.moves import Stage
from binhyen.figures.rules.specs import FormSpec, History

UNTOUCHED = "figures.r10_untouched"

# A returned line that still says what was sent of it last (refused corrections were never sent).
_UNTOUCHED = """
SELECT i.code, d.breakdown
FROM figures_draftcell d
JOIN figures_indicator i ON i.id = d.indicator_id
JOIN figures_cell c ON c.indicator_id = d.indicator_id AND c.breakdown = d.breakdown
  AND c.unit_id = %(unit)s AND c.period_id = %(period)s AND c.origin = %(origin)s
JOIN figures_cellversion last ON last.cell_id = c.id AND last.n = (
  SELECT MAX(v.n) FROM figures_cellversion v LEFT JOIN figures_correction r ON r.version_id = v.id
  WHERE v.cell_id = c.id AND (r.id IS NULL OR r.state <> %(refused)s)
)
WHERE d.submission_id = %(submission)s AND d.returned AND NOT d.along
  AND last.state = d.state AND last.qualifier = d.qualifier AND last.reason = d.reason
  AND COALESCE(last.value, -1) = COALESCE(d.value, -1) AND COALESCE(last.value_max, -1) = COALESCE(d.value_max, -1)
ORDER BY d.id
"""


def untouched(submission: Submission, spec: FormSpec) -> list[Finding]:
    """One warning for each line that came back and still says what was sent: it goes up with a word of explanation only.

    Nothing of a line that only came along with another. Once the report has been sent again: as it stood then.
    """
    if not submission.version or submission.form_version is None:
        return []
    if submission.stage in (Stage.SUBMITTED, Stage.APPROVED):
        kept = submission.findings.filter(version=submission.version, code=UNTOUCHED)
        return [Finding(f.rule, Severity(f.severity), _key(f), f.code, f.params) for f in kept]
    case = Case(spec, {}, History())
    return [
        Finding("R10", Severity.WARN, key, UNTOUCHED, {"name": case.name(key), "arithmetic": ""})
        for key in _same_as_sent(submission)
    ]


def _same_as_sent(submission: Submission) -> list[CellKey]:
    about: dict[str, int | str] = {
        "submission": submission.pk, "unit": submission.unit_id, "period": submission.period_id,
        "origin": submission.origin, "refused": Correction.REFUSED,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_UNTOUCHED, about)
        return [CellKey(code, breakdown) for code, breakdown in cursor.fetchall()]


def _key(kept: CellFinding) -> CellKey:
    code, _, breakdown = kept.line.partition("[")
    return CellKey(code, breakdown.removesuffix("]"))


@dataclass(frozen=True)
class Answered:
    """What a report sent again answers: the lines named when it was sent back (by their texts), and those left as they were."""

    asked: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def corrected(self) -> int:
        """How many say something else now."""
        return len(self.asked) - len(self.left)


def answered(submission: Submission) -> Answered | None:
    """For who decides on a report that was sent again; None where it is not, or was never sent back."""
    if submission.stage != Stage.SUBMITTED or submission.version < 2:
        return None
    back = submission.steps.filter(verb="send_back", version=submission.version - 1).order_by("seq").last()
    if back is None:
        return None
    written = CellVersion.objects.filter(submission=submission, submission_version=submission.version)
    changed = {str(version.cell.key) for version in written.select_related("cell__indicator")}
    return Answered(tuple(back.cells), tuple(key for key in back.cells if key not in changed))
