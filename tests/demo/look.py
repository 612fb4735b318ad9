"""What the demo holds, printed as JSON: ``python -m tests.demo.look`` with BINHYEN_DATA_DIR set (its own process)."""

from __future__ import annotations

import json
import os
from datetime import date


def main() -> None:
    """Print cell states, stages, rule classes of the findings in work, and how the merger shows."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.config.settings"
    import django

    django.setup()
    from binhyen.analytics.answers import totals
    from binhyen.figures.models import CellVersion, Correction, DraftCell, Submission
    from binhyen.figures.queries.reports import findings_of
    from binhyen.figures.rules.cells import CellKey
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
        "corrections": Correction.objects.filter(state="waiting").count(),
        "expected": [reported.reported, reported.expected],
        "same_on_both_boundaries": reported.value == today.value and reported.value > 0,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
