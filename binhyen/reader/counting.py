"""Which numbers count something: everything that only looks like a count is refused here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.reader.late import late
from binhyen.reader.nouns import CLASS, ITEM, MEASURE, MONEY, PEOPLE, SLOGAN, Unit, is_duration, noun_at, unit_after
from binhyen.reader.numbers import NUMBER, Number, Value, digits_value, read_match
from binhyen.reader.periods import NOT_COUNTED
from binhyen.reader.qualifiers import hedge_after, hedge_before
from binhyen.reader.ranges import YEARLIKE, with_range
from binhyen.reader.settling import LIKELY_MONEY, Count, cell_count, fills, settle, stated_at
from binhyen.reader.tables import Stated
from binhyen.reader.text import Passed, Span, listed

# a number after one of these is a name: "Ban Chỉ đạo 138", "Quốc lộ 1", "khóa 13"
_NAMED = listed(
    "ban chỉ đạo|bcđ|quốc lộ|tỉnh lộ|hương lộ|ql|tl|đt|điều|trung đoàn|sư đoàn|quân khu|quân đoàn|tiểu đoàn|lữ đoàn|thứ|mức|lần thứ|trung ương|hội nghị trung ương|quận|điện thoại|sđt|tổng đài|đường dây nóng"
    "|số nhà|cảnh sát|đại hội|kỳ họp thứ|biển số|phụ lục|mẫu số|biểu số|hotline|fax|tel|nghị định|nghị quyết|chỉ thị|thông tư|luật số|tổ công tác số|đề án|hạng|lúc|covid|quyển|trang số|ngõ|ngách|hẻm|cccd|cmnd|mst|số tài khoản|khóa|khoá|vòng|phiên thứ|tuổi|gọi|số máy|ban 138|ban 35|bcđ 35|mã số|ký hiệu|km|cột mốc|mốc|km số|bus|nhà số"
)
# after one of these it is a name unless a counted noun follows: "tổ 5", but "mỗi tổ 5 người"
_OFTEN_NAMED = listed(
    "thôn|ấp|xóm|bản|khu phố|tổ|tổ dân phố|tdp|khối|khóm|phường|đội|cụm|buôn|làng|phố|đường|khu|khoản|điểm|mục|phần|chương|tiết|bảng|biểu|mẫu|hình|ảnh|trang|tập|số|lần"
    "|kỳ|quý|tháng|năm|ngày|mùng|mồng|cấp|loại|bậc|lớp|bước|giai đoạn|đợt|nhóm|tuyến|tầng|phòng|lô|ô|xã|trạm|chốt|đồn|kho|tàu|xe|bến|cổng|công ty|nhà máy|trường|điểm số|nội dung|nhiệm vụ|tiêu chí số|tiêu chí|mô hình số|câu|dự án|chương trình|tiểu dự án|hợp phần|phân khu|căn cứ"
)
_EACH = (
    *(f"{word} " for word in "mỗi hằng hàng từng cả một trong tổng toàn số".split()),
    *(f"{digit} " for digit in "0123456789"),
    "bình quân ",
)
_LETTERS_LAST = late(r"[^\W\d_]++$")
_OF_NUMBER = frozenset("tổng trong trên một con những các được đa dân doanh quân".split())
_MORE_NAMES = late(r"(?:\d{1,2}(?:, | và | đến ))+$")  # "tổ 3, 4 và 5"
_MORE_NAMES_END = (", ", " và ", " đến ")
_AGED = late(
    r"(?<!\w)tuổi(?: đời)?(?: bình quân| trung bình)?(?: từ| dưới| trên| khoảng| là)? (?:\d{1,2}(?: (?:đến|-|và) |, )){0,3}$"
)
_CAMPAIGN = late(
    r"(?:mô hình|phong trào|cuộc vận động|phương châm|chiến dịch|khẩu hiệu|nguyên tắc|công tác|thực hiện|chương trình|tinh thần) \"?$"
)
_NEXT_WORD = late(r" ([^\W\d_]+)")
_PAIRED_SLOGAN = late(r" không,? (?:và )?\d{1,2} sạch")
_SLOGAN_ALWAYS = frozenset("sạch bám cùng rõ dám nắm sẵn biết".split())
_LIST_MARK = late(r"\d{1,3} ?[|\t]|\d{1,2}(?:\.\d{1,2}){0,3} ?[.)/:-](?: |$)|\d{1,2}(?:\.\d{1,2}){1,3} ")
_OPEN_MARK = late(r"[(\[]\d{1,2}[)\]]")
_SHARED_OUT = late(r" ?\((?:[^\W\d][^\d,;:()]{0,40} \d++(?:\.\d{3})*+(?:[,;] ?| và |(?=\))))+\)")
_SHARED_PART = late(r"\d++(?:\.\d{3})*+")
_SO_OFTEN = late(r"(?:(?:mỗi|hằng|hàng) (?:tuần|tháng|quý)[^,;.]{0,20}|(?:tổ chức|mở)(?: được)? (?:[^\W\d_]+ )?)$")
_NEAR = 26
_EACH_OF = late(r"(?:mỗi|từng) [^\W\d_]+ $")
_NO_NAME = 1000  # "cấp 4.120 thẻ", but "tổ 12"
_PROVERBIAL = (" chụm", " mười ý", " như một")  # "ba cây chụm lại", "chín người mười ý"
_ALONG = frozenset("km|tuyến|tuyến đường|tuyến phố|đoạn đường|địa bàn".split("|"))
_REACHED = frozenset("có với được gồm lý trách đạt dựng mới của về là rộng đi dài chạy".split())
_LEVELS = frozenset({"trung", "sơ", "cao"})  # "trung cấp 4" counts
_DEGREES = ("°", "º")
_VERSION = late(r"\d\.0")
_ROMAN = late(r",? [ivx]+(?!\w)")
_ALSO_VERBS = frozenset(
    "hoạt động|bảo vệ|phản ánh|kiến nghị|yêu cầu|quyết định|cam kết|tố giác|tái phạm|vi phạm|kết luận".split("|")
)
_GLUED = late(r"(?:km2?|m[23]?|ha|kg|g|gr|cm|mm|lít|tấn|đ|vnđ)(?!\w)")
_SHARE = late(r"/(?P<total>\d+(?:[.,]\d+)*)(?![\d/%])")
_PAIR = late(r"-\d")
_FEAST = late(r"(?:tổ quốc|antq|ngày hội) ?$")  # "Ngày hội toàn dân bảo vệ an ninh Tổ quốc 19/8 tổ chức tại …"
_DATE_LEAD = late(r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|lễ|từ|đến|tới|và|,|kỷ niệm|ngày hội|-) ?$")
_BEFORE_YEAR = late(r"(?:(?:năm|đoạn|từ|đến|-|,|và|tháng) ?|quý [ivx\d]{1,3} ?/ ?)$")
_INTERVAL = late(r" (?:tháng|năm|tuần|ngày|quý) (?:một|1|01) lần(?!\w)")
_ONE_WORD_OK = late(r"(?:ít nhất|tối thiểu|chỉ có|chỉ còn|duy nhất|chỉ|chưa đầy|chưa đến|chưa tới|không quá) $")
_BOUND = late(r"(?:ít nhất|tối thiểu|không quá|quá|tối đa|chưa đầy|chưa đến|chưa tới|dưới) $")
_HARMED = late(r" (?:đã )?(?:bị )?(?:chết|tử vong|thiệt mạng|thương|mất tích|hy sinh)(?!\w)")
_FOR_EACH = late(r"(?<!\w)mỗi [^,;.:()\d]{2,24} $")
_AND_MORE_THINGS = late(r"(?:,| và| cùng) (?:\d|(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)(?!\w))")
_ONE_OF_MANY = frozenset("bộ phận|lần|phần|bên|hình thức|phong trào".split("|"))
_AND_MORE = late(r" trở (?:lên|xuống)(?!\w)")
_OF_A_YEAR = late(r"năm (?:19|20)\d{2}(?!\d)")
_FEW_LEAD = late(r"(?:hàng|gần|hơn|cả|trên|khoảng|ngót|vài|mấy|được|chừng) $")
_YEAR_LEAD = late(
    r"(?:trong|mỗi|hằng|hàng|cả|một|đầu|cuối|giữa|từng|qua|những|các|nhiều|mấy|đến|theo|thường|toàn|tròn|sang|vào|của|từ|\d|hết|mười|hai|ba|mươi|lăm) $"
)
_WEAK_IN_WORDS = listed(
    "ngành|sở|ban|bộ|hội|lực lượng|nội dung|nhiệm vụ|giải pháp|lĩnh vực|phong trào|hình thức|khu|đồng chí|nhà|con|cái|tên|kẻ|cấp ủy|tuyến|tỉnh|bản|bài|đảng bộ|tổ chức|đơn vị|mẫu|đoàn|kỳ|người con|ca|chỉ tiêu|tiêu chí|yêu cầu|chương trình|đêm|án|cơ quan|nghị quyết|chỉ thị|ý kiến|trang|tờ|điểm|kênh|bên|đ|m|g|bộ ngành|kế hoạch|bậc|loại hình|ban ngành|dân tộc|chị|anh|mẹ|cụ|chủ tịch|bí thư"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before its place in the list is known: its count, sentence and paragraph."""

    count: Count
    sentence: Span
    paragraph: int


