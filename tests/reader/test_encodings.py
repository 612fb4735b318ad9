import unicodedata

import pytest

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say
from binhyen.reader.encodings import LIMIT, decode, legacy_encoding

TONES = "\u0300\u0301\u0303\u0309\u0323"
TCVN3 = (
    "C«ng an tØnh ®· tæ chøc h\u00e9i nghÞ s¬ kÕt n¨m n¨m thùc hiÖn ch\u00ad\u00a3ng tr×nh phèi hîp, tuyªn truyÒn ph¸p luËt cho nh©n d©n, "
    "gi÷ g×n an ninh trËt tù trªn ®Þa bµn tØnh."
)
VNI = "Coâng an tænh ñaõ toå chöùc hoäi nghò sô keát naêm naêm thöïc hieän chöông trình phoái hôïp, tuyeân truyeàn phaùp luaät cho nhaân daân."
WINDOWS_1258 = "Công an tỉnh đã tổ chức hội nghị sơ kết năm năm thực hiện chương trình phối hợp, tuyên truyền pháp luật cho nhân dân."


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        decode(data)
    return f"{caught.value.code} {say(caught.value)}"


def as_windows_1258(text: str) -> bytes:
    """Letters that the encoding has stay whole; of the others the tone follows as a mark of its own."""
    done = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts if c in TONES)
        shape = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        done += (shape + tone).encode("cp1258")
    return bytes(done)


def test_utf8_is_read_with_and_without_mark_and_newlines_stay() -> None:
    assert decode("Một\r\nhai".encode()) == "Một\r\nhai"
    assert decode("\ufeffMột".encode()) == "\ufeffMột"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reader.empty"), (b" \n\t", "reader.empty"), (b"\x00\x01\x02" * 50, "reader.binary"), (b"PK\x03\x04abc", "reader.other_format"),
        (b"%PDF-1.7", "reader.other_format"), (b"\x01\x02\x03\x04" * 40, "reader.binary"), (bytes(range(128, 256)) * 20, "reader.not_unicode"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    assert refusal(data).startswith(code)


def test_more_than_the_limit_is_refused_with_the_limit() -> None:
    assert "20 MB" in refusal(b"a" * (LIMIT + 1))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TCVN3.encode("cp1252", errors="ignore"), "TCVN3 (ABC)"),
        (VNI.encode("cp1252"), "VNI"),
        (as_windows_1258(WINDOWS_1258), "Windows-1258"),
    ],
)
def test_older_encodings_are_refused_by_name(data: bytes, name: str) -> None:
    assert name in refusal(data)


@pytest.mark.parametrize(
    ("text", "name"),
    [(TCVN3, "TCVN3 (ABC)"), (VNI, "VNI"), (WINDOWS_1258, None), ("Plain English text, nothing else in it.", None)],
)
def test_older_letters_taken_for_unicode_are_known(text: str, name: str | None) -> None:
    assert legacy_encoding(text) == name
