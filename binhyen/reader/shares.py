"""Shares that cannot be right: a percentage against the two counts it is made of, and more than the whole."""

from __future__ import annotations

from collections.abc import Iterator

from binhyen.reader.arithmetic import agrees, amount, computed
from binhyen.reader.counting import Draft
from binhyen.reader.late import late
from binhyen.reader.nouns import BODY, GROUP, PEOPLE
from binhyen.reader.reading import Change, Figure, Inconsistency
from binhyen.reader.text import Text

_LEAD = r"(?:đạt|chiếm|bằng|tương đương|tương ứng|tức|hay|đạt tỷ lệ|đạt tỉ lệ|tỷ lệ|tỉ lệ|với tỷ lệ|là|=)"
# what may stand between the counts and their share: what describes the noun, then "(", ", đạt" or "="
_TO_SHARE = late(
    rf"(?:(?!tỷ lệ|tỉ lệ|số |còn |trong đó|tăng|giảm|so với)[^\d;()=%]){{0,80}}?(?:[(=]|,? ?{_LEAD})[ :=(]*(?:{_LEAD}[ :=(]*)*"
)
_OF_PLAN = late(
    r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|vượt|gấp|so với|tăng|giảm|dự toán|được giao|giao|cùng kỳ|năm trước|định mức|nghị quyết|đăng ký|yêu cầu|phân bổ|công suất|doanh thu|thu ngân sách)(?!\w)"
)
_SHARE_WORD = late(r"(?<!\w)(?:tỷ lệ|tỉ lệ|chiếm|tỷ trọng)(?!\w)[^.;\d]{0,70}$")
_SOLVED = late(
    r"(?<!\w)(?:giải quyết|làm rõ|khám phá|hòa giải thành|thành|thành công|xử lý|xác minh|khắc phục|hoàn thành|trả lời|được công nhận|đạt chuẩn|có giá trị|tiến bộ)"
    r"(?: (?:xong|được|kịp thời|dứt điểm|đúng hạn|cho|là|trên|số))* ?$"
)
_SOLVED_BEHIND = late(r" (?:đã )?(?:được công nhận|đạt chuẩn|đạt tiêu chuẩn|có giá trị|được giải quyết|tiến bộ)")
_AMONG = late(r"(?<!\w)(?:trong|trên)(?: (?:tổng )?số)? $")
_OUT_OF = late(r"[^\d,;.()]{0,40}?(?:trong|trên) (?:tổng )?số(?: là)? ?|[^\d,;.()]{0,20} trên tổng ?")
_AHEAD = late(r"[^\d,;.()]{0,40} ?\( ?(?:là )?|(?:[^\d,;.()]{0,40}),? tức (?:là )?")
_FULL = 100
_FAR = 400  # characters to either side in which a sentence may speak of a plan


def wrong_shares(
    text: Text, drafts: list[Draft], figures: tuple[Figure, ...], stated: list[Change | None]
) -> Iterator[Inconsistency]:
    """Each percentage that its own counts contradict, each n/m with n over m, each share over a hundred percent."""
    low = text.low
    for place, (draft, figure) in enumerate(zip(drafts, figures, strict=True)):
        if draft.count.total is not None:
            if (found := _of_pair(low, drafts, figures, stated, place)) is not None:
                yield found
        elif (
            figure.is_percent and stated[place] is None and figure.qualifier in ("percent_of", "exact", "over", "from")
        ):
            if figure.value > _FULL:
                if _is_share(low, draft):
                    yield Inconsistency("share_over_100", (place,), f"{amount(figure.value)}% > 100%")
            elif figure.qualifier == "percent_of" and (found := _of_counts(low, drafts, figures, place)) is not None:
                yield found


