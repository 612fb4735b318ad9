"""Letters at places on pages to lines, paragraphs and rows; pages without letters, and locked files."""

import pytest

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say
from binhyen.reader.intake import text_of
from tests.reader.files import drawn, pdf, ruled

IMAGE = "500 0 0 700 40 40 cm /I Do"
# at 12 points the first line leaves less room than "sixth" needs, the second much
FULL = "one two three four five one two three four five one two three four five one two three four five"
LONG = [(72.0, 700.0, FULL), (72.0, 684.0, "sixth and the end."), (72.0, 668.0, "Next one.")]


def text(*pages: str) -> str:
    return text_of(pdf(*pages), "a.pdf").text


def test_a_full_line_runs_on_and_a_short_one_ends_the_paragraph() -> None:
    assert text(drawn(*LONG)).splitlines() == [f"{FULL} sixth and the end.", "Next one."]


def test_a_paragraph_runs_on_over_pages_without_page_numbers() -> None:
    first = drawn((290, 800, "1"), (72, 700, "Head"), (72, 684, FULL))
    second = drawn((290, 800, "2"), (72, 760, "sixth and the end."), (72, 744, "Next one."))
    assert text(first, second).splitlines() == ["Head", f"{FULL} sixth and the end.", "Next one."]


def test_an_indent_begins_a_paragraph_even_after_a_full_line() -> None:
    lines = [(100, 700, FULL[:-5]), (72, 684, FULL), (100, 668, "Sixth begins anew.")]
    assert text(drawn(*lines)).splitlines() == [f"{FULL[:-5]} {FULL}", "Sixth begins anew."]


def test_a_point_of_a_list_begins_a_line_after_an_end() -> None:
    lines = [(72, 700, FULL[:-4] + "it;"), (72, 684, "- fifth point is here"), (72, 668, "I. PART")]
    assert text(drawn(*lines)).splitlines() == [FULL[:-4] + "it;", "- fifth point is here", "I. PART"]


def test_a_repeated_head_stays_once() -> None:
    pages = [drawn((72, 800, "PAPER 12"), (72, 700, f"Line {number}.")) for number in range(4)]
    assert text(*pages).splitlines() == ["PAPER 12", "Line 0.", "Line 1.", "Line 2.", "Line 3."]


def test_a_table_with_lines_gives_rows_with_empty_cells_and_wrapped_words() -> None:
    grid = ruled([72, 200, 300, 400], [700, 660, 640, 620])
    words = drawn(
        (76, 685, "Content of"), (76, 671, "the row"), (204, 685, "2023"), (304, 685, "2024"), (76, 645, "Cases"), (204, 645, "12"),
        (304, 645, "1.474"), (76, 625, "Units"), (304, 625, "5"), (72, 600, "After it."),
    )  # fmt: skip
    assert text(f"{grid}\n{words}").splitlines() == [
        "Content of the row | 2023 | 2024", "Cases | 12 | 1.474", "Units |  | 5", "After it.",
    ]  # fmt: skip


def test_columns_without_lines_are_set_apart_by_a_tab() -> None:
    lines = drawn(
        (72, 700, "UNITED BODY"), (300, 700, "THE STATE"), (72, 684, "Cases"), (200, 684, "12"), (300, 684, "15")
    )
    assert text(lines).splitlines() == ["UNITED BODY\tTHE STATE", "Cases\t12\t15"]


def test_a_frame_around_words_and_a_line_below_a_head_are_no_table() -> None:
    frame = ruled([60, 540], [820, 60]) + "\n72 690 m 200 690 l S"
    assert text(f"{frame}\n{drawn((72, 700, 'HEAD'), (72, 670, 'Words.'))}").splitlines() == ["HEAD", "Words."]


def test_the_mark_of_a_footnote_is_no_digit_of_a_number() -> None:
    raised = "BT /F 12 Tf 72 700 Td (12) Tj /F 7 Tf 5 Ts (1) Tj /F 12 Tf 0 Ts ( cases) Tj ET"
    assert text(raised) == "12 cases"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (pdf(IMAGE), "reader.scanned", "OCR"),
        (pdf(IMAGE, IMAGE, drawn((290, 800, "3"))), "reader.scanned", "ảnh quét"),
        (pdf(""), "reader.no_text", "không có chữ"),
        (pdf(drawn(*LONG), encrypted=True), "reader.encrypted", "mật khẩu"),
        (pdf(drawn(*LONG))[:300], "reader.damaged", "hỏng"),
        (pdf(*["" for _ in range(1001)]), "reader.too_many_pages", "1001 trang"),
    ],
    ids=["scanned", "scanned with numbers", "empty", "locked", "cut off", "long"],
)
def test_a_pdf_without_words_gets_its_sentence(data: bytes, code: str, words: str) -> None:
    with pytest.raises(Invalid) as caught:
        text_of(data, "a.pdf")
    assert caught.value.code == code
    assert words in say(caught.value)


def test_a_page_that_is_a_picture_among_others_is_said() -> None:
    source = text_of(pdf(drawn(*LONG), IMAGE), "a.pdf")
    assert source.notes == ("reader.pages_without_text",)
    assert source.text.endswith("Next one.")
