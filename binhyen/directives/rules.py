"""What a text must be before it is kept. Plain values; no framework."""

from __future__ import annotations

import hashlib

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import nfc, number
from binhyen.reader.encodings import decode
from binhyen.reader.guard import mask_personal, secrecy_mark
from binhyen.reader.persons import without_persons

LONGEST = 2_000_000  # characters, some 700 pages: what the reading page can show without a long wait


def admissible(content: str | bytes, *, no_secrets: bool) -> tuple[str, int]:
    """The text as it may be kept, with identity, phone and plate numbers masked, and how many were masked.

    The secrecy question comes first. Refused with ``Invalid``: unanswered question, a secrecy mark, more than ``LONGEST``
    characters, and what the reader cannot decode (empty, over 20 MB, binary, a legacy encoding mixed with others).
    """
    if not no_secrets:
        raise Invalid("directives.secrecy_unanswered")
    text = decode(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    mark = secrecy_mark(text)
    if mark:
        raise Invalid("directives.text_secret", mark=mark)
    if len(text) > LONGEST:
        raise Invalid("directives.text_too_long", length=number(len(text)), limit=number(LONGEST))
    return mask_personal(text)


def digest(text: str) -> str:
    """sha256 of the text in UTF-8: the same text is kept once."""
    return hashlib.sha256(text.encode()).hexdigest()


def clean_words(text: str, limit: int) -> str:
    """Words that a person typed beside figures (a title, a reason), as they may be kept: trimmed to ``limit`` characters.

    Identity, phone and plate numbers are masked. ``Invalid("directives.text_secret")`` where the words bear a secrecy mark.
    """
    words = nfc(text.strip())
    mark = secrecy_mark(words)
    if mark:
        raise Invalid("directives.text_secret", mark=mark)
    return mask_personal(words)[0][:limit]


def plain_words(text: str, limit: int, where: str) -> str:
    """As ``clean_words``, but who names a person or writes a person's number is told the place, and nothing is masked.

    For what others read beside figures: why a report comes back, why a figure is corrected. ``where`` is what the box is called.
    """
    words = clean_words(text, len(text))
    without_persons(text, where)
    return words[:limit]
