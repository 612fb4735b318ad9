"""What was written under the headings of a request: one unit's boxes, and all units' side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from binhyen.collection.models import OutlineSection, ReportRequest, Words
from binhyen.collection.queries.asked import standing_on
from binhyen.figures.queries.names import post_titles, unit_names
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.territory import territory_of


@dataclass(frozen=True)
class Box:
    """One heading with the unit's text ("" where nothing was written); ``by`` is the post that wrote it last."""

    position: int
    title: str
    hint: str
    limit: int
    text: str = ""
    seen: int = 0
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Said:
    """What one unit wrote under a heading."""

    unit: str
    text: str


@dataclass(frozen=True)
class Heading:
    """One heading with what the units wrote, in the order of their names; ``silent`` wrote nothing."""

    title: str
    said: tuple[Said, ...]
    silent: tuple[str, ...]


def boxes_of(request: ReportRequest, unit: Unit) -> list[Box]:
    """The unit's boxes in the order of the outline."""
    written = {w.section_id: w for w in Words.objects.filter(section__request=request, unit=unit)}
    titles = post_titles(w.by_post for w in written.values())
    return [_box(section, written.get(section.pk), titles) for section in request.sections.all()]


def _box(section: OutlineSection, words: Words | None, titles: dict[int, str]) -> Box:
    fixed = (section.position, section.title, section.hint, section.limit)
    if words is None:
        return Box(*fixed)
    return Box(*fixed, words.text, words.seen_version, words.at, titles.get(words.by_post, ""))


def words_by_heading(request: ReportRequest, actor: Actor) -> list[Heading]:
    """All that units of the actor's territory wrote, heading by heading, for who drafts the province's report."""
    inside = territory_of(actor.post.unit_id)
    owing = {u for u in request.obligations.values_list("unit_id", flat=True) if u in inside}
    names = unit_names(owing, request.cut_off)
    ordered = [u for u in _in_order(request) if u in owing]
    texts: dict[tuple[int, int], str] = {}
    for words in Words.objects.filter(section__request=request).exclude(text=""):
        texts[words.section_id, words.unit_id] = words.text
    return [
        Heading(
            section.title,
            tuple(Said(names[u], texts[section.pk, u]) for u in ordered if (section.pk, u) in texts),
            tuple(names[u] for u in ordered if (section.pk, u) not in texts),
        )
        for section in request.sections.all()
    ]


def _in_order(request: ReportRequest) -> list[int]:
    """The ids of the units of the request in Vietnamese order of their names on its last day."""
    standing = standing_on(request.issuer, request.cut_off)
    asked = list(request.obligations.values_list("unit_id", flat=True).distinct())
    return sorted(asked, key=lambda u: (bytes(standing[u].sort_key) if u in standing else b"", u))
