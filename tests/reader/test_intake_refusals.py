"""Files that are broken, foreign, locked or made to do harm: a sentence each, from the mechanism that is meant to give it."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say
from binhyen.reader.encodings import LIMIT
from binhyen.reader.intake import process, text_of
from tests.processes import ROOT
from tests.reader.files import W, package, paragraph, run

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE a [<!ENTITY b0 "ha">{BOMB}]>'
NOISE = random.Random(3).randbytes(200_000)


def refusal(data: bytes, name: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        text_of(data, name)
    assert "{" not in say(caught.value)
    return caught.value


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in files.items():
            file.writestr(path.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def document(content: str, before: str = "") -> str:
    return f'{before}<w:document xmlns:w="{W}"><w:body>{content}</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "name", "code", "words"),
    [
        (b"", "a.docx", "reader.empty", "trống"),
        (b"a" * (LIMIT + 1), "a.pdf", "reader.too_large", "20 MB"),
        (NOISE, "a.docx", "reader.damaged", "Word (.docx)"),
        (NOISE, "a.pdf", "reader.damaged", "PDF"),
        (NOISE, "a.html", "reader.binary", "nhị phân"),
        (NOISE, "a", "reader.binary", "nhị phân"),
        (b"%PDF-1.7\n" + NOISE, "a.pdf", "reader.damaged", "PDF"),
        (b"PK\x03\x04" + NOISE, "a.docx", "reader.damaged", "Word (.docx)"),
        (zipped(a_xml="x"), "a.docx", "reader.other_format", "nén (.zip)"),
        (zipped(xl__workbook_xml="x"), "a.docx", "reader.other_format", "Excel (.xlsx)"),
        (zipped(content_xml="x"), "a.odt", "reader.other_format", "OpenDocument"),
        (zipped(word__document_xml="<w:document"), "a.docx", "reader.damaged", "Word (.docx)"),
        (package(""), "a.docx", "reader.no_text", "không có chữ"),
        (b"<html><body><img src=x></body></html>", "a.html", "reader.no_text", "không có chữ"),
        (OLE + NOISE, "a.doc", "reader.old_word", ".docx"),
        (OLE + NOISE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "reader.encrypted", "mật khẩu"),
        (OLE + NOISE + "Workbook".encode("utf-16-le"), "a.xls", "reader.other_format", "Excel"),
        (b"{\\rtf1 B\\u7855?t}", "a.doc", "reader.other_format", "RTF"),
        (b"\x89PNG\r\n" + NOISE, "a.txt", "reader.other_format", "ảnh"),
        (b"MIME-Version: 1.0\n\n", "a.mht", "reader.other_format", ".mht"),
        (f'<?xml version="1.0"?>{LAUGHS}<a>&b9;</a>'.encode(), "a.xml", "reader.other_format", "XML"),
        (f"{LAUGHS.replace('a [', 'html [')}<html><p>&b9;</p></html>".encode(), "a.html", "reader.entities", "DTD"),
        (zipped(word__document_xml=document("&b9;", LAUGHS)), "a.docx", "reader.entities", "DTD"),
        (zipped(word__document_xml=document("&b9;", LAUGHS).encode("utf-16")), "a.docx", "reader.entities", "DTD"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_its_sentence(data: bytes, name: str, code: str, words: str) -> None:
    found = refusal(data, name)
    assert found.code == code
    assert words in say(found)


def test_a_bomb_is_not_unpacked_beyond_the_limit() -> None:
    bomb = package(paragraph(run("0" * 80_000_000)))
    assert len(bomb) < 200_000
    assert refusal(bomb, "a.docx").code == "reader.bomb"


def test_a_size_that_a_zip_gives_wrongly_is_not_believed() -> None:
    bomb = bytearray(package(paragraph(run("0" * 80_000_000))))
    at = bomb.index(b"PK\x01\x02", bomb.index(b"word/document.xml"))
    at = at if b"word/document.xml" in bomb[at : at + 80] else bomb.index(b"PK\x01\x02", at + 1)
    bomb[at + 24 : at + 28] = (1000).to_bytes(4, "little")  # the unpacked size in the directory
    assert refusal(bytes(bomb), "a.docx").code in ("reader.bomb", "reader.damaged")


def test_elements_in_elements_without_end_are_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    assert refusal(package(deep), "a.docx").code in ("reader.damaged", "reader.too_heavy")


@pytest.mark.parametrize("page", [b"<div>" * 300_000, b"<a href=x>a</a>" * 200_000 + b"<table><tr><td>" * 50_000])
def test_a_page_made_to_be_heavy_is_answered(page: bytes) -> None:
    try:
        text_of(b"<html><body>" + page + b"<p>12</p>", "a.html")
    except Invalid as refused:
        assert refused.code in ("reader.too_heavy", "reader.no_text", "reader.damaged")  # noqa: PT017


def test_a_parser_that_does_not_end_is_ended() -> None:
    with pytest.raises(Invalid) as caught:
        process.parse("docx", package(paragraph(run("Bắt 12 vụ."))), seconds=0.01)
    assert caught.value.code == "reader.too_heavy"
    assert "10 giây" in say(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="this system has no limit of memory for a process")
def test_a_parser_gets_no_more_memory_than_its_bound() -> None:
    paper = package(paragraph(run("Bắt 12 vụ.")) * 300_000)
    with pytest.raises(Invalid) as caught:
        process.parse("docx", paper, seconds=60, megabytes=90)
    assert caught.value.code == "reader.too_heavy"


@pytest.mark.skipif(sys.platform != "linux", reason="this system has no limit of memory for a process")
def test_the_bounds_are_those_that_the_sentence_names() -> None:
    code = (
        "import resource, sys; from binhyen.reader.intake import child; child._bound(300);"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] >> 20, resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(process.MEGABYTES), str(process.SECONDS)]


def test_a_plain_text_starts_no_process_and_loads_no_parser() -> None:
    code = (
        "import sys; from binhyen.reader.intake import text_of; text_of('Bắt 12 vụ.'.encode(), 'a.txt');"
        "print([m for m in ('lxml', 'docx', 'trafilatura', 'pypdfium2', 'subprocess') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_of_the_folder_in_which_one_reads_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert text_of(package(paragraph(run("Bắt 12 vụ."))), "a.docx").text == "Bắt 12 vụ."