_REST = late(r"(?:, |; |và |,? ?)còn lại(?: là)? ")
# "cơ cấu theo phương tiện: mô tô 58,2%, ô tô 27,3%, còn lại phương tiện khác 16,5%": the shares behind their nouns
_REST_OF = late(r"(?:, |; |và )còn lại (?!(?:[^\d,;.:()]* )?(?:đạt|tăng|giảm|tỷ lệ)(?!\w))[^\d,;.:()]{2,40}$")
_DIVIDED = late(
    r"(?<!\w)(?:cơ cấu|chia theo|phân theo|chia ra|phân loại|phân tích)(?!\w)[^\d;.]{0,80}: ?[^\d,;.:()]{2,40}$"
)
_NEXT_SHARE = late(r"[^\d;]{0,90}, (?:và )?(?:còn lại(?: là)? )?[^\d;]{0,40}")


def whole_lists(text: Text, drafts: list[Draft], figures: tuple[Figure, ...]) -> Iterator[Inconsistency]:
    """Shares of one list that says it is complete ("46,2% …, 38,5% …, còn lại 18,1%") and that make more than a hundred."""
    ended = -1  # where the list before ended: none reaches over it
    for last, draft in enumerate(drafts):
        if not draft.count.number.is_percent:
            continue
        behind = not _REST.search(text.low[max(0, draft.count.number.start - 20) : draft.count.number.start])
        if behind and not _REST_OF.search(text.low, max(0, draft.count.number.start - 60), draft.count.number.start):
            continue
        first = last
        while (
            first - 1 > ended
            and _same_sentence(drafts, first - 1, first)
            and _shares_go_on(text.low, drafts, figures, first)
        ):
            first -= 1
        ended = last
        places = tuple(range(first, last + 1))
        total = round(sum(figures[p].value for p in places), 2)
        if behind and not _divided(text.low, drafts, figures, places):
            continue
        if len(places) > 1 and total > _FULL + 0.1 * len(places):
            note = " + ".join(amount(figures[p].value) for p in places)
            yield Inconsistency("share_over_100", places, f"{note} = {amount(total)}% > 100%")


_INSIDE = late(r"(?<!\w)(?:trong đó|riêng|kể cả|gồm)(?!\w)")  # a share of a share


def _divided(low: str, drafts: list[Draft], figures: tuple[Figure, ...], places: tuple[int, ...]) -> bool:
    """Whether the words before the shares say that one whole is divided, and no shorter list makes it up."""
    at = drafts[places[0]].count.number.start
    if not _DIVIDED.search(low, max(drafts[places[0]].sentence.start, at - _FAR), at):
        return False
    return all(
        abs(sum(figures[p].value for p in places[cut:]) - _FULL) > 0.1 * len(places) for cut in range(1, len(places))
    )


def _shares_go_on(low: str, drafts: list[Draft], figures: tuple[Figure, ...], place: int) -> bool:
    """Whether the share before ``place`` is a member of the same list."""
    one, other = figures[place - 1], figures[place]
    if {one.qualifier, other.qualifier} != {"percent_of"} or one.change or other.change:
        return False
    start, end = drafts[place - 1].count.number.end, drafts[place].count.number.start
    return bool(_NEXT_SHARE.fullmatch(low, start, end)) and not _INSIDE.search(low, start, end)


def _same_sentence(drafts: list[Draft], first: int, second: int) -> bool:
    return first >= 0 and second < len(drafts) and drafts[first].sentence is drafts[second].sentence


def _of_pair(
    low: str, drafts: list[Draft], figures: tuple[Figure, ...], stated: list[Change | None], place: int
) -> Inconsistency | None:
    """ "45/60 tổ (đạt 80%)", "đạt 80% (45/60 tổ)", "65/60 tổ"."""
    count, total = drafts[place].count, drafts[place].count.total
    n = count.number.value
    if not total or figures[place].qualifier != "exact":
        return None
    share = _share_beside(low, drafts, place)
    if share is None:
        if n > total and _part_of_stock(low, drafts[place]):
            return Inconsistency("share_over_100", (place,), f"{amount(n)} > {amount(total)}")
        return None
    if stated[share] or figures[share].qualifier != "percent_of":
        return None
    number = drafts[share].count.number
    printed = low[number.start : number.end]
    right = (n / total * _FULL, abs(n - total) / total * _FULL)
    if any(agrees(expected, number.value, printed) for expected in right) or _plan_near(low, drafts[share]):
        return None
    note = f"{amount(n)}/{amount(total)} = {computed(right[0])} ≠ {amount(number.value)}%"
    return Inconsistency("share_wrong", (place, share), note)


