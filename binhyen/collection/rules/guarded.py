"""Short words that come with figures: refused, with the place, where they carry what must not come in. Pure."""

from __future__ import annotations

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import nfc
from binhyen.reader.guard import mask_personal, secrecy_mark
from binhyen.reader.persons import before, place


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
