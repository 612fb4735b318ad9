"""Mentions of documents: kind, number or symbol, date and issuer, and which document of the text each one means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from binhyen.reader.issuers import is_central_party, issuer_at, issuers_at, ministry_code, shown_issuer
from binhyen.reader.late import late
from binhyen.reader.nouns import NO_NOUN, is_duration, noun_at
from binhyen.reader.periods import DATE, iso_date
from binhyen.reader.starts import sought
from binhyen.reader.symbols import Symbol, symbol_at, symbols
from binhyen.reader.text import Span, Stretches, Text

_SHORT = {
    "CTPH": "Chương trình phối hợp", "NQLT": "Nghị quyết liên tịch", "CT": "Chỉ thị", "NQ": "Nghị quyết", "KL": "Kết luận",
    "QĐ": "Quyết định", "KH": "Kế hoạch", "HD": "Hướng dẫn", "ĐA": "Đề án", "CTHĐ": "Chương trình hành động", "QCPH": "Quy chế phối hợp",
    "TT": "Thông tư", "NĐ": "Nghị định",
}  # fmt: skip
# kinds that may be followed by a bare number without "số"
_NUMBERED = (
    "chương trình phối hợp liên ngành|chương trình phối hợp|chương trình hành động|chương trình mục tiêu quốc gia|chương trình quốc gia|chương trình liên tịch|chương trình"
    "|kế hoạch liên ngành|kế hoạch phối hợp|kế hoạch hành động|kế hoạch|chỉ thị|nghị quyết liên tịch|nghị quyết chuyên đề|nghị quyết|kết luận|quyết định|quy định|quy chế phối hợp|quy chế"
    "|thông tri|thông tư liên tịch|thông tư|nghị định|đề án|dự án|hướng dẫn liên ngành|hướng dẫn liên tịch"
).split("|")
_WITH_SO = "hướng dẫn|thông báo kết luận|thông báo|công văn|công điện|báo cáo|tờ trình|luật|bộ luật|pháp lệnh|văn bản|chiến lược|phương án|giấy mời|lệnh|sắc lệnh|điện".split(
    "|"
)
_KIND = late(sought("|".join(sorted(_NUMBERED + _WITH_SO, key=len, reverse=True))) + r"(?!\w)")
_SHORT_KIND = late(
    sought("|".join(sorted(_SHORT, key=len, reverse=True)), before=r"(?<![\w/.-].)") + r" (?:số )?(?=\d)"
)
_SO = late(r" {0,3}(?:(?:khẩn|hỏa tốc|mật)(?: {1,3}|(?=:)))?(?:\(|:)? {0,3}(?:(?P<so>số)(?!\w) {0,3}:? {0,3})?(?=\d)")
_LAW = late(r" [^.;:\d]{3,90}? (?P<so>số) *:? *(?=\d{1,3}/\d{4}/qh)")
_BARE = late(r"(?P<number>\d{1,5}a?)(?P<year>/(?:19|20)\d{2})?(?![\w%]|[.,/-]\d| ?%|/[^\W\d])")
_LINK = late(r" ?(?:, và |,|;| và | & ) *(?:các )?(?:số )?(?=\d)")
_DATE_LINK = late(r" ?,? ?\(?(?:(?:được )?(?:ban hành|ký|ra) )?(?=ngày )")
_DATE_BARE = late(r" ?\((?=\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\))")
_YEAR_LINK = late(r" năm (?:19|20)\d{2}(?!\d)")
_BY = late(r" ?,? ?(?P<by>của|giữa|do) (?:đồng chí )?")
_TITLE = late(r" ?,? ?(?:về(?: việc)?|v/v) (?P<quote>\")?")
_QUOTED_TITLE = late(r" ?,? ?(?P<quote>\")")
_TITLE_END = late(r'[.;:]|(?<=\w)"|, với |,? (?:và triển khai|và thực hiện|nhằm|trên địa bàn|ngày \d)|$')
_MADE = late(
    r"(?: \(khóa [ivx]+\))?(?: đã| vừa| mới| cũng| tiếp tục| kịp thời){0,2} (?:ra|ban hành|có|ký|đề ra|xây dựng|phê duyệt|ký ban hành)(?: và [^\W\d_]+ [^\W\d_]+)?(?: các| nhiều)? $"
)
_THEME = late(
    r" (?:về )?(?:phòng,? ?chống|phòng ngừa|phòng và chống|đấu tranh|xây dựng nông thôn|giảm nghèo|bảo vệ|bảo đảm|phát triển|hỗ trợ|an toàn|chuyển đổi)(?!\w)"
)
_NAME_END = late(
    r'[.;:()"]|, (?!(?:chống|phòng|đấu tranh|ngăn chặn|tội phạm|ma túy|tệ nạn|mua bán|bảo vệ|xây dựng|giảm))'
    r"| (?:với|và (?!phòng|chống|tội phạm|tệ nạn|miền núi|các tệ|ma túy|xây dựng|bảo vệ|đấu tranh)|nhằm|trên địa bàn|trong tình hình|đã|được|tại|gắn|để|theo|do|của|trong|cho|là|từ|đến nay|có|còn|ở)(?= )"
)  # fmt: skip
_STAGE = late(r",? (?:trong )?giai đoạn (?:19|20)\d{2} ?- ?(?:19|20)\d{2}| đến năm (?:19|20)\d{2}(?!\d)")
_QUOTED = late(r' ?"(?P<title>[^"]{8,240})"')
# a name that runs on to its stage: "… phòng, chống ma túy trong trường học giai đoạn 2022-2026"
_NAME_WITH_STAGE = late(
    r"(?:(?! (?:đã|được|là|có|nhằm|của|do|giữa|để|gắn|cho|từ)(?!\w))[^.;:()\"\d]){8,120}?,? (?:trong )?giai đoạn (?:19|20)\d{2} ?- ?(?:19|20)\d{2}"
)
_GENERIC = late(r"(?:các|những|nhiều|một số|mỗi|từng|xây dựng|có|ban hành|lồng ghép)(?: các)? $")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in the matched text. ``symbol`` is a half-open stretch of it; ``canonical`` is empty until resolved.

    ``named_to`` is where kind and number end, before date and issuer.
    """

    kind: str
    number: str | None
    symbol: tuple[int, int] | None
    symbol_canonical: str | None
    start: int
    end: int
    named_to: int
    date: str | None = None
    issuer: str | None = None
    title: tuple[int, int] | None = None
    listed: bool = False
    canonical: str = ""


