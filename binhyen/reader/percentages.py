"""What a percentage is a share of, where no noun follows it: the count before, what grew or shrank, or nothing that is said."""

from __future__ import annotations

from binhyen.reader.late import late
from binhyen.reader.nouns import BODY, CASE, Unit, known_noun, unit_before

_OWN_SHARE = late(
    r",? *(?:đã |mới |chỉ )?(?:đạt|chiếm|bằng|tương đương|tương ứng)(?: (?:tỷ lệ|tỉ lệ|khoảng|trên|gần|hơn|với|tới|đến))* *$"
)
_SHARE_OR_CHANGE = late(
    r"[^.;]{0,18}?[ ,(=-]*(?:\(|tăng|giảm|chiếm|bằng|đạt|đạt tỷ lệ|đạt tỉ lệ|chiếm tỷ lệ|=|tương đương|tương ứng|xuống còn|còn|lên|xuống)? ?[+-]?\s*"
)
_STATES = late(r"(?<!\w)(?<!thiểu )(?<!đa )(?<!dân )(?<!con )(?<!chỉ )(?<!một )(?:số|tỷ lệ|tỉ lệ) ")
_IN_BRACKET = late(r"[^,;:(]{0,80}\((?:[^\W\d]+ ?){0,3}")
_COMPARED = late(r"[ ,)]*(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn|vượt)(?!\w)[^;:]*")
_CHANGED = late(
    r"(?:tăng|giảm)(?: (?:lần lượt|lên|xuống|bình quân|trung bình|hằng năm|hàng năm|mỗi năm|thêm|tới|đến|từ|khoảng|được))*\s*$"
)
_CLAUSE = late(r"[;:(]|, | và ")
_OPENING = late(
    r" *(?:(?:trong đó|riêng|và|nên|làm|giúp|tình hình|tình trạng|tổng số|số lượng|số|các|những|nạn)(?!\w) *)*+"
)
# what grows and shrinks without being counted by that name
_SUBJECTS = (
    *("trộm cắp", "cướp giật", "cướp tài sản", "đánh bạc", "gây rối", "va chạm giao thông", "cháy, nổ", "cháy nổ", "cháy", "đua xe", "tảo hôn"),
    *("bạo lực gia đình", "khiếu kiện", "ma túy", "đuối nước", "lừa đảo", "cố ý gây thương tích", "số tiền", "kinh phí", "vi phạm"),
)  # fmt: skip
_SHARED_OUT = late(r"(?:(?:chia|phân|xét|xếp) theo [^:;]{2,40}: *|[,;] *(?:số )?còn lại )$")
_GRADE = late(r"[^;]*[,;] *(?:xếp )?(?:loại|mức) [^,;:\d]{2,24}")
_RATE = late(
    r"(?:hoa hồng|nợ quá hạn|nợ xấu|lãi suất|lãi|thuế suất|thuế|chiết khấu)(?: (?:từ|là|đến|tới|khoảng|trên|chỉ|còn))* *$"
)
_AIM = late(r"[;,] *(?:phấn đấu|quyết tâm|tiếp tục)(?: [^\W\d_]+){0,3} (?:tăng|giảm)(?: [^\W\d_]+){0,3} *$")
_CAUSE = late(r"(?:^|(?:chủ yếu|vẫn|là|phần lớn|đa số|còn lại)) *do [^;:]{3,}\([^\d;]{0,12}$")
_BARE_RATE = late(r";[^;.]{0,12}(?:tỷ lệ|tỉ lệ) [^;.\d]{3,60}$")


def is_share_of_previous(low: str, floor: int, start: int, is_percent: bool, previous_is_percent: bool) -> bool:
    """Whether the number at ``start`` speaks of the count that ends at ``floor``.

    "344 vụ (31,4%)", "120 vụ, giảm 12%", "20 vụ …, 5% tái diễn", "đạt 95%, cao hơn chỉ tiêu 5%".
    """
    gap = low[floor:start]
    if is_percent and (_SHARED_OUT.search(gap) or (previous_is_percent and _GRADE.fullmatch(gap))):
        return True
    if _STATES.search(gap):
        return False
    if is_percent and (gap.rstrip().endswith((",", ";")) or _IN_BRACKET.fullmatch(gap)):
        return True
    if is_percent and previous_is_percent and _COMPARED.fullmatch(gap):
        return True
    if is_percent and "," in gap and ";" not in gap and _set_off(gap):
        return True
    inner = low.rfind(",", floor, start) + 1 or floor
    return bool(_SHARE_OR_CHANGE.fullmatch(gap)) and unit_before(low, inner, start) is None


def _set_off(gap: str) -> bool:
    """ "18 học sinh ký cam kết không vi phạm, đạt 99%": a share set off by a comma speaks of what was counted."""
    share = _OWN_SHARE.search(gap)
    return share is not None and share.group().startswith(",") and gap.count(",") == 1


def what_changed(low: str, floor: int, start: int, follows: bool) -> Unit | None:
    """The noun that grows or shrinks: that with which the clause begins, "trộm cắp trong cơ quan, doanh nghiệp giảm 47%".

    ``follows``: another count stands before, so the words up to the first comma describe that one.
    """
    changed = _CHANGED.search(low, max(floor, start - 40), start)
    if changed is None:
        return None
    cuts = [floor, *(cut.end() for cut in _CLAUSE.finditer(low, floor, changed.start()))]
    inside: Unit | None = None
    for at in reversed(cuts[1:] if follows else cuts):
        unit = _subject(low, _OPENING.match(low, at, changed.start()).end())  # type: ignore[union-attr]
        if unit and unit.end <= changed.start():
            if unit.kind != BODY:
                return unit
            inside = inside or unit
        if low[at - 1] in ";:(":
            break
    return inside


def _subject(low: str, at: int) -> Unit | None:
    if low.startswith(_SUBJECTS, at):
        name = max((name for name in _SUBJECTS if low.startswith(name, at)), key=len)
        return Unit(at, at + len(name), name, CASE)
    return known_noun(low, at)


def says_nothing(low: str, floor: int, start: int) -> bool:
    """Whether the words name no noun for the share: causes ("do chập điện (50%)"), prices, rates ("; tỷ lệ điều tra, khám phá đạt 80%")."""
    tail = low[floor:start]
    clause = tail[tail.rfind(";") + 1 :]
    if clause.endswith("(") and " do " in f" {clause}" and _CAUSE.search(clause):
        return True
    if _RATE.search(tail[-30:]) or _AIM.search(tail[-60:]):
        return True
    rate = _BARE_RATE.search(tail)
    return rate is not None and unit_before(low, floor + rate.start(), start) is None
