"""The head of an official paper (Nghị định 30/2020/NĐ-CP): letterhead, symbol, place and date, kind, subject."""

from __future__ import annotations

from itertools import pairwise

from binhyen.reader.duties import BODY
from binhyen.reader.late import late
from binhyen.reader.periods import DATE, iso_date
from binhyen.reader.text import UPPER, Span, Text

OPENING_LINES = 25
_KIND_LINE = late(
    r"(?:BÁO CÁO|CHỈ THỊ|KẾ HOẠCH|KẾ HOẠCH (?:LIÊN TỊCH|LIÊN NGÀNH|PHỐI HỢP)|CÔNG ĐIỆN|NGHỊ QUYẾT|NGHỊ QUYẾT LIÊN TỊCH|QUYẾT ĐỊNH|KẾT LUẬN|HƯỚNG DẪN|HƯỚNG DẪN (?:LIÊN TỊCH|LIÊN NGÀNH)|THÔNG BÁO|CHƯƠNG TRÌNH|CHƯƠNG TRÌNH HÀNH ĐỘNG"
    r"|CHƯƠNG TRÌNH PHỐI HỢP|QUY CHẾ|QUY CHẾ PHỐI HỢP|ĐỀ ÁN|PHƯƠNG ÁN|TỜ TRÌNH|THÔNG BÁO KẾT LUẬN|BÁO CÁO (?:SƠ KẾT|TỔNG KẾT|TÓM TẮT|KẾT QUẢ|NHANH|SỐ LIỆU|THỐNG KÊ|CHUYÊN ĐỀ|ĐỊNH KỲ))"
)
# papers that lay duties on bodies
_DUTY_KINDS = (
    "CHỈ THỊ",
    "KẾ HOẠCH",
    "CÔNG ĐIỆN",
    "KẾT LUẬN",
    "CHƯƠNG TRÌNH",
    "HƯỚNG DẪN",
    "NGHỊ QUYẾT",
    "THÔNG BÁO KẾT LUẬN",
    "QUYẾT ĐỊNH",
    "PHƯƠNG ÁN",
    "QUY CHẾ",
)
_LETTERHEAD = late(
    r"(?:cổng|trang)(?: thông)? tin(?: điện tử)?(?: .{0,60})?|báo .{0,30}(?:điện tử|online)|cộng hòa xã hội chủ nghĩa việt nam.*|.*độc lập ?- ?tự do ?- ?hạnh phúc.*|đảng cộng sản việt nam|[-_*=. ]{3,}|số ?:.{0,60}|.{0,40}, ngày \d.{0,30}|v/v .{0,200}|\*|kính gửi ?:.{0,200}"
)
_SUBJECT = late(r"(?:[Vv]ề|V/v) ")
_ISSUER_LINE = late(rf"[{UPPER}0-9 ,.()\t-]{{3,90}}")
_ISSUER_WORD = late(
    r"(?:ủy ban|ubnd|công an|tỉnh ủy|huyện ủy|đảng ủy|đảng bộ|ban chỉ đạo|bcđ|hội|đoàn|mặt trận|sở|bộ|ban|hđnd|thành ủy|chi bộ|đồn|phòng|cục|chi cục|tổng cục|vụ|viện|tòa án|trung tâm|liên đoàn|ngân hàng|kho bạc|trường|tỉnh|huyện|thành phố|xã|phường)(?!\w)"
)
_SPEAKER = late(r"(?:thủ tướng|chủ tịch|bộ trưởng|giám đốc|tổng cục trưởng|cục trưởng|ban thường vụ|hội đồng)(?!\w)")
_HEADING_DATE = late(r"(?:.{0,60}[\t ])?[^\W\d_][^\d,\t]{1,40}, (?=ngày \d)")
_NUMBERED = late(r"(?:[IVX]{1,5}|\d{1,2}|[a-zđA-H])[.)/]")