def _share_beside(low: str, drafts: list[Draft], place: int) -> int | None:
    count = drafts[place].count
    after, before = place + 1, place - 1
    if (
        _same_sentence(drafts, place, after)
        and drafts[after].count.number.is_percent
        and _TO_SHARE.fullmatch(low, count.end, drafts[after].count.number.start)
    ):
        return after
    if (
        _same_sentence(drafts, before, place)
        and drafts[before].count.number.is_percent
        and _AHEAD.fullmatch(low, drafts[before].count.number.end, count.start)
    ):
        return before
    return None


def _plan_near(low: str, draft: Draft) -> bool:
    return bool(
        _OF_PLAN.search(
            low, max(draft.sentence.start, draft.count.start - 40), min(draft.sentence.end, draft.count.end + 40)
        )
    )


def _part_of_stock(low: str, draft: Draft) -> bool:
    """Whether n of "n/m" must be a part of m: communes, groups, schools; cases only where they were solved."""
    count = draft.count
    first, last = max(draft.sentence.start, count.start - _FAR), min(draft.sentence.end, count.end + _FAR)
    if count.unit is None or _OF_PLAN.search(low, first, last):
        return False
    if count.unit.kind in (BODY, GROUP):
        return True
    return bool(_SOLVED.search(low[max(draft.sentence.start, count.start - 50) : count.start]))


# "đạt 104,6% số đơn vị đăng ký, thuộc diện xét": those who come into question are the whole
_IN_QUESTION = late(r"%? ?(?:tổng )?số [^\d;.:()%]{1,60}?(?<!\w)(?:thuộc|trong) diện(?!\w)")


def _is_share(low: str, draft: Draft) -> bool:
    """Whether a percentage is said to be a share of a whole, not of a plan and not a growth."""
    count = draft.count
    if match := _IN_QUESTION.match(low, count.number.end, draft.sentence.end):
        said = low[max(draft.sentence.start, count.number.start - 90) : count.number.start] + match.group()
        return not _OF_PLAN.search(said.replace("đăng ký", ""))
    if _OF_PLAN.search(
        low, max(draft.sentence.start, count.number.start - 90), min(draft.sentence.end, count.end + 60)
    ):
        return False
    if count.how == "after" and count.unit is not None and count.unit.kind in (BODY, GROUP, PEOPLE):
        return True
    return bool(_SHARE_WORD.search(low[max(draft.sentence.start, count.number.start - 90) : count.number.start]))


def _of_counts(low: str, drafts: list[Draft], figures: tuple[Figure, ...], place: int) -> Inconsistency | None:
    """ "tiếp nhận 312 tin, giải quyết 306 tin (đạt 90%)": the share against the two counts named before it."""
    part = place - 1
    if not _same_sentence(drafts, part, place) or drafts[part].count.total is not None:
        return None
    if not _TO_SHARE.fullmatch(low, drafts[part].count.end, drafts[place].count.number.start) or _plan_near(
        low, drafts[place]
    ):
        return None
    if _in_between(low, drafts, part):
        part -= 1
    turned = _turned(low, drafts, part)
    whole = turned if turned is not None else _whole_of(low, drafts, figures, part)
    part = part - 1 if turned is not None else part
    if (
        whole is None
        or not (_firm(figures[part]) and _firm(figures[whole]))
        or figures[whole].value < figures[part].value
    ):
        return None
    number = drafts[place].count.number
    printed = low[number.start : number.end]
    if any(agrees(each, number.value, printed) for each in _possible(drafts, figures, part, place)):
        return None
    n, m = figures[part].value, figures[whole].value
    note = f"{amount(n)}/{amount(m)} = {computed(n / m * _FULL)} ≠ {amount(number.value)}%"
    return Inconsistency("share_wrong", (whole, part, place), note)


