"""Frozen facts: the outline, the annexes, the numbers in order, the hash."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from binhyen.figures.rules.cells import Qualifier
from binhyen.foundation.errors import NotFound
from binhyen.foundation.official.content import Annex, Paragraph, Run, Section
from binhyen.reviews.annexes import chosen
from binhyen.reviews.facts import ReviewFacts, bookmark, facts_hash, from_json, to_json
from binhyen.reviews.issuers import issuer, names
from binhyen.reviews.material import NO_FIGURE, Amount, Line, Mismatch, Place, calendar_years
from tests.reviews.examples import (
    LOST,
    MEASURES,
    PLACE,
    SPAN,
    amount,
    collected,
    facts,
    published,
    reported,
    rich,
    sparse,
)


def runs_of(made: ReviewFacts) -> list[Run]:
    """Every run of the paper in reading order."""
    paragraphs: list[Paragraph] = [*made.opening]
    runs: list[Run] = [run for paragraph in paragraphs for run in paragraph.runs]
    parts: list[Section | Annex] = [*made.sections, *made.annexes]
    for part in parts:
        runs += [run for paragraph in part.paragraphs for run in paragraph.runs]
        runs += [run for table in part.tables for row in table.rows for cell in row.cells for run in cell]
    return runs


def text_of(part: Annex) -> str:
    """An annex's table as text."""
    rows = [row for table in part.tables for row in table.rows]
    return "\n".join(" | ".join("".join(run.text for run in cell) for cell in row.cells) for row in rows).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize("made", [facts(), facts(sparse())], ids=["rich", "sparse"])
def test_numbers_count_from_one_in_reading_order_and_each_has_a_fact_with_a_source(made: ReviewFacts) -> None:
    bound = [run for run in runs_of(made) if run.n]
    assert [run.n for run in bound] == list(range(1, len(made.numbers) + 1))
    assert [run.text for run in bound] == [number.text for number in made.numbers]
    assert all(made.sources(number) for number in made.numbers)
    assert len(set(made.facts)) == len(made.facts)


@pytest.mark.parametrize("made", [facts(), facts(sparse())], ids=["rich", "sparse"])
def test_facts_survive_the_way_through_json_with_the_same_hash(made: ReviewFacts) -> None:
    again = from_json(to_json(made))
    assert again == made
    assert facts_hash(again) == facts_hash(made)
    assert len(facts_hash(made)) == 64


def test_the_hash_changes_with_any_printed_thing() -> None:
    made = facts()
    assert facts_hash(made) != facts_hash(replace(made, subject="Khác"))
    assert facts_hash(facts(rich(demo=False))) != facts_hash(made)


def test_other_json_is_refused() -> None:
    for text in ("[]", '{"format": 99}'):
        with pytest.raises(ValueError, match="frozen facts"):
            from_json(text)


def test_bookmark_names_fit_into_forty_characters() -> None:
    assert bookmark("999999999999999999", 99999) == "by_999999999999999999_99999"
    assert len(bookmark("999999999999999999", 99999)) <= 40


def test_the_outline_is_that_of_a_review() -> None:
    titles = [section.title for section in facts().sections if section.level == 1]
    assert titles == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN",
        "III. KẾT QUẢ THỰC HIỆN",
        "IV. ĐÁNH GIÁ CHUNG",
        "V. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP",
        "VI. KIẾN NGHỊ, ĐỀ XUẤT",
    ]
    limits = next(section for section in facts().sections if "Tồn tại" in section.title)
    assert limits.paragraphs[0].text == "Việc chấp hành chế độ thông tin, báo cáo ở một số xã, phường chưa nghiêm."
    assert limits.paragraphs[1].role == "placeholder"


def test_the_subject_says_kind_span_programme_and_place() -> None:
    assert facts().subject == "Sơ kết 02 năm thực hiện Chỉ thị số 05-CT/TU trên địa bàn tỉnh Mẫu"
    assert facts(sparse()).subject == (
        "Tổng kết thực hiện Chương trình phối hợp số 91/CTr-CA-MTTQ giai đoạn 2013 - 2023 trên địa bàn tỉnh Mẫu Hạ"
    )


def test_a_published_figure_gives_way_to_the_units_own_total_and_stands_beside_it_with_the_difference() -> None:
    own, read = collected("COM04", 6118), published("COM04", 6000)
    assert chosen([own, read]) == (own,)
    assert chosen([read]) == (read,)
    annex = next(annex for annex in facts().annexes if "công bố" in annex.title)
    assert "6.000 buổi; số tổng hợp: 6.118 buổi; chênh lệch 118" in text_of(annex)


def test_a_figure_of_a_year_inside_the_review_is_cited_with_its_days_beside_the_total_of_the_same_days() -> None:
    years = calendar_years(SPAN)
    told = amount(reported(1600, Qualifier.NEARLY), years[2].span, summed=False)
    gap = tuple(Amount(year.span, NO_FIGURE) for year in years[:2])
    read = replace(published("COM04", 0, span=SPAN), whole=Amount(SPAN, NO_FIGURE), years=(*gap, told))
    own = collected(
        "COM04", 6118, years=tuple(amount(n, y.span) for n, y in zip((1500, 3018, 1605), years, strict=True))
    )
    annex = next(annex for annex in facts(rich(lines=(own, read))).annexes if "công bố" in annex.title)
    assert len(annex.tables[0].rows) == 1
    said = text_of(annex)
    assert "gần 1.600 buổi, từ ngày 01/01/2026 đến ngày 30/6/2026; số tổng hợp: 1.605 buổi |" in said
    assert "không có số liệu" not in said


