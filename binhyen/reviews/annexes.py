"""The annexes: results by indicator, year by year with blanks visible, units that did not report, sources, notes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from binhyen.figures.rules.cells import Nature, State
from binhyen.foundation.official.content import Annex, Column, Paragraph, Row, Run, Table
from binhyen.foundation.vietnamese import short_date
from binhyen.reviews import phrases
from binhyen.reviews.binding import Book
from binhyen.reviews.comparison import comparable, difference, share
from binhyen.reviews.facts import Fact, Source
from binhyen.reviews.material import NO_FIGURE, Amount, Compared, Line, Material, Mismatch
from binhyen.reviews.sentences import actor_of, coverage_note, coverages
from binhyen.reviews.wording import (
    Piece,
    Printed,
    Sentence,
    between,
    capital,
    counted,
    digits,
    fact_of,
    formula,
    join,
    lower_first,
    quantity,
    quoted,
    sentence,
    unit_of,
    upper_first,
)

Maker = Callable[[str, Material, Book], Annex]
Plan = dict[str, Maker]
_LEGEND = "Ký hiệu: “-” không phát sinh; “…” chưa có số liệu; “x” không áp dụng."
_COMPARED = (
    "Cùng kỳ và tăng, giảm, kể cả cột (*), tính trên cùng các đơn vị có đủ số liệu ở cả hai kỳ; "
    "tỷ lệ tăng, giảm theo điểm phần trăm."
)
_WITHOUT_NUMBER = {
    State.NOT_REPORTED: "chưa có số liệu",
    State.NOTHING_AROSE: "không phát sinh",
    State.NOT_APPLICABLE: "không áp dụng",
    State.STATED_WITHOUT_NUMBER: "có nêu, không có số liệu",
}
_WIDE = 5
_JOINED = "\u2060"  # a sign and its number stay on one line


def chosen(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines for the text: a published figure gives way to the unit's own collected one, and is never added to it."""
    own = {_key(line) for line in lines if line.document is None and line.whole.known is not None}
    return tuple(line for line in lines if line.document is None or _key(line) not in own)


def plan(material: Material) -> Plan:
    """Which annexes this review has, in order."""
    made: Plan = {"Kết quả theo từng chỉ tiêu thống kê": _by_indicator}
    if len(material.years) > 1:
        made["Số liệu theo từng năm"] = _by_year
    if material.absent:
        made["Đơn vị chưa gửi đủ báo cáo"] = _not_reported
    if any(line.document for line in material.lines):
        made["Nguồn của số liệu đã công bố"] = _published
    if material.mismatches or material.recut:
        made["Ghi chú về số liệu"] = _notes
    return made


def pointer(material: Material, made: Plan) -> Sentence:
    """ "Kết quả theo từng chỉ tiêu thống kê tại Phụ lục I; … danh sách 08 đơn vị chưa gửi đủ báo cáo tại Phụ lục III."."""
    roman = ("I", "II", "III", "IV", "V")
    said: list[Sentence] = []
    if len(coverages(material.lines)) == 1:
        said = [each[:-1] for each in coverage_note(material.lines, material)]
    for title, number in zip(made, roman, strict=False):
        place = f" tại Phụ lục {number}"
        if made[title] is _not_reported:
            said.append(sentence("danh sách ", _absent_count(material), f" đơn vị chưa gửi đủ báo cáo{place}"))
        else:
            said.append((lower_first(title) + place,))
    return capital(sentence(join(said, "; "), "."))


def recut_note(material: Material) -> list[Sentence]:
    """How figures of former units were added up, and which could not be converted."""
    recut = material.recut
    if recut is None:
        return []
    said: list[Piece] = [f"Số liệu trước ngày {short_date(recut.on)} được cộng từ các đơn vị hành chính cấp xã cũ"]
    if recut.unconvertible:
        listed = Source("formula", "Đếm đơn vị không quy đổi được: " + ", ".join(recut.unconvertible))
        fact = Fact("", "Đơn vị không quy đổi được", "đơn vị", str(material.span), upper_first(material.place.full),
                    str(len(recut.unconvertible)), sources=(listed, *recut.sources))  # fmt: skip
        said += ["; ", Printed(digits(len(recut.unconvertible), 0, pad=True), fact),
                 " đơn vị tách địa bàn không quy đổi được, không đưa vào so sánh"]  # fmt: skip
    return [sentence(*said, ".")]


