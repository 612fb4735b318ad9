"""Numbers, spans and units in the words of an official paper. Pure: amounts in, pieces of a sentence out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from binhyen.figures.rules.cells import IN_WORDS_ONLY, Nature, Qualifier, State, vague
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import number, padded, scaled, short_date, show
from binhyen.reviews.facts import Fact, Source
from binhyen.reviews.material import Amount, Coverage, Kind, Line, Material, Measure, Place
from binhyen.reviews.source_words import counted_noun, own_noun, words_after

NBSP = "\u00a0"
_FRESH_DAYS = 62
PAPER_UNITS = {"tin/bài": "tin, bài", "tờ/bản": "tờ, bản"}
HEDGES = {
    Qualifier.EXACT: "",
    Qualifier.OVER: "trên ",
    Qualifier.AT_LEAST: "ít nhất ",
    Qualifier.NEARLY: "gần ",
    Qualifier.AT_MOST: "không quá ",
    Qualifier.ABOUT: "khoảng ",
    Qualifier.ESTIMATE: "ước ",
    Qualifier.RANGE: "từ ",
}


@dataclass(frozen=True)
class Printed:
    """A number in a sentence: exactly its digits (or "hàng trăm"), its fact, and the facts that a formula used."""

    text: str
    fact: Fact
    inputs: tuple[Fact, ...] = ()


Piece = str | Printed
Sentence = tuple[Piece, ...]


def sentence(*pieces: Piece | Sentence) -> Sentence:
    """One flat sentence out of pieces and sentences."""
    flat: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, tuple):
            flat.extend(piece)
        elif piece:
            flat.append(piece)
    return tuple(flat)


def plain(pieces: Iterable[Piece]) -> str:
    """The text of a sentence."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def join(sentences: Sequence[Sentence], between: str) -> Sentence:
    """Sentences with ``between`` put in."""
    pieces: list[Piece] = []
    for n, each in enumerate(sentences):
        pieces.extend([between] if n else [])
        pieces.extend(each)
    return tuple(pieces)


def capital(pieces: Sentence) -> Sentence:
    """The sentence with a capital first letter."""
    if pieces and isinstance(pieces[0], str):
        return (upper_first(pieces[0]), *pieces[1:])
    return pieces


def upper_first(text: str) -> str:
    """ "toàn tỉnh" gives "Toàn tỉnh"."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """ "Buổi tuyên truyền" gives "buổi tuyên truyền"; an abbreviation ("UBND") or a name in capitals stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def short_name(name: str) -> str:
    """An indicator's name inside a sentence: lower first letter, without what stands in brackets at its end."""
    return lower_first(re.sub(r" \([^()]*\)$", "", name))


def unit_word(measure: Measure) -> str:
    """The unit of count as papers write it."""
    return PAPER_UNITS.get(measure.unit_of_count, measure.unit_of_count)


def unit_of(line: Line) -> str:
    """The unit of count of a line in a table: of a published figure the noun of its document, where that is another."""
    amount = next((each for each in (line.whole, *line.years) if each.known is not None), line.whole)
    return counted_noun(own_noun(line, amount)) or unit_word(line.measure)


def digits(value: int, decimals: int, *, pad: bool) -> str:
    """A stored value in Vietnamese digits; counts below ten get a zero in running text: 8 gives "08", 0 stays "0"."""
    if pad and decimals == 0 and 0 < value < 10:
        return padded(value)
    return show(value, decimals)


def one_decimal(value: int, measure: Measure) -> str:
    """A computed rate or mean, always with its decimal ("57,0" beside "56,6"); 100% and 0% have none."""
    text = number(scaled(value, measure.decimals), min(measure.decimals, 1))
    return text.removesuffix(",0") if text in ("0,0", "100,0") and measure.unit_of_count == "%" else text


def raw(value: int, decimals: int) -> str:
    """A stored value in plain digits with a dot, for the frozen facts."""
    return f"{scaled(value, decimals):f}"