def find_mentions(text: Text, body: list[Span]) -> list[Mention]:
    """All mentions in the lines of the body, in text order, not yet resolved."""
    found: list[Mention] = []
    for line in body:
        found += _in_line(text, line)
    return found


def _in_line(text: Text, line: Span) -> list[Mention]:
    heads: list[tuple[int, int, str, bool]] = []
    for match in _KIND.finditer(text.low, line.start, line.end):
        if match.group() == "điện" and text.norm[match.start()].islower():
            continue  # "đường điện số 3"
        heads.append((match.start(), match.end(), match.group(), match.group() in _WITH_SO))
    for match in _SHORT_KIND.finditer(text.norm, line.start, line.end):
        short = match.group().partition(" ")[0]
        heads.append((match.start(), match.start() + len(short), _SHORT[short], False))
    heads.sort()
    found: list[Mention] = []
    at = line.start
    for start, end, words, strict in heads:
        if start < at:
            continue
        new = _numbered(text, line, start, end, words[:1].upper() + words[1:], strict) or _named(text, line, start, end)
        for mention in new:
            found.append(mention)
            at = mention.end
    taken = Stretches((m.start, m.end) for m in found)
    if own := _own_number(text, line, taken):
        found.append(own)
    for symbol in symbols(text.norm, line.start, line.end):
        if not taken.touches(symbol.start, symbol.end):
            found.append(_alone(text, line, symbol))
    found.sort(key=lambda m: m.start)
    return _share_issuers(text, _subjects(text, line, found))


_OWN_NUMBER = late(r"số ?:? ?(?=\d{1,6} ?/ ?[^\W\d_]{1,6}\d)")
_LONGEST_OWN = 80


def _own_number(text: Text, line: Span, taken: Stretches) -> Mention | None:
    """A letter's own number in its head, which has no kind: "Số: 1562/V05-P2"."""
    opening = _OWN_NUMBER.match(text.low, line.start, line.end) if line.end - line.start < _LONGEST_OWN else None
    symbol = symbol_at(text.norm, opening.end()) if opening else None
    if not symbol or symbol.kind or taken.touches(symbol.start, symbol.end):
        return None
    return Mention(
        "Công văn", symbol.number, (symbol.start, symbol.end), symbol.canonical, line.start, symbol.end, symbol.end
    )


