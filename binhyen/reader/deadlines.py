"""By when and how often a duty is to be done."""

from __future__ import annotations

from calendar import monthrange

from binhyen.reader.late import late
from binhyen.reader.periods import DATE, iso_date
from binhyen.reader.text import Span, Text

_ONCE = "(?:một|1|01) lần"
_RECURRENCE = (
    (late(r"(?:hằng|hàng|mỗi) ngày"), "P1D"),
    (
        late(rf"(?:định kỳ )?(?:\b6|\b06|sáu) tháng(?: {_ONCE}|/lần)?|nửa năm {_ONCE}|(?:mỗi|cuối mỗi|từng) học kỳ"),
        "P6M",
    ),
    (
        late(
            rf"(?:định kỳ )?(?:hằng|hàng|mỗi|từng|cuối) quý|(?:một|1|01) quý {_ONCE}|quý {_ONCE}|(?:\b3|\b03|\bba) tháng(?: {_ONCE}|/lần)"
        ),
        "P3M",
    ),
    (late(rf"(?:hằng|hàng|mỗi|từng) tháng|(?:một|1|01) tháng {_ONCE}|tháng {_ONCE}"), "P1M"),
    (late(rf"(?:hằng|hàng|mỗi) tuần|tuần {_ONCE}"), "P1W"),
    (late(rf"(?:hằng|hàng|mỗi) năm|(?:một|1|01) năm {_ONCE}|năm {_ONCE}"), "P1Y"),
)
_REPEATS = late(
    r"báo cáo|tập huấn|tuần tra|họp|sinh hoạt|ra quân|sơ kết|tổng kết|giao ban|đánh giá|kiểm tra|rà soát|định kỳ|lần|phát sóng|chấm điểm|trao đổi|thống kê|gửi|hằng|hàng"
)
_BY_DAY = late(
    r"(?:trước|xong trước|chậm nhất(?: là)?|hoàn thành(?: trước| trong)?|muộn nhất(?: là)?|đến hết|hạn cuối|thời hạn|thời gian hoàn thành|hoàn thành)(?: vào| là)?:?(?: \d{1,2}(?:h\d{0,2}| giờ(?: \d{1,2})?),?)? (?=ngày |\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)
_OF_YEAR = r"(?:tháng (?P<month>1[0-2]|0?[1-9])|quý (?P<quarter>iv|i{1,3}|[1-4]))(?:[-/]| ?năm |, ?năm )(?P<year>20\d{2})(?!\d)"
_END = late(_OF_YEAR)
_BY_END = late(
    rf"(?:trong|trước|hết|cuối|vào|hoàn thành|xong|thời gian(?: hoàn thành| thực hiện)?:?)(?: trong| hết| trước)? {_OF_YEAR}"
)
_BY_YEAR = late(r"(?:hoàn thành|xong|chậm nhất)(?: trong| hết| trước| đến hết)? (?:cuối )?năm (?P<year>20\d{2})(?!\d)")
_QUARTERS = ("i", "ii", "iii", "iv")


def recurrence(words: str) -> str | None:
    """How often, as an ISO 8601 duration: "6 tháng một lần" is "P6M"; ``None`` where nothing is to be repeated."""
    if not _REPEATS.search(words):
        return None
    first = min(
        ((match.start(), duration) for pattern, duration in _RECURRENCE if (match := pattern.search(words))),
        default=None,
    )
    return first[1] if first else None


def deadline(text: Text, span: Span, stated: bool = False) -> str | None:
    """The last day: a full date, or the end of a month, quarter or year that is named with its year.

    ``stated``: the span is the line or cell of the time itself, so no "trước" or "hoàn thành" is asked for.
    """
    if stated:
        for named in DATE.finditer(text.low, span.start, span.end):
            if iso_date(named):
                return iso_date(named)
    for match in _BY_DAY.finditer(text.low, span.start, span.end):
        day = DATE.match(text.low, match.end())
        if day and iso_date(day):
            return iso_date(day)
    ending = (_END if stated else _BY_END).search(text.low, span.start, span.end)
    if ending:
        year, quarter = int(ending.group("year")), ending.group("quarter")
        month = int(ending.group("month") or 0)
        if quarter:
            month = 3 * (int(quarter) if quarter.isdigit() else _QUARTERS.index(quarter) + 1)
        return f"{year}-{month:02}-{monthrange(year, month)[1]:02}"
    within = _BY_YEAR.search(text.low, span.start, span.end)
    return f"{within.group('year')}-12-31" if within else None
