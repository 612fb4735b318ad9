"""Begin a period: in a transaction of its own where an act takes the chain as well (decision 0021)."""

from __future__ import annotations

from binhyen.figures.models import Period
from binhyen.foundation.span import Span


def begin_period(span: Span) -> Period:
    """The period of these days, begun where nobody has begun it yet.

    Called before the chain is taken, never under it: who begins the same period at the same moment waits here for the other
    one to commit, and the other one may be waiting for the chain.
    """
    period, _ = Period.objects.get_or_create(starts_on=span.start, ends_on=span.last)
    return period