def kind_line(text: Text, body: list[Span]) -> int | None:
    """Where among the first lines the kind of an official paper stands alone in capitals ("BÁO CÁO")."""
    for place, line in enumerate(body[:OPENING_LINES]):
        if _KIND_LINE.fullmatch(text.norm[line.start : line.end]):
            return place
    return None


def titled_line(text: Text, body: list[Span]) -> int | None:
    """Where a paper's kind and subject stand in one line: "CÔNG ĐIỆN VỀ VIỆC …", "CHỈ THỊ CỦA BAN THƯỜNG VỤ …"."""
    for place, line in enumerate(body[:OPENING_LINES]):
        if _DUTY_HEADLINE.match(text.norm, line.start, line.end) and line.end - line.start < 240:
            return place
    return None


def lays_duties(text: Text, body: list[Span]) -> bool:
    """Whether the paper is of a kind that obliges bodies: a plan, a programme, a conclusion, an urgent dispatch."""
    place = kind_line(text, body)
    if place is not None and text.norm[body[place].start : body[place].end].startswith(_DUTY_KINDS):
        return True
    if place is not None and any(
        _CONCLUDES.match(text.low, line.start, line.end) for line in body[place + 1 : place + 3]
    ):
        return True
    if any(_ONLY_DUTIES.match(text.low, line.start, line.end) for line in body[:4]):
        return True
    if any(_DUTY_HEADLINE.match(text.norm, line.start, line.end) for line in body[:OPENING_LINES]):
        return True
    sent = any(_SENT_OUT.search(text.low, line.start, line.end) for line in body[:4])
    addressed = sent or any(_ADDRESSED.match(text.low, line.start, line.end) for line in body[:12])
    if addressed and (_calls_on(text, body) or points_oblige(text, body)):
        return True
    opens = any(_DUTY_PAPER.match(text.low, line.start, line.end) for line in body[:OPENING_LINES])
    return opens and any(_shares_duties(text, line) for line in body)


_CONCLUDES = late(r"(?:về )?kết luận (?:của|tại|cuộc họp|hội nghị|buổi)(?!\w)")  # below "THÔNG BÁO"
_ONLY_DUTIES = late(r"(?:thông báo )?(?:về )?(?:việc )?phân công (?:nhiệm vụ|trách nhiệm|thực hiện)(?!\w)")
_DUTY_PAPER = late(
    r"(?:kế hoạch|chương trình (?:phối hợp|hành động|công tác)|quy chế phối hợp|hướng dẫn|công điện|phương án|đề án)(?!\w)"
)
_DUTY_HEADLINE = late(
    rf"(?:{'|'.join(_DUTY_KINDS)}) (?:VỀ|V/V|SỐ|CỦA|TĂNG CƯỜNG|THỰC HIỆN|TRIỂN KHAI|PHÒNG|BẢO ĐẢM|ĐẢM BẢO|TỔ CHỨC|XÂY DỰNG|CAO ĐIỂM|HÀNH ĐỘNG|PHỐI HỢP)(?!\w)"
)
# "vừa ký Công điện số 114/CĐ-TTg"
_SENT_OUT = late(
    r"(?<!\w)(?:ký|ban hành|có|ra|gửi)(?: ban hành)? (?:công điện|công văn|kế hoạch|chỉ thị|văn bản|thông báo)(?: hỏa tốc| khẩn)? (?:số )?\d"
)
_ADDRESSED = late(r"kính gửi ?:")
_CALLS_ON = late(
    r"(?<!\w)(?P<verb>yêu cầu|đề nghị|chỉ thị)(?! (?:trên|này))[^:.;]{0,160}(?::| (?:nhiệm vụ|nội dung|việc|công việc|biện pháp|giải pháp) sau(?: đây)?[.]?)$"
)
_NUMBERED_BODY = late(rf"(?:(?:\d{{1,2}}[.)/-]|-) ?)?(?:giao |đề nghị |yêu cầu )?{BODY.pattern}")


