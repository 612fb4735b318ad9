"""From material to frozen facts: the outline of a sơ kết or tổng kết report, its numbers bound in reading order. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from binhyen.figures.rules.cells import State
from binhyen.foundation.official.content import Annex, Column, Paragraph, Row, Section, Table
from binhyen.foundation.vietnamese import short_date
from binhyen.reviews import annexes, balances, phrases
from binhyen.reviews.binding import Book
from binhyen.reviews.comparison import compared
from binhyen.reviews.facts import Chart, Fact, Point, ReviewFacts, Source
from binhyen.reviews.issuers import Issuer
from binhyen.reviews.material import Amount, Kind, Line, Material, Place, Series
from binhyen.reviews.parts import families
from binhyen.reviews.sentences import (
    coverage_note,
    coverages,
    flows,
    has_number,
    is_ratio,
    is_stock,
    is_zero,
    items,
    of_one_document,
    paired_rates,
    ratios,
    stocks,
    without_number,
    zeros,
)
from binhyen.reviews.wording import (
    Printed,
    Sentence,
    between,
    coverage_pieces,
    digits,
    kind_words,
    lower_first,
    plain,
    quantity,
    raw,
    sentence,
    span_words,
    unit_word,
    upper_first,
)

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_TO_WRITE = {
    "Ưu điểm": "kết quả nổi bật, có dẫn số liệu tại phần kết quả thực hiện",
    "Nguyên nhân": "nguyên nhân khách quan, chủ quan",
    "Bài học kinh nghiệm": "bài học kinh nghiệm",
}


def compose(material: Material, issuer: Issuer) -> ReviewFacts:
    """The whole paper as frozen facts, ready for ``docx.write`` and for keeping; same material, same facts."""
    book = Book()
    lines = annexes.chosen(material.lines)
    opening = (book.paragraph((_opening(material, issuer),)),)
    plan = annexes.plan(material)
    sections: list[Section] = []
    for title, parts in (
        ("Đặc điểm tình hình", _situation(lines, material, book)),
        ("Công tác lãnh đạo, chỉ đạo, triển khai thực hiện", _leadership(lines, material, book)),
        ("Kết quả thực hiện", _results(lines, material, plan, book)),
        ("Đánh giá chung", _judgement(material)),
        (
            "Phương hướng, nhiệm vụ, giải pháp",
            [Section(0, "", (_to_write("phương hướng, nhiệm vụ, giải pháp thời gian tới"),))],
        ),
        ("Kiến nghị, đề xuất", [Section(0, "", (_to_write("kiến nghị, đề xuất; nêu rõ cơ quan giải quyết"),))]),
    ):
        sections.extend(_numbered(title, parts, _ROMAN[sum(s.level == 1 for s in sections) + 1]))
    chart = _chart(material.series, material.place) if material.series else None
    made = _annexes(material, plan, book)
    return ReviewFacts(
        review=material.review,
        kind=material.kind.value,
        programme=material.programme.code,
        programme_name=material.programme.title,
        unit=upper_first(material.place.full),
        start=material.span.start.isoformat(),
        end=material.span.last.isoformat(),
        cut_off=material.cut_off.isoformat(),
        made_on=material.made_on.isoformat(),
        provisional=material.provisional,
        demo=material.demo,
        heading=issuer.heading,
        title="BÁO CÁO",
        subject=_subject(material),
        opening=opening,
        sections=tuple(sections),
        closing=book.paragraph((f"Trên đây là báo cáo {lower_first(_subject(material))}./.",)),
        signers=issuer.signers,
        recipients=issuer.recipients,
        annexes=made,
        chart=chart,
        numbers=book.numbers,
        facts=book.facts,
    )


def _subject(material: Material) -> str:
    """The trích yếu: "Sơ kết 02 năm thực hiện … trên địa bàn tỉnh Mẫu"."""
    when, kind, title = span_words(material.span), kind_words(material.kind), material.programme.title
    where = f" trên địa bàn {material.place.full}" if material.place.type else ""
    if when.startswith(("giai đoạn", "từ ngày")):
        return f"{kind} thực hiện {title} {when}{where}"
    return f"{kind} {when} thực hiện {title}{where}"


def _opening(material: Material, issuer: Issuer) -> str:
    basis = "; ".join(material.programme.basis) or material.programme.title
    provisional = ", số liệu tạm tính" if material.provisional else ""
    dates = f"số liệu {between(material.span)}{provisional}"
    known = "" if material.cut_off == material.span.last else f"; tính đến ngày {short_date(material.cut_off)}"
    review = "sơ kết" if material.kind is Kind.INTERIM else "tổng kết"
    return f"Thực hiện {basis}, {issuer.voice} báo cáo kết quả {review} ({dates}{known}) như sau:"


def _numbered(title: str, parts: Sequence[Section], roman: str) -> list[Section]:
    """The parts below their Roman heading; a part of level 0 is the text right below it; without parts no section."""
    if not parts:
        return []
    own = [part for part in parts if part.level == 0]
    below = [part for part in parts if part.level > 0]
    head = Section(
        1,
        f"{roman}. {title.upper()}",
        tuple(paragraph for part in own for paragraph in part.paragraphs),
        tuple(table for part in own for table in part.tables),
        any(part.has_chart for part in own),
    )
    numbered = [
        Section(2, f"{n}. {part.title}", part.paragraphs, part.tables, part.has_chart)
        for n, part in enumerate(below, 1)
    ]
    return [head, *numbered]


def _situation(lines: Sequence[Line], material: Material, book: Book) -> list[Section]:
    """Part I: units, residential areas, households, changes of territory, and nothing else."""
    paragraphs: list[Paragraph] = []
    counts = _unit_counts(material)
    if counts:
        paragraphs.append(book.paragraph(counts))
    mine = [line for line in lines if line.measure.code in phrases.SITUATION and has_number(line)]
    told = [line for line in mine if line.measure.code in phrases.PHRASES]
    paragraphs += [book.paragraph(each) for each in stocks(told, material)]
    for change in material.changes:
        basis = f" ({change.basis})" if change.basis else ""
        paragraphs.append(book.paragraph((f"Từ ngày {short_date(change.on)}, {change.text}{basis}.",)))
    paragraphs += [book.paragraph(each) for each in annexes.recut_note(material)]
    return [Section(0, "", tuple(paragraphs))] if paragraphs else []


def _unit_counts(material: Material) -> Sentence:
    place = material.place
    units = {word: count for word, count in (place.units or {}).items() if count}
    if not units:
        return ()

    def bound(count: int, what: str) -> Printed:
        listed = (Source("setting", f"Danh mục đơn vị hành chính, ngày {short_date(material.cut_off)}"), *place.sources)
        fact = Fact("CTX03", "Đơn vị hành chính cấp xã", what, short_date(material.cut_off), upper_first(place.full), str(count),
                    sources=listed)  # fmt: skip
        return Printed(digits(count, 0, pad=True), fact)

    total = bound(sum(units.values()), "đơn vị")
    if len(units) == 1:
        return sentence(f"{upper_first(place.full)} có ", total, f" {next(iter(units))}.")
    parts = [
        sentence(", " if n else "", bound(count, word), f" {word}") for n, (word, count) in enumerate(units.items())
    ]
    return sentence(f"{upper_first(place.full)} có ", total, " đơn vị hành chính cấp xã (", *parts, ").")


def _leadership(lines: Sequence[Line], material: Material, book: Book) -> list[Section]:
    mine = [line for line in lines if line.measure.code in phrases.LEADERSHIP]
    if not mine:
        return [Section(0, "", (_to_write("văn bản đã ban hành, kiện toàn Ban Chỉ đạo, hội nghị, kiểm tra"),))]
    return [Section(0, "", _paragraphs(mine, material, book))]


def _results(lines: Sequence[Line], material: Material, plan: annexes.Plan, book: Book) -> list[Section]:
    parts = [Section(0, "", (book.paragraph(annexes.pointer(material, plan)),))]
    left = [line for line in lines if line.measure.code not in (*phrases.LEADERSHIP, *phrases.SITUATION)]
    drawn = False
    for title, codes in phrases.RESULTS:
        mine = _in_order([line for line in left if phrases.owner(line.measure.code) == title], codes)
        if not mine:
            continue
        shows = material.series is not None and material.series.measure.code in {line.measure.code for line in mine}
        paragraphs = _paragraphs(mine, material, book)
        tables = (
            (_series_table(material.series, material.place, book),) if shows and material.series and not drawn else ()
        )
        parts.append(Section(2, title, paragraphs, tables, shows and not drawn))
        drawn = drawn or shows
    return parts


def _in_order(lines: Sequence[Line], codes: tuple[str, ...]) -> list[Line]:
    def place(line: Line) -> int:
        code = line.measure.code
        return codes.index(code) if code in codes else codes.index(code[:3]) if code[:3] in codes else len(codes)

    return sorted(lines, key=place)


def _paragraphs(lines: Sequence[Line], material: Material, book: Book) -> tuple[Paragraph, ...]:
    """The sentences of one part: what came in the period, what there is, rates, zeros, the comparison, the coverage."""
    said = _prose(lines)
    whole_first, rest = families([line for line in said if has_number(line)], material)
    balanced, rest = balances.models(rest, material)
    mediated, rest = balances.mediation(rest, material)
    rates = paired_rates(rest, material)
    single = [line for line in rest if is_ratio(line) and line not in rates]
    phrased = [line for line in rest if line.measure.code in phrases.PHRASES and not is_ratio(line)]
    listed = [line for line in rest if line not in phrased and not is_ratio(line)]
    sentences = [
        *whole_first,
        *flows([line for line in phrased if not is_stock(line)], material),
        *balanced,
        *mediated,
        *stocks([*(line for line in phrased if is_stock(line)), *rates], material),
        *ratios(single, material),
        *zeros([line for line in said if is_zero(line)]),
        *without_number([line for line in said if line.whole.content.state is State.STATED_WITHOUT_NUMBER], material),
        *compared([line for line in said if not line.label], material),
    ]
    told = items(listed, material)
    told_once = of_one_document(sentences, said)
    paragraphs = [book.paragraph(each) for each in told_once] + [book.paragraph(each, "item") for each in told]
    if len(coverages(material.lines)) > 1:
        paragraphs += [book.paragraph(each) for each in coverage_note(said, material)]
    if paragraphs:
        return tuple(paragraphs)
    return (book.paragraph(("Chưa có số liệu.",)), _to_write("kết quả, nếu có tài liệu khác"))


def _prose(lines: Sequence[Line]) -> list[Line]:
    """The lines for sentences: parts of a total that is itself there stay in the annex."""
    totals = {(line.measure.code, line.document) for line in lines if not line.label}
    return [line for line in lines if not line.label or (line.measure.code, line.document) not in totals]


def _judgement(material: Material) -> list[Section]:
    parts = [Section(2, "Ưu điểm", (_to_write(_TO_WRITE["Ưu điểm"]),))]
    limits = [_to_write("tồn tại, hạn chế")]
    if material.absent:
        words = material.place.unit_words
        text = f"Việc chấp hành chế độ thông tin, báo cáo ở một số {words} chưa nghiêm."
        limits.insert(0, Book().paragraph((text,)))
    parts.append(Section(2, "Tồn tại, hạn chế", tuple(limits)))
    return [
        *parts,
        *(Section(2, title, (_to_write(_TO_WRITE[title]),)) for title in ("Nguyên nhân", "Bài học kinh nghiệm")),
    ]


def _to_write(what: str) -> Paragraph:
    """A marked gap for the writer."""
    return Book().paragraph((f"[Cán bộ soạn thảo bổ sung: {what}.]",), "placeholder")


def _chart(series: Series, place: Place) -> Chart:
    measure, line = series.measure, Line(series.measure, series.amounts[-1])
    points = tuple(
        Point(label)
        if amount.known is None
        else Point(label, raw(amount.known, measure.decimals), plain(_shown(line, amount, place)))
        for label, amount in zip(series.labels, series.amounts, strict=True)
    )
    title = f"{measure.name} ({unit_word(measure)})"
    told = "; ".join(f"{point.label}: {point.shown or 'chưa có số liệu'}" for point in points)
    return Chart(title, f"Biểu đồ cột: {title}. {told}.", points)


def _series_table(series: Series, place: Place, book: Book) -> Table:
    line = Line(series.measure, series.amounts[-1])
    columns = tuple(Column(label, 10, "center") for label in series.labels)
    return Table(columns, (Row(tuple(book.runs(_shown(line, amount, place)) for amount in series.amounts)),))


def _shown(line: Line, amount: Amount, place: Place) -> Sentence:
    """A bar's number, with n/m where not every unit reported: a lower bar may only be an incomplete one."""
    if amount.known is None:
        return ("…",)
    shown, coverage = quantity(line, amount, place, unit=False, pad=False), amount.coverage
    if coverage.reported >= coverage.expected:
        return shown
    return sentence(shown, " (", *coverage_pieces(line, amount, place)[:3], ")")


def _annexes(material: Material, plan: annexes.Plan, book: Book) -> tuple[Annex, ...]:
    return tuple(make(f"Phụ lục {_ROMAN[n]}", material, book) for n, make in enumerate(plan.values(), 1))
