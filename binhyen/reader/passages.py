"""Long texts are read passage by passage, so that what is known of their counts need not all be held at once.

A passage holds some hundred and fifty pages: few papers of the genre have a second one. Only figures in different passages are not
compared with each other; references, the header and the reviewed documents are those of the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator

from binhyen.reader.late import late
from binhyen.reader.text import Span, Text

LENGTH = 400_000  # characters
_GOES_ON = late(r"[^\n]*?[|\t]|[-+*•]|[a-zđ][.)]")


def passages(text: Text, body: list[Span]) -> Iterator[list[Span]]:
    """The lines of ``body`` in passages of about ``LENGTH`` characters; none begins with a table's row or a list's point, if
    it can be helped."""
    begin = 0
    for place, line in enumerate(body):
        length = line.start - body[begin].start
        if length > LENGTH and (length > 2 * LENGTH or not _GOES_ON.match(text.low, line.start, line.end)):
            yield body[begin:place]
            begin = place
    if begin < len(body):
        yield body[begin:]
