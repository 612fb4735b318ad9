"""Dates and stretches of time: where they stand (so that they are no figures) and what they mean."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from binhyen.reader.late import late
from binhyen.reader.reading import Period
from binhyen.reader.starts import sought

_DAY = r"(?P<day>\d{1,2}) ?[-/.] ?(?P<month>\d{1,2}) ?[-/.] ?(?P<year>(?:19|20)\d{2})(?!\d)"
_DAY_WORDS = r"(?P<day_w>\d{1,2}) ?tháng (?P<month_w>\d{1,2}),? năm (?P<year_w>(?:19|20)\d{2})(?!\d)"
DATE = late(rf"(?<![\d/.])(?:(?:ngày )?{_DAY_WORDS}|(?:ngày )?{_DAY}|(?P<iso>(?:19|20)\d{{2}}-\d{{2}}-\d{{2}})(?!\d))")
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_PART_OF_DAY = r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|mùng|mồng)"
# stretches in which no digit is a figure, each beginning with a digit or one of a few words
NOT_COUNTED = late(
    sought(
        r"\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:19|20)?\d{2}(?![\d%])"  # 22/10/2010
        r"|(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)"
        rf"|\d{{1,2}} ?[-/] ?{_YEAR}"  # 5/2013
        r"|\d{1,2} ?(?:giờ|h|g) ?\d{0,2}(?: ?phút|'|p)?(?!\w)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # 7h30, 15:20
        rf"|{_YEAR}(?: ?[-/,] ?{_YEAR})+|{_YEAR} ?- ?\d{{2}}(?![\d.,]*\d| ?%)"  # 2014-2019
        r"|24/24|24/7"
        r"|0\d{1,3}[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)|\(0\d{1,3}\) ?\d[\d .]{5,10}\d|\+84[\d .]{8,12}"  # telephone
        rf"|{_PART_OF_DAY} (?:ngày )?(?:\d{{1,2}}(?: ?(?:,|và|đến|-) ?\d{{1,2}})*(?: tháng \d{{1,2}})?(?:,? năm {_YEAR})?|\d{{1,2}} ?[-/.] ?\d{{1,2}}(?: ?(?:,|và|đến|-) ?\d{{1,2}} ?[-/.] ?\d{{1,2}})*)(?![\d/%]|[.,]\d)"
        r"|tháng(?<!\d tháng)(?<!vài tháng) (?:0?[1-9]|1[0-2])(?: ?(?:,|và|đến|-) ?(?:tháng )?(?:0?[1-9]|1[0-2]))*(?![\d%]|[.,/]\d)"
        rf"|quý \d(?!\d)|(?:năm|niên độ|niên khóa|giai đoạn|nhiệm kỳ|khóa|năm học|mùa) {_YEAR}(?: ?(?:-|đến|,|và|/) ?(?:năm )?{_YEAR})*"
        rf"|(?:từ|đến|tới|trước|sau|hết) {_YEAR}(?: ?(?:-|đến) ?(?:năm )?{_YEAR})?(?! (?:vụ|người|mô hình|lượt|đối tượng|hộ|tổ))",
        before=r"(?<!\w.)(?<![.,/][\d(+])"
        + "".join(rf"(?<!{each} [^\d(+])" for each in ("mỗi", "hằng", "hàng", "từng", "một", "có")),
    )
)
_COUNT = r"(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: lăm)?|hai mươi)"
_WORD_COUNT = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
               "mười lăm": 15, "hai mươi": 20}  # fmt: skip
_POINT = rf"(?:(?:đầu |cuối |hết )?(?:(?:ngày )?\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d{{2}}|tháng \d{{1,2}}(?:[-/]| năm ){_YEAR}|năm {_YEAR}|{_YEAR}))"
PHRASE = late(
    sought(
        rf"(?:trong )?(?:giai đoạn|các năm|nhiệm kỳ) {_YEAR}(?: ?(?:-|đến|,|và) ?(?:năm )?{_YEAR})*"
        rf"|từ {_POINT} (?:đến|tới) (?:{_POINT}|nay)|từ {_POINT} ?- ?{_YEAR}|từ (?:đầu năm|đầu nhiệm kỳ|khi [^,.;:\d]{{3,60}}?)(?: {_YEAR})? (?:đến|tới) nay"
        rf"|(?:tính )?(?:đến|tới) {_POINT}|(?:tính |cho )?(?:đến|tới) (?:nay|thời điểm này|thời điểm hiện tại|hết tháng \d{{1,2}}(?:/{_YEAR})?)"
        rf"|(?:trong |qua |sau |hơn |gần ){{0,2}}{_COUNT} năm qua|(?:trong|qua|sau)(?: hơn| gần)? {_COUNT} năm(?: (?:triển khai|thực hiện|tổ chức|thi hành|đi vào|phối hợp|xây dựng)(?: thực hiện)?)?"
        rf"|(?:trong )?(?:\d{{1,2}}|chín|sáu|ba) tháng(?: (?:đầu|cuối) năm(?: {_YEAR})?|(?: đầu| cuối)? năm {_YEAR})|(?:trong )?(?:năm học|niên khóa) {_YEAR} ?(?:-|đến) ?{_YEAR}|(?:trong )?quý [ivx\d]{{1,3}}(?!\w)(?:(?:[-/]| năm ){_YEAR})?"
        rf"|(?:trong )?tháng \d{{1,2}}(?:[-/]| năm ){_YEAR}|(?:riêng |trong )?năm {_YEAR}|(?:riêng )?(?:trong )?năm (?:qua|nay|vừa qua)"
        rf"|(?:trong )?quá trình (?:triển khai )?(?:thực hiện|phối hợp)|(?:trong )?những năm (?:qua|gần đây)|(?:trong )?thời gian (?:qua|vừa qua)"
        rf"|(?:hằng|hàng|mỗi) (?:năm|tháng|quý|tuần|ngày)",
        before=r"(?<!\w.)(?<!cùng kỳ .)(?<!với .)(?<!nghị quyết .)",
    )
    + r"(?!\w)"
)
YEARS = late(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_LENGTH = late(rf"(?<!\w)({_COUNT}) năm(?!\w)")
_SPAN_OF_YEARS = late(sought(_YEAR, before=r"(?<![\d/.].)") + rf" ?(?:-|đến(?: năm)?|tới(?: năm)?) ?(?P<last>{_YEAR})")


def iso_date(match: re.Match[str]) -> str | None:
    """The day of a hit of ``DATE`` as YYYY-MM-DD, or ``None`` where there is no such day (31/02)."""
    if match.group("iso"):
        parts = [int(p) for p in match.group("iso").split("-")]
    else:
        parts = [int(match.group(n) or match.group(n + "_w")) for n in ("year", "month", "day")]
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


def span_of_years(low: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """All "2014-2019" in ``low[start:end]`` that run forward: start, end, first and last year."""
    return [
        (m.start(), m.end(), m.group()[:4], m.group("last"))
        for m in _SPAN_OF_YEARS.finditer(low, start, end)
        if m.group()[:4] < m.group("last")
    ]


def length_in_years(words: str) -> int | None:
    """The N of "N năm" in ``words``, in digits or words."""
    match = _LENGTH.search(words)
    if not match:
        return None
    return int(match.group(1)) if match.group(1).isdigit() else _WORD_COUNT.get(match.group(1))


class TimePhrase(NamedTuple):
    """A time phrase at ``start:end`` of the matched text."""

    start: int
    end: int


def phrases(low: str, start: int, end: int) -> list[TimePhrase]:
    """The time phrases of ``low[start:end]`` in order."""
    return [TimePhrase(m.start(), m.end()) for m in PHRASE.finditer(low, start, end)]


def meaning(words: str, shown: str, document: Period, event: str | None) -> Period:
    """What a phrase says: its own years, or those of the reviewed period where its length agrees or it ends "nay"."""
    low = words.lower()
    until_now = low.endswith((" nay", "thời điểm này", "hiện tại"))
    now = event or document.end
    found = YEARS.findall(low)
    days = [iso_date(match) for match in DATE.finditer(low)]
    if len(days) == 2 and all(days) and low.startswith("từ"):
        return Period(days[0], days[1], shown)
    day = DATE.search(low)
    if until_now:
        return Period(found[0] if found else None, now, shown)
    if low.startswith(("đến", "tới", "tính đến", "tính tới")):
        return Period(None, (iso_date(day) if day else None) or (found[-1] if found else None), shown)
    if found:
        return Period(found[0], found[-1], shown)
    length = length_in_years(low)
    if length and document.start and document.end:
        run = int(document.end[:4]) - int(document.start[:4])
        if run in (length, length - 1):
            return Period(document.start, document.end, shown)
    return Period(None, None, shown)
