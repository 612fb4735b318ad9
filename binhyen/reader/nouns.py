"""Nouns that are counted in reports of this field, by the class of thing they name, and words that never follow a count.

A class decides which nouns make one list ("cơ quan, doanh nghiệp và trường học") and which parts can add up to a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from binhyen.reader.late import late

PEOPLE, CASE, BODY, GROUP, EVENT, MEDIA, ITEM, MONEY, MEASURE = (
    "people case body group event media item money measure".split()
)

_NOUNS = {
    PEOPLE: "người|người dân|người lao động|lượt người"
    "|đối tượng|bị can|bị cáo|phạm nhân|cá nhân|công dân|quần chúng|quần chúng nhân dân|nhân dân|cán bộ|đảng viên|chiến sĩ"
    "|cán bộ chiến sĩ|hội viên|đoàn viên|thành viên|học sinh|sinh viên|giáo viên|giảng viên|lao động|công nhân|công nhân viên"
    "|công chức|viên chức|cựu chiến binh|nông dân|phụ nữ|thanh niên|thanh thiếu niên|thiếu niên|trẻ em|trẻ|em|hòa giải viên|tuyên truyền viên"
    "|báo cáo viên|cộng tác viên|tình nguyện viên|dân quân|dân phòng|bảo vệ|bảo vệ dân phố|công an viên|công an xã|công an chính quy"
    "|hộ|hộ dân|hộ gia đình|gia đình|lượt cán bộ|lượt hội viên|lượt đoàn viên|lượt học sinh|lượt|đại biểu|phụ huynh"
    "|nạn nhân|nhân khẩu|lái xe|già làng|trưởng bản|trưởng thôn|bí thư chi bộ|tên|kẻ|đồng chí"
    "|chủ tịch|phó chủ tịch|bí thư|giám đốc|trưởng ban|trưởng ấp|trưởng khu|chi hội trưởng|thẩm phán|luật sư|nghi phạm|nghi can|bị hại|người bị hại|đồng bào|chị|anh|mẹ|cụ|chủ hộ|chủ nhà trọ|chủ cơ sở|chủ doanh nghiệp|con em|phóng viên|bác sĩ|hướng dẫn viên|quân nhân|học viên|chiến sỹ|cán bộ chiến sỹ|cbcs|đvtn|đ/c|tổ trưởng|tổ viên|đội viên|lượt hộ|lượt đối tượng|cựu quân nhân|nhân viên|bệnh nhân|khách|du khách|hành khách|thí sinh|thuyền viên|ngư dân|tiểu thương|tài xế",
    CASE: "vụ|vụ việc|vụ án|trọng án|án|ca|trường hợp|hành vi|chuyên án|tin|tin báo|nguồn tin|tố giác|tin báo tố giác|đơn|đơn thư|ý kiến|kiến nghị"
    "|hồ sơ|lệnh|quyết định|biên bản|lỗi|mâu thuẫn|vi phạm|sự việc|sự cố|tai nạn|tội phạm|hiện tượng|tái phạm"
    "|tội danh|phạm pháp hình sự|yêu cầu|thủ tục|dịch vụ|cuộc gọi|phản ánh|bản án|dấu vết",
    BODY: "xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|tỉnh thành|tỉnh thành phố|đặc khu|thôn|bản|ấp|buôn|làng|xóm|khóm|khu phố|tổ dân phố|khu dân cư|bến đò|khu vực|khu"
    "|địa bàn|địa phương|cơ quan|đơn vị|doanh nghiệp|trường|trường học|nhà trường|cơ sở|cơ sở giáo dục|công ty"
    "|hợp tác xã|xí nghiệp|tổ chức|tập thể|chi bộ|đảng bộ|chi hội|chi đoàn|cấp ủy|sở|ban|ngành|sở ngành|ban ngành|đoàn thể|hội"
    "|đầu mối|trụ sở|nhà trọ|khách sạn|chợ|cụm dân cư|cụm|dòng họ|khu công nghiệp|đồn|trạm|chốt|tuyến|tuyến đường|tuyến phố|đoạn đường|cổng trường"
    "|ban chỉ đạo|hội đồng|cộng đồng|bộ|bộ ngành|đơn vị hành chính|trường thpt|đồn biên phòng|chi cục|phòng|phòng ban|lực lượng|khách sạn nhà nghỉ|dân tộc|chi nhánh",
    GROUP: "mô hình|loại mô hình|loại hình|điểm mô hình|tổ|nhóm|đội|câu lạc bộ|clb"
    "|điểm|loại|điển hình|tấm gương|gương|ổ nhóm|băng nhóm|băng|ổ|đường dây|tụ điểm|mạng lưới|hạt nhân"
    "|công trình|phần việc|chương trình|kế hoạch|đề án|văn bản|nghị quyết|chỉ thị|quy chế|quy ước|hương ước|phong trào|dự án|hình thức"
    "|tiêu chí|chỉ tiêu|nội dung|nhiệm vụ|giải pháp|nhóm nhiệm vụ|nhóm giải pháp|lĩnh vực|tổ đội|phương án|bộ phận|quy trình",
    EVENT: "buổi|cuộc|hội nghị|hội thi|cuộc thi|cuộc họp|đoàn|lớp|khóa|đợt"
    "|lần|ngày công|diễn đàn|ngày hội|chuyên đề|giờ phát thanh|phiên|phiên tòa|chuyến|chiến dịch|tọa đàm|hội thảo|đêm|đêm diễn|kỳ|cuộc vận động|lượt truy cập|lượt xem|lượt tiếp cận|lượt chia sẻ",
    MEDIA: "tin bài|bài|bài viết|phóng sự|chuyên mục|chuyên trang|tờ rơi|tờ|tờ gấp|áp phích|pa nô|panô|pano|băng rôn|băng zôn|băng-rôn|đĩa|khẩu hiệu|tài liệu|cuốn"
    "|quyển|sổ tay|bản cam kết|cam kết|trang|kênh|nhóm zalo|video|clip|ảnh|bộ|tin nhắn|bản tin|ấn phẩm|sách|đầu sách|bảng|biển|biển báo|pa-nô|thông điệp|tác phẩm|câu hỏi|bài dự thi|phiếu|thư",
    ITEM: "khẩu|súng|viên|quả|vũ khí|công cụ|mắt|camera|bóng|bóng đèn|đèn|chiếc|cái|con|xe|ô tô|xe máy|xe mô tô|mô tô|xe tải|xe khách|xe ba gác|xuồng|ghe|vỏ lãi|xà beng|búa tạ|trâu|bò|con dao|con trâu|con bò|con lợn|con gà|con chó|con vịt|con dê|con ngựa|phương tiện"
    "|bình|hòm thư|hộp thư|thiết bị|máy|điện thoại|gói|bánh|tép|tang vật|suất|suất quà|quà|nhà|căn|cây"
    "|hộp|thùng|kíp|gậy|dao|bao|chai|bằng khen|giấy khen|cờ|huân chương|kỷ niệm chương|cờ thi đua|danh hiệu|thẻ|thẻ căn cước|cccd|tài khoản|số điện thoại|bộ đàm|vật liệu nổ|đạn|lá phiếu|bộ bàn ghế|ngôi nhà|phần quà|thửa đất|nhãn|tuyến ống|giếng|tàu|thuyền|tàu thuyền|đò|đò máy|cây cầu|phao|áo phao",
    MONEY: "đồng|vnđ|vnd|usd|đô la|đ",
    MEASURE: "km|m|mét|m2|m3|ha|hecta|kg|ki-lô-gam|kilogam|g|gam|gram|tấn|tạ|lít|cm|mm|ki-lô-mét|kilômét|cây số|km2|bậc|mét vuông|héc ta|mẫu|sào|công đất|công ruộng|công vườn",
}
CLASS = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split("|")}

# nouns only where they follow their number; before one they are mostly verbs ("hoạt động đạt …")
_AFTER_ONLY = {
    "hoạt động": EVENT, "chứng nhận": ITEM, "giấy chứng nhận": ITEM, "hồi kẻng": EVENT, "chủ tàu": PEOPLE, "chủ phương tiện": PEOPLE,
    "kết luận": ITEM, "kết luận thanh tra": ITEM, "tham luận": ITEM, "giải nhất": ITEM, "giải nhì": ITEM, "giải ba": ITEM, "giải khuyến khích": ITEM,
    "con người": PEOPLE, "anh em": PEOPLE, "vợ chồng": PEOPLE, "mẹ con": PEOPLE, "cháu": PEOPLE, "thầy cô": PEOPLE, "bận": EVENT, "cân tiểu ly": ITEM, "chỉ vàng": MEASURE, "lượng vàng": MEASURE,
    "điểm cầu": GROUP, "chủ trọ": PEOPLE, "kiểm lâm": PEOPLE, "chủ nhà": PEOPLE, "chủ thuê bao": PEOPLE, "trung tâm": BODY, "trung tâm hành chính công": BODY, "nhân sự": PEOPLE,
}  # fmt: skip
CLASS |= _AFTER_ONLY
# these take a following noun of people into the unit: "lượt cán bộ, hội viên"
_COUNTERS = {"lượt"}
_LONGEST: dict[str, int] = {}  # by first syllable, the number of syllables of the longest noun
for _noun in CLASS:
    _LONGEST[_noun.split(" ")[0]] = max(_LONGEST.get(_noun.split(" ")[0], 0), _noun.count(" ") + 1)
_SYLLABLE = late(r"(?:đ/c(?!\w)|[^\W\d_]+\d?(?:-[^\W\d_]+)*)")
# by the number of syllables of the longest noun that may stand there
_WORDS = {n: late(rf"{_SYLLABLE.pattern}(?: {{1,2}}{_SYLLABLE.pattern}){{0,{n}}}") for n in set(_LONGEST.values())}
DURATION = frozenset("giờ phút giây năm tháng ngày tuần quý đêm thập thế nhiệm".split())
_NIGHTS = "lưu diễn văn giao tuyên tuần chiếu hội nhạc thơ ca trực mật phục biểu sinh truyền phát lửa nghệ kịch"
_DURATION_COUNTS = (
    *("ngày công", "ngày hội", "giờ phát thanh", "giờ phát sóng"),
    *(f"đêm {held}" for held in _NIGHTS.split()),
)
_AS_OFTEN = late(r"đêm(?:/| (?:mỗi|một|trong|/) ?)(?:tuần|tháng|quý|năm)(?!\w)")
NO_NOUN = frozenset(
    "thuộc do là ở tại của trong ngoài đang đã được không chưa bị so và với theo qua cho từ đến tới nam nữ mới cũ còn có trên dưới gần hơn"
    " về để vì nên mà thì khi như cùng hoặc hay tăng giảm đạt chiếm bằng nhằm lên xuống vào ra rồi nữa này đó kia ấy sau trước giữa"
    " nhưng song cũng vẫn đều sẽ phải cần nếu tuy bởi tức gồm thành bình đối trở lại đi đây thôi chỉ khởi xử bắt phát triệt điều tra"
    " tuyên tiếp hòa vận hướng phối xây đưa góp bàn giao thu xảy làm mỗi từng tuổi thứ nhất một hai ba bốn"
    " tái xếp ủng sử duy mở kết khen lồng bố hỗ đảm khắc nêu giải tố yếu kém trung khá ổn bền đoạt tham ký lập truy tạm cảm quản tiến thực nâng hoạt hoàn chủ trao tặng nhận đăng chấp bãi hủy miễn"
    " cả cao thấp khá đúng riêng ngay hằng ít rất luôn liệu liền chẵn".split()
)
SLOGAN = frozenset(
    "không tại cùng bám biết sạch rõ dám nắm tự an cần tốt nhất sẵn đúng giảm tăng có xây chống giúp giữ hơn".split()
)
_DETERMINER = late(r" *(?:(?:các|những|số|tổng số|trên tổng số|tổng|toàn bộ|toàn thể|số lượng)(?!\w) *)+")
_LINK = late(r" *(?:, *và |, *|/ *|- *| và | hoặc | hay )(?:các |những )?")


def noun_at(low: str, at: int) -> tuple[str, int] | None:
    """The longest counted noun that begins at ``at``: its words and its end."""
    syllable = _SYLLABLE.match(low, at)
    longest = _LONGEST.get(syllable.group()) if syllable else None
    if not longest:
        return None
    # one word more than the noun, to know what follows it
    phrase: str = _WORDS[longest].match(low, at).group()  # type: ignore[union-attr]
    words = phrase.split()
    for count in range(min(longest, len(words)), 0, -1):
        noun = " ".join(words[:count])
        if noun in CLASS and not _broken(noun, words[count:]):
            return noun, at + (len(noun) if phrase.startswith(noun) else _length(phrase, count))
    return None


def _length(phrase: str, count: int) -> int:
    """The length of the first ``count`` words of a phrase in which two blanks stand between some."""
    rest = phrase.split(None, count)[count:]
    return len(phrase[: len(phrase) - len(rest[0])].rstrip()) if rest else len(phrase)


# a noun that is only the first syllable of another word: "tổ chức thực hiện", "bản thân", "cơ bản"
_NOT_BEFORE = {
    "án": ("phạt", "tích"), "bài": ("trừ", "bản"), "ban": ("hành", "bí"), "bản": ("thân", "lĩnh", "chất"), "bộ": ("luật", "máy", "mặt"),
    "bằng": ("chứng", "nhiều", "các", "việc", "cách"), "ca": ("ngợi",), "con": ("đường", "số"), "cờ": ("bạc",), "cuộc": ("sống",),
    "điểm": ("nóng", "nhấn"), "đ": ("c",), "đoàn": ("kết",), "đội": ("ngũ",), "đơn": ("giản",), "đồng": ("bộ", "thời", "bào", "đều", "tình", "hành"),
    "giấy": ("tờ",), "căn": ("cước", "cứ", "bản"), "gương": ("mẫu",), "hội": ("đồng", "nhập", "trường"), "khu": ("vực",), "kỳ": ("quan", "vọng"), "lao động": ("sản",), "loại": ("trừ", "bỏ"),
    "nhà": ("nước",), "phòng": ("chống", "ngừa", "cháy", "thủ"), "tên": ("gọi", "tuổi"), "thư": ("ký",), "tin": ("tưởng", "học"), "tờ": ("trình",),
    "tổ": ("chức", "quốc"), "trang": ("bị", "trại"), "xã": ("hội",),
}  # fmt: skip


def _broken(noun: str, rest: list[str]) -> bool:
    return bool(rest) and rest[0] in _NOT_BEFORE.get(noun, ())


def is_duration(low: str, at: int) -> bool:
    """Whether the word at ``at`` makes the number before it a length of time, not a count."""
    syllable = _SYLLABLE.match(low, at)
    if not syllable or syllable.group() not in DURATION or low.startswith(_DURATION_COUNTS, at):
        return False
    return _AS_OFTEN.match(low, at) is None


class Unit(NamedTuple):
    """A counted noun at ``start:end``; ``head`` without its list, ``kind`` its class (``None`` for a guess)."""

    start: int
    end: int
    head: str
    kind: str | None


_LISTED = {PEOPLE, BODY, MEDIA, GROUP}


def unit_after(low: str, at: int) -> Unit | None:
    """What is counted, when its noun follows the number that ends at ``at``; an unknown noun is guessed from its place."""
    determiner = None if low.startswith("số điện thoại", at + 1) else _DETERMINER.match(low, at)
    if determiner:
        at = determiner.end()
    else:
        while low.startswith(" ", at):
            at += 1
    known = noun_at(low, at)
    scanned = _scanned_noun(low, at, known[1] if known else at)
    if scanned:
        return Unit(at, scanned[1], scanned[0], CLASS[scanned[0]])
    if known:
        head, end = known
        kind = CLASS[head]
        if head in _COUNTERS:
            counted = noun_at(low, end + 1) if low.startswith(" ", end) else None
            if counted and CLASS[counted[0]] in (PEOPLE, BODY):
                head, end = f"{head} {counted[0]}", counted[1]
        return Unit(at, _listed(low, end, head), head, kind)
    return _guess(low, at)


_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SPLIT_SYLLABLE = late(rf" (?<=[^\W\d_] )(?=[{_VOWELS}]|(?:c|ch|m|n|ng|nh|p|t)(?!\w))")
_LONGEST_SPLIT = 24


def _scanned_noun(low: str, at: int, end: int) -> tuple[str, int] | None:
    """A noun that scanning cut inside a syllable ("m ô hình", "đối tư ợng"), where without the cut there is a longer noun than
    the one that ends at ``end``; where it ends in ``low``."""
    for cut in _SPLIT_SYLLABLE.finditer(low, at, at + _LONGEST_SPLIT):
        whole = noun_at(low[at : cut.start()] + low[cut.end() : at + 2 * _LONGEST_SPLIT], 0)
        if whole and at + whole[1] > cut.start() and at + whole[1] + 1 > end:
            return whole[0], at + whole[1] + 1
    return None


_CASES = late(r", việc(?! (?:làm|xây|thực|triển|tổ|các|này|đó|học))(?!\w)")


def _listed(low: str, end: int, head: str) -> int:
    """The end of a list of nouns of one class: "xã, phường, thị trấn"."""
    if head == "vụ" and _CASES.match(low, end):  # the law's term in mediation
        return end + len(", việc")
    kind = MEDIA if head == "tin" else CLASS.get(head, PEOPLE)
    while kind in _LISTED:
        link = _LINK.match(low, end)
        more = noun_at(low, link.end()) if link else None
        if not more or CLASS[more[0]] != kind:
            break
        end = more[1]
    return end


_QUOTED_NAME = late(r'"(?P<name>[^\W\d_][^"]{2,60})"')
_SEX = late(r"(?:nam|nữ)(?= *(?:[,.;:)]|(?:và|trên|dưới)(?!\w)|$))")


def _guess(low: str, at: int) -> Unit | None:
    quoted = _QUOTED_NAME.match(low, at)
    if quoted:
        return Unit(*quoted.span("name"), quoted.group("name"), None)
    sex = _SEX.match(low, at)
    if sex:
        return Unit(at, sex.end(), sex.group(), PEOPLE)
    first = _SYLLABLE.match(low, at)
    if not first or first.group() in NO_NOUN or first.group() in SLOGAN:
        return None
    end, head = first.end(), first.group()
    if low.startswith(" ", end):
        second = _SYLLABLE.match(low, end + 1)
        if second and second.group() not in NO_NOUN:
            end, head = second.end(), f"{head} {second.group()}"
    return Unit(at, end, head, None)


_STATED = late(
    r"(?<!\w)(?<!thiểu )(?<!đa )(?<!dân )(?<!con )(?<!chỉ )(?<!một )(?:số lượng|tổng số|số|tỷ lệ|tỉ lệ|tỷ suất)(?: các)? "
)


def known_noun(low: str, at: int) -> Unit | None:
    """The noun known to be counted that begins at ``at``, those left out that count only behind their number."""
    known = None if _COMPOUND.match(low, at) else noun_at(low, at)
    return Unit(at, known[1], known[0], CLASS[known[0]]) if known and known[0] not in _AFTER_ONLY else None


_BARE = late(r"(?:(?:còn|khá|rất|cao|thấp|trung bình|bình quân|là|đạt|trên|\(|:) ?)+")


def unit_before(low: str, start: int, end: int) -> Unit | None:
    """What is counted, when its noun stands in ``low[start:end]`` before the number: "số vụ … đạt", "trọng án đạt".

    The first noun after "số" or "tỷ lệ", else the last noun; the unit begins at its own noun.
    """
    stated = None
    for match in _STATED.finditer(low, start, end):
        stated = match
    if stated:
        known = noun_at(low, stated.end())
        if known and known[1] <= end and known[0] not in _AFTER_ONLY:
            return Unit(stated.end(), min(end, _listed(low, known[1], known[0])), known[0], CLASS[known[0]])
        inner = next((unit for unit in _nouns_in(low, stated.end(), end) if unit.head != "loại"), None)  # "loại án này"
        if inner is None and _BARE.fullmatch(low, stated.end(), end):  # "điều tra, khám phá án đạt tỷ lệ cao (79,5%"
            return _last_noun(low, start, stated.start())
        return inner or _guess_before(low, stated, end)
    return _last_noun(low, start, end)


# words made of syllables that are nouns by themselves
_COMPOUND = late(
    r"(?:"
    + "|".join(
        "xã hội|chính quyền|trật tự|an ninh|kinh tế|tài sản|hình sự|địa bàn (?:toàn )?tỉnh|toàn (?:tỉnh|huyện|xã|quốc|bộ|thành phố)|ban ngành|đoàn thể|ban chỉ đạo|ban chấp hành|ban thường vụ"
        "|công an(?: các)?(?: tỉnh| huyện| xã| phường| cấp xã| cấp huyện| thành phố)|cơ quan chức năng|chức năng|tổ quốc|phong trào|phạm vi|so với|đồng bộ|đồng thời|đồng tình|cùng kỳ|hội cựu chiến binh"
        "|hội (?:liên hiệp )?phụ nữ|hội nông dân|đoàn thanh niên|mặt trận tổ quốc|ủy ban nhân dân|hội đồng nhân dân|bộ công an|địa phương|tỉnh ủy|huyện ủy|thành ủy"
        "|(?:kết|hiệu|hậu|thành) quả|(?:sơ|năng|tần|công|hiệu) suất|(?:ngân|chính) sách|(?:phục|nghĩa|nghiệp|chức|công) vụ|(?:con|mọi) người|(?:quốc|cơ|đại|lễ) hội|(?:môi|thị|hiện|lập|nông) trường|(?:cơ|căn) bản|(?:nội|tiến|trung|cục) bộ"
        "|(?:quan|thời|địa|cao|trọng|đặc|ưu|khuyết|thí|điểm) điểm|phân loại|quân đội|tầng lớp|(?:thời|định|bất|học) kỳ|(?:hợp|cộng|hội) đồng|hình ảnh|(?:hòa|thanh) bình|bình quân|bộ máy|nhà nước"
        "|(?:biểu|gương) mẫu|(?:quốc|biên) phòng|phòng ngừa|phòng,? chống|phòng cháy|chữa cháy|thông tin|bao vây|thành đoàn|mỗi lần|nhiều lần|lần lượt|trung tâm|trung bình|bình yên|thái bình|bình thường|công bình|hộ khẩu|xuất nhập khẩu|cửa khẩu".split(
            "|"
        )
    )
    + r")(?!\w)"
)


def _nouns_in(low: str, start: int, end: int) -> Iterator[Unit]:
    at = start
    while True:
        syllable = _SYLLABLE.search(low, at, end)
        if not syllable:
            return
        compound = _COMPOUND.match(low, syllable.start())
        known = None if compound else noun_at(low, syllable.start())
        if known and known[1] <= end and known[0] not in _AFTER_ONLY:
            last = min(end, _listed(low, known[1], known[0])) if known[0] == "vụ" else known[1]
            yield Unit(syllable.start(), last, known[0], CLASS[known[0]])
            at = last
        else:
            at = compound.end() if compound else syllable.end()


_LABEL = late(r"[-+*•;,. ]*(?P<label>[^:]+): ?$")


def _labelled(low: str, start: int, end: int) -> Unit | None:
    """ "- Xã, phường, thị trấn: 41/46", "Hội viên ký cam kết: 98%": the noun with which a label before a colon begins."""
    label = _LABEL.match(low[start:end]) if low[end - 2 : end].rstrip().endswith(":") else None
    at = start + label.start("label") if label else -1
    known = noun_at(low, at) if label else None
    if known is None or known[1] > end or known[0] in _AFTER_ONLY:
        return None
    return Unit(at, min(end, _listed(low, known[1], known[0])), known[0], CLASS[known[0]])


def _last_noun(low: str, start: int, end: int) -> Unit | None:
    labelled = _labelled(low, start, end)
    if labelled:
        return labelled
    found = list(_nouns_in(low, start, end))
    return found[-1] if found else None


def _guess_before(low: str, stated: re.Match[str], end: int) -> Unit | None:
    guess = _guess(low, stated.end())
    return guess if guess and guess.end <= end else None
