"""The file: layout of Nghị định 30/2020/NĐ-CP, bookmarks, properties, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from lxml import etree

from binhyen.reviews.docx import write
from binhyen.reviews.facts import ReviewFacts, bookmark, facts_hash
from tests.reviews.examples import PLACE, facts, rich, sparse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)


def part(docx: bytes, name: str) -> Any:
    """A part of the file as XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as opened:
        return etree.fromstring(opened.read(name))


def texts(node: Any) -> str:
    return "".join(node.itertext(f"{W}t"))


@pytest.fixture(scope="module")
def made() -> ReviewFacts:
    return facts()


@pytest.fixture(scope="module")
def docx(made: ReviewFacts) -> bytes:
    return write(made, PIXEL)


def test_the_page_is_a4_with_margins_of_20_20_30_15_mm_on_every_section(docx: bytes) -> None:
    sections = Document(io.BytesIO(docx)).sections
    assert len(sections) == 1 + len(facts().annexes)
    for section in part(docx, "word/document.xml").iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert {size.get(f"{W}w"), size.get(f"{W}h")} == {"11906", "16838"}
        assert [margins.get(f"{W}{side}") for side in ("top", "bottom", "left", "right")] == [
            "1134",
            "1134",
            "1701",
            "850",
        ]


def test_the_table_by_years_lies_across_the_page() -> None:
    sections = Document(io.BytesIO(write(facts(sparse())))).sections
    assert [section.orientation for section in sections].count(WD_ORIENT.LANDSCAPE) == 1


def test_times_new_roman_stands_in_all_four_font_slots_and_no_theme_font_is_left(docx: bytes) -> None:
    styles = part(docx, "word/styles.xml")
    normal = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    fonts = normal.find(f"{W}rPr/{W}rFonts")
    assert {fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert not [name for name in fonts.attrib if "Theme" in name]
    assert normal.find(f"{W}rPr/{W}sz").get(f"{W}val") == "28"


def test_the_body_is_justified_14_point_with_a_first_line_indent(docx: bytes) -> None:
    document = Document(io.BytesIO(docx))
    opening = next(p for p in document.paragraphs if p.text.startswith("Thực hiện Chỉ thị"))
    assert opening.paragraph_format.first_line_indent == Mm(12.7)
    assert opening.paragraph_format.space_after == Pt(6)
    assert str(opening.alignment).startswith("JUSTIFY")


def test_the_head_has_two_columns_with_rules_as_borders_and_draft_below_the_number(docx: bytes) -> None:
    head = Document(io.BytesIO(docx)).tables[0]
    left, right = head.rows[0].cells
    assert "BAN CHỈ ĐẠO" in left.text
    assert right.text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert head.rows[1].cells[0].text.split("\n")[1] == "DỰ THẢO"
    body = part(docx, "word/document.xml")
    assert len(list(body.iter(f"{W}pBdr"))) == 3
    assert not list(body.iter(f"{W}u"))


def test_a_demo_paper_says_so_on_every_page_and_a_real_one_does_not(docx: bytes) -> None:
    def headers(file: bytes) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(file)) as opened:
            names = [name for name in opened.namelist() if name.startswith("word/header")]
        yield from (texts(part(file, name)) for name in names)

    assert all("Văn bản minh họa, không có giá trị pháp lý" in text for text in headers(docx))
    assert len(list(headers(docx))) == 2
    assert not any("minh họa" in text for text in headers(write(facts(rich(demo=False)))))


def test_the_page_number_is_a_field_in_the_header_and_not_on_the_first_page(docx: bytes) -> None:
    body = part(docx, "word/document.xml")
    first = next(body.iter(f"{W}sectPr"))
    assert first.find(f"{W}titlePg") is not None
    headers = {r.get(f"{W}type") for r in first.iter(f"{W}headerReference")}
    assert headers == {"default", "first"}
    with zipfile.ZipFile(io.BytesIO(docx)) as opened:
        fields = [opened.read(name).count(b" PAGE ") for name in opened.namelist() if name.startswith("word/header")]
    assert sorted(fields) == [0, 1]


def test_one_bookmark_per_number_holds_exactly_its_text(docx: bytes, made: ReviewFacts) -> None:
    body = part(docx, "word/document.xml")
    starts = [node for node in body.iter(f"{W}bookmarkStart") if node.get(f"{W}name").startswith("by_")]
    assert [node.get(f"{W}name") for node in starts] == [bookmark("12", n) for n in range(1, len(made.numbers) + 1)]
    for start, number in zip(starts, made.numbers, strict=True):
        run = start.getnext()
        assert texts(run) == number.text
        assert run.getnext().tag == f"{W}bookmarkEnd"
        assert run.getnext().get(f"{W}id") == start.get(f"{W}id")