_MOST_NUMBERS = 4000  # looked at in one sentence; no writer comes near, and the rest of such a "sentence" is no prose


def counts_in(low: str, sentence: Span, skip: list[tuple[int, int]], columns: Sequence[Stated] = ()) -> list[Count]:
    """The counts of one sentence in order.

    ``skip`` are stretches of it where nothing counts (references, quoted names); ``columns`` are cells of a table row whose
    unit the table states elsewhere.
    """
    match = NUMBER.search(low, sentence.start, sentence.end)
    if not match:
        return []
    blocked = Passed(skip + [m.span() for m in NOT_COUNTED.finditer(low, sentence.start, sentence.end)])
    found: list[Count] = []
    at = floor = sentence.start
    shared: dict[int, Unit] = {}
    for _ in range(_MOST_NUMBERS):
        match = match or NUMBER.search(low, at, sentence.end)
        if not match:
            break
        number = None if blocked.holds(match.start()) else read_match(low, match)
        at, match = match.end(), None
        if number is None or number.end > sentence.end:
            continue
        if not number.in_words and _is_mark(low, sentence, number):
            mark = _LIST_MARK.match(low, number.start) if number.start == sentence.start else None
            at = min(at, mark.end()) if mark else at  # "2. 345 buổi" opens with its numbering
            continue
        stated = stated_at(columns, number.start) if columns else None
        if stated and number.end > stated.end:  # "12  150" in two cells
            inside = NUMBER.match(low, number.start, stated.end)
            number = (read_match(low, inside) if inside else None) or number
            at = min(at, stated.end)
        if stated and fills(low, number, stated):
            count: Count | None = cell_count(number, stated)
        elif number.start in shared:
            count = Count(number, number.start, number.end, None, shared[number.start], "inherited")
        else:
            count = _count(low, sentence, floor, number, bool(found))
        if count:
            found.append(count)
            at, floor = max(number.end, count.number.end), count.end
            shared = _shared_out(low, count) or shared
    return settle(low, sentence, found, columns)