class _Reasons:
    """Why figures are missing, numbered for the notes below a table."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def mark(self, reason: str) -> str:
        return f"({self._seen.setdefault(reason, len(self._seen) + 1)})" if reason else ""

    def notes(self) -> list[str]:
        return [f"({n}) {upper_first(reason)}." for reason, n in self._seen.items()]


def _by_indicator(number: str, material: Material, book: Book) -> Annex:
    lines = chosen(material.lines)
    compares = any(_whole_comparison(line, material) for line in lines)
    narrower = compares and any(_is_narrower(line, material) for line in lines)
    reasons, sources, rows, n = _Reasons(), _documents(material), [], 0
    for title, group in _grouped(lines):
        rows.append(Row((book.runs((title,)),), heading=True))
        for line in group:
            n += 1
            cells: list[Sentence] = [(str(n),), (_row_name(line, group),), (unit_of(line),)]
            cells.append(_whole(line, material, reasons))
            if compares:
                cells += _compared(line, material, narrower=narrower)
            cells.append(_origin(line, material, sources))
            rows.append(Row(tuple(book.runs(cell) for cell in cells)))
    notes = [_LEGEND, *reasons.notes()]
    if compares:
        notes.insert(1, _COMPARED)
    table = Table(_columns(compares=compares, narrower=narrower), tuple(rows), notes=_notes_below(notes))
    return Annex(number, "Kết quả theo từng chỉ tiêu thống kê", (), (table,), landscape=narrower)


def _columns(*, compares: bool, narrower: bool) -> tuple[Column, ...]:
    star = " (*)" if narrower else ""
    columns = [Column("TT", 5, "center"), Column("Chỉ tiêu thống kê", 30), Column("Đơn vị tính", 14, "center")]
    columns.append(Column("Kỳ này", 12, "right"))
    if narrower:
        columns.append(Column("Kỳ này (*)", 11, "right"))
    if compares:
        columns += [Column(f"Cùng kỳ{star}", 11, "right"), Column(f"Tăng (+), giảm (−){star}", 12, "right")]
        columns.append(Column(f"%{star}", 10, "right"))
    return (*columns, Column("Số đơn vị báo cáo, nguồn", 13, "center"))


def _by_year(number: str, material: Material, book: Book) -> Annex:
    wide = len(material.years) > _WIDE
    years = tuple(Column(year.label, 6 if wide else 9, "right") for year in material.years)
    name, unit, total = (22, 10, 9) if wide else (25, 14, 12)
    columns = (Column("TT", 4, "center"), Column("Chỉ tiêu thống kê", name), Column("Đơn vị tính", unit, "center"), *years,
               Column("Toàn kỳ", total, "right"))  # fmt: skip
    reasons, rows, n = _Reasons(), [], 0
    for title, lines in _grouped(chosen(material.lines)):
        rows.append(Row((book.runs((title,)),), heading=True))
        for line in lines:
            n += 1
            amounts = line.years or tuple(Amount(year.span, NO_FIGURE) for year in material.years)
            cells: list[Sentence] = [(str(n),), (_row_name(line, lines),), (unit_of(line),)]
            cells += [_amount(line, amount, material, reasons) for amount in amounts]
            cells.append(_whole(line, material, reasons))
            rows.append(Row(tuple(book.runs(cell) for cell in cells)))
    part = [f"Cột {year.label}: {between(year.span)}." for year in material.years
            if (year.span.last - year.span.start).days < 364]  # fmt: skip
    notes = [_LEGEND, "Cột “Toàn kỳ”: số phát sinh cộng cả kỳ; số hiện có là số cuối kỳ.", *part, *reasons.notes()]
    table = Table(columns, tuple(rows), notes=_notes_below(notes))
    return Annex(number, "Số liệu theo từng năm", (), (table,), landscape=wide)


def _not_reported(number: str, material: Material, book: Book) -> Annex:
    columns = (Column("TT", 7, "center"), Column("Đơn vị", 33), Column("Biểu", 24), Column("Kỳ báo cáo", 30, "center"))
    rows = []
    for n, each in enumerate(material.absent, 1):
        period = f"{each.period} ({each.reason})" if each.reason else each.period
        rows.append(Row(tuple(book.runs((text,)) for text in (str(n), each.unit, each.form, period))))
    note = "Số liệu của các đơn vị này không có trong các số tổng hợp nêu trên."
    return Annex(number, "Đơn vị chưa gửi đủ báo cáo", (), (Table(columns, tuple(rows), notes=_notes_below([note])),))


def _published(number: str, material: Material, book: Book) -> Annex:
    """Published figures with document and words; where the unit's own total exists, that total and the difference."""
    columns = (Column("TT", 6, "center"), Column("Chỉ tiêu thống kê", 28), Column("Số liệu", 20), Column("Nguồn", 46))
    documents, rows = _documents(material), []
    for n, (line, amount) in enumerate(_told(material.lines), 1):
        assert line.document is not None
        named = f"({documents[line.document.full]}) {line.document.full}"
        cells: list[Sentence] = [
            (str(n),),
            (_name(line),),
            sentence(_stated(line, amount, material), _beside(line, amount, material)),
            ("; ".join(part for part in (named, amount.where) if part) + ".",),
        ]
        rows.append(Row(tuple(book.runs(cell) for cell in cells)))
    note = "Số liệu đã công bố giữ nguyên như văn bản, không cộng vào số tổng hợp."
    return Annex(number, "Nguồn của số liệu đã công bố", (), (Table(columns, tuple(rows), notes=_notes_below([note])),))


