import unicodedata

import pytest

from binhyen.reader.text import Stretches, lines, paragraph, prepare


def sentences(text: str) -> list[str]:
    prepared = prepare(text)
    return [prepared.norm[s.start : s.end] for line in lines(prepared) for s in paragraph(prepared, line).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một. Hai. Ba", ["Một.", "Hai.", "Ba"]), ("Tại TP. Vinh có 1.920 tổ. Tốt.", ["Tại TP. Vinh có 1.920 tổ.", "Tốt."]),
        ("2. Tăng cường. Xong.", ["2. Tăng cường.", "Xong."]), ("Hội nghị.Trong đó", ["Hội nghị.", "Trong đó"]), ("Theo T.Ư và T.U thì", ["Theo T.Ư và T.U thì"]),
        ("Một\r\nHai", ["Một", "Hai"]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_stops(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_both_placements_of_a_tone_are_one() -> None:
    assert prepare("hoà giải, Uỷ ban, thuý, quý, hoàn").norm == "hòa giải, Ủy ban, thúy, quý, hoàn"


def test_offsets_lead_back_through_decomposed_and_invisible_characters() -> None:
    text = unicodedata.normalize("NFD", "Một\u200b số vụ")
    prepared = prepare(text)
    assert prepared.norm == "Một số vụ"
    at = prepared.norm.index("số")
    span = prepared.span(at, at + 2)
    assert unicodedata.normalize("NFC", text[span.start : span.end]) == "số"
    assert prepared.copy(at, at + 5) == "số vụ"


def test_stretches_answer_for_overlapping_ones() -> None:
    stretches = Stretches([(5, 9), (1, 3), (7, 12)])
    assert [place for place in range(14) if stretches.holds(place)] == [1, 2, 5, 6, 7, 8, 9, 10, 11]
    assert stretches.touches(3, 6)
    assert not stretches.touches(3, 5)


def test_a_line_cut_in_a_sentence_is_one_line() -> None:
    text = "Công an tỉnh chủ trì, phối hợp với các\nsở, ngành tuyên truyền, ngày\n16 tháng 8 năm 2019."
    prepared = prepare(text)
    assert len(lines(prepared)) == 1
    assert len(prepared.norm) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Các việc sau\na) lập danh sách", "CHỈ THỊ\nvề việc giữ gìn trật tự", "Xã Tân Lập | 12\nxã Tân An | 15 vụ việc", "Kết thúc.\nvụ việc tiếp theo",
        "Xã Tân Lập\nxã A\t12 vụ việc", "Công an tỉnh\nSở Tư pháp tỉnh",
    ],
)  # fmt: skip
def test_lines_that_stand_for_themselves_stay(text: str) -> None:
    assert len(lines(prepare(text))) == 2