def coverage_words(coverage: Coverage, place: Place) -> str:
    """ "158/166 xã, phường", or unit reports over several periods; empty for a published figure."""
    if not coverage.expected:
        return ""
    what = place.unit_words if coverage.periods == 1 else f"lượt báo cáo của các {place.unit_words}"
    return f"{digits(coverage.reported, 0, pad=True)}/{digits(coverage.expected, 0, pad=True)} {what}"


def fact_of(line: Line, amount: Amount, place: Place) -> Fact:
    """The frozen fact behind an amount of a line."""
    value = amount.known
    measure = line.measure
    return Fact(
        indicator=measure.code + (f"[{line.breakdown}]" if line.breakdown else ""),
        name=measure.name + (f" ({line.label})" if line.label else ""),
        unit_of_count=measure.unit_of_count,
        period=str(amount.span),
        unit=upper_first(place.full),
        value="" if value is None else raw(value, measure.decimals),
        qualifier=amount.content.qualifier.value
        if amount.content.state is State.REPORTED
        else amount.content.state.value,
        coverage=coverage_words(amount.coverage, place),
        actor=line.actor,
        sources=amount.sources,
    )


def formula(text: str, value: str, name: str, unit: str, place: Place, period: str) -> Fact:
    """The fact of a computed number; ``text`` is its arithmetic."""
    return Fact("", name, unit, period, upper_first(place.full), value, sources=(Source("formula", text),))


def quantity(line: Line, amount: Amount, place: Place, *, unit: bool = True, pad: bool = True) -> Sentence:
    """ "trên 1.600 buổi": the hedge in words, the digits, the unit of count (a percent sign without a blank).

    A published figure keeps its document's own noun ("1.920 mô hình" stays so where the catalogue counts "điểm").
    Call it for reported values and confirmed zeros only.
    """
    after = ""
    if unit:
        after = "%" if line.measure.unit_of_count == "%" else NBSP + (own_noun(line, amount) or unit_word(line.measure))
    return _with_words(line, amount, place, after, pad=pad)


def in_full(line: Line, amount: Amount, place: Place) -> Sentence:
    """A published figure with all the words that its document says after the number, else as ``quantity``."""
    words = words_after(line, amount)
    return _with_words(line, amount, place, NBSP + words, pad=True) if words else quantity(line, amount, place)


def _with_words(line: Line, amount: Amount, place: Place, after: str, *, pad: bool) -> Sentence:
    fact, content = fact_of(line, amount, place), amount.content
    if content.qualifier in IN_WORDS_ONLY:
        printed = Printed(vague(content.value or 0, line.measure.decimals), fact)
        return (printed, after) if after else (printed,)
    value = amount.known or 0
    hedge = HEDGES[content.qualifier]
    if amount.summed and content.qualifier is Qualifier.NEARLY:
        hedge = "dưới "
    computed = amount.summed and line.measure.nature is Nature.RATIO
    text = one_decimal(value, line.measure) if computed else digits(value, line.measure.decimals, pad=pad)
    shown = Printed(text, fact)
    if content.value_max is not None:
        top = Printed(digits(content.value_max, line.measure.decimals, pad=pad), fact)
        return sentence(hedge, shown, " đến ", top, after)
    return sentence(hedge, shown, after)


def quoted(line: Line, amount: Amount, place: Place) -> Sentence:
    """The figure in the words of its document, its digits bound to the fact; empty where they do not hold the number."""
    shown = digits(amount.known or 0, line.measure.decimals, pad=False)
    quote = re.sub(r'"([^"]*)"', r"“\1”", amount.quote)
    found = re.search(rf"(?<![\d.,])0?{re.escape(shown)}(?![\d.,]?\d)", quote)
    if amount.known is None or found is None:
        return ()
    before, after = quote[: found.start()], quote[found.end() :]
    return sentence(before, Printed(found.group(), fact_of(line, amount, place)), after)


