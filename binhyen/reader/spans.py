"""The days that a period's words state: "6 tháng đầu năm 2026" is its first half, although its ends are both "2026"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import read_date
from binhyen.reader.late import late
from binhyen.reader.reading import Period


def span_of(period: Period) -> Span | None:
    """The days that the text states; None where an end is left open or the words name a part of a year that is not clear.

    Whole years run from their first to their last day; "6 tháng đầu năm 2026" is its first half, "quý III năm 2025" its
    third quarter.
    """
    words = " ".join((period.text or "").lower().split())
    stated = _stated(words)
    if stated is not None:
        return stated
    if _is_year(period.start) and _PART.search(words):
        return _part_of_year(int(period.start or ""), words) if period.start == period.end else None
    start, end = _day(period.start, month=1, day=1), _day(period.end, month=12, day=31)
    if start is None or end is None or start > end:
        return None
    return Span(start, end)


_PART = late(r"\b(?:tháng|quý|tuần|ngày)\b")
_HALF = late(r"\b(?:0?6|sáu) tháng (đầu|cuối) năm")
_QUARTER = late(r"\bquý (iv|i{1,3}|[1-4])\b")
_FROM_JANUARY = late(r"\b(\d{1,2}) tháng đầu năm")
_MONTH = late(r"\btháng (\d{1,2})(?: năm |[/.-])\d{4}")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


_DAY_WORDS = r"(?:ngày )?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
_DAYS = late(rf"từ {_DAY_WORDS} (?:đến|tới)(?: hết)? {_DAY_WORDS}")
_MONTHS = late(
    r"từ tháng (\d{1,2})(?:(?: năm |[/.-])(\d{4}))? (?:đến|tới)(?: hết)? tháng (\d{1,2})(?: năm |[/.-])(\d{4})"
)


def _stated(words: str) -> Span | None:
    """Both ends as the words state them: "từ ngày 15/12/2025 đến ngày 14/6/2026", "từ tháng 7/2025 đến tháng 6/2026"."""
    if days := _DAYS.search(words):
        start, end = _day(days[1], month=1, day=1), _day(days[2], month=12, day=31)
        return Span(start, end) if start and end and start <= end else None
    if months := _MONTHS.search(words):
        first, last = (
            _months(int(months[2] or months[4]), int(months[1]), int(months[1])),
            _months(int(months[4]), int(months[3]), int(months[3])),
        )
        return Span(first.start, last.end) if first and last and first.start <= last.last else None
    return None


def _part_of_year(year: int, words: str) -> Span | None:
    if half := _HALF.search(words):
        return _months(year, 1, 6) if half[1] == "đầu" else _months(year, 7, 12)
    if quarter := _QUARTER.search(words):
        n = _QUARTERS.get(quarter[1]) or int(quarter[1])
        return _months(year, 3 * n - 2, 3 * n)
    if first := _FROM_JANUARY.search(words):
        return _months(year, 1, int(first[1]))
    if month := _MONTH.search(words):
        return _months(year, int(month[1]), int(month[1]))
    return None


def _months(year: int, first: int, last: int) -> Span | None:
    """From the first day of one month to the last day of another; None for months that do not exist."""
    if not 1 <= first <= last <= 12:
        return None
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _is_year(text: str | None) -> bool:
    return text is not None and len(text) == 4 and text.isdigit()


def _day(text: str | None, *, month: int, day: int) -> date | None:
    if not text:
        return None
    if _is_year(text):
        return date(int(text), month, day)
    try:
        return read_date(text)
    except Invalid:
        return None
