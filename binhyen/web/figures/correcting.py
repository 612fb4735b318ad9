"""What the page of a figure needs for a correction: what else changes with it, what the checks ask, which papers it touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from binhyen.figures.models import Cell
from binhyen.figures.queries.histories import Step, Story
from binhyen.figures.queries.names import names_of
from binhyen.figures.queries.touched import touched_by_correction
from binhyen.figures.rules.cells import CellKey, CellValue, Finding, Severity
from binhyen.figures.rules.entered import REPORTED, read_entered
from binhyen.foundation.errors import DomainError, Invalid
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.queries import province_on
from binhyen.reviews.models import Review
from binhyen.web.refusals import sentence
from binhyen.web.templatetags.binhyen import cell as cell_text

WITH, WHY = "cung:", "giai-trinh:"


def others_of(cell: Cell) -> list[Cell]:
    """The other approved figures of the same report, in the order of their codes."""
    report = cell.approved.submission_id if cell.approved else None
    found = Cell.objects.filter(approved__submission=report).exclude(pk=cell.pk) if report else Cell.objects.none()
    return list(
        found.select_related("approved", "indicator", "unit", "period").order_by("indicator__code", "breakdown")
    )


def together(cell: Cell, typed: Mapping[str, str]) -> dict[Cell, CellValue]:
    """The other figures that were typed beside the first one; empty fields stay as they are."""
    wanted = {name.removeprefix(WITH): text.strip() for name, text in typed.items() if name.startswith(WITH)}
    return {
        other: read_entered(
            wanted[str(other.pk)], name=str(other.key), decimals=other.indicator.decimals, kind=REPORTED, reason=""
        )
        for other in (others_of(cell) if any(wanted.values()) else ())
        if wanted.get(str(other.pk))
    }


def reasons(typed: Mapping[str, str]) -> dict[str, str]:
    """The reasons typed for warnings, by ``Finding.id``."""
    return {name.removeprefix(WHY): text for name, text in typed.items() if name.startswith(WHY)}


def asking(story: Story, typed: Mapping[str, str], refused: DomainError | None) -> dict[str, Any]:
    """The other lines to change with it and what the checks said of the attempt."""
    others = [] if story.source is not None else others_of(story.cell)
    names = names_of([other.key for other in others], story.cell.period.ends_on)
    return {
        "others": [
            {"field": f"{WITH}{other.pk}", "name": names[other.key], "now": _text(other),
             "typed": typed.get(f"{WITH}{other.pk}", "")}
            for other in others
        ],
        "others_open": any(name.startswith(WITH) and text.strip() for name, text in typed.items())
        or (refused is not None and refused.code == "figures.correction_breaks"),
        "findings": [_finding(found, typed) for found in _findings(refused)],
    }  # fmt: skip


def _text(cell: Cell) -> str:
    return cell_text(cell.approved.content, cell.indicator.decimals) if cell.approved else ""


def _findings(refused: DomainError | None) -> list[Finding]:
    return [found for found in refused.findings if isinstance(found, Finding)] if isinstance(refused, Invalid) else []


def _finding(found: Finding, typed: Mapping[str, str]) -> dict[str, Any]:
    field = f"{WHY}{found.id}" if found.severity is Severity.WARN else ""
    said = sentence(DomainError(found.code, **found.params))
    return {"said": said, "arithmetic": found.arithmetic, "field": field, "typed": typed.get(field, "")}


def touched(story: Story, actor: Actor) -> dict[str, Any]:
    """The reviews that print the figure, and once it was corrected the line of an erratum for each printed number."""
    province = province_on(story.cell.unit, story.cell.period.ends_on)
    papers = touched_by_correction(story.cell, {story.cell.unit_id, *([province.pk] if province else [])})
    if not papers:
        return {"papers": [], "erratum": ""}
    names = names_of({_key(line) for paper in papers for line, _ in paper.printed}, story.cell.period.ends_on)
    numbered = Review.objects.visible_to(actor).filter(number__in=[paper.number for paper in papers])
    readable = set(numbered.values_list("number", flat=True))
    told = [
        {
            "title": paper.title,
            "made_on": paper.made_on,
            "url": reverse("review", args=[paper.number]) if paper.number in readable else "",
            "printed": [(names[_key(line)], text) for line, text in paper.printed],
        }
        for paper in papers
    ]
    return {"papers": told, "erratum": _erratum(story)}


def _key(line: str) -> CellKey:
    """The key behind a line of a review: "COM04[host_org=ca]"."""
    code, _, breakdown = line.partition("[")
    return CellKey(code, breakdown.removesuffix("]"))


def _erratum(story: Story) -> str:
    """Old and new of the last correction that counts, as the line of an erratum says it."""
    step = story.current
    before = _before(story, step)
    if step.correction is None or before is None:
        return ""
    decimals, unit = story.cell.indicator.decimals, story.unit.full_name if story.unit else ""
    old, new = (cell_text(one.content, decimals) for one in (before, step))
    on = short_date(step.version.at.date())
    basis = f"theo {step.correction.document}; đề nghị đính chính ngày {on}"
    return f"{story.name} ({unit}): “{old}” đính chính thành “{new}” ({basis})."


def _before(story: Story, step: Step) -> Step | None:
    n = step.version.provenance.get("before")
    return next((one for one in story.steps if one.version.n == n), None)
