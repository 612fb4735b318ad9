"""The results of one group of lines in sentences: numbers as papers print them, what did not arise, nothing proposed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from binhyen.collection.papers.material import PaperLine, Place
from binhyen.figures.phrases import PHRASES, TOGETHER
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import IN_WORDS_ONLY, CellValue, Nature, Qualifier, State, SumClass, vague
from binhyen.figures.texts import QUALIFIERS
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, show

NBSP = "\u00a0"
_UNITS = {"tin/bài": "tin, bài", "tờ/bản": "tờ, bản"}
_SEVERAL = frozenset({Nature.STOCK, Nature.DISTINCT, Nature.REGISTER})

# How a commune speaks of itself, where the phrase of a province does not fit. ``{type}`` is xã, phường or đặc khu.
OWN: Mapping[str, str] = {
    "LDR01": "^Đảng ủy {type} ban hành {n} lãnh đạo",
    "LDR02": "^Ủy ban nhân dân {type} ban hành {n} chỉ đạo, điều hành",
    "LDR03": "^Ban Chỉ đạo {type} ban hành {n}",
    "CMT05": "{n} đăng ký phấn đấu đạt tiêu chuẩn “An toàn về an ninh, trật tự”",
    "CMT07": "{n} là cơ quan, doanh nghiệp, cơ sở giáo dục đăng ký phấn đấu đạt tiêu chuẩn “An toàn về an ninh, trật tự”",
    "MOD05": "xây dựng mới {n} mô hình",
    "MOD06": "nhân rộng {n} mô hình",
    "MOD09": "thanh loại, chấm dứt hoạt động {n} mô hình",
    "MOD10": "giảm {n} mô hình do sáp nhập",
    "MED03": "tiếp nhận {n} hòa giải",
    "MED04": "hòa giải thành {n}",
    "MED05": "hòa giải không thành {n}",
    "MED06": "{n} đang hòa giải",
    "AWD06": "^Chủ tịch Ủy ban nhân dân {type}, thủ trưởng đơn vị tặng {n} khen",
}
_REACHED, _OUT_OF = "MED04", "MED03"


def number(content: CellValue, decimals: int, *, in_text: bool = True) -> str:
    """A number as printed: "08" and "1.474" in a sentence, "8" in a table; "ước 120" for an estimate."""
    assert content.value is not None
    if content.qualifier in IN_WORDS_ONLY:
        return vague(content.value, decimals)
    plain = padded(content.value) if in_text and not decimals else show(content.value, decimals)
    return f"{QUALIFIERS[content.qualifier.value]}{NBSP}{plain}" if content.qualifier is not Qualifier.EXACT else plain


def quantity(line: PaperLine) -> str:
    """The number with its unit of count: "08 vụ, việc", "86,1%"."""
    assert line.content is not None
    text = number(line.content, line.decimals)
    unit = _UNITS.get(line.unit_of_count, line.unit_of_count)
    return f"{text}%" if unit == "%" else f"{text}{NBSP}{unit}"


def told(lines: Sequence[PaperLine], place: Place) -> list[str]:
    """The sentences of one group: what others did, what the unit did, what there is at the end, what did not arise."""
    totals = [line for line in lines if not line.is_part]
    counted = [line for line in totals if line.content and line.content.state is State.REPORTED and line.amount]
    own_subject: list[str] = []
    done: list[str] = []
    present: list[str] = []
    for clause, stock in _clauses(counted, lines, place):
        if clause.startswith("^"):
            own_subject.append(clause[1:])
        else:
            (present if stock else done).append(clause)
    said = [f"{_upper('; '.join(own_subject))}."] if own_subject else []
    said += [f"Trong kỳ, {place.in_text} {'; '.join(done)}."] if done else []
    said += [f"Đến cuối kỳ, toàn {place.type} có {'; '.join(present)}."] if present else []
    nothing = [_lower(line.label) for line in totals if line.amount == 0]
    said += [f"Trong kỳ không phát sinh: {'; '.join(nothing)}."] if nothing else []
    return said


def _clauses(counted: Sequence[PaperLine], lines: Sequence[PaperLine], place: Place) -> Iterable[tuple[str, bool]]:
    """Each clause once, and whether it tells of what there is at the period's end."""
    by_code = {line.key.indicator: line for line in counted}
    pairs = {pair[0]: (pair[1], phrase) for pair, phrase in TOGETHER if pair[0] in by_code and pair[1] in by_code}
    second = {other for other, _ in pairs.values()}
    for line in counted:
        code, stock = line.key.indicator, line.nature in _SEVERAL
        if code in second:
            continue
        if code in pairs:
            other, phrase = pairs[code]
            clause = phrase.format(quantity(line), quantity(by_code[other]))
        else:
            clause = _phrase(line, place) + _rate(line, by_code)
        yield clause + _parts(line, lines), stock


def _phrase(line: PaperLine, place: Place) -> str:
    phrase = OWN.get(line.key.indicator) or PHRASES.get(line.key.indicator)
    if phrase is None or "{label}" in phrase:
        name = _lower(line.label)
        return f"{name}{' đạt ' if name.startswith('tỷ lệ') else ': '}{quantity(line)}"
    return phrase.format(n=quantity(line), bare=number(line.content, line.decimals), type=place.type)  # type: ignore[arg-type]


def _rate(line: PaperLine, by_code: Mapping[str, PaperLine]) -> str:
    """Settled out of accepted, as papers add it in brackets; only where both are exact."""
    whole = by_code.get(_OUT_OF)
    if line.key.indicator != _REACHED or whole is None or not (_exact(line) and _exact(whole)):
        return ""
    return f" ({percent(line.amount or 0, whole.amount or 0)})"


def percent(part: int, whole: int) -> str:
    """ "86,1%" of two counts, one decimal, halves up; "100%" without it."""
    rate = (Decimal(part) * 1000 / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{show(int(rate), 1)}%"


def short_name(span: Span) -> str:
    """A period's name without its dates, its number never parted from "tháng": "6 tháng đầu năm 2026"."""
    return periods.name(span).partition(" (")[0].replace(" tháng", f"{NBSP}tháng").replace("tháng ", f"tháng{NBSP}", 1)


def _exact(line: PaperLine) -> bool:
    return line.content is not None and line.amount is not None and line.content.sum_class is SumClass.EXACT


def _parts(line: PaperLine, lines: Sequence[PaperLine]) -> str:
    """ " (trong đó: Công an chủ trì 06; MTTQ chủ trì 04)"; parts that did not arise stand in the annex only."""
    named = [
        f"{_lower(each.label)} {number(each.content, each.decimals)}"
        for each in lines
        if each.is_part and each.key.indicator == line.key.indicator and each.content and each.amount
    ]
    return f" (trong đó: {'; '.join(named)})" if named else ""


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(label: str) -> str:
    """A label inside a sentence: without its dash; an abbreviation or a name keeps its capitals."""
    words = label.strip().removeprefix("-").strip()
    keeps = words[1:2].isupper() or words.startswith(("Công an", "Ủy ban", "Ban Chỉ đạo", "Nhân dân", "Tổ bảo vệ"))
    return words if keeps else words[:1].lower() + words[1:]
