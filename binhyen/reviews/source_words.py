"""How a document itself counts: the noun after the number in the words of a published figure. Pure."""

from __future__ import annotations

import re

from binhyen.figures.rules.cells import IN_WORDS_ONLY, vague
from binhyen.foundation.vietnamese import show
from binhyen.reviews.material import Amount, Line

_END = re.compile(r"[;.:(]|,? trong đó | cụ thể ")
_LINK = re.compile(r" (?:do|rồi|được|của|có|cho|về|bị|đạt|thực hiện|tại|ở) |[“\"]")
_BARE = 2
# Nouns that count the same thing as the catalogue's unit.
_SAME = {"người": ("đối tượng", "thành viên", "hòa giải viên", "cán bộ", "hội viên")}


def words_after(line: Line, amount: Amount) -> str:
    """The document's words after the number: "mô hình điểm rồi nhân rộng"; empty where they do not hold the number."""
    if line.document is None or amount.known is None:
        return ""
    value = amount.content.value_max if amount.content.value_max is not None else amount.known
    decimals = line.measure.decimals
    shown = vague(value, decimals) if amount.content.qualifier in IN_WORDS_ONLY else show(value, decimals)
    number = "|".join(re.escape(text) for text in (shown, shown.replace(".", "")))
    found = re.search(rf"(?<![\d.,])0?(?:{number})(?![.,]?\d)\s*(?P<after>.*)", amount.quote, re.IGNORECASE | re.DOTALL)
    if found is None:
        return ""
    after = re.sub(r'"([^"]*)"', r"“\1”", " ".join(found["after"].split()))
    return _END.split(after)[0].strip(" ,")


def own_noun(line: Line, amount: Amount) -> str:
    """``words_after`` where they count otherwise than the catalogue ("mô hình" for its "điểm"), else empty."""
    after = words_after(line, amount)
    unit = line.measure.unit_of_count
    if not after or unit == "%" or after.startswith("%"):
        return ""
    names = (unit, *_SAME.get(unit, ()), *([line.label] if line.label else []))
    return "" if any(f"{_flat(after)} ".startswith(f"{_flat(name)} ") for name in names) else after


def is_bare(noun: str) -> bool:
    """Whether the words are the noun alone ("mô hình", "ca"), so that a phrase can go on after them."""
    return len(noun.split()) <= _BARE


def counted_noun(noun: str) -> str:
    """The noun for a column of units: "mô hình" of "mô hình do hội cựu chiến binh chủ trì"."""
    return _LINK.split(noun)[0].strip(" ,") or noun


def _flat(text: str) -> str:
    return " ".join(re.sub(r"[,/]", " ", text.casefold()).split())