def _shared_out(low: str, count: Count) -> dict[int, Unit]:
    """Where the numbers stand with which a bracket shares out a count: "9 mắt (trường học 3, chợ trung tâm 6)".

    They must add up to it: "2 tổ (tổ 4, tổ 5)" names its members.
    """
    opened = low.startswith(("(", " ("), count.end)
    match = _SHARED_OUT.match(low, count.end) if opened and count.unit and not count.number.is_percent else None
    if match is None or count.unit is None:
        return {}
    parts = [(part.start(), digits_value(part.group())) for part in _SHARED_PART.finditer(low, *match.span())]
    worth = sum(value for _, value in parts if value)
    return dict.fromkeys((at for at, _ in parts), count.unit) if len(parts) > 1 and worth == count.number.value else {}


def _is_mark(low: str, sentence: Span, number: Number) -> bool:
    """Numbering of paragraphs, glued letters ("5G", "1A") and telephone-like digits are no counts."""
    start, end = number.start, number.end
    digits = low[start : number.end]
    if start - sentence.start > 1 and low[start - 1] in "-+" and low[start - 2].isalnum():  # "12-15", "Covid-19"
        return True
    if start == sentence.start and _LIST_MARK.match(low, start):
        return True
    if low.startswith(_DEGREES, end) or (start > sentence.start and low[start - 1] in "°º'"):  # 20°52'24"
        return True
    if (
        digits.endswith(".0") and _VERSION.fullmatch(digits) and not number.is_percent and noun_at(low, end + 1) is None
    ):  # "thời 4.0"
        return True
    if (
        start > sentence.start
        and low[start - 1] in "(["
        and _OPEN_MARK.match(low, start - 1)
        and not low.startswith("%", end)
    ):
        return True
    if digits[0] == "0" and len(digits) > 2 and digits[1].isdigit() and not number.is_percent:
        return True
    return (
        end < len(low)
        and (low[end].isalpha() or low[end] == "_")
        and not _GLUED.match(low, end)
        and not _run_on(low, end)
    )


