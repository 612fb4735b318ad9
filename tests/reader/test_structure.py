"""The parts of a paper and their lasting identifiers."""

from itertools import pairwise

import pytest

from binhyen.reader import read
from binhyen.reader.numbering import roman_value
from binhyen.reader.structure import Node, Outline, outline
from tests.reader.spans import corpus_texts

TEXTS = corpus_texts()
DIRECTIVE = """ĐẢNG BỘ TỈNH AN HẢI
BAN THƯỜNG VỤ
Số 15-CT/TU
An Hải, ngày 12 tháng 5 năm 2022
CHỈ THỊ
về giữ gìn trật tự trên các tuyến đường thủy
Những năm qua, trật tự trên sông được giữ vững.
Căn cứ Chỉ thị số 10-CT/TW của Ban Bí thư, Ban Thường vụ Tỉnh ủy yêu cầu:
I. MỤC TIÊU
1. Giảm số vụ tai nạn.
II. NHIỆM VỤ
1. Tuyên truyền
a) Trên báo, đài;
b) Trong trường học:
- Mỗi trường một buổi;
+ Có bài viết riêng.
- Mỗi lớp một tiết.
2. Kiểm tra bến bãi.
Giao Công an tỉnh lập kế hoạch.
Chỉ thị này phổ biến đến chi bộ.
Nơi nhận:
- Các huyện ủy;
- Lưu.
TM. BAN THƯỜNG VỤ
PHÓ BÍ THƯ
"""


def ids(text: str) -> list[str]:
    return [node.id for node in outline(text).walk()]


def at(text: str, words: str) -> Node:
    node = outline(text).node_at(text.index(words))
    assert node
    return node


def test_a_directive_falls_into_its_parts() -> None:
    assert ids(DIRECTIVE) == [
        "dau", "mo-dau", "mo-dau__doan-1", "mo-dau__can-cu-1", "phan-1", "phan-1__muc-1", "phan-2", "phan-2__muc-1", "phan-2__muc-1__diem-a",
        "phan-2__muc-1__diem-b", "phan-2__muc-1__diem-b__gach-1", "phan-2__muc-1__diem-b__gach-1__cong-1", "phan-2__muc-1__diem-b__gach-2",
        "phan-2__muc-2", "phan-2__muc-2__doan-1", "ket-thuc", "ket-thuc__doan-1", "ket-thuc__noi-nhan", "ket-thuc__chu-ky",
    ]  # fmt: skip


def test_number_and_heading_are_told_apart() -> None:
    part = outline(DIRECTIVE).by_id("phan-2")
    assert part
    assert (part.kind, part.number, part.heading) == ("part", "II", "NHIỆM VỤ")
    point = at(DIRECTIVE, "Trên báo")
    assert (point.kind, point.number, point.heading) == ("point", "a", None)
    assert DIRECTIVE[slice(*point.words)] == "Trên báo, đài;"


def test_blank_lines_change_no_identifier() -> None:
    assert ids(DIRECTIVE.replace("\n", "\n\n")) == ids(DIRECTIVE)


def test_furniture_changes_no_identifier() -> None:
    inserted = DIRECTIVE.replace("2. Kiểm tra", "Chia sẻ\nLượt xem: 1.234\n2. Kiểm tra")
    assert ids(inserted) == ids(DIRECTIVE)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("1. Công an", "1"), ("1.Công an", "1"), ("1) Công an", "1"), ("(1) Công an", "1"), ("1/ Công an", "1"), ("1- Công an", "1"), ("1 - Công an", "1"), ("l. Công an", "1"),
        ("I. CÔNG AN", "I"), ("I/ CÔNG AN", "I"), ("I- CÔNG AN", "I"), ("IV. Công an", "IV"), ("A. CÔNG AN", "A"), ("Phần thứ nhất: Công an", "nhất"), ("PHẦN I. CÔNG AN", "I"), ("Chương II. Công an", "II"),
        ("Mục 2. Công an", "2"), ("Điều 12. Công an", "12"), ("Điều 12a: Công an", "12a"), ("a) Công an", "a"), ("đ. công an", "đ"), ("a)Công an", "a"), ("1.2. Công an", "1.2"), ("1.2 Công an", "1.2"),
        ("- Công an", "-"), ("-Công an", "-"), ("– Công an", "-"), ("+ Công an", "+"), ("• Công an", "•"), ("Một là, công an", "Một là"), ("Thứ hai, công an", "Thứ hai"),
    ],
)  # fmt: skip
def test_numbering_is_recognised(line: str, number: str) -> None:
    first = outline(f"Mở đầu chung của cả văn bản này.\n{line} phải giữ gìn trật tự.").nodes[-1]
    assert first.number == number


@pytest.mark.parametrize(
    "line",
    [
        "1.474 tổ hòa giải", "12,5 tỷ đồng", "3/11 thôn", "5-7 người", "22/10/2010 là ngày ban hành", "-5 vụ so với năm trước", "Điều 5 Luật An ninh quốc gia", "C. Mác viết", "IC. Công ty",
        "Phần thứ nhất của báo cáo", "mục 2 nêu rõ", "2 tổ",
    ],
)  # fmt: skip
def test_a_number_in_prose_opens_no_node(line: str) -> None:
    assert {node.kind for node in outline(f"Đoạn trước nói về trật tự.\n{line}.").nodes} == {"paragraph"}


