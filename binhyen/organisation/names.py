"""Names of units as people type them: folding, spelling, the type in front. Pure."""

from __future__ import annotations

import re
import unicodedata

from binhyen.foundation.vietnamese import fold
from binhyen.organisation.texts import TYPES

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_BLANKS = re.compile(r"[\W_]+")
_SHORT = {
    "tp": "thanh-pho", "tx": "thi-xa", "tt": "thi-tran",
    "t": "tinh", "h": "huyen", "q": "quan", "p": "phuong", "x": "xa",
}  # fmt: skip


def folded(name: str) -> str:
    """``name`` for look-up: no marks, case, apostrophes, punctuation. "Cư M’gar" and "cu m'gar" both give "cu mgar"."""
    return _BLANKS.sub(" ", fold(_APOSTROPHES.sub("", name))).strip()


def spelling(name: str) -> str:
    """``name`` with its marks but without what two right spellings differ in: case, apostrophe, place of the tone.

    "Hoà" and "Hòa" are one spelling, "Hoa" and "Hòa" are two.
    """
    words = _BLANKS.sub(" ", unicodedata.normalize("NFC", _APOSTROPHES.sub("", name)).casefold()).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = sorted(c for c in letters if c in _TONES)
    return "".join(c for c in letters if c not in _TONES) + "".join(tones)


def is_marked(name: str) -> bool:
    """Whether ``name`` carries any Vietnamese mark; then its marks are meant and must agree."""
    return spelling(name) != folded(name)


_PREFIXES = {**{folded(words): key for key, words in TYPES.items()}, **_SHORT}


def typed_readings(text: str) -> list[tuple[str, str]]:
    """The ways to read ``text`` as type key and bare name.

    "Xã Tân Tiến" gives ("", "Xã Tân Tiến") and ("xa", "Tân Tiến"): a name may begin with a word that is also a type.
    """
    words = text.replace(".", " ").split()
    readings = [("", " ".join(words))]
    for length in (1, 2):
        kind = _PREFIXES.get(folded(" ".join(words[:length])))
        if kind and len(words) > length:
            readings.append((kind, " ".join(words[length:])))
    return readings
