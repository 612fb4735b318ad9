"""Names of persons: where they stand in words that leave the reader, so that ranks and posts stay and names go."""

from __future__ import annotations

import re
import unicodedata

from binhyen.reader.guard import COVER, mask_personal
from binhyen.reader.late import late
from binhyen.reader.text import UPPER, listed

_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Trương|Mai|Tô|Tạ|Cao|Châu|Chu|Đào|Hà|Lâm|Lương|Lưu|Quách|Thái|Tống|Triệu|Vương|Nông|Hứa|Kiều|Văn|Từ|Ma"
    "|Đàm|La|Lò|Lường|Quàng|Cầm|Giàng|Vàng|Vừ|Sùng|Thào|Lầu|Giang|Khúc|Khương|Nghiêm|Phùng|Tăng|Thạch|Danh|Kim|Sơn|Điểu|Siu|Ksor|Rơ|Trà|Viên|Doãn|Đồng|Mạc|Ninh|Quan|Thân|Tiêu|Ung|Uông|Bạch|Cù|Hầu|Lại|Lục|Mã|Ông|Phí|Quản|Vi|Xa|Âu"
)
_SURE_FAMILY = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Trương|Mai|Tô|Tạ|Cao|Châu|Chu|Đào|Hà|Lâm|Lương|Lưu|Quách|Thái|Tống|Triệu|Vương|Nông|Hứa|Kiều|Đàm|Lò|Nghiêm|Phùng|Doãn|Giàng|Sùng|Thào|Vừ|Quàng|Lường|Ksor|Siu"
_MIDDLE = "Văn|Thị|Đình|Đức|Hữu|Xuân|Quang|Ngọc|Minh|Thanh|Công|Duy|Quốc|Bá|Thế|Viết|Trọng|Mạnh|Tiến|Hồng|Anh|Kim|Thu|Đăng|Huy|Gia|Như|Phú|Tấn|Tuấn|Trung|Việt|Vĩnh|Hoàng|Bích|Thúy|Thùy|Mai|Lan|Phương|Tất|Sỹ|Sĩ|Khắc|Chí|Hải|Nhật|Hoài|Hùng"
_WORD = rf"[{UPPER}][^\W\d_]*+"
_GIVEN = rf"[{UPPER}][^\W\d_]*+(?:['’][^\W\d_]++)?+"  # "H'Yun" too
_ADDRESS = r"đồng chí|đ/c|ông|bà|anh|chị|em|cháu|cụ|cô|chú|bác|linh mục|đại đức|hòa thượng|thượng tọa|mục sư|già làng|trưởng bản|nghi phạm|bị can|bị cáo|đối tượng|nghệ sĩ|nhà báo|luật sư|tiến sĩ|thạc sĩ|bác sĩ|giáo sư|ths\.?|ts\.?|pgs\.?|gs\.?|nsnd|nsưt"
_RANK = r"đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|trung úy|thiếu úy|thượng sĩ|trung sĩ|hạ sĩ|chuẩn đô đốc"
_POST = r"chủ tịch nước|tổng bí thư|chủ tịch|bộ trưởng|thứ trưởng|giám đốc|bí thư|thủ tướng|trưởng ban|trưởng phòng|cục trưởng|trưởng công an (?:xã|phường|huyện|tỉnh|thị trấn)(?: [^\W\d_]+){0,3}?"
_CALLED = late(
    rf"(?<!\w)(?P<lead>(?i:{_ADDRESS}|{_RANK})) (?:(?i:{_RANK}|tiến sĩ|thạc sĩ) )?(?P<name>{_GIVEN}(?: {_GIVEN}){{0,4}})"
)
_HOLDS = late(rf"(?<!\w)(?P<lead>(?i:{_POST})):? (?P<name>(?:{_FAMILY})(?: {_WORD}){{1,4}})(?!\w)")
_FULL = late(rf"(?<!\w)(?P<name>(?:{_SURE_FAMILY})(?: {_WORD}){{2,3}})(?!\w)")
_SHORT_FULL = late(rf"(?<!\w)(?P<name>(?:Nguyễn|Trần|Phạm|Huỳnh|Đặng|Bùi|Đỗ|Ngô) {_WORD})(?! ?[\w-])")
_SHOUTED = late(rf"(?<!\w)(?P<name>(?:{_SURE_FAMILY.upper()}) (?:{_MIDDLE.upper()})(?: [{UPPER}]++){{1,2}})(?!\w)")
_BYLINE = late(
    rf"(?i:bài(?: viết)?(?:,| và) ảnh|tin(?:,| và) (?:bài|ảnh)|ảnh|bài|tin|tác giả|thực hiện|biên tập|người viết|người soạn|phóng viên|pv|ctv) ?: ?(?P<name>{_WORD}(?: {_WORD}){{1,3}}(?:(?: ?[-,&] ?| và ){_WORD}(?: {_WORD}){{1,3}})*)$"
)
_MAY_NAME = late(rf"(?<!\w)[{UPPER}][^\W\d_]*+ [{UPPER}]|(?<!\w)(?i:{_ADDRESS}|{_RANK}) [{UPPER}]")
_FAMILIES = listed(_FAMILY)
_KEPT = ("Hồ Chí Minh", "HỒ CHÍ MINH")
# after these a name is that of a place, a school or a campaign
_THINGS = late(
    r"(?:phố|đường|xã|huyện|phường|tp\.?|thành phố|tỉnh|thị trấn|thị xã|quận|thôn|ấp|bản|buôn|làng|xóm|tổ dân phố|khóm|khu phố|khu|trường|thpt|thcs|tiểu học|mầm non|mẫu giáo|trung học phổ thông|trung học cơ sở|chợ|cầu|bệnh viện|công viên"
    r"|giải thưởng|giải|quỹ|quảng trường|sông|hồ|núi|ngã tư|ngã ba|tượng đài|di tích|đền|chùa|đình|nhà thờ|học viện|đại học|cao đẳng|lữ đoàn|sư đoàn|trung đoàn|chi bộ|công ty|doanh nghiệp|hợp tác xã|khu công nghiệp|tuyến|ga|cảng|bến|phong trào|danh hiệu|xuân|mùa|dịp|dân tộc|gương|tiểu khu|nhà máy|đồn) $",
    re.IGNORECASE,
)
# words with a capital that begin a post or a body, no name
_POSTS = listed(
    "Bí|Phó|Chủ|Giám|Trưởng|Thứ|Bộ|Ủy|Uỷ|Đại|Thiếu|Trung|Thượng|Viện|Chánh|Hiệu|Cục|Thường|Tư|Chính|Tổng|Thủ|Công|Ban|Sở|Hội|UBND|HĐND|Tỉnh|Huyện|Thành|Đảng|Ủ|Chỉ|Tham|Đội|Phòng|Văn|Mặt|MTTQ|CAND|Công an|Kiểm|Thẩm|Điều|Quyền|Nguyên|Quân|Cựu|Nông|Phụ|Liên|Đoàn|Chi|Rịa|Nà|Đen|Điểm|Đốc|Thương|Nhà|Nữ|Xã|Lãnh|Cán|Hạt|Thanh tra|Vụ|Dân|TP|Giáo|Y|Cảnh"
)  # fmt: skip


