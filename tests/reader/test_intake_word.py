"""What a Word file holds beside its paragraphs: lists, tables, changes, notes, heads, boxes, old fonts."""

import io
from pathlib import Path

import docx

from binhyen.reader.intake import Source, text_of
from tests.reader.files import package, paragraph, run
from tests.reader.legacy import tcvn3, vni

LEVELS = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%5"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def listed(text: str, level: int, number: int = 1) -> str:
    return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def text(body: str, **parts: str) -> str:
    return text_of(package(body, **parts), "a.docx").text


def test_automatic_numbers_are_written_out() -> None:
    body = "".join(
        listed(words, level, number)
        for words, level, number in (
            ("TÌNH HÌNH", 0, 1), ("Địa bàn", 1, 1), ("Xã A", 2, 1), ("Xã B", 2, 1), ("12 tổ", 3, 1), ("Dân cư", 1, 2), ("Xã C", 2, 1),
            ("Hộ", 4, 1), ("KẾT QUẢ", 0, 2), ("Bắt 5 vụ", 1, 1), ("Riêng", 1, 3),
        )
    )  # fmt: skip
    assert text(body, numbering=LEVELS).splitlines() == [
        "I. TÌNH HÌNH", "1. Địa bàn", "a) Xã A", "b) Xã B", "- 12 tổ", "2. Dân cư", "a) Xã C", "2.1 Hộ", "II. KẾT QUẢ", "1. Bắt 5 vụ",
        "1. Riêng",
    ]  # fmt: skip


def test_a_style_may_number_and_a_paragraph_may_opt_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    of_style = '<w:pStyle w:val="H"/>'
    body = (
        paragraph(run("MỘT"), properties=of_style)
        + paragraph(run("không"), properties=f'{of_style}<w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph(properties=of_style)
        + paragraph(run("HAI"), properties=of_style)
    )
    assert text(body, numbering=LEVELS, styles=styles).splitlines() == ["I. MỘT", "không", "", "II. HAI"]


def test_insertions_are_read_deletions_are_not_and_it_is_said() -> None:
    deleted = "<w:del><w:r><w:delText>15</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>9</w:t></w:r></w:moveFrom>"
    body = (
        paragraph(run("Bắt "), deleted, f"<w:ins>{run('12')}</w:ins>", run(" vụ."))
        + f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Dòng bị ')}</w:p>{paragraph(run('nối.'))}"
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('Xã'))}</w:tc><w:tc>{paragraph(run('Vụ'))}</w:tc></w:tr>"
        + f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(run('C'))}</w:tc><w:tc>{paragraph(run('7'))}</w:tc></w:tr>"
        + f"<w:tr><w:tc>{paragraph(run('A'))}</w:tc><w:tc>{paragraph(run('5'))}</w:tc></w:tr></w:tbl>"
    )
    assert text_of(package(body), "a.docx") == Source(
        "Bắt 12 vụ.\nDòng bị nối.\nXã | Vụ\nA | 5", "docx", ("reader.tracked_changes",)
    )


def test_a_paper_without_changes_gets_no_note() -> None:
    assert text_of(package(paragraph(run("Bắt 12 vụ."))), "a.docx").notes == ()


def test_tables_keep_their_columns_and_stand_in_their_place() -> None:
    paper = docx.Document()
    paper.add_paragraph("Trước bảng.")
    table = paper.add_table(rows=3, cols=3)
    for place, words in enumerate(("Nội dung", "Năm", "", "", "2023", "2024", "Số vụ", "12", "1.474")):
        table.cell(place // 3, place % 3).text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    paper.add_paragraph("Sau bảng.")
    out = io.BytesIO()
    paper.save(out)
    assert text_of(out.getvalue(), "a.docx").text.splitlines() == [
        "Trước bảng.", "| Nội dung | Năm |  |", "|  | 2023 | 2024 |", "Số vụ | 12 | 1.474", "Sau bảng.",
    ]  # fmt: skip


def test_a_table_that_only_places_words_gives_lines() -> None:
    paper = docx.Document()
    table = paper.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ MẪU"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(1, 0).text = "Số: 12/BC-UBND"
    table.cell(1, 1).text = "Mẫu, ngày 06 tháng 6 năm 2023"
    out = io.BytesIO()
    paper.save(out)
    assert text_of(out.getvalue(), "a.docx").text.splitlines() == [
        "ỦY BAN NHÂN DÂN", "XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/BC-UBND", "Mẫu, ngày 06 tháng 6 năm 2023",
    ]  # fmt: skip


def test_heads_notes_and_boxes_are_read_page_numbers_and_hidden_words_are_not() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Trong hộp: 3 tổ.'))}</w:txbxContent></w:pict></w:r>"
    body = paragraph(run("Bắt 5 vụ"), run(" và 99 vụ", "<w:vanish/>"), run(".", '<w:vanish w:val="0"/>'), box)
    parts = {
        "header1": paragraph(run("MẬT")) + paragraph(run("Trang 2/5")),
        "footer1": paragraph(run("3")),
        "footnotes": f'<w:footnote w:type="separator">{paragraph(run("x"))}</w:footnote><w:footnote>{paragraph(run("Chưa tính 2 xã."))}</w:footnote>',
    }
    assert text(body, **parts).splitlines() == ["MẬT", "Bắt 5 vụ.", "Trong hộp: 3 tổ.", "Chưa tính 2 xã."]


def test_of_two_drawings_of_one_box_one_is_read() -> None:
    box = f"<w:txbxContent>{paragraph(run('3 tổ.'))}</w:txbxContent>"
    twice = f'<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    assert text(paragraph(run("Hộp:"), twice)).splitlines() == ["Hộp:", "3 tổ."]


def test_a_sentence_broken_by_hand_is_put_together_and_lines_stay() -> None:
    broken = "<w:r><w:t>Công an tỉnh đã bắt</w:t><w:br/><w:t>được 12 vụ.</w:t><w:br/><w:t>Thu 5 khẩu</w:t><w:br/><w:t>CỘNG</w:t></w:r>"
    assert text(paragraph(broken)).splitlines() == ["Công an tỉnh đã bắt được 12 vụ.", "Thu 5 khẩu", "CỘNG"]


def test_old_fonts_are_read_as_they_look() -> None:
    words = "Công an xã bắt 12 đối tượng"
    typed = (tcvn3(words).decode("cp1252"), vni(words).decode("cp1252"), tcvn3(words.lower()).decode("cp1252"))
    fonts = (".VnTime", "VNI-Times", ".VnTimeH")
    body = "".join(
        paragraph(run(text, f'<w:rFonts w:ascii="{font}"/>'), run(" và Đảng ủy."))
        for font, text in zip(fonts, typed, strict=True)
    )
    assert text_of(package(body), "a.docx") == Source(
        f"{words} và Đảng ủy.\n{words} và Đảng ủy.\n{words.upper()} và Đảng ủy.",
        "docx", ("reader.converted_tcvn3", "reader.converted_vni"),
    )  # fmt: skip


def test_unicode_in_an_old_font_stays() -> None:
    assert text(paragraph(run("Đảng ủy và tổ", '<w:rFonts w:ascii=".VnTime"/>'))) == "Đảng ủy và tổ"


def test_what_an_office_program_saved_is_read(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("Điểm một", style="List Number")
    paper.add_paragraph("Điểm hai", style="List Number")
    paper.add_paragraph("Gạch", style="List Bullet")
    paper.save(str(tmp_path / "a.docx"))
    found = text_of((tmp_path / "a.docx").read_bytes(), "a.docx").text
    assert found.splitlines() == ["1. Điểm một", "2. Điểm hai", "- Gạch"]
