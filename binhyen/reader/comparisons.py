"""Which counts a text sets against which: from–to, now and then, an increase or decrease by so many or so many percent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from binhyen.reader.counting import Draft
from binhyen.reader.late import late
from binhyen.reader.nouns import PEOPLE
from binhyen.reader.reading import Change
from binhyen.reader.text import Text

_HEDGE = r"(?:trên|hơn|gần|khoảng|dưới|xấp xỉ|ít nhất|tới|đến|được|thêm|bình quân|tương ứng|tương đương|là|chỉ)"
# "giảm 12 vụ", "tăng thêm hơn 12%", "giảm số người chết 4 người", but not "tăng từ 3" or "tăng lên 11"
_CHANGED = late(
    rf"(?<!\w)(?:(?P<up>tăng|nhiều hơn|cao hơn)|giảm|ít hơn|thấp hơn)(?: {_HEDGE}){{0,3}}(?: (?:về )?số [^\d,;.:()]{{2,24}})?[ :(]*[+-]? ?$"
)
_SIGN = late(r"(?:^|[ (=|\t/])(?P<sign>[+-]) ?$")
_BASE = late(
    r"(?<!\w)(?:cùng kỳ|so với)(?:[^\d,;.():]{0,40}(?:19|20)\d\d|[^\d,;.():]{0,40}?)(?: (?:là|có|chỉ có|xảy ra))?(?: ?[(:] ?(?:là |có |xảy ra )?| )$"
)
# "(năm 2022 xảy ra 460 vụ)": a bracket that opens with another time
_BASE_BY_YEAR = late(
    r"\( ?(?:năm|tháng|quý|kỳ|6 tháng|9 tháng|giai đoạn) (?:\d+[^()\d]{0,24}|trước[^()\d]{0,24}|ngoái[^()\d]{0,24})$"
)
_FROM = late(rf"(?<!\w)từ(?: (?:mức|con số|{_HEDGE}))* *$")
_TO = late(rf"(?<!\w)(?:xuống|lên|còn|đến)(?: (?:còn|thành|chỉ còn|mức|con số|nay là|nay còn|{_HEDGE}))* *$")
# "năm 2011 xảy ra 946 vụ, đến năm 2021 còn 687 vụ"
_LATER = late(
    r"(?<!\w)(?:đến|sang|tới) (?:năm (?:19|20)\d\d|nay|tháng[^,;]{1,14})[^,;.]{0,12}(?:còn|giảm còn|xuống còn|giảm xuống|tăng lên|lên) ?$"
)
_FALLS = late(r"(?<!\w)giảm(?!\w)")
_RISES = late(r"(?<!\w)tăng(?!\w)")
_SAME = late(
    r"(?: (?:chết|tử vong|bị thương))?[\s,;(=:+\-–]*(?:(?:và|hay|tức|tức là|tương đương|tương ứng|tỷ lệ|bằng|với|giảm|tăng)[\s:=(+-]*){0,3}"
)
_REACH = 70


@dataclass(frozen=True, slots=True)
class Comparison:
    """Places of counts: ``level`` now, ``base`` then, ``amount`` and ``rate`` of the change; ``pair`` is now/then in one ("58/45")."""

    change: Change | None = None
    level: int | None = None
    base: int | None = None
    amount: int | None = None
    rate: int | None = None
    pair: int | None = None


Columns = Mapping[
    int, Sequence[tuple[int, int, str]]
]  # for the place of a row: its cells with the words of their heads


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparisons of a text, for each count whether it is an increase or a decrease, and the bases of levels by place."""

    stated: list[Comparison]
    changes: list[Change | None]
    bases: dict[int, int]


# without one of these a sentence compares nothing
_COMPARES = late(
    r"tăng|giảm|cùng kỳ|so với|(?:nhiều|cao|ít|thấp) hơn|[ (=|\t/][+-] ?\d|từ (?:\d|hơn|gần|trên|khoảng|mức|con số)"
    r"|\((?:năm|tháng|quý|kỳ|6 tháng|giai đoạn)|(?:đến|sang|tới) (?:năm|nay|tháng)"
)


