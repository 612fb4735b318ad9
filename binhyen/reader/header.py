"""What the document is: kind, headline, day and reviewed period."""

from __future__ import annotations

import re

from binhyen.reader import layout
from binhyen.reader.late import late
from binhyen.reader.periods import DATE, YEARS, iso_date, length_in_years, span_of_years
from binhyen.reader.reading import Period
from binhyen.reader.references import Mention
from binhyen.reader.text import Span, Stretches, Text

_DIRECTIVE = late(
    r"(?:nội dung (?:của )?chỉ thị|toàn văn chỉ thị|nguyên văn chỉ thị|chỉ thị có nội dung|nội dung chỉ thị)(?: như sau| sau đây|:|$)|toàn văn chỉ thị"
)
_DIRECTIVE_LINE = late(r"chỉ thị(?: số .{1,30}| (?:về|v/v|của) .{3,240})?")
_ANNOUNCED = late(r"(?:.{3,90} ban hành )?chỉ thị (?:số )?\d[^.]{0,120}? (?:về|v/v) ")
_NAMED_DIRECTIVE = late(r"chỉ thị (?:về|v/v) .{3,240}")
_OBLIGES = late(r"(?<!\w)(?:yêu cầu|giao|có trách nhiệm|chủ trì|phải)(?!\w)")
_REVIEW = late(r"(?<!\w)(sơ kết|tổng kết)(?!\w)")
_DAY_BEFORE = late(r"ngày|sáng|trưa|chiều|tối|hôm|\(")
_REVIEW_EVENT = late(
    r"(?<!\w)(?:hội nghị |báo cáo |lễ )?(sơ kết|tổng kết)(?= (?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|công tác|việc|thực hiện|chương trình|tình hình|phong trào|kết quả|\(|mô hình))"
)
_DATELINE = late(r"[\d/.,:|\- ]{6,}|(?:thứ \w+|chủ nhật),? .{0,40}")
_LENGTH_REVIEWED = late(
    r"(?<!\w)(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: lăm)?|hai mươi) năm (?:triển khai (?:thực hiện )?|thực hiện |tổ chức thực hiện |thi hành |phối hợp thực hiện |phối hợp |xây dựng )"
)
# the bar of a site above an article
_OF_SITE = late(r"(?<!\w)(?:đăng nhập|đăng ký(?= \|| hotline|$)|hotline|trang chủ|đường dây nóng(?= ?:)|rss)(?!\w)")
_SOURCE_MARK = late(r"\([^()]{2,30}\) ?[-:]")
_NUMBERED = late(r"(?:[IVX]{1,5}|\d{1,2}|[a-zđ])[.)/]")
_SCHOOL_YEAR = late(r"(?:năm học|niên khóa|nhiệm kỳ) ?$")
_EVENT = late(r"hội nghị|tổ chức|diễn ra|sơ kết|tổng kết|khai mạc|chủ trì")


def directive_line(text: Text, body: list[Span]) -> Span | None:
    """The line that shows the text to be a directive: "CHỈ THỊ" alone, or "Nội dung chỉ thị như sau"."""
    for line in body[: layout.OPENING_LINES]:
        words = text.low[line.start : line.end]
        if _DIRECTIVE.search(words) or (
            _DIRECTIVE_LINE.fullmatch(words) and text.norm[line.start : line.start + 7].isupper()
        ):
            return line
    first = body[0] if body else None
    if (
        first
        and (
            _ANNOUNCED.match(text.low, first.start, first.end)
            or _NAMED_DIRECTIVE.fullmatch(text.low, first.start, first.end)
        )
        and not _REVIEW.search(text.low, first.start, first.end)
    ):
        duties = sum(len(_OBLIGES.findall(text.low, line.start, line.end)) for line in body[1:40])
        return first if duties > 1 else None
    headless = layout.kind_line(text, body) is None and "chỉ thị này" in text.low
    if first and headless and layout.points_oblige(text, body):
        return None if any(_REVIEW.search(text.low, line.start, line.end) for line in body[:4]) else first
    return None


def own_mention(line: Span, mentions: list[Mention]) -> Mention | None:
    """The mention by which a directive names itself: the first one up to the line that shows it to be a directive."""
    return next((m for m in mentions if m.kind == "Chỉ thị" and m.number and m.start < line.end), None)