# signs that nobody sees, marks that stand apart from their letter, blanks of other kinds, the Icelandic letter for "Đ"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_BLANKS = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ODD = late(rf"[{_UNSEEN}{_BLANKS}\u0300-\u036f\u00d0]| {{2}}")
_LETTER = late(
    rf"[{_UNSEEN}]|[ {_BLANKS}][ {_BLANKS}{_UNSEEN}]*+|[^{_UNSEEN}](?:[{_UNSEEN}]*+[\u0300-\u036f])*+", re.DOTALL
)
_HIDDEN = late(rf"[{_UNSEEN}]+")


def name_spans(words: str) -> list[tuple[int, int]]:
    """Where names of persons stand in ``words`` (``start:end``, in order, apart from each other).

    Names are found however they are encoded: with marks apart from their letters, with signs that nobody sees or with other
    blanks between them. The places are those of ``words`` as given.
    """
    if not _ODD.search(words) and unicodedata.is_normalized("NFC", words):
        return _found(words)
    plain, starts, ends = _composed(words)
    return [(starts[start], ends[end - 1]) for start, end in _found(plain)]


def _composed(words: str) -> tuple[str, list[int], list[int]]:
    """``words`` letter by letter as a person sees them, and where each begins and ends in ``words``."""
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _LETTER.finditer(words):
        letter = unicodedata.normalize("NFC", _HIDDEN.sub("", match.group()))
        letter = " " if letter.isspace() and letter not in "\n\r\t" else letter.replace("\u00d0", "Đ")
        plain.append(letter)
        starts += [match.start()] * len(letter)
        ends += [match.end()] * len(letter)
    return "".join(plain), starts, ends


def _found(words: str) -> list[tuple[int, int]]:
    if words.islower() or not _MAY_NAME.search(words):
        return []
    found: list[tuple[int, int]] = []
    for match in _CALLED.finditer(words):
        if _may_be_called(match.group("name")):
            found.append(match.span("name"))
    for pattern in (_HOLDS, _FULL, _SHORT_FULL, _SHOUTED):
        for match in pattern.finditer(words):
            if match.group("name").startswith(_KEPT) or _THINGS.search(
                words[max(0, match.start() - 24) : match.start()]
            ):
                continue
            found.append(match.span("name"))
    byline = _BYLINE.search(words)
    if byline and not byline.group("name").isupper():
        found.append(byline.span("name"))
    return _merged(words, found)


def _may_be_called(name: str) -> bool:
    """Whether words with capitals after "đồng chí" are a name; "Đoàn" and "Y" begin names as well as bodies ("Đoàn Minh Tú")."""
    first, *others = name.split()
    if name.isupper():
        return first.capitalize() in _FAMILIES
    return first not in _POSTS or (bool(others) and (first in _FAMILIES or first == "Y"))


def _merged(words: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if words.startswith(_KEPT, start):
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def covered(words: str) -> str:
    """``words`` with names of persons and a person's numbers covered, as a refusal may repeat them; lengths stay."""
    shown = list(mask_personal(words)[0])
    for start, end in name_spans(words):
        shown[start:end] = COVER * (end - start)
    return "".join(shown)


def without_names(title: str) -> str:
    """``title`` with the names of persons left out ("Trung tướng … dự sơ kết" keeps the rank); blanks and commas tidied."""
    spans = name_spans(title)
    if not spans:
        return title
    kept = [
        title[end:start]
        for end, start in zip([0, *(e for _, e in spans)], [*(s for s, _ in spans), len(title)], strict=True)
    ]
    return re.sub(r"^[\s,;:–-]+|\s+(?=[,;:.])|\(\s*\)", "", re.sub(r"\s{2,}", " ", "".join(kept))).strip()


def clear_stretch(words: str, keep: int) -> tuple[int, int]:
    """The longest stretch of ``words`` around the character at ``keep`` in which no name of a person stands.

    Empty (``start == end``) where that character itself belongs to a name.
    """
    start, end = 0, len(words)
    for first, last in name_spans(words):
        if last <= keep:
            start = last
        elif first <= keep:
            return keep, keep
        else:
            end = first
            break
    while start < end and words[start] in " ,;:-–)":
        start += 1
    while end > start and words[end - 1] in " ,;:-–(":
        end -= 1
    return start, end
