import unicodedata
from collections.abc import Callable

import pytest

from binhyen.reader.names import covered, name_spans, without_names


@pytest.mark.parametrize(
    ("title", "offered"),
    [
        ("Trung tướng Trần Văn Bình dự sơ kết tại Nam Định", "Trung tướng dự sơ kết tại Nam Định"),
        ("Đồng chí Lê Thị Hoa, Phó Bí thư Tỉnh ủy, chủ trì", "Đồng chí, Phó Bí thư Tỉnh ủy, chủ trì"),
        ("Nguyễn Văn Nam: gương sáng ở xã Tân Lập", "gương sáng ở xã Tân Lập"),
        ("Công an Thành phố Hồ Chí Minh tổng kết phong trào", "Công an Thành phố Hồ Chí Minh tổng kết phong trào"),
        ("Sơ kết Chỉ thị 48 tại Hà Nam", "Sơ kết Chỉ thị 48 tại Hà Nam"),
        ("Đồng chí Đoàn Minh Tú dự hội nghị", "Đồng chí dự hội nghị"),
        ("Bà H’Yun Niê và ông Y Khoa Ayun vận động 12 hộ", "Bà và ông vận động 12 hộ"),
        ("Đồng chí Đoàn trưởng và đồng chí Y tá trưởng dự", "Đồng chí Đoàn trưởng và đồng chí Y tá trưởng dự"),
        ("Thào Mí Sùng giao nộp 2 khẩu súng", "giao nộp 2 khẩu súng"),
    ],
)
def test_a_title_is_offered_without_names_of_persons(title: str, offered: str) -> None:
    assert without_names(title) == offered


NAMED = "Theo ông Nguyễn Văn Ánh và bà Đặng Thị Hường, đã mời 120 hộ."
NAMES = ["Nguyễn Văn Ánh", "Đặng Thị Hường"]
UNSEEN = [*map(chr, range(0x200B, 0x2010)), "\u2060", "\ufeff", "\u00ad"]


def found(words: str) -> list[str]:
    return [words[start:end] for start, end in name_spans(words)]


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_that_nobody_sees_hides_no_name_and_the_place_is_that_of_the_text_given(sign: str) -> None:
    for words, names in (
        (sign.join(NAMED), [sign.join(name) for name in NAMES]),
        (
            NAMED.replace("guy", f"gu{sign}y").replace(" Thị", f"{sign} Thị"),
            [f"Ngu{sign}yễn Văn Ánh", f"Đặng{sign} Thị Hường"],
        ),
    ):
        assert found(words) == names


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (lambda text: unicodedata.normalize("NFD", text), [unicodedata.normalize("NFD", name) for name in NAMES]),
        (
            lambda text: "\u200b".join(unicodedata.normalize("NFD", text)),
            ["\u200b".join(unicodedata.normalize("NFD", name)) for name in NAMES],
        ),
        (lambda text: text.replace(" ", "\u00a0"), [name.replace(" ", "\u00a0") for name in NAMES]),
        (lambda text: text.replace(" ", "  "), [name.replace(" ", "  ") for name in NAMES]),
        (lambda text: text.replace("Đ", "\u00d0"), [name.replace("Đ", "\u00d0") for name in NAMES]),
    ],
    ids=["marks apart", "both", "hard blanks", "two blanks", "another D"],
)
def test_a_name_is_found_however_it_is_encoded(change: Callable[[str], str], names: list[str]) -> None:
    assert found(change(NAMED)) == names


def test_what_is_no_name_stays_none_in_any_encoding() -> None:
    for text in ("Thành phố Hồ Chí Minh", "Đường Trần Hưng Đạo có 12 hộ", "\u200b", "e\u0301", "a\u200b\u0301"):
        for form in ("NFC", "NFD"):
            assert found("\ufeff" + unicodedata.normalize(form, text)) == []


def test_covered_words_keep_their_length_and_nothing_of_the_name() -> None:
    words = unicodedata.normalize("NFD", NAMED)
    shown = covered(words)
    assert len(shown) == len(words)
    assert not name_spans(shown)
    assert "Nguy" not in shown