def kind_of(text: Text, body: list[Span], title: Span | None) -> str | None:
    """ "sơ kết" or "tổng kết" for a review: the headline decides first, then the opening lines, then the whole."""
    if layout.lays_duties(text, body):
        body = []
    either = (_REVIEW_EVENT, _REVIEW)
    for lines, patterns in (([title] if title else [], either), (body[:4], either), (body, (_REVIEW_EVENT,))):
        for pattern in patterns:
            for line in lines:
                match = pattern.search(text.low, line.start, line.end)
                if match:
                    return match.group(1)
    return None


def headline(text: Text, body: list[Span]) -> Span | None:
    """Kind and subject of an official paper, else the first line if it reads as a headline: short, no full stop."""
    official = layout.kind_line(text, body)
    official = layout.titled_line(text, body) if official is None else official
    if official is not None:
        return layout.subject(text, body, official)
    lines = [
        line
        for line in body[:8]
        if not layout.is_letterhead(text, line) and not _OF_SITE.search(text.low, line.start, line.end)
    ]
    for line in lines[:4]:
        words = text.norm[line.start : line.end]
        if _DATELINE.fullmatch(words.lower()):
            continue
        prose = len(words) > 240 or words[-1] in ".:;,…" or len(words) < 12 or len(body) == 1
        if prose or _NUMBERED.match(words) or _SOURCE_MARK.match(words) or words.startswith(("- ", "+ ", "* ")):
            return None
        return line
    return None


def directive_title(text: Text, body: list[Span], own: Mention | None) -> str | None:
    """Number and subject of the directive itself, as one copied line; in the official layout "CHỈ THỊ" and the line below."""
    official = layout.kind_line(text, body)
    official = layout.titled_line(text, body) if official is None else official
    if official is not None:
        span = layout.subject(text, body, official)
        return text.copy(span.start, span.end)
    if own is None:
        named = body and _NAMED_DIRECTIVE.fullmatch(text.low, body[0].start, body[0].end)
        return text.copy(body[0].start, body[0].end) if named else None
    if own.title is None:
        return text.copy(own.start, own.end)
    return text.copy(own.start, own.title[1])


def event_date(text: Text, body: list[Span], mentions: list[Mention]) -> str | None:
    """The day of the conference: a full date in the opening lines that belongs to no document."""
    inside = Stretches((m.start, m.end) for m in mentions)
    fallback = None
    for line in body[:6]:
        for match in DATE.finditer(text.low, line.start, line.end):
            day = iso_date(match)
            if (
                not day
                or inside.holds(match.start())
                or _END_OF_SPAN.search(text.low[max(line.start, match.start() - 28) : match.start()])
            ):
                continue
            if _opens_report(text, line, match):
                return day
            if line.end - line.start < 30:
                continue
            if not _DAY_BEFORE.search(text.low[max(line.start, match.start() - 12) : match.start() + 5]):
                continue
            if _EVENT.search(text.low, match.end(), min(line.end, match.end() + 240)):
                return day
            fallback = fallback or (day if match.start() - line.start < 20 else None)
    if fallback:
        return fallback
    if layout.lays_duties(text, body):
        return layout.heading_date(text, body) or _own_date(text, body)
    return layout.heading_date(text, body) if layout.kind_line(text, body) is not None else None


_END_OF_SPAN = late(r"(?:từ|đến|tới|trước|sau)(?: hết)?(?: \d{1,2}(?:h\d{0,2}| giờ(?: \d{1,2})?))?(?: ngày)? ?\Z")
# the day of another document: "thực hiện Chỉ thị số 27-CT/TU, ngày …"
_OF_ANOTHER = late(
    r"(?:thực hiện|căn cứ|theo|tại|triển khai)(?: các)? [^\d]{2,40} (?:số )?\d[^ ,;]{0,24},? (?:ngày )?\Z"
)
_PLACE_OF_REPORT = late(r"[^\W\d_][^\d.,:;()]{1,40}, ?")
_BASIS = late(r"(?:[-+*] ?)?(?:căn cứ|thực hiện|theo|trên cơ sở|sơ kết|tổng kết)(?!\w)")


