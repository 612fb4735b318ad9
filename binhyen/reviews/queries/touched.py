"""The reviews whose printed numbers rest on figures that are about to change."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from binhyen.figures.queries.touched import Question, TouchedPaper
from binhyen.organisation.rules import Level
from binhyen.reviews.models import KINDS, Review, ReviewFact


def touched_reviews(question: Question) -> Iterator[TouchedPaper]:
    """The newest review of each programme, unit and span over the figures, with the numbers printed in it that they made.

    A number knows the cell versions behind it; where these were too many to list, its line decides.
    """
    reviews = Review.objects.filter(
        Q(unit__in=question.units) | Q(unit__level=Level.NATION),
        starts_on__lte=question.span.start, ends_on__gte=question.span.last,
    ).select_related("programme")  # fmt: skip
    newest: dict[tuple[object, ...], Review] = {}
    for review in reviews.order_by("number"):
        newest[review.programme_id, review.unit_id, review.starts_on, review.ends_on, review.kind] = review
    printed: dict[int, list[tuple[str, str]]] = {review.pk: [] for review in newest.values()}
    for fact in ReviewFact.objects.filter(review__in=printed).order_by("review", "n"):
        line = fact.indicator.partition("[")[0]
        if question.versions and fact.cell_versions:
            rests = not question.versions.isdisjoint(fact.cell_versions)
        else:
            rests = line in question.indicators
        if rests and (fact.indicator, fact.printed) not in printed[fact.review_id]:
            printed[fact.review_id].append((fact.indicator, fact.printed))
    for review in newest.values():
        if printed[review.pk]:
            title = f"Báo cáo {KINDS[review.kind]} {review.programme.code}, {review.span} (số {review.number})"
            made_on = timezone.localtime(review.made_at).date()
            yield TouchedPaper(review.number, title, made_on, tuple(printed[review.pk]))
