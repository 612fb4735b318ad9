"""Acts of conferring awards: form, body, and how many collectives and persons; never names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from binhyen.reader.issuers import issuer_at
from binhyen.reader.late import late
from binhyen.reader.names import clear_stretch, without_names
from binhyen.reader.numbers import NUMBER, Number, read_match
from binhyen.reader.reading import Award
from binhyen.reader.starts import sought
from binhyen.reader.text import Paragraph, Span, Stretches, Text

_FORM = late(
    sought(
        r"bằng khen|giấy khen|cờ thi đua|thư khen|bằng ghi công|bằng tuyên dương|kỷ niệm chương(?: \"[^\"]{3,60}\")?|huy hiệu(?: \"[^\"]{3,60}\")?|"
        r"huân chương [^\W\d_]+ [^\W\d_]+(?: (?!cho |của |tại |và |vì )[^\W\d_]+ [^\W\d_]+)? hạng (?:nhất|nhì|ba)|huân chương [^\W\d_]+ [^\W\d_]+(?: (?!cho |của |tại |và |vì )[^\W\d_]+ [^\W\d_]+)?|huy chương [^\W\d_]+ [^\W\d_]+(?: (?!cho |của |tại |và |vì )[^\W\d_]+ [^\W\d_]+)?|danh hiệu \"[^\"]{3,60}\""
    )
    + r"(?!\w)"
)
_CONFER = late(
    r"(?<!\w)(?:trao tặng|tặng thưởng|truy tặng|trao|tặng|khen thưởng|khen(?= (?:\d|cho))|đón nhận|(?<!công )(?<!ghi )(?<!tiếp )(?<!xác )nhận|biểu dương)(?!\w)"
)
_BY_FORM = late(r"bằng (?:hình thức )?(?:các )?$")
_HOLDERS = late(r" ?(?:lượt )?(?P<kind>tập thể|đơn vị|hộ gia đình|gia đình|cá nhân|đồng chí|đ/c|công dân|người)(?!\w)")
# counted as holders only right behind the form, the word of conferring or another holder: "Bằng khen cho 20 doanh nghiệp"
_MORE_HOLDERS = late(
    r" ?(?P<kind>doanh nghiệp|cơ quan|thôn|bản|tổ|chi hội|chi đoàn|khu dân cư|khu phố|hợp tác xã|xã|phường|trường|đội|cụ|cán bộ|hội viên|đoàn viên|thanh niên|chiến sĩ|hòa giải viên|quần chúng|học sinh|em|chị|anh|thành viên)(?!\w)"
)
_RIGHT_BEHIND = late(r"(?:\"| cho(?: các)?|tặng|khen|thưởng|dương|cá nhân|tập thể|[;,]| và) ?$")
_COLLECTIVES = frozenset(
    "tập thể|đơn vị|doanh nghiệp|cơ quan|thôn|bản|tổ|chi hội|chi đoàn|khu dân cư|khu phố|hợp tác xã|xã|phường|trường|đội".split(
        "|"
    )
)
_HOUSEHOLDS = ("hộ gia đình", "gia đình")
_LISTED = late(r" *[-+*•] *")
_TO_WHOM = late(r"(?: của [^;:.\d]{3,60})? cho (?:các )?\d")
_BODY_LINK = late(r"(?:, | và |; )")
_CAPTION = late(r"(?<!\w)ảnh ?:")
_TO = late(
    r"cho(?: các| những| nhiều)? (?:tập thể|cá nhân|đơn vị|\d)[^.;]{0,60}?(?:cá nhân|tập thể|đơn vị|đồng chí)(?!\w)"
)
_PLANNED = late(r"(?:đề nghị|đề xuất|xét|trình|đăng ký|hồ sơ)[^,.;]{0,40}$")
_REACH = 60  # of what is planned
_AHEAD = late(r"(?<!\w)sẽ (?!được biết)[^.;]{0,200}$")  # "Đại hội sẽ đón …, đồng thời trao …": nothing is conferred yet
_AHEAD_REACH = 220


def find(text: Text, paragraphs: list[Paragraph], outside: Sequence[Span] = ()) -> tuple[Award, ...]:
    """The awards told in running text, not those in words ``outside`` the scope; one in a caption counts only where the text
    tells of none."""
    shut = Stretches((span.start, span.end) for span in outside)
    told: list[Award] = []
    captions: list[Award] = []
    opening = ""  # the end of the paragraph above a list
    for paragraph in paragraphs:
        low = text.low[paragraph.start : paragraph.end]
        item = _LISTED.match(low)
        if not item:
            opening = low.rstrip(":. ")[-_REACH:]
        form = _FORM.search(low)
        if not form:
            continue
        if item and form.start() == item.end() and _TO_WHOM.match(low, form.end()) and not _PLANNED.search(opening):
            told += _listed(text, paragraph, outside=shut)
            continue
        target = captions if _CAPTION.search(low) or _is_caption(paragraph, low) else told
        for sentence in paragraph.sentences:
            if not shut.touches(sentence.start, sentence.end):
                target += _in_sentence(text, sentence)
    return tuple(told or captions)


def _listed(text: Text, item: Paragraph, outside: Stretches) -> list[Award]:
    """ "- Giấy khen của Giám đốc Công an tỉnh cho 65 cá nhân;" in a list of awards: no word of conferring is needed."""
    if outside.touches(item.start, item.end):
        return []
    form = _FORM.search(text.low, item.start, item.end)
    if form is None:
        return []
    return _group(text, Span(item.start, item.end), [form], form.start(), item.end, None, listed=True)[0]


def _is_caption(paragraph: Paragraph, low: str) -> bool:
    return len(low) < 160 and low[-1] not in ".;!" and paragraph.end - paragraph.start > 0


def _in_sentence(text: Text, sentence: Span) -> list[Award]:
    forms = list(_FORM.finditer(text.low, sentence.start, sentence.end))
    if not forms or not _CONFER.search(text.low, sentence.start, sentence.end):
        return []
    groups: list[list[re.Match[str]]] = []
    for form in forms:
        if groups and re.fullmatch(r"(?:,| và|/| hoặc) ?", text.low[groups[-1][-1].end() : form.start()]):
            groups[-1].append(form)
        else:
            groups.append([form])
    out: list[Award] = []
    floor = sentence.start
    body: tuple[int, int] | None = None
    for place, group in enumerate(groups):
        limit = groups[place + 1][0].start() if place + 1 < len(groups) else sentence.end
        if ";" in text.low[floor : group[0].start()]:
            body = None
        awards, body, floor = _group(text, sentence, group, floor, limit, body)
        out += awards
    return out


def _group(
    text: Text,
    sentence: Span,
    forms: list[re.Match[str]],
    floor: int,
    limit: int,
    body: tuple[int, int] | None,
    *,
    listed: bool = False,
) -> tuple[list[Award], tuple[int, int] | None, int]:
    """The awards of neighbouring forms, the body that conferred them (that of the forms before where none is named), and
    where they end."""
    first, last = forms[0].start(), forms[-1].end()
    verbs = list(_CONFER.finditer(text.low, floor, first))
    if (
        (not verbs and floor == sentence.start and not listed)
        or _PLANNED.search(text.low[max(floor, first - 60) : first])
        or _AHEAD.search(text.low[max(floor, first - _AHEAD_REACH) : first])
    ):
        return [], body, last
    stop = text.low.find(";", last, limit)
    counts = _holders(text, last, stop if stop > 0 else limit)
    received = _receives(text.low[max(floor, first - 80) : first], verbs[-1].group() if verbs else "")
    if received:  # "3 tập thể được tặng Cờ thi đua, 25 tập thể được …": who comes after belongs to the next form
        before = _holders(text, floor, first)
        counts = (*before[:2], last) if before[:2] != (None, None) else counts
    body = _conferring(text, floor, verbs[-1].start() if verbs else first, last, limit) or body
    to = _TO.search(text.low, last, limit)
    begin = (
        floor if received else body[0] if body and floor <= body[0] < first else verbs[-1].start() if verbs else first
    )
    while text.low[begin] in " ,;":
        begin += 1
    end = max(counts[2], to.end() if to else 0, last)
    clear = clear_stretch(text.norm[begin:end], first - begin)
    begin, end = (begin + clear[0], begin + clear[1]) if clear[0] < clear[1] else (first, last)
    span = text.span(begin, end)
    awards = [
        Award(
            form=_shown_form(text, form),
            conferred_by=without_names(text.copy(*body)) if body else None,
            collectives=counts[0],
            individuals=counts[1],
            start=span.start,
            end=span.end,
            quote=text.original[span.start : span.end],
        )
        for form in forms
    ]
    return awards, body, end


def _receives(before: str, verb: str) -> bool:
    """Whether those who are named before the form receive it: "12 cá nhân được tặng …", "khen 12 cá nhân bằng …"."""
    return "được" in before or verb in ("nhận", "đón nhận") or before.endswith("đạt ") or bool(_BY_FORM.search(before))


def _shown_form(text: Text, form: re.Match[str]) -> str:
    words = text.copy(form.start(), form.end())
    return words[0].upper() + words[1:]


def _holders(text: Text, start: int, limit: int) -> tuple[int | None, int | None, int]:
    """Counts of collectives (with households) and of persons in a stretch, and where the last of them ends."""
    collectives = individuals = None
    last = start
    for match in NUMBER.finditer(text.low, start, limit):
        number = read_match(text.low, match)
        holder = _holder(text, start, number) if number and not number.is_percent else None
        if number is None or holder is None or holder.end() > limit:
            continue
        last = holder.end()
        if holder.group("kind") in _COLLECTIVES:
            collectives = (collectives or 0) + int(number.value)
        elif holder.group("kind") not in _HOUSEHOLDS:
            individuals = (individuals or 0) + int(number.value)
    return collectives, individuals, last


def _holder(text: Text, start: int, number: Number) -> re.Match[str] | None:
    """What holds the award, where the noun behind the number says so."""
    sure = _HOLDERS.match(text.low, number.end)
    if sure:
        return sure
    before = text.low[max(start, number.start - 12) : number.start]
    return _MORE_HOLDERS.match(text.low, number.end) if not before.strip() or _RIGHT_BEHIND.search(before) else None


_OF = late(r" của (?:đồng chí )?")
_WORD_START = late(r"(?<!\w)[^\W\d_]")


def _conferring(text: Text, floor: int, verb: int, after: int, limit: int) -> tuple[int, int] | None:
    """The body after the form ("Bằng khen của A"), else those before the verb ("A, B và C đã trao")."""
    by = _OF.match(text.low, after)
    if by:
        end = issuer_at(text.norm, text.low, by.end(), limit)
        if end:
            return by.end(), end
    last_end = None
    first = None
    at = floor
    for match in _WORD_START.finditer(text.norm, floor, verb):
        if match.start() < at or not match.group().isupper():
            continue
        end = issuer_at(text.norm, text.low, match.start(), verb)
        if end is None:
            continue
        if last_end is None or not _BODY_LINK.fullmatch(text.low[last_end : match.start()]):
            first = match.start()
        last_end = at = end
    if first is not None and last_end is not None and verb - last_end < 40:
        return first, last_end
    return None
