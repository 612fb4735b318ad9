"""Passages outside the product's scope. The mark has no category, is computed for display and never kept."""

from __future__ import annotations

import re

from binhyen.reader.starts import sought
from binhyen.reader.text import Paragraph, Span, Text

_OUTSIDE = re.compile(
    sought(
        r"thế lực thù địch|diễn biến hòa bình|tự diễn biến|tôn giáo|tín ngưỡng|tà đạo|đạo lạ|khiếu kiện|khiếu nại|biểu tình|đình công|lãn công|tụ tập đông người|tuần hành|"
        r"gây rối chính trị|phản động|chống đối chính quyền|tuyên truyền chống|bạo loạn|ly khai|fulro|an ninh dân tộc|dân tộc thiểu số|an ninh tư tưởng|tư tưởng chính trị nội bộ|bảo vệ chính trị nội bộ|"
        r"cơ sở thờ tự|chức sắc|giáo dân|tín đồ|giáo xứ|giáo hội|nhà chùa|phật tử"
    )
    + r"(?!\w)"
)
_CLAUSE = re.compile(r"(?:[^,;]++|(?<=\d),(?=\d))++")  # the comma of "1,2 nghìn" parts no clauses


def outside_of(text: Text, paragraphs: list[Paragraph]) -> list[Span]:
    """The clauses (matched text) that speak of matters which Bình Yên does not touch."""
    return [
        span
        for paragraph in paragraphs
        if _OUTSIDE.search(text.low, paragraph.start, paragraph.end)
        for sentence in paragraph.sentences
        for span in outside_spans(text, sentence)
    ]


def outside_spans(text: Text, sentence: Span) -> list[Span]:
    """The clauses of ``sentence`` (matched text) that speak of matters which Bình Yên does not touch."""
    if not _OUTSIDE.search(text.low, sentence.start, sentence.end):
        return []
    return [
        Span(clause.start(), clause.end())
        for clause in _CLAUSE.finditer(text.low, sentence.start, sentence.end)
        if _OUTSIDE.search(text.low, clause.start(), clause.end())
    ]
