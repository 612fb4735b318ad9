import pytest

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import say
from binhyen.reader.encodings import LIMIT, decode, legacy_encoding
from tests.reader.legacy import tcvn3, vni, windows_1258
from tests.reader.spans import corpus_texts

TEXTS = corpus_texts()


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
def test_older_encodings_are_refused_by_name(number: str) -> None:
    for whole in (TEXTS[number], TEXTS[number][:200]):
        assert "TCVN3" in refusal(tcvn3(whole))
        assert "VNI" in refusal(vni(whole))
        assert "Windows-1258" in refusal(windows_1258(whole))


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