def _run_on(low: str, end: int) -> bool:
    """Whether a counted noun of two letters or more, one of them Vietnamese, is glued to the number: "604đối tượng"."""
    noun = noun_at(low, end)
    return noun is not None and noun[1] - end > 1 and not noun[0].isascii()


def _count(low: str, sentence: Span, floor: int, number: Number, follows: bool) -> Count | None:
    total = None
    number, ranged = with_range(low, sentence, number)
    if not ranged and not number.in_words and _PAIR.match(low, number.end):
        return None
    if not number.is_percent and not ranged:
        share = _SHARE.match(low, number.end)
        if share:
            total = digits_value(share.group("total"))
            number = number._replace(end=share.end())
    after, after_end = hedge_after(low, number.end)  # "70% trở lên số hộ"
    counted = after_end < sentence.end and not low.startswith("gấp ", number.start)
    if low.startswith(" ", after_end) and (
        _OF_A_YEAR.match(low, after_end + 1) or (number.is_percent and is_duration(low, after_end + 1))
    ):
        counted = False  # "bằng 120% năm trước"
    unit = unit_after(low, after_end) if counted else None
    if unit and unit.end > sentence.end:
        unit = None
    near = low[floor : number.start] if follows and number.start - floor <= _NEAR else ""
    if not _counts(low, sentence, number, unit, total, follows, near):
        return None
    hedge, start = hedge_before(low, number.start, floor)
    if hedge == "over" and unit and unit.head in _ALONG and _is_place(low, floor, number.start, unit, follows):
        hedge, start = None, number.start
    start = _sign_start(low, start, floor)
    if ranged and low.startswith("từ ", max(floor, start - 3)):
        start = max(floor, start - 3)
    end = unit.end + low.startswith('"', unit.end) if unit and unit.kind is None else unit.end if unit else after_end
    if after is None and unit:
        after, end = hedge_after(low, end)  # "300 vụ trở lên"
    how = "after" if unit else "none"
    return Count(number, start, min(end, sentence.end), after or hedge, unit, how, total)


