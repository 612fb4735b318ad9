"""By whose hands a report came: who presented or sent it never decides on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from binhyen.figures.models import Step, Submission
from binhyen.organisation.actor import Hands


@dataclass(frozen=True)
class Presented:
    """Who presented each report, ever: what came back and was sent again still carries the figures of the first time."""

    by: dict[int, set[tuple[int, int | None]]]

    def did(self, hands: Hands, submission: Submission) -> bool:
        """Whether one of these hands presented the report."""
        last = {(submission.presented_by, None)} if submission.presented_by is not None else set()
        return any(hands.did(user, post) for user, post in self.by.get(submission.pk, set()) | last)


def presented(submissions: Collection[Submission]) -> Presented:
    """The presenters of the reports, in one question."""
    steps: Iterable[tuple[int, int, int]] = Step.objects.filter(
        submission__in={s.pk for s in submissions}, verb="present"
    ).values_list("submission", "by_user", "by_post")
    found: dict[int, set[tuple[int, int | None]]] = {}
    for pk, user, post in steps:
        found.setdefault(pk, set()).add((user, post))
    return Presented(found)
