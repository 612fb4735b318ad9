"""What the demo holds, printed as JSON: ``python -m tests.demo.look`` with BINHYEN_DATA_DIR set (its own process)."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime


def days_off(moments: Iterable[datetime]) -> list[str]:
    """The days of the moments on which offices are closed in Việt Nam."""
    from django.utils.timezone import localdate

    from binhyen.foundation.working_days import WorkingDays

    works = WorkingDays().works
    return sorted({day.isoformat() for day in map(localdate, moments) if not works(day)})


def standings(today: date, on: date) -> dict[str, int]:
    """How many units stand how to the deadline of what is due for a day of figures."""
    from binhyen.collection.queries.timeliness import timeliness
    from binhyen.organisation.models import Unit, User
    from binhyen.organisation.queries import actor_for

    actor, now = (
        actor_for(User.objects.get(username="minh"), today),
        datetime(today.year, today.month, today.day, 3, tzinfo=UTC),
    )
    board = timeliness(actor, Unit.objects.get(uid="mau"), on, now, today)
    return dict(Counter(entry.lateness.standing.value for entry in board.entries(0)))


def main() -> None:
    """Print cell states, stages, rule classes of the findings in work, and how the merger shows."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.config.settings"
    import django

    django.setup()
    from binhyen.analytics.answers import totals
    from binhyen.figures.models import CellVersion, Correction, DraftCell, Submission
    from binhyen.figures.queries.reports import findings_of
    from binhyen.figures.rules.cells import CellKey
    from binhyen.foundation.models import AuditEntry
    from binhyen.foundation.span import Span
    from binhyen.organisation.models import Unit

    province, key = Unit.objects.get(uid="mau"), CellKey("COM04")
    july = Span(date(2025, 5, 1), date(2025, 8, 31))
    reported = totals(province, [key], july).rows[key]
    today = totals(province, [key], july, boundaries=date(2026, 7, 1)).rows[key]
    drafts = Submission.objects.filter(stage="draft")
    found = {
        "states": sorted(
            {*CellVersion.objects.values_list("state", flat=True), *DraftCell.objects.values_list("state", flat=True)}
        ),
        "qualifiers": sorted(set(CellVersion.objects.values_list("qualifier", flat=True))),
        "stages": sorted(set(Submission.objects.values_list("stage", flat=True))),
        "rules": sorted({f.rule for s in drafts for f in findings_of(s, today=date(2026, 11, 20))}),
        # The review is made by the command itself, on the day on which it is run.
        "days_off": days_off(AuditEntry.objects.exclude(verb="reviews.draft").values_list("at", flat=True)),
        "monthly": standings(date(2026, 8, 14), date(2026, 7, 31)),
        "hasty": standings(date(2026, 8, 14), date(2026, 8, 9)),
        "corrections": Correction.objects.filter(state="waiting").count(),
        "expected": [reported.reported, reported.expected],
        "same_on_both_boundaries": reported.value == today.value and reported.value > 0,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