def _told(lines: Sequence[Line]) -> list[tuple[Line, Amount]]:
    """Every amount that a document gives, of the whole span and of years inside it, each once."""
    pairs: list[tuple[Line, Amount]] = []
    for line in lines:
        if line.document is None:
            continue
        for each in (line.whole, *line.years, *line.others):
            if each.content.state is not State.NOT_REPORTED and all(each is not known for _, known in pairs):
                pairs.append((line, each))
    return pairs


def _notes(number: str, material: Material, book: Book) -> Annex:
    said = [*recut_note(material), *(_mismatch(each, material) for each in material.mismatches)]
    return Annex(number, "Ghi chú về số liệu", tuple(book.paragraph(each) for each in said))


def _mismatch(each: Mismatch, material: Material) -> Sentence:
    """ "Văn bản nêu 1.920 mô hình, trong đó 1.474 tổ và 482 mô hình, cộng 1.956; …, giữ nguyên như văn bản.\""""
    place, decimals = material.place, each.whole.measure.decimals
    amounts = [part.whole.known or 0 for part in each.parts]
    facts = tuple(fact_of(part, part.whole, place) for part in each.parts)
    shown = digits(sum(amounts), decimals, pad=True)
    arithmetic = " + ".join(digits(amount, decimals, pad=False) for amount in amounts) + f" = {shown}"
    total = Printed(
        shown, formula(arithmetic, str(sum(amounts)), "Cộng các phần", "", place, str(material.span)), facts
    )
    parts = [
        quoted(part, part.whole, place)
        or sentence(quantity(part, part.whole, place), f" ({lower_first(part.measure.name)})")
        for part in each.parts
    ]
    units = list(dict.fromkeys(unit_of(line) for line in (each.whole, *each.parts)))
    why = each.why or (f"“{'”, “'.join(units)}” khác đơn vị tính" if len(units) > 1 else "chưa rõ nguyên nhân")
    document = each.whole.document.name if each.whole.document else "báo cáo"
    whole = quoted(each.whole, each.whole.whole, place) or quantity(each.whole, each.whole.whole, place)
    return sentence(f"{upper_first(document)} nêu ", whole, ", trong đó ", join(parts, " và "), ", cộng ", total,
                    f"; {why}, giữ nguyên như văn bản.")  # fmt: skip


def _stated(line: Line, amount: Amount, material: Material) -> Sentence:
    """The figure as the document has it, with its days where they are not those of the review."""
    days = "" if _same_days(line, amount, Amount(material.span, NO_FIGURE)) else f", {_days(line, amount)}"
    if amount.content.state is State.REPORTED:
        return sentence(quantity(line, amount, material.place), days)
    return (_WITHOUT_NUMBER[amount.content.state] + days,)


def _beside(line: Line, amount: Amount, material: Material) -> Sentence:
    """What the unit itself collected over the same days (a stock: on the same day), with the difference where both are exact."""
    own = next((each for each in material.lines if each.document is None and _key(each) == _key(line)), None)
    same = [each for each in (own.whole, *own.years) if _same_days(line, each, amount)] if own else []
    if own is None or not same or same[0].known is None:
        return ()
    beside = same[0]
    said = sentence("; số tổng hợp: ", quantity(own, beside, material.place))
    published, collected = amount.exact, beside.exact
    if published is None or collected is None or published == collected:
        return said
    decimals = line.measure.decimals
    shown = digits(abs(published - collected), decimals, pad=True)
    arithmetic = f"{digits(published, decimals, pad=False)} − {digits(collected, decimals, pad=False)}"
    fact = formula(arithmetic, str(published - collected), "Chênh lệch", line.measure.unit_of_count, material.place,
                   str(amount.span))  # fmt: skip
    inputs = (fact_of(line, amount, material.place), fact_of(own, beside, material.place))
    return sentence(said, "; chênh lệch ", Printed(shown, fact, inputs))


def _days(line: Line, amount: Amount) -> str:
    if line.measure.nature is Nature.STOCK:
        return f"đến ngày {short_date(amount.span.last)}"
    return between(amount.span)


def _same_days(line: Line, one: Amount, other: Amount) -> bool:
    return one.span.last == other.span.last if line.measure.nature is Nature.STOCK else one.span == other.span