def _calls_on(text: Text, body: list[Span]) -> bool:
    """Whether bodies are called on in a row: "Thủ tướng yêu cầu:" above "1. Bộ Quốc phòng …"."""
    for line, below in pairwise(body):
        calls = _CALLS_ON.search(text.low, max(line.start, line.end - 260), line.end)
        if calls and (
            BODY.match(text.low, calls.end("verb") + 1) or _NUMBERED_BODY.match(text.low, below.start, below.end)
        ):
            return True
    return False


_OBLIGING_POINT = late(
    rf"(?:\d{{1,2}}[.)/-]|[a-zđ]\))\s?(?:(?:giao(?: cho)?|yêu cầu|đề nghị) {BODY.pattern}"
    rf"|{BODY.pattern}[^.:]{{0,120}}? (?:có trách nhiệm|chịu trách nhiệm|chủ trì|căn cứ chức năng)(?!\w))"
)


def points_oblige(text: Text, body: list[Span]) -> bool:
    """Whether two numbered points lay a duty on a body: "2. Giao Sở Y tế …", "3. Công an tỉnh có trách nhiệm …"; one is
    enough where the text opens with a heading that shares duties out. The number may stand alone in the line above."""
    ends = (
        below.end if line.end - line.start < _LONE_NUMBER else line.end
        for line, below in zip(body, [*body[1:], *body[-1:]], strict=True)
    )
    found = sum(1 for line, end in zip(body, ends, strict=True) if _OBLIGING_POINT.match(text.low, line.start, end))
    return found > 1 or (found > 0 and _shares_duties(text, body[0]))


_LONE_NUMBER = 5
_SHARES_DUTIES = late(
    r"(?:(?:[ivx]{1,5}|\d{1,2}|phần \w+|điều \d{1,2})[.:)/] ?)?(?:phân công(?: nhiệm vụ| trách nhiệm| tổ chức thực hiện| thực hiện)?|tổ chức thực hiện|trách nhiệm (?:của .{3,60}|thực hiện|thi hành|các .{3,60})|nhiệm vụ của .{3,60})"
    r"(?: ?[:.].*)?"
)


def _shares_duties(text: Text, line: Span) -> bool:
    """A heading that shares duties out: "II. PHÂN CÔNG NHIỆM VỤ", "Điều 2. Trách nhiệm của các bên"."""
    return bool(_SHARES_DUTIES.fullmatch(text.low, line.start, min(line.end, line.start + 160)))


def subject(text: Text, body: list[Span], place: int) -> Span:
    """Kind and subject: the kind's line and the one or two lines of its subject below."""
    end = body[place].end
    for line in body[place + 1 : place + 4]:
        words = text.norm[line.start : line.end]
        if _NUMBERED.match(words) or words[-1] in ".:;…" or len(words) > 240 or _LETTERHEAD.fullmatch(words.lower()):
            break
        if end != body[place].end and not words.isupper() and not _SUBJECT.match(words):
            break
        if (
            not text.norm[body[place].end : end].strip().isupper()
            and end != body[place].end
            and (is_letterhead(text, line) or (words.isupper() and _SPEAKER.match(words.lower())))
        ):
            break  # below the subject a body speaks: "ỦY BAN NHÂN DÂN XÃ"
        end = line.end
    return Span(body[place].start, end)


def is_letterhead(text: Text, line: Span) -> bool:
    """Whether a line belongs to the head of a paper: names of the state or of bodies in capitals, number, place and date."""
    words = text.norm[line.start : line.end]
    if _LETTERHEAD.fullmatch(words[:240].lower()):
        return True
    return bool(_ISSUER_LINE.fullmatch(words)) and bool(_ISSUER_WORD.match(words.lower())) and len(words) < 60


def heading_date(text: Text, body: list[Span]) -> str | None:
    """The day in the heading: "Hà Nam, ngày 06 tháng 6 năm 2023"."""
    for line in body[:OPENING_LINES]:
        heading = _HEADING_DATE.match(text.low, line.start, line.end) if line.end - line.start < 160 else None
        match = DATE.match(text.low, heading.end()) if heading else None
        if match and match.end() >= line.end - 2:
            return iso_date(match)
    return None