def read_comparisons(text: Text, drafts: list[Draft], columns: Columns) -> Compared:
    """What the counts of a text say of each other. ``columns`` are those of its tables."""
    ways: list[Change | None] = [None] * len(drafts)
    stated: list[Comparison] = []
    rows: dict[int, list[int]] = {}
    before = range(0)
    for run in _sentences(drafts):
        first, last = drafts[run[0]], drafts[run[-1]]
        if first.paragraph in columns:
            rows.setdefault(first.paragraph, []).extend(run)
        elif _COMPARES.search(text.low, first.sentence.start, last.count.number.end):
            _changes(text.low, drafts, run, ways)
            follows = before and drafts[before[-1]].paragraph == first.paragraph and _opens_change(text.low, first)
            stated += _compared(text.low, drafts, run, ways, before if follows else range(0))
        before = run
    for row, places in rows.items():
        _changes(text.low, drafts, places, ways, columns[row])
        if each := _in_row(drafts, places, ways, columns[row]):
            stated.append(each)
    return Compared(stated, ways, {c.level: c.base for c in stated if c.level is not None and c.base is not None})


def _sentences(drafts: list[Draft]) -> Iterator[range]:
    """The places of the counts of each sentence."""
    start = 0
    for place in range(1, len(drafts) + 1):
        if place == len(drafts) or drafts[place].sentence is not drafts[start].sentence:
            yield range(start, place)
            start = place


def _changes(
    low: str,
    drafts: list[Draft],
    places: Sequence[int],
    ways: list[Change | None],
    cells: Sequence[tuple[int, int, str]] = (),
) -> None:
    """Say for each count of a sentence, or of a row of a table, whether it is no level but an increase or a decrease."""
    before: Draft | None = None
    for place in places:
        draft = drafts[place]
        way = _change(low, draft, before, ways[place - 1] if place else None)
        if way is None and cells and _head_of(cells, draft) in ("amount", "rate"):
            way = "increase"
        ways[place] = way
        before = draft


def _change(low: str, draft: Draft, before: Draft | None, earlier: Change | None) -> Change | None:
    gap = _gap(low, draft, before)
    if ("tăng" in gap or "giảm" in gap or "hơn" in gap) and (found := _CHANGED.search(gap)):
        return "increase" if found.group("up") else "decrease"
    if ("+" in gap[-2:] or "-" in gap[-2:]) and (found := _SIGN.search(gap)):
        return "increase" if found.group("sign") == "+" else "decrease"
    if earlier and draft.count.number.is_percent and before is not None and _adjoins(low, before, draft):
        return earlier  # "giảm 3 vụ, 1,6%"
    return None


def _gap(low: str, draft: Draft, before: Draft | None) -> str:
    """The words before the number, back to the count before it in its sentence."""
    floor = draft.sentence.start
    if before is not None and before.sentence is draft.sentence:
        floor = before.count.number.end
    return low[max(floor, draft.count.number.start - _REACH) : draft.count.number.start]


def _adjoins(low: str, before: Draft, draft: Draft) -> bool:
    if before.sentence is not draft.sentence:
        return False
    return bool(_SAME.fullmatch(low, before.count.end, draft.count.number.start))


_CASUALTY = late(r"(chết|tử vong|bị thương)(?!\w)")
_CASUALTY_BEFORE = late(r"(?<!\w)(chết|tử vong|bị thương) ?$")
_WORDS = 12


