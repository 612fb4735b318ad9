"""Encodings from before Unicode: their letters, which one a text is in, and the way to Unicode.

A text is in the encoding under which it turns into Vietnamese: common syllables are counted after decoding it each way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from binhyen.reader.late import late

# TCVN 5712:1993 (ABC): the byte of each letter; its fonts wrote capitals with a tone by small letters
_TCVN3_LETTERS = (
    "à:b5 ả:b6 ã:b7 á:b8 ạ:b9 ă:a8 ằ:bb ẳ:bc ẵ:bd ắ:be ặ:c6 â:a9 ầ:c7 ẩ:c8 ẫ:c9 ấ:ca ậ:cb đ:ae è:cc ẻ:ce ẽ:cf é:d0 ẹ:d1 ê:aa ề:d2 ể:d3 ễ:d4 ế:d5 ệ:d6"
    " ì:d7 ỉ:d8 ĩ:dc í:dd ị:de ò:df ỏ:e1 õ:e2 ó:e3 ọ:e4 ô:ab ồ:e5 ổ:e6 ỗ:e7 ố:e8 ộ:e9 ơ:ac ờ:ea ở:eb ỡ:ec ớ:ed ợ:ee ù:ef ủ:f1 ũ:f2 ú:f3 ụ:f4 ư:ad ừ:f5"
    " ử:f6 ữ:f7 ứ:f8 ự:f9 ỳ:fa ỷ:fb ỹ:fc ý:fd ỵ:fe Đ:a7 Ă:a1 Â:a2 Ê:a3 Ô:a4 Ơ:a5 Ư:a6"
)
TCVN3 = {pair[0]: bytes.fromhex(pair[2:]).decode("latin-1") for pair in _TCVN3_LETTERS.split()}

_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_SHAPED_TONES = {
    "\u0302": {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}
_OWN = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def _vni(letter: str) -> str:
    """A letter in VNI for Windows: the marks follow the vowel as a letter of their own."""
    if letter in _OWN:
        return _OWN[letter]
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in _TONES), "")
    for shape, marks in _SHAPED_TONES.items():
        if shape in parts:
            return parts[0] + marks[tone]
    return ("ô" if "o\u031b" in parts else "ö" if "u\u031b" in parts else parts[0]) + (_TONES[tone] if tone else "")


_SMALL = [letter for letter in TCVN3 if letter.islower()]
VNI = {letter: _vni(letter) for letter in _SMALL} | {letter.upper(): _vni(letter).upper() for letter in _SMALL}

_FROM_TCVN3 = str.maketrans({written: letter for letter, written in TCVN3.items()})
_FROM_VNI = {written: letter for letter, written in VNI.items()}
# a capital whose mark was typed small: "Aø"
_FROM_VNI |= {
    w[0].upper() + w[1]: letter.upper() for w, letter in _FROM_VNI.items() if len(w) == 2 and letter.islower()
}
_VNI_LETTER = late("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
_SYLLABLE = late(r"[^\W\d_]+")
_COMMON = frozenset(
    "của và các có được những với đã là một để từ về năm tại này đến số người trật tự tổ chức thực hiện tỉnh xã vụ chỉ thị đồng chí công tác phòng chống tội phạm bộ"
    " nhân dân đảng ủy hội nghị quyết trên địa bàn mô hình tuyên truyền kết quả tổng sơ kế hoạch huyện đối tượng phối hợp gia đình đạt việc dự lượt buổi phát động phong trào bảo vệ quốc"
    " ngày tháng giữ gìn cán đoàn viên cấp ngành đơn vị cơ sở khu giáo dục xây dựng hòa giải vận động đề nghị tiếp tục nhiệm trọng điểm hoạt như ở cho đó khi sau trước sự thể lực lượng"
    .split()
)  # fmt: skip
_MARKED = frozenset(word for word in _COMMON if not word.isascii())
_LEAST = 0.12
_PIECE = 1 << 20
_CUT = late(r"\s")
_CLEAR = 2  # how many times as much Vietnamese an encoding must give as any other reading of the same bytes
_STRAY = 0.01  # of the letters beyond ASCII, how many may have no meaning in the encoding
_PUNCTUATION = frozenset("\u00a0«»·°±²³§©®¼½¾×÷–—‘’‚“”„†‡•…‰‹›€™")
_LINE = late(r"[^\r\n]+")
# letters of which TCVN3 has both forms, and words without a small one of these
_SURE_SMALL = late("[a-zđăâêôơư]")
_SURE_CAPITAL = late("[A-ZĐĂÂÊÔƠƯ]")
_WITHOUT_SMALL = late(r"(?<![^\W\d_])(?:(?![a-zđăâêôơư])[^\W\d_]){2,}+(?![^\W\d_])")
_SURE_CAPITALS = 4  # so many of them and no small one make a line one of capitals


def from_tcvn3(letters: str) -> str:
    """Letters of TCVN3 (each byte taken for a character of cp1252) in Unicode.

    Its capitals with a tone were small letters in a font of capitals: among capitals they become capitals again.
    """
    return _LINE.sub(_capital_line, letters.translate(_FROM_TCVN3))


def _capital_line(match: re.Match[str]) -> str:
    line = match.group()
    if not _SURE_SMALL.search(line) and len(_SURE_CAPITAL.findall(line)) >= _SURE_CAPITALS:
        return line.upper()
    return _WITHOUT_SMALL.sub(_capital_word, line)


def _capital_word(match: re.Match[str]) -> str:
    """ "ĐảNG" was "ĐẢNG"; of "Bộ" nobody knows, so it stays."""
    word = match.group()
    sure = len(_SURE_CAPITAL.findall(word))
    return word.upper() if sure > 1 or (sure and _SURE_CAPITAL.match(word[-1])) else word


def from_vni(letters: str) -> str:
    """Letters of VNI for Windows (each byte taken for a character of cp1252) in Unicode."""
    return _VNI_LETTER.sub(lambda match: _FROM_VNI[match.group()], letters)


def from_windows_1258(letters: str) -> str:
    """Letters of Windows-1258 (each byte taken for a character of cp1252) in Unicode, composed."""
    return unicodedata.normalize("NFC", letters.encode("cp1252", "replace").decode("cp1258", "replace"))


READINGS: dict[str, Callable[[str], str]] = {
    "TCVN3 (ABC)": from_tcvn3,
    "VNI": from_vni,
    "Windows-1258": from_windows_1258,
}
_KNOWN = {
    "TCVN3 (ABC)": frozenset("".join(TCVN3.values())) | _PUNCTUATION,
    "VNI": frozenset("".join(VNI.values())) | _PUNCTUATION,
    "Windows-1258": frozenset(bytes(range(0xC0, 0x100)).decode("latin-1")) | _PUNCTUATION,
}


def _share(text: str) -> float:
    """How many of the words are common Vietnamese syllables that carry a mark."""
    words = _SYLLABLE.findall(text.lower())
    return sum(word in _MARKED for word in words) / len(words) if words else 0.0


def encoding_of(letters: str) -> str | None:
    """The older encoding of a text whose bytes were taken one by one for characters; ``None`` where it is none of them."""
    shares = {name: _share(turn(letters)) for name, turn in READINGS.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _LEAST and shares[best] > _CLEAR * _share(letters) else None


def converted(letters: str, encoding: str) -> str | None:
    """``letters`` read in ``encoding``; ``None`` where that is not safe.

    Safe means: no other reading gives half as much Vietnamese, and next to all letters have a meaning in the encoding (a text
    that is partly Unicode, or in two encodings, has others).
    """
    marked = {c: letters.count(c) for c in set(letters) if not c.isascii()}
    stray = sum(count for c, count in marked.items() if c not in _KNOWN[encoding])
    sample = letters[: 1 << 16]
    own = _share(READINGS[encoding](sample))
    others = [_share(sample), *(_share(turn(sample)) for name, turn in READINGS.items() if name != encoding)]
    if stray > _STRAY * sum(marked.values()) or own < _CLEAR * max(others):
        return None
    return "".join(map(READINGS[encoding], _pieces(letters)))


def _pieces(letters: str) -> Iterator[str]:
    """Pieces that end with a blank: a large text is not held as many small ones at once."""
    start = 0
    while start < len(letters):
        cut = _CUT.search(letters, start + _PIECE)
        end = cut.end() if cut else len(letters)
        yield letters[start:end]
        start = end
