"""What a text must be before it is kept. Plain values; no framework."""

from __future__ import annotations

import hashlib
import re

from binhyen.foundation.errors import Invalid
from binhyen.reader.guard import legacy_encoding, mask_personal, secrecy_mark

LIMIT = 20 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def admissible(text: str, *, no_secrets: bool) -> tuple[str, int]:
    """The text as it may be kept, with identity, phone and plate numbers masked, and how many were masked.

    The secrecy question comes first. Refused with ``Invalid``: unanswered question, a secrecy mark, empty, over 20 MB,
    binary, a legacy encoding (named).
    """
    if not no_secrets:
        raise Invalid("directives.secrecy_unanswered")
    if not text.strip():
        raise Invalid("directives.text_empty")
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LIMIT:
        raise Invalid("directives.text_too_long", size=round(size / 1024 / 1024), limit=LIMIT // 1024 // 1024)
    control = _CONTROL.search(text)
    if control:
        raise Invalid("directives.text_binary", at=control.start() + 1)
    encoding = legacy_encoding(text)
    if encoding:
        raise Invalid("directives.text_encoding", encoding=encoding)
    mark = secrecy_mark(text)
    if mark:
        raise Invalid("directives.text_secret", mark=mark)
    return mask_personal(text)


def digest(text: str) -> str:
    """sha256 of the text in UTF-8: the same text is kept once."""
    return hashlib.sha256(text.encode()).hexdigest()
