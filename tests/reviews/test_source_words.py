"""Published figures keep the nouns of their document, wholes stand before their parts, days are said once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from binhyen.figures.rules.cells import Qualifier
from binhyen.reviews.balances import models
from binhyen.reviews.facts import ReviewFacts
from binhyen.reviews.material import NO_FIGURE, Amount, Line
from binhyen.reviews.parts import families
from binhyen.reviews.sentences import flows, stocks
from binhyen.reviews.source_words import counted_noun, own_noun, words_after
from binhyen.reviews.wording import Sentence, plain, quantity
from tests.reviews.examples import DECADE, PLACE, POLICE_REPORT, collected, facts, published, reported, sparse

LEAD = "Theo tin về hội nghị tổng kết cấp tỉnh, "


def told(code: str, value: int, quote: str, part_of: str = "") -> Line:
    """A published figure in its document's words."""
    line = published(code, value, quote=quote)
    return replace(line, whole=replace(line.whole, quote=quote), part_of=part_of)


def text(sentences: list[Sentence]) -> str:
    return " ".join(plain(each) for each in sentences).replace("\u00a0", " ")


def section(made: ReviewFacts, title: str) -> str:
    found = next(section for section in made.sections if title in section.title)
    return " ".join(paragraph.text for paragraph in found.paragraphs).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("code", "value", "quote", "noun"),
    [
        ("MOD02", 1920, "1.920 mô hình", "mô hình"),
        ("MOD06", 6, "6 mô hình điểm rồi nhân rộng", "mô hình điểm rồi nhân rộng"),
        ("MOD12", 482, '482 mô hình "Địa bàn sạch"; tất cả', "mô hình “Địa bàn sạch”"),
        ("MOD03", 1474, "1474 tổ tự quản", ""),
        ("COM01", 217, "217 tin bài", ""),
        ("FRC02", 257, "257 đối tượng", ""),
        ("MED04", 2714, "2.714 vụ", "vụ"),
        ("MED04", 2714, "12.714 vụ", ""),
        ("MED04", 2714, "hơn hai nghìn vụ", ""),
        ("CRM03", 750, "trên 75% số vụ", ""),
    ],
)
def test_a_document_counts_in_its_own_noun_or_as_the_catalogue_does(
    code: str, value: int, quote: str, noun: str
) -> None:
    line = told(code, value, quote)
    assert own_noun(line, line.whole) == noun


def test_a_number_in_words_keeps_its_noun_too() -> None:
    line = published("TIP01", reported(100, Qualifier.HUNDREDS))
    line = replace(line, whole=replace(line.whole, quote="Hàng trăm nguồn tin"))
    assert plain(quantity(line, line.whole, PLACE)).replace("\u00a0", " ") == "hàng trăm nguồn tin"


def test_a_collected_figure_has_the_unit_of_the_catalogue() -> None:
    line = collected("MOD02", 1920)
    line = replace(line, whole=replace(line.whole, quote="1.920 mô hình"))
    assert words_after(line, line.whole) == ""


def test_models_are_not_called_points_in_a_sentence() -> None:
    assert text(models([told("MOD02", 1920, "1.920 mô hình")], sparse())[0]) == (
        f"{LEAD}đến ngày 06/6/2023, toàn tỉnh duy trì 1.920 mô hình."
    )
    assert text(stocks([told("MOD12", 482, "482 mô hình “Địa bàn sạch”")], sparse())) == (
        f"{LEAD}đến ngày 06/6/2023, toàn tỉnh có 482 mô hình “Địa bàn sạch”."
    )


def test_words_that_say_more_than_a_noun_are_not_run_together_with_a_phrase() -> None:
    line = told("MOD06", 6, "6 mô hình điểm rồi nhân rộng")
    assert models([line], sparse()) == ([], [line])
    said = section(facts(sparse(lines=(line,))), "Xây dựng, nhân rộng mô hình")
    assert "06 mô hình điểm rồi nhân rộng" in said
    assert "nhân rộng 06" not in said


