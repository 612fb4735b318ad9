"""What a file may be: told by its bytes, its name cleaned, a picture without place, time and device."""

from __future__ import annotations

import random
import struct
import zlib

import pytest

from binhyen.collection.rules.attached import JPEG, LARGEST, PDF, PNG, WORD, accept, clean_name, media_type_of
from binhyen.foundation.errors import Invalid

PAGE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LETTER = b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml" + b"\0" * 40


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*extra: bytes, after: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    drawn = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + drawn + chunk(b"IEND", b"") + after


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(order: str, orientation: int) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(f"{order}HHII", 0x8825, 4, 1, 99)
    return segment(
        0xE1, b"Exif\0\0" + mark + struct.pack(f"{order}IH", 8, 2) + entries + b"\0" * 4 + b"GPS 21.0285 105.8542"
    )


def jpeg(*extra: bytes, after: bytes = b"") -> bytes:
    scan = segment(0xDA, b"\x01\x01\x00\x00?\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1") + b"".join(extra) + segment(0xDB, b"t") + scan + b"\xff\xd9" + after
    )


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Invalid) as error:
        accept(name, content)
    return error.value.code


@pytest.mark.parametrize(
    ("content", "kind"), [(PAGE, PDF), (LETTER, WORD), (jpeg(), JPEG), (png(), PNG)], ids=["pdf", "docx", "jpg", "png"]
)
def test_the_four_kinds_are_told_by_their_bytes_whatever_they_are_called(content: bytes, kind: str) -> None:
    assert accept("bao-cao.exe", content).media_type == kind
    assert accept("bao-cao.exe", content).name.startswith("bao-cao.exe.")


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90\0", b"GIF89a", b"PK\x03\x04xl/workbook.xml",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b" %PDF-1.4", b"text"],
)  # fmt: skip
def test_anything_else_is_refused_though_its_name_ends_in_pdf(content: bytes) -> None:
    assert refused("van-ban.pdf", content) == "collection.file_kind"


def test_empty_too_large_with_macros_and_cut_off_files_are_refused() -> None:
    assert refused("a.pdf", b"") == "collection.file_empty"
    assert refused("a.pdf", PAGE + b"\0" * LARGEST) == "collection.file_too_large"
    assert refused("a.docx", LETTER + b"word/vbaProject.bin") == "collection.file_macro"
    for cut in (png()[:-8], jpeg()[:-2], jpeg()[:9], b"\xff\xd8\xff\xe0\xff"):
        assert refused("a.jpg", cut) == "collection.file_damaged"


def test_a_zip_bomb_in_a_word_file_is_never_unpacked() -> None:
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b"\0" * 50_000_000)
    assert accept("b.docx", held.getvalue()).content == held.getvalue()


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd.pdf"), ("C:\\Users\\lan\\bao cao.PDF", "bao cao.pdf"), ("", "tep.pdf"), ("..", "tep.pdf"),
     ('a"b\r\nX: y.pdf', "a b X y.pdf"), ("báo cáo\u202efdp.exe", "báo cáo fdp.exe.pdf"), ("x" * 500, "x" * 156 + ".pdf")],
)  # fmt: skip
def test_a_name_keeps_no_folder_and_nothing_that_a_header_or_a_system_reads_otherwise(name: str, kept: str) -> None:
    assert clean_name(name, PDF) == kept


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_loses_place_and_device_and_keeps_how_it_is_turned(order: str) -> None:
    given = jpeg(exif(order, 6), segment(0xFE, b"Nguyen Van A"), segment(0xED, b"Photoshop"), after=b"GPS again")
    kept = accept("anh.jpg", given).content
    assert not [word for word in (b"GPS", b"Nguyen", b"Photoshop") if word in kept]
    assert b"Exif\0\0MM" in kept
    assert kept.endswith(b"\xff\xd9")
    assert media_type_of(kept) == JPEG
    assert accept("anh.jpg", kept).content == kept


def test_a_picture_without_such_words_is_kept_byte_for_byte() -> None:
    assert accept("a.jpg", jpeg()).content == jpeg()
    assert accept("a.png", png()).content == png()


def test_a_png_loses_its_text_its_time_and_what_follows_its_end() -> None:
    given = png(chunk(b"tEXt", b"Author\0Nguyen"), chunk(b"eXIf", b"GPS"), chunk(b"tIME", b"1234567"), after=b"more")
    assert accept("a.png", given).content == png()


def test_a_damaged_picture_is_refused_or_kept_in_a_form_that_is_kept_again() -> None:
    chance = random.Random(20261122)
    whole = [
        jpeg(exif("<", 6), segment(0xE2, b"ICC_PROFILE\0x")),
        png(chunk(b"tEXt", b"a")),
        jpeg(exif(">", 8), after=b"zz"),
    ]
    kept = 0
    for _ in range(2000):
        given = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(given))
            given[at : at + chance.randrange(5)] = chance.randbytes(chance.randrange(5))
        try:
            once = accept("anh", bytes(given))
        except Invalid:
            continue
        kept += 1
        assert accept("anh", once.content).content == once.content
    assert kept > 100
