"""What a unit writes under a heading: short, and without a person in it. Pure."""

from __future__ import annotations

from binhyen.collection.rules.guarded import guarded
from binhyen.foundation.errors import Invalid
from binhyen.reader.names import name_spans

_BEFORE = 24


def words_under(text: str, limit: int) -> str:
    """``text`` as it may be kept, "" where nothing was written.

    Refused as ``guarded``, and where a person is named: with the words before the name, never the name itself.
    """
    if not text.strip():
        return ""
    words = guarded(text.replace("\r\n", "\n"), limit)
    names = name_spans(words)
    if names:
        at = names[0][0]
        before = words[max(0, at - _BEFORE) : at].split("\n")[-1].strip()
        raise Invalid("collection.words_named", at=at + 1, before=before or "đầu đoạn")
    return words