def _whole(line: Line, material: Material, reasons: _Reasons) -> Sentence:
    """The cell of the whole span; a published figure of other days does not stand in it."""
    if line.document is None or _same_days(line, line.whole, Amount(material.span, NO_FIGURE)):
        return _amount(line, line.whole, material, reasons)
    return ("…" + reasons.mark(f"văn bản chỉ nêu số liệu {between(line.whole.span)}"),)


def _amount(line: Line, amount: Amount, material: Material, reasons: _Reasons) -> Sentence:
    """A table cell: number, "-" for a confirmed zero, "…" for no figure (with the note of its reason), "x", or words."""
    content = amount.content
    if content.state is State.REPORTED:
        return quantity(line, amount, material.place, unit=False, pad=False)
    if content.state is State.NOTHING_AROSE:
        return (Printed("-", fact_of(line, amount, material.place)),)
    if content.state is State.STATED_WITHOUT_NUMBER:
        return ("có nêu, không có số",)
    return (("x" if content.state is State.NOT_APPLICABLE else "…") + reasons.mark(content.reason),)


def _compared(line: Line, material: Material, *, narrower: bool) -> list[Sentence]:
    """The cells of a comparison; with ``narrower`` also this period's number over the compared units."""
    both = _whole_comparison(line, material)
    if both is None:
        return [("",)] * (4 if narrower else 3)
    sides = [both.now, both.then] if narrower else [both.then]
    cells = [quantity(line, side, material.place, unit=False, pad=False) for side in sides]
    by, part = difference(line, both, material.place, pad=False), share(line, both, material.place)
    if by is None:
        return [*cells, ("0",), ("",)]
    sign = "+" if (both.now.exact or 0) > (both.then.exact or 0) else "−"
    return [*cells, (sign + _JOINED, by), (sign + _JOINED, part) if part else ("",)]


def _is_narrower(line: Line, material: Material) -> bool:
    """Whether the comparison covers fewer units than the period's own number."""
    both = _whole_comparison(line, material)
    return both is not None and both.now.known != line.whole.known


def _whole_comparison(line: Line, material: Material) -> Compared | None:
    """The comparison, where it is of the whole span: else the column "Kỳ này" would not be what is compared."""
    both = comparable(line)
    return both if both is not None and material.span.start == both.window.start else None


def _origin(line: Line, material: Material, documents: dict[str, int]) -> Sentence:
    if line.document is not None:
        actor = actor_of(line, material.place)
        return (f"Nguồn ({documents[line.document.full]})" + (f"; {actor}" if actor else ""),)
    coverage = line.whole.coverage
    if not coverage.expected:
        return ("",)
    reported = counted("Đã báo cáo", coverage.reported, line, line.whole, material.place, pad=False)
    expected = counted("Phải báo cáo", coverage.expected, line, line.whole, material.place, pad=False)
    return (reported, "/", expected)


def _grouped(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines under the outline's headings, the totals before their breakdowns."""
    titles = ["Đặc điểm tình hình", "Công tác lãnh đạo, chỉ đạo", *(title for title, _ in phrases.RESULTS)]
    groups: dict[str, list[Line]] = {title: [] for title in titles}
    for line in lines:
        code = line.measure.code
        if code in phrases.SITUATION:
            groups[titles[0]].append(line)
        elif code in phrases.LEADERSHIP:
            groups[titles[1]].append(line)
        else:
            groups[phrases.owner(code)].append(line)
    ordered = (
        (title, sorted(group, key=lambda line: (line.measure.code, line.breakdown))) for title, group in groups.items()
    )
    return [(f"{'ABCDEGHIKLM'[n]}. {title}", group) for n, (title, group) in enumerate((t, g) for t, g in ordered if g)]


def _documents(material: Material) -> dict[str, int]:
    """The published documents, numbered in order of appearance."""
    names = dict.fromkeys(line.document.full for line in material.lines if line.document)
    return {name: n for n, name in enumerate(names, 1)}


def _absent_count(material: Material) -> Printed:
    units = dict.fromkeys(each.unit for each in material.absent)
    source = Source("formula", "Đếm đơn vị chưa có báo cáo được duyệt trong kỳ: " + ", ".join(units))
    fact = Fact("", "Đơn vị chưa gửi đủ báo cáo", "đơn vị", str(material.span), upper_first(material.place.full), str(len(units)),
                sources=(source,))  # fmt: skip
    return Printed(digits(len(units), 0, pad=True), fact)


def _name(line: Line) -> str:
    return f"{line.measure.name} ({line.label})" if line.label else line.measure.name


def _row_name(line: Line, lines: Sequence[Line]) -> str:
    """A part below its total is named by its own label only."""
    totals = {(each.measure.code, each.document) for each in lines if not each.label}
    return f"- {line.label}" if line.label and (line.measure.code, line.document) in totals else _name(line)


def _key(line: Line) -> tuple[str, str]:
    return line.measure.code, line.breakdown


def _notes_below(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Run(text),), "note") for text in texts)