def _alone(text: Text, line: Span, symbol: Symbol) -> Mention:
    mention = Mention(
        symbol.kind or "Văn bản",
        symbol.number,
        (symbol.start, symbol.end),
        symbol.canonical,
        symbol.start,
        symbol.end,
        symbol.end,
    )
    return _tail(text, line, mention)


def _numbered(text: Text, line: Span, start: int, end: int, kind: str, strict: bool) -> list[Mention]:
    """The mention whose kind stands at ``start:end``, with the further numbers of its list."""
    so = _SO.match(text.low, end) or (_LAW.match(text.low, end) if kind in ("Luật", "Bộ luật") else None)
    if not so:
        by = _BY.match(text.low, end)  # "Chương trình phối hợp giữa A và B số 04"
        last = issuers_at(text.norm, text.low, by.end(), line.end) if by else None
        so = _SO.match(text.low, last) if last is not None else None
        if not so or not so.group("so") or so.end() - start > 160:
            return []
    if so.end() >= line.end:
        return []
    first = _number_at(text, so.end(), kind, start, bool(so.group("so")), strict)
    if first is None:
        return []
    mentions = [first]
    while True:
        link = _LINK.match(text.low, mentions[-1].end)
        if not link or link.end() >= line.end:
            break
        more = _number_at(text, link.end(), kind, link.end(), "số" in link.group(), strict and not so.group("so"))
        if more is None or (more.symbol is None and first.symbol is not None):
            break
        if "số" in link.group():
            more = replace(more, start=link.end() - 3)
        mentions.append(replace(more, listed=True))
    mentions[-1] = _tail(text, line, mentions[-1])
    if len(mentions) > 1 and mentions[-1].issuer:
        mentions = [replace(m, issuer=mentions[-1].issuer) for m in mentions]
    return mentions


def _number_at(text: Text, at: int, kind: str, start: int, with_so: bool, strict: bool) -> Mention | None:
    symbol = symbol_at(text.norm, at)
    if symbol:
        return Mention(kind, symbol.number, (symbol.start, symbol.end), symbol.canonical, start, symbol.end, symbol.end)
    bare = _BARE.match(text.norm, at)
    if not bare:
        return None
    number = bare.group()
    if not with_so:
        year_like = len(number) == 4 and number[:2] in ("19", "20")
        follows = bare.end() + 1
        counted = noun_at(text.low, follows) if text.low.startswith(" ", bare.end()) else None
        lasts = is_duration(text.low, follows) and not DATE.match(text.low, follows)
        if strict or year_like or counted or lasts or _OF_ITSELF.match(text.low, bare.end()):
            return None
        if kind.lower() in ("chương trình", "dự án", "kế hoạch", "đề án") and _plain_word(text, bare.end()):
            return None
    return Mention(kind, number, None, None, start, bare.end(), bare.end())


_OF_ITSELF = late(r" (?:điều|khoản|điểm|mục|chương|phần|bước|nội dung|nhiệm vụ|giải pháp|tiêu chí|nhóm)(?!\w)")
_NEXT_WORD = late(r" ([^\W\d_]+)")


def _plain_word(text: Text, end: int) -> bool:
    """Whether a lower-case word that is no joint follows: "chương trình 3 giảm" is a slogan, "Đề án 06 của" is not."""
    if text.low.startswith(" giai đoạn ", end):
        return False
    word = _NEXT_WORD.match(text.norm, end)
    return bool(word) and word.group(1)[0].islower() and word.group(1) not in NO_NOUN  # type: ignore[union-attr]