def test_every_digit_of_a_results_table_is_bound(docx: bytes) -> None:
    body = part(docx, "word/document.xml")
    table = next(t for t in body.iter(f"{W}tbl") if "Số đơn vị báo cáo, nguồn" in texts(t))
    for row in list(table.iter(f"{W}tr"))[1:]:
        cells = row.findall(f"{W}tc")
        for cell in cells[3:-1]:
            bound = sum(1 for _ in cell.iter(f"{W}bookmarkStart"))
            assert bound == int(any(c.isdigit() or c == "-" for c in texts(cell)))


def test_review_and_hash_are_custom_properties_with_content_type_and_relation(docx: bytes, made: ReviewFacts) -> None:
    custom = part(docx, "docProps/custom.xml")
    assert {node.get("name"): "".join(node.itertext()) for node in custom} == {
        "BinhYenReview": "12",
        "BinhYenFacts": facts_hash(made),
    }
    with zipfile.ZipFile(io.BytesIO(docx)) as opened:
        assert b"custom-properties+xml" in opened.read("[Content_Types].xml")
        assert b"docProps/custom.xml" in opened.read("_rels/.rels")


def test_header_rows_of_tables_repeat_and_rows_do_not_break(docx: bytes) -> None:
    body = part(docx, "word/document.xml")
    styles = {table: table.find(f"{W}tblPr/{W}tblStyle") for table in body.iter(f"{W}tbl")}
    bordered = [table for table, style in styles.items() if style is not None and style.get(f"{W}val") == "TableGrid"]
    assert len(bordered) >= 5
    for table in bordered:
        assert next(table.iter(f"{W}tr")).find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr"))


def test_the_chart_has_a_text_for_people_who_cannot_see_it(docx: bytes) -> None:
    body = part(docx, "word/document.xml")
    picture = next(node for node in body.iter() if str(node.tag).endswith("}docPr"))
    assert picture.get("descr").startswith(
        "Biểu đồ cột: Số điểm mô hình đang hoạt động (điểm). 6 tháng cuối 2024: 3.286 (158/166);"
    )


def test_without_a_picture_the_paper_still_has_the_charts_table() -> None:
    document = Document(io.BytesIO(write(facts())))
    assert any([cell.text for cell in table.rows[1].cells] == ["3.286 (158/166)", "3.301 (158/166)", "3.377 (158/166)", "3.412 (158/166)"] for table in document.tables
               if len(table.rows) == 2)  # fmt: skip
    assert not document.inline_shapes


def test_same_facts_and_picture_give_the_same_bytes(made: ReviewFacts, docx: bytes) -> None:
    assert write(made, PIXEL) == docx
    assert b"python-docx" not in b"".join(zipfile.ZipFile(io.BytesIO(docx)).read(n) for n in ("docProps/core.xml",))


def test_the_end_has_recipients_in_small_letters_and_signers_in_capitals(docx: bytes) -> None:
    document = Document(io.BytesIO(docx))
    left, right = next(t for t in document.tables if "Nơi nhận:" in t.rows[0].cells[0].text).rows[0].cells
    assert left.paragraphs[0].runs[0].bold
    assert left.paragraphs[0].runs[0].italic
    assert left.paragraphs[0].runs[0].font.size == Pt(12)
    assert left.paragraphs[1].runs[0].font.size == Pt(11)
    assert left.text.rstrip().split("\n")[-1].startswith("- Lưu: VT")
    assert right.text.split("\n")[:3] == ["TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]
    assert any(p.text.endswith("./.") for p in document.paragraphs)


def test_markup_in_a_name_stays_text() -> None:
    file = write(facts(rich(place=replace(PLACE, name="<w:b/>&"))))
    assert "<w:b/>&" in Document(io.BytesIO(file)).tables[0].rows[1].cells[1].text


def test_table_properties_stand_in_the_order_of_the_schema(docx: bytes) -> None:
    order = ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook"]
    for properties in part(docx, "word/document.xml").iter(f"{W}tblPr"):
        names = [etree.QName(child).localname for child in properties]
        assert names == sorted(names, key=order.index)
