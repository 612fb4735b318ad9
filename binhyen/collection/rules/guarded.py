"""Short words that come with figures: refused, with the place, where they carry what must not come in. Pure."""

from __future__ import annotations

from bisect import bisect_right

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import nfc
from binhyen.reader.guard import mask_personal, secrecy_mark
from binhyen.reader.names import covered

_BEFORE = 24


def guarded(text: str, limit: int) -> str:
    """``text`` as it may be kept, trimmed.

    Refused with ``Invalid``: nothing in it, more than ``limit`` characters, a secrecy mark, an identity, telephone or plate
    number (with the words before it; the number itself is not repeated).
    """
    words = nfc(text.strip())
    if not words:
        raise Invalid("collection.words_empty")
    if len(words) > limit:
        raise Invalid("collection.words_too_long", length=len(words), limit=limit)
    mark = secrecy_mark(words)
    if mark:
        raise Invalid("collection.words_secret", mark=mark)
    masked, found = mask_personal(words)
    if found:
        at = next(n for n, (was, now) in enumerate(zip(words, masked, strict=True)) if was != now)
        raise Invalid("collection.words_personal", at=place(text, at), before=before(words, at))
    return words


def place(text: str, at: int) -> int:
    """Which character of ``text`` as given (from 1) stands at ``at`` of its trimmed, composed form."""
    return bisect_right(range(len(text) + 1), at, key=lambda count: len(nfc(text[:count].lstrip())))


def before(words: str, at: int) -> str:
    """The few words before a place, to find it by; what identifies a person is covered in them too."""
    return covered(words)[max(0, at - _BEFORE) : at].split("\n")[-1].strip() or "đầu đoạn"
