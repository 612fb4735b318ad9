"""Passages outside the product's scope. The mark has no category, is computed for display and never kept."""

from __future__ import annotations

import re

from binhyen.reader.late import late
from binhyen.reader.names import name_spans
from binhyen.reader.starts import sought
from binhyen.reader.text import Paragraph, Span, Text

# a body that has the word in its name ("Sở Dân tộc và Tôn giáo") may report ordinary figures
_BODIES = r"(?<!ban tôn giáo)(?<!phòng tôn giáo)(?<!vụ tôn giáo)(?<!dân tộc và tôn giáo)(?<!dân tộc, tôn giáo)(?<!dân tộc - tôn giáo)"
_OUTSIDE = late(
    sought(
        rf"thế lực thù địch|diễn biến hòa bình|tự diễn biến|tự chuyển hóa|tôn giáo{_BODIES}|tín ngưỡng|tà đạo|đạo lạ|truyền đạo|theo đạo|khiếu kiện|khiếu nại|đơn thư(?= (?:khiếu|vượt|kiến nghị|đông người|phản ánh))|biểu tình|đình công|lãn công|ngừng việc tập thể|tụ tập đông người|tập trung đông người|tuần hành|"
        r"gây rối chính trị|phá rối an ninh|phản động|chống đối chính quyền|chống phá|lật đổ|cách mạng màu|đa nguyên|tuyên truyền chống|bạo loạn|ly khai|fulro|an ninh dân tộc|dân tộc thiểu số|an ninh tư tưởng|tư tưởng chính trị nội bộ|bảo vệ chính trị nội bộ|"
        r"cơ sở thờ tự|chức sắc|chức việc|giáo dân|tín đồ|giáo xứ|giáo hội|nhà chùa|phật tử|tin lành|công giáo|phật giáo|cao đài|hòa hảo|linh mục|mục sư|hội thánh|pháp luân công"
    )
    + r"(?!\w)"
)
# a named suspect, accused or victim: nothing of the sentence is proposed
_CASE = late(
    sought(
        r"đối tượng|bị can|bị cáo|nghi phạm|nghi can|nạn nhân|bị hại|hung thủ|phạm nhân|sn|sinh năm|hktt|trú tại|ngụ tại|trú ở"
    )
    + r"(?!\w)"
)
_IN_CASE = late(
    r"(?:đối tượng|bị can|bị cáo|nghi phạm|nghi can|nạn nhân|bị hại|hung thủ|phạm nhân)(?: là)?(?: (?:ông|bà|anh|chị|em|cháu))? $",
    re.IGNORECASE,
)
_OF_CASE = late(
    r" ?[(,] ?(?:SN|sinh năm|sinh ngày)[^.;]{4,40}?(?:trú|ngụ|HKTT|thường trú|quê)(?!\w)|,? ?(?:trú tại|ngụ tại)[^.;]{2,60}? (?:về (?:tội|hành vi)|phạm tội|bị bắt|tàng trữ|trộm|lừa đảo)"
)
_CLAUSE = late(r"(?:[^,;]++|(?<=\d),(?=\d))++")  # the comma of "1,2 nghìn" parts no clauses
# what follows in the same stretch, and in the next sentence, of how these were settled is outside too
_WIDE = late(
    sought(
        r"khiếu kiện|khiếu nại|đơn thư(?= (?:khiếu|vượt|kiến nghị|đông người|phản ánh))|tà đạo|đạo lạ|biểu tình|tụ tập đông người|tập trung đông người"
    )
    + r"(?!\w)"
)
_STRETCH = late(r"[^;]++")
_SETTLED = late(
    r" *(?:trong đó|(?:kết quả:? |đến nay,? )?(?:(?:đã|đạt|chiếm|còn|với|gồm|xảy ra) |(?:tố cáo|kiến nghị|phản ánh|giải quyết|tiếp nhận|thụ lý|xử lý|chuyển)(?!\w)))"
)


def outside_of(text: Text, paragraphs: list[Paragraph]) -> list[Span]:
    """The clauses (matched text) that speak of matters or persons which Bình Yên does not touch."""
    found: list[Span] = []
    for paragraph in paragraphs:
        if not _OUTSIDE.search(text.low, paragraph.start, paragraph.end) and not _CASE.search(
            text.low, paragraph.start, paragraph.end
        ):
            continue
        wide = False
        for sentence in paragraph.sentences:
            wide = wide and _SETTLED.match(text.low, sentence.start, sentence.end) is not None
            found += [_first_stretch(text, sentence)] if wide else outside_spans(text, sentence)
            wide = wide or _WIDE.search(text.low, sentence.start, sentence.end) is not None
    return found


def outside_spans(text: Text, sentence: Span) -> list[Span]:
    """The clauses of ``sentence`` outside the scope; all of it where it tells of a named suspect, accused or victim."""
    if _names_a_case(text, sentence):
        return [sentence]
    if not _OUTSIDE.search(text.low, sentence.start, sentence.end):
        return []
    found = []
    for stretch in _STRETCH.finditer(text.low, sentence.start, sentence.end):
        carried = False
        for clause in _CLAUSE.finditer(text.low, stretch.start(), stretch.end()):
            carried = carried and _SETTLED.match(text.low, clause.start(), clause.end()) is not None
            if carried or _OUTSIDE.search(text.low, clause.start(), clause.end()):
                found.append(Span(clause.start(), clause.end()))
            carried = carried or _WIDE.search(text.low, clause.start(), clause.end()) is not None
    return found


def _first_stretch(text: Text, sentence: Span) -> Span:
    stretch = _STRETCH.match(text.low, sentence.start, sentence.end)
    return Span(sentence.start, stretch.end() if stretch else sentence.end)


def _names_a_case(text: Text, sentence: Span) -> bool:
    if not _CASE.search(text.low, sentence.start, sentence.end):
        return False
    words = text.norm[sentence.start : sentence.end]
    return any(
        _IN_CASE.search(words[max(0, start - 40) : start]) or _OF_CASE.match(words, end)
        for start, end in name_spans(words)
    )