def _is_place(low: str, floor: int, start: int, unit: Unit, follows: bool) -> bool:
    """Whether "trên" is no hedge but tells where: "41.200 bóng đèn trên 1.968 km đường", "lập chốt trên 4 tuyến đường"."""
    if not low.startswith("trên ", start - 5):
        return False
    ahead = low[max(floor, start - 24) : start - 5].split()
    if unit.head == "km":  # right behind what stands there
        return follows and start - floor < _NEAR and len(ahead) < 3 and all(_beside(word) for word in ahead)
    return bool(ahead) and ahead[-1].isalpha() and ahead[-1] not in _REACHED


def _beside(word: str) -> bool:
    return word.isalpha() and word not in _REACHED


def _sign_start(low: str, start: int, floor: int) -> int:
    return (
        start - 1
        if start > floor and low[start - 1] in "+-" and (start - 1 == floor or low[start - 2] in " (=")
        else start
    )


def _counts(
    low: str, sentence: Span, number: Number, unit: Unit | None, total: Value | None, follows: bool, near: str
) -> bool:
    """Whether the number counts something, judged by the words on both sides."""
    before = low[max(sentence.start, number.start - 32) : number.start]
    if low.startswith("gấp ", number.start):
        return True
    if _is_time(low, number, before):
        return False
    if number.is_percent:
        return True
    known = unit is not None and unit.kind is not None
    if number.in_words:
        return _word_counts(low, number, unit, before, near)
    if total is not None and 31 >= number.value > total <= 12 and _FEAST.search(before):
        return False
    if total is not None and not known and ((total <= 12 and number.value <= 31) or _DATE_LEAD.search(before)):
        return False
    if (
        total is not None
        and _DATE_LEAD.search(before)
        and total <= 12
        and re.search(r"(?:ngày|sáng|chiều|tối|hôm|dịp) ?$", before)
    ):
        return False
    if _names(low, number, unit, before):
        return False
    if not known and number.value <= 12 and _slogan(low, number, before, follows=follows):
        return False
    year_like = number.end - number.start == 4 and YEARLIKE.match(low, number.start)
    return not (year_like and (not known or _BEFORE_YEAR.search(before)))


def _is_time(low: str, number: Number, before: str) -> bool:
    """Whether the number is a length of time, an age or an interval."""
    after = number.end + 1 if low.startswith(" ", number.end) else number.end
    if not number.is_percent and is_duration(low, after) and not _OF_A_YEAR.match(low, after):
        return not (low.startswith("đêm", after) and _SO_OFTEN.search(before))
    aged = "tuổi" in before and _AGED.search(before) is not None
    return aged or low.startswith("tuổi", after) or _INTERVAL.match(low, number.end) is not None


def _names(low: str, number: Number, unit: Unit | None, before: str) -> bool:
    """Whether the words on both sides make the number a name: "Tổ 363 hoạt động từ …", "Trung ương 6, 7 khóa XII"."""
    if unit and unit.head in ("khóa", "khoá") and _ROMAN.match(low, unit.end):
        return True
    if number.scaled or (unit and unit.kind == MONEY):
        return False
    known = unit is not None and unit.kind is not None and unit.head not in _ALSO_VERBS
    if _is_name(before, known or number.value >= _NO_NAME):
        return True
    return not known and before.endswith(_MORE_NAMES_END) and _is_name(_MORE_NAMES.sub("", before), known)