def noun_of(low: str, draft: Draft) -> str:
    """The noun a draft counts; shares are nouns of their own, and so are the dead and the injured."""
    unit = draft.count.unit
    if unit is None:
        return "%" if draft.count.number.is_percent else ""
    if unit.kind == PEOPLE:
        beside = _CASUALTY.match(low, unit.end + 1) or _CASUALTY_BEFORE.search(
            low[max(0, draft.count.start - _WORDS) : draft.count.start]
        )
        if beside:
            return f"{unit.head} {beside.group(1)}"
    return ("%" if draft.count.number.is_percent else "") + unit.head


@dataclass(slots=True)
class _Sentence:
    """What a sentence said so far: its levels by noun, where a "từ" stands, and the comparison that is still open."""

    found: list[Comparison]
    levels: dict[str, list[int]] = field(default_factory=dict)
    origin: int | None = None
    rate: int | None = None
    open: Comparison = Comparison()

    def close(self) -> None:
        now = self.open
        stated = sum(place is not None for place in (now.level, now.base, now.amount, now.rate, now.pair))
        if stated > 1:
            self.found.append(now)
        self.open = Comparison()

    def only(self, noun: str) -> int | None:
        """The one level of this noun; none where there are several."""
        places = self.levels.get(noun, [])
        return places[0] if len(places) == 1 else None

    def say(self, noun: str, place: int) -> None:
        """A level of its own: nothing is compared until a change or a base follows."""
        self.close()
        self.levels.setdefault(noun, []).append(place)
        self.open = Comparison(level=place)


def _compared(
    low: str, drafts: list[Draft], places: Sequence[int], ways: list[Change | None], before: Sequence[int]
) -> list[Comparison]:
    """The comparisons of one sentence; ``before`` are the counts of the sentence that it goes on from."""
    here = _Sentence([])
    for place in before:
        if ways[place] is None and drafts[place].count.total is None:
            here.levels.setdefault(noun_of(low, drafts[place]), []).append(place)
    here.levels = {noun: levels for noun, levels in here.levels.items() if len(levels) == 1}
    years = _two_years(low, drafts, places)
    for place in places:
        if place in years:
            if place == min(years):
                _say_years(drafts, years, ways, here)
        elif ways[place]:
            _say_change(low, drafts, place, ways[place], here)
        elif drafts[place].count.total is not None:
            if here.open.amount is not None and here.open.pair is None and _in_brackets(low, drafts[place]):
                here.open = replace(here.open, pair=place)
        else:
            _say_level(low, drafts, place, here)
    here.close()
    return here.found


# a bracket may hold both years: "(năm 2023: 1.520 vụ; năm 2022: 1.468 vụ)"
_YEAR_SAID = late(r"(?<!\w)năm (?P<year>(?:19|20)\d\d)(?: (?:là|có|xảy ra))?[: ]+$")
_LONGEST_SAID = 30
_A_YEAR = late(r"(?<!\w)(?:bình quân|trung bình|mỗi|hằng|hàng) ?")


def _two_years(low: str, drafts: list[Draft], places: Sequence[int]) -> tuple[int, ...]:
    """The counts now and then, where a bracket gives them for two years and says nothing else."""
    said: list[tuple[str, int]] = []
    for place in places:
        at = drafts[place].count.number.start
        if match := _YEAR_SAID.search(low, max(drafts[place].sentence.start, at - _LONGEST_SAID), at):
            said.append((match.group("year"), place))
    if len(said) != 2 or said[0][0] == said[1][0]:
        return ()
    (_, first), (_, second) = said
    opened = low.rfind("(", drafts[first].sentence.start, drafts[first].count.number.start)
    around = (
        low[opened : drafts[first].count.number.start],
        low[drafts[first].count.end : drafts[second].count.number.start],
    )
    bare = _YEAR_SAID.fullmatch(around[0].lstrip("( ")) and _YEAR_SAID.fullmatch(around[1].lstrip(",; "))
    if (
        opened < 0
        or not bare
        or _A_YEAR.search(low, max(drafts[first].sentence.start, opened - _REACH), opened)
        or low.find(")", drafts[second].count.end, drafts[second].count.end + 2) < 0
    ):
        return ()
    return tuple(place for _, place in sorted(said, reverse=True))


