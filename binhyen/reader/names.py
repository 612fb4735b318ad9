"""Titles without the names of persons: ranks and posts stay, names go. Used where a title leaves the text itself."""

from __future__ import annotations

import re

from binhyen.reader.text import UPPER

_FAMILY = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Trương|Mai|Tô|Tạ|Cao|Châu|Chu|Đào|Hà|Lâm|Lương|Lưu|Quách|Thái|Tống|Triệu|Vương|Nông|Hứa|Kiều|Văn|Từ|Ma"
_WORD = rf"[{UPPER}][^\W\d_]*+"
_LEAD = r"đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá|đại úy|đồng chí|đ/c|ông|bà|anh|chị|tiến sĩ|thạc sĩ|bác sĩ|giáo sư|chủ tịch|bộ trưởng|thứ trưởng|giám đốc|bí thư|linh mục"
_AFTER_LEAD = re.compile(rf"(?<!\w)(?P<lead>(?i:{_LEAD})) (?:{_FAMILY})(?: {_WORD}){{1,4}}")
_ALONE = re.compile(
    rf"(?<!\w)(?<!phố )(?<!đường )(?<!xã )(?<!huyện )(?<!phường )(?<!TP )(?<!TP\. )(?:{_FAMILY})(?: {_WORD}){{2,3}}(?!\w)"
)
_KEPT = ("Hồ Chí Minh",)


def without_names(title: str) -> str:
    """``title`` with the names of persons left out ("Trung tướng … dự sơ kết" keeps the rank); blanks and commas tidied."""
    bare = _AFTER_LEAD.sub(lambda match: match.group("lead"), title)
    bare = _ALONE.sub(lambda match: match.group() if match.group().startswith(_KEPT) else "", bare)
    return re.sub(r"^[\s,;:–-]+|\s+(?=[,;:.])", "", re.sub(r"\s{2,}", " ", bare)).strip()
