"""Putting the paper together."""

from __future__ import annotations

from collections.abc import Mapping

from docx import Document

from binhyen.foundation.official import body, head, package, page
from binhyen.foundation.official.content import OfficialDocument
from binhyen.foundation.official.marks import Names


def write(
    content: OfficialDocument,
    *,
    bookmarks: Names = "by_{}".format,
    about: str = "",
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """The .docx: same content, same bytes.

    ``bookmarks`` names the bookmark of printed number n, ``about`` is the file's subject, ``properties`` are custom ones.
    """
    document = Document()
    page.prepare(document, demo=content.demo)
    head.add_head(document, content)
    body.add_text(document, content, bookmarks)
    head.add_end(document, content)
    body.add_annexes(document, content, bookmarks)
    package.set_properties(document, content, about, properties or {})
    return package.packed(document)
