"""The sentences: stocks and flows apart, hedges in words, actors and documents kept, comparisons on the same units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from binhyen.figures.rules.cells import Nature, Qualifier
from binhyen.foundation.data import rows
from binhyen.foundation.span import Span
from binhyen.reviews import phrases
from binhyen.reviews.balances import mediation, models
from binhyen.reviews.comparison import compared
from binhyen.reviews.material import Amount, Coverage, Line, Measure, Place
from binhyen.reviews.sentences import (
    actor_of,
    coverage_note,
    flows,
    is_stock,
    items,
    of_one_document,
    ratios,
    stocks,
    without_number,
    zeros,
)
from binhyen.reviews.wording import Sentence, plain
from tests.reviews.examples import (
    DECADE,
    MEASURES,
    PLACE,
    POLICE_REPORT,
    SPAN,
    amount,
    collected,
    published,
    reported,
    rich,
    same_period,
    sparse,
)


def text(sentences: Iterable[Sentence]) -> str:
    """The sentences as one text with ordinary blanks."""
    return " ".join(plain(each) for each in sentences).replace("\u00a0", " ")


def models_of(*lines: Line) -> str:
    return text(models(lines, rich())[0])


def mediation_of(*lines: Line) -> str:
    return text(mediation(lines, rich())[0])


MOVES = (collected("MOD05", 120), collected("MOD06", 28), collected("MOD09", 22))
STANDING = (collected("MOD01", 38), collected("MOD02", 3412, opening=amount(3286)))


def test_models_that_ended_are_never_a_part_of_those_in_operation() -> None:
    assert models_of(*STANDING, *MOVES) == (
        "Trong kỳ, toàn tỉnh ra mắt mới 120 điểm, nhân rộng 28 điểm, thanh loại 22 điểm; "
        "đến nay, toàn tỉnh duy trì 38 loại mô hình với 3.412 điểm (đầu kỳ 3.286 điểm)."
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (MOVES, "Trong kỳ, toàn tỉnh ra mắt mới 120 điểm, nhân rộng 28 điểm, thanh loại 22 điểm."),
        (MOVES[:1], "Trong kỳ, toàn tỉnh ra mắt mới 120 điểm mô hình."),
        (STANDING[1:], "Đến nay, toàn tỉnh duy trì 3.412 điểm mô hình (đầu kỳ 3.286 điểm)."),
        (STANDING[:1], "Đến nay, toàn tỉnh duy trì 38 loại mô hình."),
        ((), ""),
    ],
)
def test_the_sentence_on_models_is_right_for_any_subset(lines: Sequence[Line], said: str) -> None:
    assert models_of(*lines) == said
    assert "trong đó" not in said


def test_model_lines_that_the_sentence_does_not_use_are_given_back() -> None:
    groups = collected("MOD03", 1474)
    assert models((*MOVES, groups), rich())[1] == [groups]


MEDIATION = (collected("MED03", 1563), collected("MED04", 1285), collected("MED05", 214), collected("MED06", 64))


def test_mediation_names_the_unit_once_and_gives_the_rate() -> None:
    assert mediation_of(*MEDIATION) == (
        "Trong kỳ, toàn tỉnh tiếp nhận 1.563 vụ, việc; hòa giải thành 1.285 (82,2%), không thành 214, đang hòa giải 64."
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (MEDIATION[1:2], "Trong kỳ, toàn tỉnh hòa giải thành 1.285 vụ, việc."),
        (MEDIATION[1:3], "Trong kỳ, toàn tỉnh hòa giải thành 1.285 vụ, việc, không thành 214."),
        (MEDIATION[:1], "Trong kỳ, toàn tỉnh tiếp nhận 1.563 vụ, việc."),
        ((MEDIATION[0], collected("MED04", reported(1285, Qualifier.OVER))),
         "Trong kỳ, toàn tỉnh tiếp nhận 1.563 vụ, việc; hòa giải thành trên 1.285."),
    ],
)  # fmt: skip
def test_mediation_is_right_for_any_subset_and_gives_no_rate_of_hedged_numbers(
    lines: Sequence[Line], said: str
) -> None:
    assert mediation_of(*lines) == said


def test_no_rate_is_worked_out_over_different_units() -> None:
    other = Line(MEASURES["MED04"], amount(1285, coverage=Coverage(150, 166)))
    assert "%" not in mediation_of(MEDIATION[0], other)


def test_a_comparison_says_on_how_many_units_and_in_percentage_points_for_rates() -> None:
    lines = (
        collected("MED03", 1563, same_period=same_period(1563, 1612)),
        collected("MED07", 822, same_period=same_period(822, 796)),
    )
    assert text(compared(lines, rich())) == (
        "So với cùng kỳ (tính trên cùng 158 xã, phường): số vụ việc hòa giải tiếp nhận giảm 49 vụ, việc (3,0%); "
        "tỷ lệ hòa giải thành tăng 2,6 điểm phần trăm."
    )


def test_a_comparison_of_a_part_of_the_span_names_that_part() -> None:
    year = Span(date(2025, 7, 1), date(2026, 6, 30))
    both = replace(same_period(10, 8), window=year)
    said = text(compared([collected("COM04", 20, same_period=both)], rich()))
    assert said.startswith(
        "Riêng từ ngày 01/7/2025 đến ngày 30/6/2026, so với cùng kỳ (tính trên cùng 158 xã, phường): số buổi"
    )


def test_lines_over_different_units_are_compared_in_one_sentence_that_says_so() -> None:
    lines = [
        collected("COM07", 3, same_period=same_period(3, 2)),
        collected("FIR01", 1, same_period=same_period(1, 2, 150)),
    ]
    assert text(compared(lines, rich())) == (
        "So với cùng kỳ (tính trên cùng 158 xã, phường): số lớp tập huấn tăng 01 lớp (50,0%); "
        "tính trên cùng 150 xã, phường: số vụ cháy giảm 01 vụ (50,0%)."
    )


def test_hedged_or_missing_numbers_are_not_compared() -> None:
    hedged = replace(same_period(10, 8), now=amount(reported(10, Qualifier.OVER)))
    assert not compared([collected("COM04", 20, same_period=hedged), collected("COM07", 1)], rich())


def test_equal_numbers_are_said_to_be_equal() -> None:
    assert text(compared([collected("COM04", 8, same_period=same_period(8, 8))], rich())).endswith(
        "tập trung bằng cùng kỳ."
    )


def test_flows_and_stocks_stand_in_different_sentences() -> None:
    assert text(flows([collected("COM07", 15), collected("COM08", reported(30000, Qualifier.OVER))], rich())) == (
        "Trong kỳ, toàn tỉnh mở 15 lớp tập huấn với trên 30.000 lượt người được tập huấn."
    )
    assert text(stocks([collected("FRC01", 503), collected("FRC02", 2639)], rich())) == (
        "Đến nay, toàn tỉnh có 503 tổ bảo vệ an ninh, trật tự với 2.639 người là thành viên."
    )


def test_a_pair_over_different_units_is_not_said_together() -> None:
    lines = [collected("COM07", 15), Line(MEASURES["COM08"], amount(900, coverage=Coverage(1, 166)))]
    assert text(flows(lines, rich())) == "Trong kỳ, toàn tỉnh mở 15 lớp tập huấn; tập huấn cho 900 lượt người."


def test_a_published_figure_names_its_document_and_the_one_who_did_it() -> None:
    lines = [
        published("CPN01", 31, POLICE_REPORT, actor="Công an tỉnh"),
        published("CPN02", reported(410, Qualifier.OVER)),
    ]
    assert text(flows(lines, sparse())) == (
        "Theo báo cáo của Công an tỉnh, Công an tỉnh mở 31 đợt cao điểm tấn công, trấn áp tội phạm. "
        "Theo tin về hội nghị tổng kết cấp tỉnh, Công an tỉnh triệt phá trên 410 ổ nhóm tội phạm hình sự."
    )


@pytest.mark.parametrize(
    ("type_", "actor"), [("tỉnh", "Công an tỉnh"), ("thành phố", "Công an thành phố"), ("", "lực lượng Công an")]
)
def test_totals_of_the_police_are_never_the_programmes(type_: str, actor: str) -> None:
    assert actor_of(collected("CPN02", 3), Place("Mẫu", type_)) == actor
    assert actor_of(collected("COM04", 3), Place("Mẫu", type_)) == ""


def test_a_stated_rate_is_printed_with_its_hedge_and_its_owner() -> None:
    line = published("CRM03", reported(750, Qualifier.OVER), POLICE_REPORT, actor="Công an tỉnh")
    assert text(ratios([line], sparse())) == (
        "Theo báo cáo của Công an tỉnh, kết quả của Công an tỉnh: tỷ lệ điều tra, khám phá đạt trên 75%."
    )


def test_a_published_figure_of_another_span_says_from_when_to_when() -> None:
    early = Span(date(2013, 8, 1), date(2018, 8, 1))
    assert text(flows([published("COM07", 3, span=early)], sparse())) == (
        "Theo tin về hội nghị tổng kết cấp tỉnh, từ ngày 01/8/2013 đến ngày 01/8/2018, toàn tỉnh mở 03 lớp tập huấn."
    )


def test_a_stock_of_an_older_day_names_the_day() -> None:
    old = Line(MEASURES["MOD03"], amount(1400, Span(date(2025, 7, 1), date(2025, 12, 31))))
    assert text(stocks([old], rich())) == "Đến ngày 31/12/2025, toàn tỉnh có 1.400 tổ thực hiện mô hình."


def test_a_stock_and_its_rate_share_a_clause() -> None:
    assert text(stocks([collected("STD01", 4027), collected("STD02", 923)], rich())) == (
        "Đến nay, toàn tỉnh có 4.027 khu dân cư (92,3%) được công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”."
    )


def test_what_did_not_arise_and_what_was_named_without_number_are_said_apart() -> None:
    assert text(zeros([collected("FIR01", 0)])) == "Trong kỳ không phát sinh: vụ cháy."
    assert text(without_number([published("AWD01", 5)], sparse())) == (
        "Theo tin về hội nghị tổng kết cấp tỉnh, có nêu nhưng không có số liệu cụ thể: tập thể được khen thưởng."
    )


def test_an_indicator_without_a_phrase_is_listed_with_its_name() -> None:
    assert text(items([collected("WEA99", 12)], rich())) == "- Đèn chiếu sáng tự lắp: 12 chiếc."


def test_sentences_of_one_document_name_it_once() -> None:
    lines = [published("COM07", 3), published("MOD03", 5), published("FRC01", 7, POLICE_REPORT)]
    said = [*flows(lines[:1], sparse()), *stocks(lines[1:], sparse())]
    assert text(of_one_document(said, lines)) == (
        "Theo tin về hội nghị tổng kết cấp tỉnh, toàn tỉnh mở 03 lớp tập huấn; đến ngày 06/6/2023, toàn tỉnh có 05 tổ thực hiện "
        "mô hình. Theo báo cáo của Công an tỉnh, đến ngày 06/6/2023, toàn tỉnh có 07 tổ bảo vệ an ninh, trật tự."
    )


def test_recipients_of_awards_follow_the_number() -> None:
    line = published("AWD03", 23, breakdown="programme=X;recipient_kind=ca_nhan", label="Cá nhân")
    assert text(flows([line], sparse())).endswith("tặng 23 bằng khen cho cá nhân.")


def test_coverage_names_what_differs() -> None:
    lines = [
        collected("COM04", 1),
        collected("COM05", 2),
        Line(MEASURES["COM07"], amount(3, coverage=Coverage(470, 480, 24))),
    ]
    assert text(coverage_note(lines, rich())) == (
        "Số liệu tổng hợp của 158/166 xã, phường; riêng lớp tập huấn của 470/480 lượt báo cáo của các xã, phường."
    )
    assert not coverage_note([published("COM04", 3)], sparse())


def test_units_that_named_the_matter_without_a_number_are_counted_beside_the_sum() -> None:
    line = Line(MEASURES["COM07"], amount(3, coverage=Coverage(158, 166, 1, unnumbered=1)))
    assert "03 lớp tập huấn (ngoài ra 01 đơn vị có nêu, không có số liệu cụ thể)" in text(flows([line], rich()))


def catalogue() -> list[Measure]:
    """Every indicator of the product."""
    return [
        Measure(row["code"], row["vi"], row["unit"], Nature(row["nature"]), int(row["decimals"]))
        for row in rows("binhyen.figures", "indicators.csv")
    ]


@pytest.mark.parametrize("measure", catalogue(), ids=lambda measure: measure.code)
def test_every_indicator_of_the_catalogue_makes_a_sentence_with_its_own_unit(measure: Measure) -> None:
    line = Line(measure, Amount(SPAN, reported(1234), coverage=Coverage(3, 3)), label="Hội Cựu chiến binh")
    made = ratios if measure.nature is Nature.RATIO else stocks if is_stock(line) else flows
    said = text(made([line], rich()) if measure.code in phrases.PHRASES or made is ratios else items([line], rich()))
    unit = (
        "%"
        if measure.unit_of_count == "%"
        else {"tin/bài": "tin, bài", "tờ/bản": "tờ, bản"}.get(measure.unit_of_count, measure.unit_of_count)
    )
    assert f"{unit}" in said.split("1.234" if not measure.decimals else "1", 1)[1]
    assert not [one for one, two in pairwise(said.split()) if one == two]
    assert not set("{}≥≈") & set(said)
    assert said[0].isupper() or said.startswith("- ")


def test_no_flow_phrase_lacks_its_verb() -> None:
    lines = {measure.code: Line(measure, Amount(DECADE, reported(2))) for measure in catalogue()}
    bare = [code for code, phrase in phrases.PHRASES.items() if phrase.startswith("{n}") and not is_stock(lines[code])]
    assert bare == []


def test_a_place_names_the_units_that_it_really_has() -> None:
    assert PLACE.unit_words == "xã, phường"
    assert Place("Mẫu", "tỉnh", units={"đặc khu": 1, "phường": 2, "xã": 3}).unit_words == "xã, phường, đặc khu"


def test_every_indicator_of_the_catalogue_has_its_part_of_the_outline() -> None:
    placed = (*phrases.LEADERSHIP, *phrases.SITUATION)
    assert all(measure.code in placed or phrases.owner(measure.code) for measure in catalogue())