def test_years_without_figures_stay_visible_with_their_reason() -> None:
    annex = next(annex for annex in facts(sparse()).annexes if "từng năm" in annex.title)
    assert annex.landscape
    assert [column.title for column in annex.tables[0].columns[3:]] == [
        *(str(year) for year in range(2013, 2024)),
        "Toàn kỳ",
    ]
    assert "trên 1.700" in text_of(annex)
    assert "…(1) | …(1)" in text_of(annex)
    assert "(1) Không còn hồ sơ lưu." in [note.text for note in annex.tables[0].notes]
    assert "Cột 2013: từ ngày 01/8/2013 đến ngày 31/12/2013." in [note.text for note in annex.tables[0].notes]


def test_a_confirmed_zero_prints_a_dash_and_a_gap_prints_dots() -> None:
    annex = next(annex for annex in facts().annexes if "từng năm" in annex.title)
    assert "Vụ cháy | vụ | - | - | - | -" in text_of(annex)
    years = (amount(LOST), amount(1401), amount(1474))
    line = next(line for line in rich().lines if line.measure is MEASURES["MOD03"])
    assert [each.content for each in line.years] == [each.content for each in years]
    assert "Số tổ thực hiện mô hình | tổ | …(1) | 1.401 | 1.474 | 1.474" in text_of(annex)


def test_parts_that_do_not_add_up_are_told_and_not_repaired() -> None:
    notes = next(annex for annex in facts().annexes if "Ghi chú" in annex.title)
    said = notes.paragraphs[-1].text.replace("\u00a0", " ")
    assert "nêu 1.920 điểm" in said
    assert "cộng 1.956; “điểm”, “tổ” khác đơn vị tính, giữ nguyên như văn bản." in said


def test_a_mismatch_is_told_in_the_words_of_its_document() -> None:
    def told(code: str, value: int, quote: str) -> Line:
        line = published(code, value, span=SPAN)
        return replace(line, whole=replace(line.whole, quote=quote))

    parts = (told("MOD03", 1474, "1.474 tổ “Tự quản”"), told("MOD12", 482, "482 mô hình “Địa bàn sạch”"))
    material = rich(mismatches=(Mismatch(told("MOD02", 1920, "1.920 mô hình"), parts),))
    notes = next(annex for annex in facts(material).annexes if "Ghi chú" in annex.title)
    said = notes.paragraphs[-1].text.replace("\u00a0", " ")
    assert "nêu 1.920 mô hình, trong đó 1.474 tổ “Tự quản” và 482 mô hình “Địa bàn sạch”, cộng 1.956; " in said
    assert [run.text for run in notes.paragraphs[-1].runs if run.n] == ["1.920", "1.474", "482", "1.956"]


def test_the_units_that_did_not_report_are_listed_once_in_the_text_and_by_period_in_the_annex() -> None:
    results = next(section for section in facts().sections if section.title.startswith("III."))
    assert "danh sách 03 đơn vị chưa gửi đủ báo cáo tại Phụ lục III" in results.paragraphs[0].text
    annex = next(annex for annex in facts().annexes if "chưa gửi đủ" in annex.title)
    assert annex.number == "Phụ lục III"
    assert len(annex.tables[0].rows) == 4


def test_issuer_profiles_give_heading_symbol_signers_and_recipients() -> None:
    assert set(names()) == {"ban-chi-dao", "lien-tich", "lien-tich-ccb"}
    committee = issuer("ban-chi-dao", PLACE, 2026)
    assert committee.heading.symbol.endswith("/BC-BCĐ")
    assert committee.heading.place_and_date.startswith("Mẫu, ngày")
    assert committee.signers[0].lines[:3] == ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert committee.recipients[0] == "Bộ Công an (để báo cáo);"
    joint = issuer("lien-tich", Place("Mẫu", "thành phố"), 2026)
    assert joint.heading.symbol.endswith("/BC-CATP-MTTQ")
    assert len(joint.signers) == 2
    nation = issuer("lien-tich", Place("Việt Nam", "", "nation"), 2026)
    assert nation.heading.symbol.endswith("/BC-BCA-MTTW")
    assert nation.heading.place_and_date.startswith("Hà Nội, ngày")
    with pytest.raises(NotFound):
        issuer("bo", PLACE, 2026)


@pytest.mark.parametrize("level", ["nation", "province", "commune"])
@pytest.mark.parametrize("profile", ["ban-chi-dao", "lien-tich", "lien-tich-ccb"])
def test_no_issuer_leaves_a_hole_open(profile: str, level: Literal["nation", "province", "commune"]) -> None:
    types = {"nation": "", "province": "thành phố", "commune": "đặc khu"}
    made = issuer(profile, Place("Mẫu", types[level], level), 2026)
    said = " ".join((*made.heading.superior, *made.heading.issuers, made.heading.symbol, made.voice, *made.recipients,
                     *(line for signer in made.signers for line in signer.lines)))  # fmt: skip
    assert not set("{}") & set(said)
    assert "  " not in said


def test_a_review_of_the_nation_speaks_of_the_whole_country() -> None:
    made = facts(rich(place=Place("Việt Nam", "", "nation")))
    assert made.subject == "Sơ kết 02 năm thực hiện Chỉ thị số 05-CT/TU"
    assert any("Trong kỳ, cả nước tổ chức" in p.text for section in made.sections for p in section.paragraphs)


def test_no_review_says_anything_of_matters_outside_the_product() -> None:
    said = to_json(facts()).lower()
    assert not [word for word in ("tôn giáo", "dân tộc", "khiếu kiện", "đình công", "dư luận") if word in said]