def _tail(text: Text, line: Span, mention: Mention) -> Mention:
    """The date and the issuer that follow directly belong to the mention; a title is read but stays outside its span."""
    end, day, issuer = mention.end, mention.date, mention.issuer
    for _ in range(3):
        link = None if day else (_DATE_LINK.match(text.low, end) or _DATE_BARE.match(text.low, end))
        date = DATE.match(text.low, link.end()) if link and link.end() < line.end else None
        if date and iso_date(date):
            day, end = (
                iso_date(date),
                date.end() + (text.low.startswith(")", date.end()) and "(" in (link.group() if link else "")),
            )
            continue
        by = None if issuer else _BY.match(text.low, end)
        last = issuers_at(text.norm, text.low, by.end(), line.end) if by and by.group("by") == "giữa" else None
        if by and last is None:
            last = issuer_at(text.norm, text.low, by.end(), line.end)
        if by and last and (by.group("by") != "do" or text.low.startswith(" ban hành", last)):
            issuer, end = shown_issuer(text.copy(by.end(), last)), last
            continue
        year = _YEAR_LINK.match(text.low, end) if not day and _BY.match(text.low, end + 9) else None
        if year:
            end = year.end()
            continue
        break
    return replace(mention, end=end, date=day, issuer=issuer, title=_title(text, line, end))


def _title(text: Text, line: Span, end: int) -> tuple[int, int] | None:
    opening = _TITLE.match(text.low, end) or _QUOTED_TITLE.match(text.low, end)
    if not opening or opening.end() >= line.end:
        return None
    if opening.group("quote"):
        close = text.norm.find('"', opening.end(), min(line.end, opening.end() + 400))
        return (opening.end(), close) if close > 0 else None
    stop = _TITLE_END.search(text.low, opening.end(), min(line.end, opening.end() + 400))
    return (opening.end(), stop.start() if stop else line.end)


def _named(text: Text, line: Span, start: int, end: int) -> list[Mention]:
    """A definite programme without a number: "Chương trình quốc gia phòng, chống tội phạm", or one with its stage."""
    kind = text.low[start:end]
    if kind.startswith(("đề án", "dự án", "chương trình")) and (titled := _titled(text, line, start, end)):
        return [titled]
    if _GENERIC.search(text.low[max(line.start, start - 16) : start]):
        return []
    if kind == "đề án" and (staged := _NAME_WITH_STAGE.match(text.low, end, min(line.end, end + 240))):
        return [Mention("Đề án", None, None, None, start, staged.end(), staged.end(), title=(end + 1, staged.end()))]
    if not kind.startswith("chương trình") or not _THEME.match(text.low, end):
        return []
    limit = min(line.end, end + 240)
    stop = _NAME_END.search(text.low, end, limit)
    last = stop.start() if stop else limit
    stage = _STAGE.search(text.low, end, min(line.end, last + 40))
    if stage and stage.start() <= last:
        last = stage.end()
    elif staged := _NAME_WITH_STAGE.match(text.low, end, limit):
        stage, last = staged, staged.end()
    definite = "quốc gia" in kind or bool(stage) or (text.norm[start].isupper() and kind != "chương trình")
    last = end + len(text.norm[end:last].rstrip(" ,"))
    if not definite or last - end < 8:
        return []
    title = end + 1 + (3 if text.low.startswith(" về ", end) else 0)
    return [Mention(kind[:1].upper() + kind[1:], None, None, None, start, last, last, title=(title, last))]


def _titled(text: Text, line: Span, start: int, end: int) -> Mention | None:
    """A scheme by its quoted title: Đề án "Xã hội hóa … giai đoạn 2017-2021"; a programme only with its stage."""
    title = _QUOTED.match(text.norm, end, line.end)
    if not title:
        return None
    kind, last = text.low[start:end], title.end()
    stage = _STAGE.search(text.low, title.start(), min(line.end, last + 32))
    if stage and stage.start() <= last:
        last = max(last, stage.end())
    elif kind != "đề án":  # other names in quotes may be those of campaigns
        return None
    return Mention(kind[:1].upper() + kind[1:], None, None, None, start, last, last, title=title.span("title"))


def _subjects(text: Text, line: Span, mentions: list[Mention]) -> list[Mention]:
    """The body that "đã ra" or "ban hành" a document is its issuer."""
    out: list[Mention] = []
    floor = line.start
    for mention in mentions:
        if not mention.issuer:
            before = text.low[max(floor, mention.start - 110) : mention.start]
            made = _MADE.search(before)
            if made:
                base = max(floor, mention.start - 110)
                issuer = _issuer_ending(text, base, base + made.start())
                mention = replace(mention, issuer=issuer) if issuer else mention
        out.append(mention)
        floor = mention.end
    return out


_WORD_START = late(r"(?<!\w)[^\W\d_]")


