"""What the record gives a review: zeros, a text's figures over time, the place of a figure in a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from binhyen.directives.actions import accept_citation, accept_text
from binhyen.directives.models import Programme
from binhyen.figures.actions import programme_reads, submit
from binhyen.figures.actions.readings import AcceptedFigure, accept_figure
from binhyen.figures.rules.cells import CellKey, CellValue, State
from binhyen.foundation.official.content import Annex
from binhyen.foundation.span import Span
from binhyen.reviews.actions import draft
from binhyen.reviews.facts import ReviewFacts
from binhyen.reviews.issuers import issuer
from binhyen.reviews.material import Coverage, Kind, Line, calendar_years
from binhyen.reviews.outline import compose
from binhyen.reviews.queries.collected import Collected
from binhyen.reviews.queries.read_from_texts import published_lines
from tests.cast import Cast, approved, month_cells, read_and_approve
from tests.reviews.examples import PLACE, amount, collected, rich

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
TWO_YEARS = Span(date(2024, 1, 1), date(2025, 12, 31))
TEXT = "Tin về hội nghị\n\nQuý I năm 2025 hòa giải thành 40 vụ.\nCả năm 2025 hòa giải thành 150 vụ; năm ấy còn ghi 160 vụ.\n"


def programme_of(codes: list[str], now: datetime) -> Programme:
    made = Programme.objects.create(code="THU-02", name="Kế hoạch thử", starts_on=date(2024, 1, 1), line="state")
    programme_reads(programme=made, indicators=codes, actor=None, now=now)
    return made


def rows_of(facts: ReviewFacts, title: str) -> list[str]:
    annex: Annex = next(annex for annex in facts.annexes if title in annex.title)
    rows = [row for table in annex.tables for row in table.rows]
    return [" | ".join("".join(run.text for run in cell) for cell in row.cells).replace("\u00a0", " ") for row in rows]


def test_a_total_of_confirmed_zeros_prints_a_dash_and_is_said_not_to_have_arisen(cast: Cast, now: datetime) -> None:
    programme = programme_of(["MED03", "MED04", "MED05"], now)
    for unit in (cast.tan_an, cast.tan_binh):
        approved(cast, unit, MAY, month_cells(), now)
    made = draft(
        programme=programme, unit=cast.province, span=MAY, kind=Kind.INTERIM, actor=cast.hoa, now=now, provisional=True
    ).frozen()  # fmt: skip
    failed = next(row for row in rows_of(made, "từng chỉ tiêu") if "không thành" in row)
    assert failed.split(" | ")[3] == "-"
    assert any("Trong kỳ không phát sinh: " in p.text for section in made.sections for p in section.paragraphs)


def test_a_zero_beside_units_that_told_of_some_is_no_confirmed_zero() -> None:
    line: Line = collected("FIR01", 0)
    told = replace(line, whole=amount(0, coverage=Coverage(158, 166, 1, 3)))
    facts = compose(rich(lines=(told,)), issuer("ban-chi-dao", PLACE, 2026))
    said = " ".join(p.text for section in facts.sections for p in section.paragraphs).replace("\u00a0", " ")
    assert "không phát sinh" not in said
    assert "ngoài ra 03 đơn vị có nêu" in said


def test_a_line_whose_first_period_is_still_to_come_is_not_among_the_lines(cast: Cast, now: datetime) -> None:
    programme = programme_of(["COM01", "MED04"], now)
    ahead = Span(date(2026, 11, 1), date(2027, 6, 30))
    lines = {
        day: Collected(cast.province, programme, ahead, (), 0, day).lines()
        for day in (date(2026, 11, 20), date(2027, 1, 1))
    }
    assert [{line.measure.code for line in of_day} for of_day in lines.values()] == [{"MED04"}, {"COM01", "MED04"}]
    assert all(line.whole.coverage.expected for of_day in lines.values() for line in of_day)


def figures_of_the_text(cast: Cast, programme: Programme, now: datetime) -> None:
    """40 of the first quarter, 150 of the year; approved."""
    source = accept_text(
        text=TEXT, title="Tin về hội nghị thử", unit=cast.province, programmes=[programme], no_secrets=True, actor=cast.nam,
        now=now,
    )  # fmt: skip
    for words, value, span in (
        ("40 vụ", 40, Span(date(2025, 1, 1), date(2025, 3, 31))),
        ("150 vụ", 150, Span(date(2025, 1, 1), date(2025, 12, 31))),
    ):
        start = source.text.index(words)
        figure = AcceptedFigure(
            keys=[CellKey("MED04")], content=CellValue(State.REPORTED, value), is_percent=False, unit=cast.province, span=span,
            start=start, end=start + len(words),
        )  # fmt: skip
        submission = accept_figure(source, figure, actor=cast.nam, now=now)
        submit(submission, actor=cast.nam, now=now)
        read_and_approve(submission, actor=cast.minh, now=now)


def test_a_quarter_stays_out_of_the_years_column_and_a_text_is_cited_by_paragraph(cast: Cast, now: datetime) -> None:
    programme = programme_of(["MED04"], now)
    figures_of_the_text(cast, programme, now)
    (line,) = published_lines(cast.province, programme, TWO_YEARS, calendar_years(TWO_YEARS))
    assert [each.known for each in line.years] == [None, 150]
    assert [(each.known, each.where) for each in line.others] == [(40, "đoạn 2: “40 vụ”")]
    (source,) = line.others[0].sources
    assert source.text.startswith("Tin về hội nghị thử, đoạn 2, ký tự ")
    made = draft(
        programme=programme, unit=cast.province, span=TWO_YEARS, kind=Kind.FINAL, actor=cast.hoa, now=now, provisional=True
    ).frozen()  # fmt: skip
    cited = rows_of(made, "công bố")
    assert [row.split(" | ")[2] for row in cited] == [
        "150 vụ, từ ngày 01/01/2025 đến ngày 31/12/2025",
        "40 vụ, từ ngày 01/01/2025 đến ngày 31/3/2025",
    ]
    assert not [row for row in cited if "ký tự" in row]


def told(cast: Cast, programme: Programme, code: str, given: list[tuple[int, Span]], now: datetime) -> list[Line]:
    """The lines of one cited document that gives each number over its span."""
    source = accept_citation(
        title="Tin thử", unit=cast.province, programmes=[programme], key="t", actor=cast.nam, now=now
    )
    for value, span in given:
        figure = AcceptedFigure(
            keys=[CellKey(code)], content=CellValue(State.REPORTED, value), is_percent=False, unit=cast.province, span=span,
            place=f"đoạn {value}", quote=f"{value}",
        )  # fmt: skip
        submission = accept_figure(source, figure, actor=cast.nam, now=now)
        submit(submission, actor=cast.nam, now=now)
        read_and_approve(submission, actor=cast.minh, now=now)
    return published_lines(cast.province, programme, TWO_YEARS, calendar_years(TWO_YEARS))


def test_a_stock_counts_by_its_last_day(cast: Cast, now: datetime) -> None:
    given = [(70, Span(date(2024, 6, 1), date(2024, 12, 31))), (75, Span(date(2025, 6, 30), date(2025, 6, 30))),
             (80, Span(date(2025, 12, 31), date(2025, 12, 31)))]  # fmt: skip
    (line,) = told(cast, programme_of(["MOD03"], now), "MOD03", given, now)
    assert (line.whole.known, [each.known for each in line.years]) == (80, [70, 80])
    assert [each.known for each in line.others] == [75]
    made = compose(
        rich(lines=(line,), span=TWO_YEARS, years=calendar_years(TWO_YEARS)), issuer("ban-chi-dao", PLACE, 2026)
    )
    assert [row.split(" | ")[2] for row in rows_of(made, "công bố")] == [
        "80 tổ", "70 tổ, đến ngày 31/12/2024", "75 tổ, đến ngày 30/6/2025",
    ]  # fmt: skip


def test_figures_of_several_years_stand_with_their_days_and_not_as_those_of_the_whole(
    cast: Cast, now: datetime
) -> None:
    given = [(90, Span(date(2024, 7, 1), date(2025, 6, 30)))]
    (line,) = told(cast, programme_of(["MED04"], now), "MED04", given, now)
    made = compose(
        rich(lines=(line,), span=TWO_YEARS, years=calendar_years(TWO_YEARS)), issuer("ban-chi-dao", PLACE, 2026)
    )
    said = " ".join(p.text for section in made.sections for p in section.paragraphs).replace("\u00a0", " ")
    assert "từ ngày 01/7/2024 đến ngày 30/6/2025, toàn tỉnh hòa giải thành 90 vụ, việc" in said
    for title in ("từng chỉ tiêu", "từng năm"):
        row = next(row for row in rows_of(made, title) if "hòa giải thành" in row)
        assert "90" not in row
    note = next(annex for annex in made.annexes if "từng năm" in annex.title).tables[0].notes[-1].text
    assert note == "(1) Văn bản chỉ nêu số liệu từ ngày 01/7/2024 đến ngày 30/6/2025."
