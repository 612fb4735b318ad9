import pytest

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say
from binhyen.reader.encodings import LIMIT, decode, decoded, legacy_encoding
from binhyen.reader.legacy import TCVN3, from_tcvn3
from tests.reader.legacy import tcvn3, vni, windows_1258
from tests.reader.spans import corpus_texts

TEXTS = corpus_texts()
ENCODINGS = {"TCVN3 (ABC)": tcvn3, "VNI": vni, "Windows-1258": windows_1258}
FRAME = "Tổ chức của nhân dân và các đơn vị đã thực hiện công tác phòng chống tội phạm, kết quả có "
LETTERS = " ".join(f"n{letter} {letter}nh" for letter in TCVN3 if letter.islower())


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        decode(data)
    return f"{caught.value.code} {say(caught.value)}"


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


@pytest.mark.parametrize("number", TEXTS)
def test_older_encodings_are_converted(number: str) -> None:
    """What an encoding cannot hold (quotes of Unicode, in TCVN3 single capitals with a tone) is compared after encoding anew."""
    for whole in (TEXTS[number], TEXTS[number][:200]):
        for name, encode in ENCODINGS.items():
            found = decoded(encode(whole))
            assert found.encoding == name
            assert encode(found.text) == encode(whole)
            assert decoded(encode(whole).decode("cp1252").encode()) == found  # its letters taken for Unicode


@pytest.mark.parametrize("name", ENCODINGS)
def test_each_letter_comes_back_from_each_encoding(name: str) -> None:
    """TCVN3 has no capitals with a tone: they come back among capitals only."""
    for word in LETTERS.split():
        given = word if name == "TCVN3 (ABC)" else f"{word} {word.title()} {word.upper()}"
        assert decode(ENCODINGS[name](f"{FRAME}{given}\n{FRAME.upper()}{word.upper()}")) == (
            f"{FRAME}{given}\n{FRAME.upper()}{word.upper()}"
        )


def test_capitals_of_tcvn3_come_back_among_capitals() -> None:
    assert from_tcvn3(tcvn3("CHỈ THỊ của BỘ Công an").decode("cp1252")) == "CHỈ THị của Bộ Công an".replace(
        "THị", "THỊ"
    )


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_text_in_two_encodings_is_refused_by_name(name: str) -> None:
    whole = TEXTS["001"] * 2
    mixed = (
        ENCODINGS[name](whole).decode("cp1252") + "Đồng chí Bí thư Đảng ủy xã dự hội nghị với các tổ tự quản ở cơ sở"
    )
    said = refusal(mixed.encode())
    assert said.startswith("reader.encoding")
    assert name in said


def test_other_languages_are_not_taken_for_vietnamese() -> None:
    french = "Les résultats obtenus à l'école élémentaire ont été présentés aux élèves de la première année."
    assert refusal(french.encode("latin-1")).startswith("reader.not_unicode")
    assert legacy_encoding(french) is None


@pytest.mark.parametrize("number", TEXTS)
def test_older_letters_taken_for_unicode_are_known(number: str) -> None:
    text = TEXTS[number]
    assert legacy_encoding(text) is None
    assert legacy_encoding(tcvn3(text).decode("cp1252", errors="ignore")) == "TCVN3 (ABC)"
    assert legacy_encoding(vni(text).decode("cp1252")) == "VNI"


def test_the_old_letters_are_those_of_the_standards() -> None:
    assert tcvn3("Đảng ủy công an") == b"\xa7\xb6ng \xf1y c\xabng an"
    assert vni("Đảng ủy công an, người") == "Ñaûng uûy coâng an, ngöôøi".encode("latin-1")