def _word_counts(low: str, number: Number, unit: Unit | None, before: str, near: str) -> bool:
    words = low[number.start : number.end].split(" ")
    known = unit is not None and unit.kind is not None
    if number.vague or words[0] in ("dăm", "vài", "đôi", "nửa"):
        return unit is not None or words[0] in ("hàng", "dăm", "vài")
    if number.value_max is not None:
        return known
    measured = unit is not None and unit.kind == MEASURE  # "cách trụ sở xã bảy cây số"
    if _is_name(before, known=measured) and not _EACH_OF.search(before):
        return False
    if len(words) > 1:
        return unit is not None or number.value >= LIKELY_MONEY or words[-1] in ("nghìn", "ngàn")
    word = words[0]
    if unit is None or not known:
        return False
    sure = _BOUND.search(before) or _AND_MORE.match(low, unit.end) or (unit.head == "đêm" and _SO_OFTEN.search(before))
    weak = unit.head in _WEAK_IN_WORDS and not sure
    if weak or low.startswith(_PROVERBIAL, unit.end):
        return False
    if word == "một":
        return _is_one(low, number, unit, before, near)
    if word in ("chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"):
        return bool(_FEW_LEAD.search(before))
    return word != "năm" or _is_five(low, unit, before)


def _is_five(low: str, unit: Unit, before: str) -> bool:
    """Whether "năm" is five and no year: "bắt năm đối tượng", "cả năm cháu đều đi học", but "trong năm học sinh …"."""
    all_five = before.endswith("cả ") and low.startswith(" đều", unit.end)
    return all_five or not _YEAR_LEAD.search(before)


def _is_one(low: str, number: Number, unit: Unit, before: str, near: str) -> bool:
    """Whether "một" counts and is no article: "một người chết", "mỗi thôn một tổ", "hai con trâu, một xe tải"."""
    if unit.head in _ONE_OF_MANY or low.startswith("số ", number.end + 1):  # "một lần", "một số xe"
        return False
    if _ONE_WORD_OK.search(before):
        return True
    if unit.kind == ITEM and _AND_MORE_THINGS.match(low, unit.end):  # "thu một xe máy, bốn con dao"
        return True
    if near.strip() == "và" or (unit.kind == ITEM and near.endswith((", ", " và ")) and near.count(",") < 2):
        return True
    return bool((unit.kind == PEOPLE and _HARMED.match(low, unit.end)) or _FOR_EACH.search(before))


def _is_name(before: str, known: bool) -> bool:
    """Whether the words before make the number a name; ``known``: a counted noun follows it."""
    ahead = before.removesuffix(" ")
    colon = ahead.endswith(":")
    ahead = ahead.removesuffix(":").removesuffix(" ")
    words = _last_words(ahead)
    if not words:
        return False
    if words[0] == "số" and len(words) > 1:
        return words[1] not in _OF_NUMBER
    if words[0] == "cấp" and len(words) > 1 and words[1] in _LEVELS:
        return False
    name = ""
    for count, word in enumerate(words[:3], 1):
        name = f"{word} {name}" if name else word
        if name in _NAMED:
            return True
        if colon and (name in CLASS or (count < len(words) and f"{words[count]} {name}" in CLASS)):
            return False  # "Mô hình: 64", "Nhà trường: 12/15"
        if name in _OFTEN_NAMED and not known:
            return not ahead.removesuffix(name).endswith(_EACH)
    return False


def _last_words(ahead: str) -> list[str]:
    """The words with which ``ahead`` ends, the last one first, four at most; single blanks stand between them."""
    words: list[str] = []
    for piece in reversed(ahead.rsplit(" ", 4)[-4:]):
        if not piece.isalpha():
            rest = _LETTERS_LAST.search(piece)
            return [*words, rest.group()] if rest else words
        words.append(piece)
    return words


def _slogan(low: str, number: Number, before: str, *, follows: bool) -> bool:
    """ "4 tại chỗ", "5 không 3 sạch": a small number before a word that is no noun, as the name of a campaign.

    After another count only the plainest words tell: "40 vụ thành, 3 không thành" counts.
    """
    word = _NEXT_WORD.match(low, number.end)
    if not word:
        return False
    if follows:
        return word.group(1) in _SLOGAN_ALWAYS or bool(_PAIRED_SLOGAN.match(low, number.end))
    return word.group(1) in SLOGAN or bool(_CAMPAIGN.search(before))