def _opens_report(text: Text, line: Span, day: re.Match[str]) -> bool:
    """ "An Lĩnh, 6/6/2023 - …" and a line "(Ngày 02 tháng 6 năm 2023)"; a bare day on its own line is the page's."""
    before, after = text.low[line.start : day.start()], text.low[day.end() : line.end]
    if before == "(" and day.group().startswith("ngày") and after == ")":
        return True
    return bool(_PLACE_OF_REPORT.fullmatch(before)) and after.lstrip()[:1] in ("-", ":") and len(after) > 20


def _own_date(text: Text, body: list[Span]) -> str | None:
    """The day in the lines of a plan's own number: "Kế hoạch số 19/KH-BCĐ ngày 03/3/2023"."""
    for line in body[:6]:
        if line.end - line.start < 200 and not _BASIS.match(text.low, line.start, line.end):
            for match in DATE.finditer(text.low, line.start, line.end):
                before = text.low[max(line.start, match.start() - 60) : match.start()]
                if not _END_OF_SPAN.search(before[-28:]) and not _OF_ANOTHER.search(before):
                    return iso_date(match)
    return None


def issue_date(text: Text, body: list[Span], own: Mention | None, mentions: list[Mention]) -> str | None:
    """The day of a directive: its own, or the date in the sentence or heading that announces it."""
    if own and own.date:
        return own.date
    heading = layout.heading_date(text, body)
    if heading:
        return heading
    others = Stretches((m.start, m.end) for m in mentions if m is not own and (own is None or m.kind != own.kind))
    for line in body[:8]:
        for match in DATE.finditer(text.low, line.start, line.end):
            before = text.low[max(line.start, match.start() - 60) : match.start()]
            if (
                (others.holds(match.start()) and not text.low.startswith("số", line.start))
                or _OF_ANOTHER.search(before)
                or _END_OF_SPAN.search(before[-28:])
            ):
                continue
            if (
                own is None
                or match.start() < own.start
                or line.end < own.start
                or _issues(text, line, match.end(), own)
            ):
                return iso_date(match)
    return None


def _issues(text: Text, line: Span, after: int, own: Mention) -> bool:
    """Whether the words behind a date say the directive itself was issued: "Ngày 25-4-2022, … ban hành Chỉ thị số 15-CT/TU"."""
    if own.symbol is None:
        return False
    again = text.low.find(text.low[own.symbol[0] : own.symbol[1]], after, min(line.end, after + 160))
    return again > 0 and "ban hành" in text.low[after:again]


def reviewed_period(
    text: Text, body: list[Span], mentions: list[Mention], title: Span | None = None, duties: bool = False
) -> Period:
    """The reviewed period: years whose length agrees with "N năm thực hiện", else what the head or headline names, else the
    years of the opening, else the words. A paper that lays ``duties`` on bodies may name a coming year."""
    inside = Stretches((m.start, m.end) for m in mentions)
    numbered = Stretches((m.start, m.end) for m in mentions if m.number)
    length, words = _length_reviewed(text, body, mentions)
    agreeing = opening = later = None
    for row, line in enumerate(body):
        for start, end, first, last in span_of_years(text.low, line.start, line.end):
            lead = text.low[max(line.start, start - 10) : start]
            if numbered.holds(start) or _coming(text.low, line.start, start) or _SCHOOL_YEAR.search(lead):
                continue
            begin = start - 10 if lead.endswith("giai đoạn ") else start
            found = Period(first, last, text.copy(begin, end))
            agrees = length is not None and int(last) - int(first) in (length, length - 1)
            if inside.holds(start) and not agrees:
                continue  # the stage of a programme is the reviewed one only where the length says so
            if agrees:
                agreeing = agreeing or found
            elif length is None and row < 4:
                opening = opening or found
            elif length is None and _STATED_STAGE.search(lead):
                later = later or found
    stated_late = length is not None and _length_reviewed(text, body[:_HEAD], mentions)[0] is None
    if agreeing:
        return agreeing
    in_head = _days_reviewed(text, [line for line in body[:8] if _heads(text, line)])
    named = _named_in(text, title, inside) if title and not duties and (length is None or stated_late) else None
    stated = in_head or named or _days_reviewed(text, body[:4]) or opening or later
    if not stated and words is None and not duties:
        stated = _opening_names(text, body, inside)
    return stated or Period(None, None, words)


