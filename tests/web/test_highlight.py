"""A text cut into marked pieces: nothing lost, nothing doubled, every mark at its own letters."""

from binhyen.reader import read
from binhyen.web.directives.highlight import Line, Piece, highlighted, parts
from tests.web.texts_of_ours import TEXT


def joined(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def test_the_pieces_give_every_line_back() -> None:
    lines = highlighted(TEXT, read(TEXT), {})
    assert [joined(line) for line in lines] == [line for line in TEXT.split("\n") if line.strip()]


def test_every_figure_is_marked_once_and_whole() -> None:
    reading = read(TEXT)
    found: dict[int, str] = {}
    opened: list[int] = []
    for piece in (piece for line in highlighted(TEXT, reading, {}) for piece in line.pieces):
        if piece.number:
            found[piece.number] = found.get(piece.number, "") + piece.text
            opened += [piece.number] if piece.opens else []
    assert found == {n: figure.quote for n, figure in enumerate(reading.figures, start=1)}
    assert opened == sorted(found)


def test_figures_that_contradict_each_other_stand_out() -> None:
    pieces = [piece for line in highlighted(TEXT, read(TEXT), {}) for piece in line.pieces]
    assert [piece.text for piece in pieces if piece.in_conflict] == ["300 mô hình", "240 tổ", "70 mô hình"]


def test_a_known_document_is_a_link_and_an_unknown_one_is_not() -> None:
    text = "Thực hiện Chỉ thị số 48-CT/TW và Kế hoạch số 77/KH-UBND, đã tổ chức 12 buổi tuyên truyền."
    pieces = [p for p in highlighted(text, read(text), {"48-CT/TW": 5})[0].pieces if p.is_reference]
    assert [(p.text, p.document) for p in pieces] == [("Chỉ thị số 48-CT/TW", 5), ("Kế hoạch số 77/KH-UBND", 0)]


def test_a_plain_line_is_one_piece() -> None:
    assert highlighted("Không có số.\r\n\r\n", read("Không có số."), {}) == [Line((Piece("Không có số."),))]


def test_a_long_text_is_cut_where_lines_end_and_nothing_is_lost() -> None:
    text = TEXT * 40
    cut = parts(text, 1000)
    assert "".join(text[a:b] for a, b in cut) == text
    assert all(text[b - 1] == "\n" for _, b in cut)
    assert parts("", 1000) == [(0, 0)]
    whole = highlighted(text, read(text), {})
    assert [line for part in cut for line in highlighted(text, read(text), {}, part)] == whole


def test_a_part_holds_no_more_figures_than_asked_and_cuts_none() -> None:
    text = " ".join(f"Tổ chức {n} buổi tuyên truyền tập trung tại cơ sở." for n in range(1000, 1300))
    marks = [(f.start, f.end) for f in read(text).figures]
    assert len(marks) == 300
    cut = parts(text, 100_000, marks, 40)
    assert "".join(text[a:b] for a, b in cut) == text
    assert all(sum(a <= start < b for start, _ in marks) <= 40 for a, b in cut)
    assert not [(a, start, end) for a, _ in cut for start, end in marks if start < a < end]
    short = parts(text, 130, marks)
    assert "".join(text[a:b] for a, b in short) == text
    assert not [(a, start, end) for a, _ in short for start, end in marks if start < a < end]
    assert parts("x" * 500, 200) == [(0, 200), (200, 400), (400, 500)]