def _say_years(drafts: list[Draft], years: tuple[int, ...], ways: list[Change | None], here: _Sentence) -> None:
    """Set the two years of a bracket against the change named right before it, whatever its subject."""
    last, now, then = min(years) - 1, *years
    level = here.open.level
    other = level is not None and drafts[level].count.number.value != drafts[now].count.number.value
    if last not in (here.open.amount, here.open.rate):
        here.close()
        if last >= 0 and ways[last] and not drafts[last].count.number.is_percent:
            here.open = Comparison(ways[last], amount=last)
    change = here.open.amount if here.open.amount is not None else here.open.rate
    if not other and change is not None and len({noun_of("", drafts[p]) for p in (*years, change)}) == 1:
        here.open = replace(here.open, level=now, base=then)
    here.close()


_SHARE_HEAD = late(r"(?:tỷ lệ|tỉ lệ|%).*")
_HEADS = (
    ("base", late(r"(?:số )?(?:cùng kỳ|kỳ trước|năm trước|tháng trước|quý trước).*")),
    ("rate", late(r"(?:tăng|giảm|so sánh|chênh lệch|so với|tỷ lệ tăng|tỷ lệ giảm|% tăng|% giảm).*(?:%|tỷ lệ|tỉ lệ).*|(?:tỷ lệ|tỉ lệ|%) (?:tăng|giảm).*")),
    ("amount", late(r"(?:tăng|giảm|so sánh|chênh lệch|so với|\+/?-|±).*")),
    ("level", late(r"(?:số )?(?:kỳ này|kỳ báo cáo|năm nay|tháng này|quý này).*")),
)  # fmt: skip
_YEAR_HEAD = late(r"(?:[^\d]{0,20} )?(?P<year>(?:19|20)\d\d)")


@lru_cache(maxsize=512)  # the heads of a table are asked again for each of its rows
def _role(words: str) -> str:
    words = words.strip()
    return next((role for role, pattern in _HEADS if pattern.fullmatch(words)), "")


def _head_of(cells: Sequence[tuple[int, int, str]], draft: Draft) -> str:
    at = draft.count.number.start
    return next((_role(words) for a, b, words in cells if a <= at < b), "")


def _in_row(
    drafts: list[Draft], places: list[int], stated: list[Change | None], cells: Sequence[tuple[int, int, str]]
) -> Comparison | None:
    """The comparison that a row of a table makes by the heads of its columns; none where two columns have one role."""
    years = sorted({m.group("year") for _, _, words in cells if (m := _YEAR_HEAD.fullmatch(words.strip()))})
    roles: dict[str, int] = {}
    for place in places:
        role = _row_role(drafts[place], stated[place], cells, years)
        if role in roles:
            return None
        if role:
            roles[role] = place
    if "base" not in roles or "level" not in roles:
        return None
    return Comparison(None, roles["level"], roles["base"], roles.get("amount"), roles.get("rate"))


def _row_role(draft: Draft, change: Change | None, cells: Sequence[tuple[int, int, str]], years: list[str]) -> str:
    at = draft.count.number.start
    words = next((words for a, b, words in cells if a <= at < b), "").strip()
    year = _YEAR_HEAD.fullmatch(words)
    if year and len(years) == 2:
        return "level" if year.group("year") == years[1] else "base"
    role = _role(words)
    if role == "amount" and draft.count.number.is_percent and change:
        return "rate"
    if not role and _SHARE_HEAD.fullmatch(words) and any(_role(head) == "amount" for _, b, head in cells if b <= at):
        return "rate"  # "So sánh (+/-) | Tỷ lệ (%)"
    return role


def _opens_change(low: str, draft: Draft) -> bool:
    return low.startswith(("so với", "giảm", "tăng"), draft.sentence.start)


