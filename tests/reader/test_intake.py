"""One text in four kinds of files gives the same figures; the kind is told by the content."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from binhyen.reader import read
from binhyen.reader.intake import Kind, Source, text_of
from tests.reader.files import page, word
from tests.reader.legacy import tcvn3, vni, windows_1258
from tests.reader.spans import corpus_texts

TEXTS = {number: text for number, text in corpus_texts().items() if len(text.splitlines()) > 1}
SOME = list(TEXTS)[:56:4]  # a process for each: fourteen texts
WORDS = "Công an tỉnh đã tổ chức 45 buổi tuyên truyền phòng chống tội phạm cho nhân dân trên địa bàn các xã."

Figure = tuple[float, float | None, str, str | None, bool]


def figures(text: str) -> list[Figure]:
    return [(f.value, f.value_max, f.qualifier, f.unit, f.is_percent) for f in read(text).figures]


def test_ten_of_these_texts_at_least_have_figures() -> None:
    assert sum(bool(figures(TEXTS[number])) for number in SOME) >= 10


@pytest.mark.parametrize("number", SOME)
def test_word_files_and_pages_give_the_figures_of_the_text(number: str) -> None:
    given = figures(TEXTS[number])
    paper, site = text_of(word(TEXTS[number]), "a.docx"), text_of(page(TEXTS[number]), "a.html")
    assert (paper.kind, site.kind) == ("docx", "html")
    assert figures(paper.text) == given
    assert figures(site.text) == given


def test_a_pdf_gives_the_figures_of_the_text(soffice: Path, tmp_path: Path) -> None:
    """Printed by an office program, set in two ways: indented to both sides, and in larger letters ragged on the right."""
    for number in SOME:
        for size, indent in ((14, 1.27), (13, 0.0)):
            (tmp_path / f"{number}-{size}.docx").write_bytes(word(TEXTS[number], size, indent))
    papers = sorted(tmp_path.glob("*.docx"))
    command = [
        str(soffice),
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", tmp_path, *papers], check=True, capture_output=True, timeout=180)
    for paper in papers:
        source = text_of(paper.with_suffix(".pdf").read_bytes(), "a.pdf")
        assert source.kind == "pdf"
        assert figures(source.text) == figures(TEXTS[paper.stem[:3]]), paper.stem


def test_plain_text_is_kept_letter_by_letter() -> None:
    assert text_of("Một\r\nhai".encode(), "a.txt") == Source("Một\r\nhai", "txt", ())


@pytest.mark.parametrize(
    ("encode", "note"),
    [(tcvn3, "reader.converted_tcvn3"), (vni, "reader.converted_vni"), (windows_1258, "reader.converted_windows_1258")],
)
def test_older_encodings_are_said(encode: Callable[[str], bytes], note: str) -> None:
    assert text_of(encode(WORDS), "a.txt") == Source(WORDS, "txt", (note,))
    web = b"<html><head><meta charset='iso-8859-1'></head><body><p>" + encode(WORDS) + b"</p></body></html>"
    assert text_of(web, "a.html") == Source(WORDS, "html", (note,))


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (word(WORDS), "a.txt", "docx"), (word(WORDS), "a", "docx"), (page(f"{WORDS}\n{WORDS}"), "a.txt", "html"),
        (WORDS.encode(), "a.docx", "txt"), (WORDS.encode("utf-16"), "a.pdf", "txt"),
    ],
)  # fmt: skip
def test_a_file_is_read_as_what_it_is_and_a_wrong_ending_is_said(data: bytes, name: str, kind: Kind) -> None:
    source = text_of(data, name)
    assert source.kind == kind
    assert WORDS in source.text
    assert source.notes == ("reader.named_otherwise",)


def test_a_part_of_a_page_is_told_by_its_name() -> None:
    assert text_of(f"<div>Bắt 5 vụ.</div><p>{WORDS}</p>".encode(), "a.htm").text == f"Bắt 5 vụ.\n{WORDS}"
    assert text_of(f"Bắt <p> 5 vụ. {WORDS}".encode(), "a.txt").kind == "txt"


def test_a_page_loses_its_menus_and_keeps_rows_of_tables() -> None:
    text = text_of(
        page(f"Xã Mẫu sơ kết\n{WORDS}\n{WORDS[:60]}.\nXã | Số vụ | Số tổ\nA | 12 | 3\nB | 1.474 | 5\n{WORDS}"), "a.html"
    ).text
    assert "Xã | Số vụ | Số tổ\nA | 12 | 3\nB | 1.474 | 5\n" in text
    assert text.startswith("Xã Mẫu sơ kết\n")
    assert "document.write" not in text
    assert "Trang chủ" not in text
    assert "khẩu súng" not in text


def test_a_page_made_of_tables_gives_its_words() -> None:
    old = f"""<html><body><form><table><tr><td><a href="/">Trang chủ</a></td></tr><tr><td><b>Xã Mẫu sơ kết</b><p>{WORDS}</p><p>{WORDS}</p>
    <p>{WORDS}</p><table><tr><td><p>Xã</p></td><td><p>Số vụ</p></td></tr><tr><td>A</td><td>12</td></tr></table></td></tr></table></form></body></html>"""
    text = text_of(old.encode(), "a.html").text
    assert f"{WORDS}\n{WORDS}\n" in text
    assert "Xã | Số vụ\nA | 12" in text


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1258"])
def test_a_page_is_read_in_the_encoding_it_names(charset: str) -> None:
    data = page(f"{WORDS}\n{WORDS}") if charset == "utf-8" else page(f"{WORDS}\n{WORDS}", charset)
    assert WORDS in text_of(data, "a.html").text


@pytest.mark.parametrize("box", ["<main><article>{}</article></main>", '<div id="content"><div>{}</div></div>'])
def test_of_a_long_page_only_the_article_is_read(box: str) -> None:
    menu = "".join(f'<li><a href="/c{n}">Chuyên mục số {n} của trang</a></li>' for n in range(60))
    others = "".join(
        f'<div><a href="/{n}"><h3>Bắt {n} đối tượng trộm cắp ở phường {n}</h3></a><p>Công an vừa bắt {n} đối tượng.</p></div>'
        for n in range(25)
    )
    said = "".join(
        f"<div><b>Bạn đọc {n}</b><p>Có {n + 20} vụ trộm ở khu tôi, đề nghị xử lý.</p></div>" for n in range(12)
    )
    cells = "<tr><td><p>Năm</p></td><td><p>Số <b>vụ</b></p></td></tr><tr><td>2022</td><td><span>1.</span><span>474</span></td></tr>"
    article = f"<h1>Xã Mẫu tổng kết 10 năm</h1><p>{WORDS}</p><p>Giải quyết 37 vụ việc.</p><div><table>{cells}</table></div><p>{WORDS}</p>"
    data = f"<!doctype html><html><body><div id=menu><ul>{menu}</ul></div>{box.format(article)}<div><h2>Tin liên quan</h2>{others}</div><div id=comments>{said}</div></body></html>"
    assert text_of(data.encode(), "a.html").text.splitlines() == [
        "Xã Mẫu tổng kết 10 năm", WORDS, "Giải quyết 37 vụ việc.", "Năm | Số vụ", "2022 | 1.474", WORDS,
    ]  # fmt: skip
