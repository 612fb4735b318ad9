"""What a figure that is read from shorter periods stands on while some of them are missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from binhyen.figures.rules import periods
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, short_date


def stands_on(parts: Iterable[Span], whole: Span, *, adds: bool) -> str:
    """ "gồm tháng 7, 8, 9 (03/06 tháng)"; "" where the parts make up the whole, or where there is none.

    ``adds`` False: the figure is that of the last part, complete where this ends with the whole; else
    "số liệu đến ngày 30/9/2026".
    """
    told = sorted(set(parts))
    if not told:
        return ""
    if not adds:
        last = max(part.last for part in told)
        return "" if last == whole.last else f"số liệu đến ngày {short_date(last)}"
    return "" if _fills(told, whole) else f"gồm {_names(told)} ({_share(told, whole)})"


def _fills(parts: Iterable[Span], whole: Span) -> bool:
    """Whether the parts, in order, leave no day of the whole out."""
    reached = whole.start
    for part in parts:
        if part.start > reached:
            return False
        reached = max(reached, part.last + timedelta(days=1))
    return reached > whole.last


def _names(parts: list[Span]) -> str:
    """ "tháng 7, 8, 9" of calendar months of one year; else each period by its own name."""
    months = all(periods.whole_months(part) == 1 and part.start.day == 1 for part in parts)
    if months and parts[0].start.year == parts[-1].start.year:
        return f"tháng {', '.join(str(part.start.month) for part in parts)}"
    return ", ".join(periods.name(part) for part in parts)


def _share(parts: list[Span], whole: Span) -> str:
    of, there = periods.whole_months(whole), [periods.whole_months(part) for part in parts]
    return f"{padded(sum(there))}/{padded(of)} tháng" if of and all(there) else "chưa đủ kỳ"