def test_a_bare_noun_stands_in_the_phrase() -> None:
    assert text(flows([told("COM04", 2000, "2.000 cuộc")], sparse())) == (
        f"{LEAD}toàn tỉnh tổ chức 2.000 cuộc tuyên truyền, phổ biến pháp luật tập trung."
    )


def test_the_column_of_units_has_the_documents_noun() -> None:
    made = facts(sparse(lines=(told("MOD02", 1920, "1.920 mô hình do các hội lập"),)))
    rows = [row for annex in made.annexes[:2] for row in annex.tables[0].rows if not row.heading]
    assert [row.cells[2][0].text for row in rows] == ["mô hình", "mô hình"]
    assert counted_noun("tụ điểm, điểm ma túy") == "tụ điểm, điểm ma túy"


def test_a_whole_stands_before_its_parts() -> None:
    parts = (
        told("MOD06", 6, "6 mô hình điểm rồi nhân rộng", "83 mô hình"),
        told("MOD12", 8, "8 mô hình phối hợp", "83 mô hình"),
        told("MOD13", 8, "8 mô hình phối hợp", "83 mô hình"),
    )
    other = told("MOD03", 12, "12 tổ")
    said, rest = families([*parts, other, told("MOD01", 83, "83 mô hình")], sparse())
    assert text(said) == (
        f"{LEAD}đến ngày 06/6/2023, toàn tỉnh có 83 mô hình, trong đó 08 mô hình phối hợp, 06 mô hình điểm rồi nhân rộng."
    )
    assert rest == [other]


def test_a_part_is_not_put_under_a_whole_of_another_document_or_actor() -> None:
    whole, part = told("MOD01", 83, "83 mô hình"), told("MOD12", 8, "8 mô hình phối hợp", "83 mô hình")
    for stranger in (
        replace(part, document=POLICE_REPORT),
        replace(part, actor="Công an tỉnh"),
        replace(part, part_of="90 tổ"),
    ):
        assert families([whole, stranger], sparse()) == ([], [whole, stranger])


def test_day_and_subject_are_said_once_for_sentences_of_one_document() -> None:
    lines = (told("MOD02", 1920, "1.920 mô hình"), told("MOD03", 1474, "1.474 tổ"), told("MOD06", 5, "5 điểm"))
    said = section(facts(sparse(lines=lines)), "Xây dựng, nhân rộng mô hình")
    assert said.count("đến ngày 06/6/2023, toàn tỉnh") == 1
    assert said.endswith("duy trì 1.920 mô hình; có 1.474 tổ thực hiện mô hình.")


def test_a_source_is_named_once_with_the_place_in_it() -> None:
    line = told("MED04", 2714, "2.714 vụ")
    line = replace(line, whole=replace(line.whole, where="đoạn 3: “2.714 vụ”"))
    annex = next(annex for annex in facts(sparse(lines=(line,))).annexes if "công bố" in annex.title)
    cell = "".join(run.text for run in annex.tables[0].rows[0].cells[3])
    assert cell == "(1) Tin về hội nghị tổng kết cấp tỉnh, ngày 07/6/2023; đoạn 3: “2.714 vụ”."


def test_figures_of_other_days_stand_only_among_the_sources() -> None:
    quarter = replace(DECADE, end=DECADE.start.replace(month=9, day=30))
    line = replace(
        told("MED04", 0, ""), whole=Amount(DECADE, NO_FIGURE), others=(Amount(quarter, reported(90), quote="90 vụ"),)
    )
    made = facts(sparse(lines=(line,)))
    annex = next(annex for annex in made.annexes if "công bố" in annex.title)
    cell = "".join(run.text for run in annex.tables[0].rows[0].cells[2]).replace("\u00a0", " ")
    assert cell == "90 vụ, từ ngày 01/8/2013 đến ngày 30/9/2013"
    assert [number.text for number in made.numbers] == ["90"]