def _in_brackets(low: str, draft: Draft) -> bool:
    return low.endswith(("(", "( "), 0, draft.count.number.start)


def _say_change(low: str, drafts: list[Draft], place: int, change: Change | None, here: _Sentence) -> None:
    draft, now = drafts[place], here.open
    if draft.count.number.is_percent:
        if place and now.rate is None and _adjoins(low, drafts[place - 1], draft):
            here.open = replace(now, rate=place, change=now.change or change)
        else:
            here.close()
            here.rate = place  # "giảm 30%, từ 100 vụ xuống còn 70 vụ"
        return
    noun = noun_of(low, draft)
    if _of_another(low, drafts, place, noun):
        here.close()
        return
    if now.amount is None and now.level is not None and noun_of(low, drafts[now.level]) == noun:
        here.open = replace(now, amount=place, change=now.change or change)
        return
    here.close()
    here.open = Comparison(change, here.only(noun), amount=place)


_SUBJECT = late(
    r"(?:(?<!\w)số |; )(?!so với|cùng kỳ|số )(?P<noun>[^\d;.()]{2,60}?) (?:đã |lại |cũng )?(?:tăng|giảm)(?!\w)"
)


def _of_another(low: str, drafts: list[Draft], place: int, noun: str) -> bool:
    """ "… xuống còn 40 vụ, số vụ đánh bạc giảm 3 vụ", "…; vụ đánh bạc giảm 3 vụ": the change has a subject of its own."""
    subject = _SUBJECT.search(_gap(low, drafts[place], drafts[place - 1] if place else None))
    return subject is not None and subject.group("noun").strip() != noun


_ITS_RATE = late(r"(?: [^\d,;.:()]{1,40})?, ?(?:đã )?(?:giảm|tăng)(?: hơn| gần)? ?")
_SINCE = late(r" (?:vụ |tin )?(?:so với|so) [^;.()]{1,40}\((?:là |có )?")


def _changed_since(low: str, drafts: list[Draft], place: int) -> bool:
    """ "148 vụ cháy, giảm 25% so với cùng kỳ năm 2024 (185 vụ)": level, rate and base in a row."""
    level, rate = drafts[place - 2].count, drafts[place - 1].count
    between = low[level.end : rate.number.start], low[rate.number.end : drafts[place].count.number.start]
    return _ITS_RATE.fullmatch(between[0]) is not None and _SINCE.fullmatch(between[1]) is not None


def _say_level(low: str, drafts: list[Draft], place: int, here: _Sentence) -> None:
    gap, noun = _gap(low, drafts[place], drafts[place - 1] if place else None), noun_of(low, drafts[place])
    if _FROM.search(gap):
        here.close()
        here.origin = place
    elif here.origin is not None and noun_of(low, drafts[here.origin]) == noun and _TO.search(gap):
        lead = low[
            max(drafts[place].sentence.start, drafts[here.origin].count.number.start - 60) : drafts[
                place
            ].count.number.start
        ]
        here.say(noun, place)
        way: Change | None = "decrease" if _FALLS.search(lead) else "increase" if _RISES.search(lead) else None
        rate = here.rate if here.rate is not None and here.rate + 1 == here.origin else None
        here.open = Comparison(way, place, here.origin, rate=rate)
        here.origin = None
    elif _LATER.search(gap) and (then := here.only(noun)) is not None:
        here.say(noun, place)
        here.open = Comparison(None, place, then)
    elif _BASE.search(gap) or _BASE_BY_YEAR.search(gap):
        now = here.open
        level = here.only(noun)
        if now.base is None and now.level is not None and noun_of(low, drafts[now.level]) == noun:
            here.open = replace(now, base=place)
        else:
            here.close()
            rated = level is not None and here.rate == level + 1 == place - 1 and _changed_since(low, drafts, place)
            here.open = Comparison(None, level, place, rate=here.rate if rated else None)
    else:
        here.say(noun, place)