def _firm(figure: Figure) -> bool:
    return figure.qualifier == "exact" and not figure.is_percent and figure.value > 0


def _turned(low: str, drafts: list[Draft], part: int) -> int | None:
    """ "làm rõ 164 vụ trên tổng số 180 vụ (91%)": the place of the 180."""
    if not _same_sentence(drafts, part - 1, part) or drafts[part].count.number.is_percent:
        return None
    return part if _OUT_OF.fullmatch(low, drafts[part - 1].count.end, drafts[part].count.number.start) else None


def _whole_of(low: str, drafts: list[Draft], figures: tuple[Figure, ...], part: int) -> int | None:
    """The count that a share can only be of: that of which the part is said to be one, or the one named before it was solved."""
    stated = figures[part].part_of
    if stated is not None:
        return stated if _noun(drafts, stated) == _noun(drafts, part) else None
    sentence, start = drafts[part].sentence, drafts[part].count.start
    bases = {figure.base for figure in figures[max(0, part - 6) : part]}
    before = [
        p for p in range(max(0, part - 6), part)
        if drafts[p].sentence is sentence and _noun(drafts, p) == _noun(drafts, part) and figures[p].change is None and p not in bases
    ]  # fmt: skip
    if before and _AMONG.search(
        low[max(sentence.start, drafts[before[0]].count.start - 40) : drafts[before[0]].count.start]
    ):
        return before[0]
    if not before and _SOLVED.search(low[max(sentence.start, start - 50) : start]):
        return _told_before(low, drafts, figures, part)
    solved = _SOLVED.search(low[max(sentence.start, start - 50) : start]) or _SOLVED_BEHIND.match(
        low, drafts[part].count.end
    )
    return before[0] if len(before) == 1 and solved else None


_CAUGHT = late(r"[^;.\d]{0,60}, (?:đã )?(?:bắt|bắt giữ|xử lý|bắt, xử lý|bắt xử lý)(?: giữ)? ?")
_DESCRIBED = late(r"[^,;.:()\d\n]+")


def _in_between(low: str, drafts: list[Draft], place: int) -> bool:
    """ "khám phá 156 vụ, bắt 203 đối tượng, đạt tỷ lệ 79%": the persons caught, of whom the share does not speak."""
    unit, before = drafts[place].count.unit, place - 1
    if unit is None or unit.kind != PEOPLE or not _same_sentence(drafts, before, place):
        return False
    return bool(_CAUGHT.fullmatch(low, drafts[before].count.end, drafts[place].count.number.start))


def _told_before(low: str, drafts: list[Draft], figures: tuple[Figure, ...], part: int) -> int | None:
    """The one count of the same described noun ("vụ phạm pháp hình sự") in the sentences right before."""
    unit = drafts[part].count.unit
    described = _DESCRIBED.match(low, unit.start) if unit else None
    if unit is None or described is None or described.group().strip() == unit.head:
        return None
    words = described.group().strip()
    found = [
        p for p in range(max(0, part - 4), part)
        if (other := drafts[p].count.unit) is not None and low.startswith(words, other.start) and figures[p].change is None
        and drafts[part].paragraph - drafts[p].paragraph <= 1
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _possible(drafts: list[Draft], figures: tuple[Figure, ...], part: int, place: int) -> Iterator[float]:
    """Every share that two counts of the paragraph may make up to here: what another whole explains is not wrong."""
    n = figures[part].value
    for other in range(max(0, place - 12), min(len(drafts), place + 3)):
        m = figures[other].total or figures[other].value
        if drafts[other].paragraph == drafts[place].paragraph and not figures[other].is_percent and m:
            yield n / m * _FULL
            yield abs(n - m) / m * _FULL


def _noun(drafts: list[Draft], place: int) -> str:
    unit = drafts[place].count.unit
    return unit.head if unit else ""
