"""A report that waited long above: ``python -m tests.journeys.long_waiting`` adds it to the data of BINHYEN_DATA_DIR.

Tân An sent May 2026 on the last day of its deadline, the third working day of June; nobody has looked at it since.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import django

SENT_AT = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


def main() -> None:
    """Set the deadline and send the report."""
    django.setup()
    from binhyen.collection.models import DeadlineRule
    from tests.cast import MONTHLY, month_cells, submitted
    from tests.journeys.busy_province import found_cast, month

    DeadlineRule.objects.all().delete()
    DeadlineRule.objects.create(form_code=MONTHLY, level="commune", working_days=3, valid_from=date(2020, 1, 1))
    cast = found_cast()
    submitted(cast, cast.tan_an, month(5), month_cells(), SENT_AT)


if __name__ == "__main__":
    main()