def counted(name: str, count: int, line: Line, amount: Amount, place: Place, *, pad: bool = True) -> Printed:
    """A number of units beside an amount: its fact counts the units of the same sources."""
    base = fact_of(line, amount, place)
    how = Source("formula", "Đếm đơn vị theo số liệu đã duyệt")
    fact = Fact("", name, place.unit_words, base.period, base.unit, str(count), sources=(how, *amount.sources))
    return Printed(digits(count, 0, pad=pad), fact)


def coverage_pieces(line: Line, amount: Amount, place: Place) -> Sentence:
    """ "158/166 xã, phường", both numbers bound."""
    coverage = amount.coverage
    what = place.unit_words if coverage.periods == 1 else f"lượt báo cáo của các {place.unit_words}"
    reported = counted("Đã báo cáo", coverage.reported, line, amount, place)
    expected = counted("Phải báo cáo", coverage.expected, line, amount, place)
    return (reported, "/", expected, " " + what)


def change(now: int, then: int, measure: Measure) -> tuple[str, int, str]:
    """The word, the absolute difference (scaled), and the change in per cent with one decimal ("" from zero)."""
    difference = now - then
    word = "tăng" if difference > 0 else "giảm" if difference < 0 else "bằng cùng kỳ"
    share = "" if then == 0 or measure.unit_of_count == "%" else percent(abs(difference), then)
    return word, abs(difference), share


def percent(part: int, whole: int) -> str:
    """``part`` of ``whole`` in per cent, one decimal, half up: (1285, 1563) gives "82,2"; 100 and 0 without decimals."""
    share = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    text = number(share, 1)
    return text if 0 < share < 100 else text.removesuffix(",0")


def span_words(span: Span) -> str:
    """ "6 tháng đầu năm 2026", "năm 2025", "02 năm", "giai đoạn 2013 - 2023" or the two dates."""
    end = span.last
    half = _half_year(span)
    if half:
        return half
    next_day = Span(span.start).shifted_years(end.year - span.start.year).start
    years = end.year - span.start.year
    if (span.start.month, span.start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        return (
            f"năm {end.year}"
            if years == 0
            else f"{digits(years + 1, 0, pad=True)} năm ({span.start.year} - {end.year})"
        )
    if years > 0 and (next_day - end).days == 1:
        return "01 năm" if years == 1 else f"{digits(years, 0, pad=True)} năm"
    if years > 1:
        return f"giai đoạn {span.start.year} - {end.year}"
    return f"từ ngày {short_date(span.start)} đến ngày {short_date(end)}"


def _half_year(span: Span) -> str:
    first, last = (span.start.month, span.start.day), (span.last.month, span.last.day)
    years = span.last.year - span.start.year
    if (first, last, years) in {((1, 1), (6, 30), 0), ((12, 15), (6, 14), 1)}:
        return f"6 tháng đầu năm {span.last.year}"
    if (first, last, years) in {((7, 1), (12, 31), 0), ((6, 15), (12, 14), 0)}:
        return f"6 tháng cuối năm {span.last.year}"
    if (first, last, years) == ((12, 15), (12, 14), 1):
        return f"năm {span.last.year}"
    return ""


def between(span: Span) -> str:
    """ "từ ngày 01/7/2024 đến ngày 30/6/2026"."""
    return f"từ ngày {short_date(span.start)} đến ngày {short_date(span.last)}"


def kind_words(kind: Kind) -> str:
    """ "Sơ kết" or "Tổng kết"."""
    return "Sơ kết" if kind is Kind.INTERIM else "Tổng kết"


def whole_place(place: Place) -> str:
    """The subject of a sentence about the unit: "toàn tỉnh", "toàn thành phố", "cả nước"."""
    return "cả nước" if place.level == "nation" else f"toàn {place.type}"


def until(day: date, material: Material, *, published: bool) -> str:
    """ "đến nay" for the province's own figures at a fresh cut-off, else "đến ngày 31/12/2025"."""
    fresh = (material.made_on - material.cut_off).days <= _FRESH_DAYS
    return "đến nay" if day == material.cut_off and fresh and not published else f"đến ngày {short_date(day)}"