def _issuer_ending(text: Text, start: int, end: int) -> str | None:
    for match in _WORD_START.finditer(text.norm, start, end):
        if match.group().isupper() and issuer_at(text.norm, text.low, match.start(), end) == end:
            return shown_issuer(text.copy(match.start(), end))
    return None


_BETWEEN = late(r" ?(?:, và |,|;| và | & ) *(?:các )?$")
# "Chỉ thị 48, sơ kết 5 năm thực hiện Chỉ thị 46 gắn với Nghị quyết 51 của Bộ Chính trị"
_CHAINED = late(
    r" ?(?:, và |,|;| và | & | gắn với | cùng với ) *(?:(?:sơ kết|tổng kết) )?(?:(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) năm )?"
    r"(?:(?:triển khai )?(?:thực hiện|thi hành) )?(?:các )?$"
)
_PARTY_KINDS = ("Chỉ thị", "Nghị quyết", "Kết luận")


def _share_issuers(text: Text, mentions: list[Mention]) -> list[Mention]:
    """An issuer after a list of documents of one kind belongs to each of them; a central organ's also to its other kinds."""
    for place in range(len(mentions) - 2, -1, -1):
        here, after = mentions[place], mentions[place + 1]
        if here.issuer or here.symbol or here.date or not after.issuer or not here.number:
            continue
        central = is_central_party(after.issuer) and here.kind in _PARTY_KINDS and after.kind in _PARTY_KINDS
        between = text.low[here.end : min(after.start, here.end + 80)]
        if (here.kind == after.kind and _BETWEEN.match(between)) or (
            (central or here.kind == after.kind) and _CHAINED.match(between)
        ):
            mentions[place] = replace(here, issuer=after.issuer)
    return mentions


_Known = dict[tuple[str, str], dict[tuple[str, str | None], Mention]]  # by kind and number, then symbol and issuer


def resolve(text: Text, mentions: list[Mention]) -> list[Mention]:
    """Give each mention its canonical form, from the whole text alone."""
    known: _Known = {}
    issuers: dict[tuple[str, str], str] = {}
    for mention in mentions:
        if mention.number:
            key = (mention.kind, mention.number.lstrip("0"))
            if mention.symbol_canonical:
                known.setdefault(key, {}).setdefault((mention.symbol_canonical, mention.issuer), mention)
            elif mention.issuer:
                issuers.setdefault(key, mention.issuer)
    names: dict[str, str] = {}
    return [replace(m, canonical=_canonical(text, m, known, issuers, names)) for m in mentions]


def _canonical(
    text: Text,
    mention: Mention,
    known: _Known,
    issuers: dict[tuple[str, str], str],
    names: dict[str, str],
) -> str:
    if mention.symbol_canonical:
        return mention.symbol_canonical
    if mention.number is None:
        name = re.sub(r"[\"“”]", "", re.sub(r" ?- ?", "-", text.copy(mention.start, mention.end)))
        name = mention.kind + name[len(mention.kind) :]
        return names.setdefault(re.sub(r"[\s,]+|về ", " ", name.lower()), name)
    key = (mention.kind, mention.number.lstrip("0"))
    issuer = mention.issuer or issuers.get(key)
    same = [m for m in known.get(key, {}).values() if _may_be(m, mention.issuer)]
    if same:
        return same[0].symbol_canonical or ""
    number = mention.number.zfill(2)
    code = {"Chỉ thị": "CT", "Nghị quyết": "NQ", "Kết luận": "KL"}.get(mention.kind)
    if code and issuer and is_central_party(issuer):
        return f"{number}-{code}/TW"
    if mention.kind == "Chỉ thị" and issuer and ministry_code(issuer):
        return f"{number}/CT-{ministry_code(issuer)}"
    if mention.kind == "Chương trình phối hợp":
        return f"{number}/CTPH"
    return f"{mention.kind} {mention.number}"


def _may_be(full: Mention, issuer: str | None) -> bool:
    """Whether a mention without symbol, of this issuer, can mean the document with the symbol."""
    if issuer is None:
        return True
    symbol = full.symbol_canonical or ""
    if is_central_party(issuer):
        return symbol.endswith("/TW")
    if ministry_code(issuer):
        return (ministry_code(issuer) or "") in symbol
    return (full.issuer is None and not symbol.endswith("/TW")) or full.issuer == issuer
