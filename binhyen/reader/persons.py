"""Short words that name a person or carry a person's number: refused with the place, never repeated."""

from __future__ import annotations

from bisect import bisect_right

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import nfc
from binhyen.reader.guard import mask_personal
from binhyen.reader.names import covered, name_spans

NAMED, NUMBERED = "reader.words_named", "reader.words_personal"
PERSONAL = frozenset({NAMED, NUMBERED})
_BEFORE = 24


def without_persons(text: str, where: str) -> str:
    """``text`` trimmed and composed; ``where`` is what its box is called ("Lý do").

    Refused: a person's name (``reader.words_named``), an identity, telephone or plate number (``reader.words_personal``),
    each with which character of ``text`` it is and the words before it.
    """
    words = nfc(text.strip())
    names = name_spans(words)
    masked, found = mask_personal(words)
    number = next((n for n, (was, now) in enumerate(zip(words, masked, strict=True)) if was != now), 0)
    if not names and not found:
        return words
    first_is_number = found and not (names and names[0][0] < number)
    at = number if first_is_number else names[0][0]
    raise Invalid(NUMBERED if first_is_number else NAMED, where=where, at=place(text, at), before=before(words, at))


def place(text: str, at: int) -> int:
    """Which character of ``text`` as given (from 1) stands at ``at`` of its trimmed, composed form."""
    return bisect_right(range(len(text) + 1), at, key=lambda count: len(nfc(text[:count].lstrip())))


def before(words: str, at: int) -> str:
    """The few words before a place, to find it by; what identifies a person is covered in them too."""
    return covered(words)[max(0, at - _BEFORE) : at].split("\n")[-1].strip() or "đầu đoạn"