def _opening_names(text: Text, body: list[Span], inside: Stretches) -> Period | None:
    """ "Trong 6 tháng đầu năm 2018, …" in the opening lines of a text that names no other period."""
    named = (_named_in(text, line, inside, prose=True) for line in body[:_OPENING])
    return next((period for period in named if period), None)


_HEAD_LINE = 100


def _heads(text: Text, line: Span) -> bool:
    return line.end - line.start < _HEAD_LINE and text.norm[line.end - 1] not in ".;"


_NAMED_PERIOD = late(
    r"(?<!\w)(?:(?:\d{1,2}|chín|sáu|ba) tháng(?: đầu| cuối)? năm|quý (?:[ivx]{1,3}|[1-4]|một|hai|ba|bốn)(?: năm |/|-)|tháng \d{1,2}(?: năm |/|-)|năm học|niên khóa|năm) ?(?:19|20)\d{2}(?!\d)(?: ?- ?(?:19|20)\d{2}(?!\d))?"
)


def _named_in(text: Text, title: Span, inside: Stretches, prose: bool = False) -> Period | None:
    """The period that a headline names: "quý III năm 2024", "9 tháng năm 2022", "năm học 2023-2024"; no coming one.

    In ``prose`` a year alone is one only where the text reviews it: "Trong năm 2018", "tổng kết công tác năm 2018".
    """
    for match in _NAMED_PERIOD.finditer(text.low, title.start, title.end):
        if (
            inside.holds(match.start())
            or _coming(text.low, title.start, match.start())
            or _COMPARED.search(text.low[max(title.start, match.start() - 16) : match.start()])
        ):
            continue
        before = text.low[max(title.start, match.start() - 120) : match.start()]
        if prose and match.group().startswith(_POINTS_IN_TIME) and not _REVIEWED.search(before):
            continue
        years = YEARS.findall(match.group())
        return Period(years[0], years[-1], text.copy(match.start(), match.end()))
    return None


_OPENING = 3
_HEAD = 8
_POINTS_IN_TIME = ("năm ", "tháng ")
_REVIEWED = late(
    r"(?:^|[.;,:] ?|(?<!\w))(?:trong(?: cả)?|(?:sơ kết|tổng kết)(?:(?!phương hướng|nhiệm vụ|triển khai|kế hoạch|ký kết|từ năm)[^.;]){0,100}) \Z"
)
_COMPARED = late(r"(?:so với|cùng kỳ|từ|đến|nhiệm vụ|trước) ?$")


_STATED_STAGE = late(r"(?:giai đoạn|từ năm|từ|\() ?$")
_FROM_DAY_TO_DAY = late(r"(?<!\w)từ (?:ngày )?(?=\d)")
_TO_DAY = late(r",? (?:đến|tới)(?: hết)? (?:ngày )?(?=\d)")


def _days_reviewed(text: Text, lines: list[Span]) -> Period | None:
    """ "từ ngày 15/12/2020 đến ngày 14/6/2021" in the opening lines."""
    for line in lines:
        for match in _FROM_DAY_TO_DAY.finditer(text.low, line.start, line.end):
            first = DATE.match(text.low, match.end())
            to = _TO_DAY.match(text.low, first.end()) if first else None
            last = DATE.match(text.low, to.end()) if to else None
            if first and last and last.end() <= line.end:
                return Period(iso_date(first), iso_date(last), text.copy(match.start(), last.end()))
    return None


def _coming(low: str, floor: int, start: int) -> bool:
    before = low[max(floor, start - 60) : start]
    return bool(re.search(r"thời gian tới|tiếp theo|phương hướng|mục tiêu|ký kết|nhiệm kỳ|tiếp tục", before))


def _length_reviewed(text: Text, body: list[Span], mentions: list[Mention]) -> tuple[int | None, str | None]:
    for line in body:
        match = _LENGTH_REVIEWED.search(text.low, line.start, line.end)
        if match:
            end = match.end()
            for mention in mentions:
                if mention.start <= end + 24 and end <= mention.start:
                    end = mention.named_to
                    break
            else:
                end = match.end() - 1
            return length_in_years(match.group()), text.copy(match.start(), end)
    return None, None