def test_a_letter_read_by_scanning_as_one_is_one() -> None:
    assert ids("Mở đầu.\nl. Thứ nhất.\n2. Thứ hai.")[-2:] == ["muc-1", "muc-2"]
    assert ids("Mở đầu.\nI. Thứ nhất.\n2. Thứ hai.")[-2:] == ["muc-1", "muc-2"]
    assert ids("Mở đầu.\n1. Việc:\nk) Một;\nl) Hai.")[-2:] == ["muc-1__diem-k", "muc-1__diem-l"]


def test_capital_letters_that_go_on_are_no_roman_numbers() -> None:
    found = ids("A. MỘT\n1. Việc.\nB. HAI\n1. Việc.\nC. BA\nI. Việc một\n1. Nhỏ.")
    assert found == [
        "phan-a",
        "phan-a__muc-1",
        "phan-b",
        "phan-b__muc-1",
        "phan-c",
        "phan-c__phan-1",
        "phan-c__phan-1__muc-1",
    ]


def test_numbers_that_come_again_are_told_apart() -> None:
    assert ids("1. Một.\n2. Hai.\n1. Lại một.") == ["muc-1", "muc-2", "muc-1.2"]


def test_headings_in_capitals_need_no_number() -> None:
    assert ids("NHIỆM VỤ TRỌNG TÂM\n1. Một.\n2. Hai.\nTỔ CHỨC THỰC HIỆN\n1. Một.")[-2:] == [
        "de-muc-1",
        "de-muc-1__muc-1",
    ]


def test_articles_have_clauses() -> None:
    text = "QUYẾT ĐỊNH:\nĐiều 1. Phạm vi\n1. Trong tỉnh.\na) Các xã;\nĐiều 2.\nTrách nhiệm thi hành\nCông an tỉnh chủ trì.\n"
    assert ids(text)[-5:] == ["dieu-1", "dieu-1__khoan-1", "dieu-1__khoan-1__diem-a", "dieu-2", "dieu-2__doan-1"]
    heading = outline(text).by_id("dieu-2")
    assert heading
    assert heading.heading == "Trách nhiệm thi hành"


def test_a_line_cut_in_a_sentence_goes_on() -> None:
    assert ids("1. Công an tỉnh chủ trì phối hợp\nvới các ngành.\n2. Hai.") == ["muc-1", "muc-2"]
    part = outline("PHẦN I\nĐÁNH GIÁ\n1. Một.\nII. NHIỆM VỤ VÀ\nGIẢI PHÁP\n1. Một.").nodes[-1]
    assert part.heading


def test_tasks_know_their_clause() -> None:
    (task,) = read(DIRECTIVE).tasks
    assert outline(DIRECTIVE).clause_of(task.start) == "phan-2__muc-2"


def test_a_text_without_numbers_has_paragraphs_only() -> None:
    assert ids("Một câu dài nói về trật tự.\nMột câu nữa nói về trật tự.") == ["doan-1", "doan-2"]
    assert outline("") == Outline(())


@pytest.mark.parametrize("number", TEXTS)
def test_nodes_lie_inside_each_other_in_order_with_one_identifier_each(number: str) -> None:
    found = list(outline(TEXTS[number]).walk())
    assert len({node.id for node in found}) == len(found)
    for node in found:
        for child in node.children:
            assert node.start <= child.start < child.end <= node.end
            assert child.id.startswith(node.id + "__")
        for before, after in pairwise(node.children):
            assert before.end <= after.start
    assert outline(TEXTS[number]) == outline(TEXTS[number])


def test_roman_numbers() -> None:
    assert [roman_value(n) for n in ("I", "IV", "IX", "XIV", "XXXIX", "IIII", "VX")] == [1, 4, 9, 14, 39, 0, 0]


def test_lines_of_dashes_are_no_paragraphs_and_the_letter_đ_has_a_plain_identifier() -> None:
    assert ids("1. Việc:\n-----\nd) Bốn;\nđ) Năm.")[-2:] == ["muc-1__diem-d", "muc-1__diem-dd"]


def test_a_number_below_the_subject_belongs_to_the_head() -> None:
    text = "CHƯƠNG TRÌNH PHỐI HỢP\ngiữa hai ngành về trật tự\nSố: 05/CTPH-CAT-CCB\nCăn cứ nhu cầu thực tế;\nĐiều 1. Nội dung\n1. Việc."
    assert ids(text)[:3] == ["dau", "mo-dau", "mo-dau__can-cu-1"]


def test_who_answers_for_the_paper_stands_at_its_end() -> None:
    text = "1. Một.\n2. Hai.\nGiám đốc các sở chịu trách nhiệm thi hành Chỉ thị này.\n"
    assert ids(text)[-1] == "ket-thuc__doan-1"


def test_kind_and_subject_in_one_line_end_the_head() -> None:
    text = "THỦ TƯỚNG CHÍNH PHỦ\nSố: 131/CĐ-TTg\nCÔNG ĐIỆN VỀ VIỆC BẢO ĐẢM TRẬT TỰ\nThủ tướng Chính phủ yêu cầu:\n1. Bộ Công an chỉ đạo tuần tra.\n"
    assert ids(text) == ["dau", "mo-dau", "mo-dau__doan-1", "muc-1"]
    assert read(text).document.title == "CÔNG ĐIỆN VỀ VIỆC BẢO ĐẢM TRẬT TỰ"
