"""What a unit writes under a heading: short, and without a person in it. Pure."""

from __future__ import annotations

from binhyen.collection.rules.guarded import guarded
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import nfc
from binhyen.reader.names import name_spans
from binhyen.reader.persons import before, place


def words_under(text: str, limit: int) -> str:
    """``text`` as it may be kept, "" where nothing was written.

    Refused as ``guarded``, and where a person is named: with the words before the name. Neither the name nor a number is ever
    repeated.
    """
    text = text.replace("\r\n", "\n")
    words = nfc(text.strip())
    if not words:
        return ""
    names = name_spans(words) if len(words) <= limit else []
    if names:
        at = names[0][0]
        raise Invalid("collection.words_named", at=place(text, at), before=before(words, at))
    return guarded(text, limit)
