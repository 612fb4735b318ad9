"""Files to text: .txt, .html, .docx and .pdf, each told by its first bytes, then by its name.

Plain text is decoded here. The others are foreign formats with large parsers: a process of its own reads them, within bounds.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from binhyen.foundation.errors import Invalid
from binhyen.reader.encodings import LIMIT, container_of, decoded
from binhyen.reader.intake.source import FORMATS, NAMES_OF_ENCODINGS, Kind, Source

__all__ = ["FORMATS", "Kind", "Source", "text_of"]

_HEAD = 4096
_PDF_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE,
)
_ELEMENT = re.compile(rb"<(?:html|body|div|p|table|br|span|h[1-6])[\s>/]", re.IGNORECASE)
_ARCHIVE = re.compile(rb"mime-version:", re.IGNORECASE)
_SUFFIXES: dict[str, Kind] = {".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".docm": "docx",
                              ".dotx": "docx", ".pdf": "pdf"}  # fmt: skip


def text_of(data: bytes, name: str) -> Source:
    """The text of a file, what kind of file it is, and what its reader should know (codes of sentences).

    ``name`` is used where the content leaves the kind open. Raises ``Invalid``: more than 20 MB, no text in it, an encrypted,
    scanned, damaged or foreign file, one that takes more than 10 s or 300 MB. Safe to call from several threads.
    """
    if len(data) > LIMIT:
        raise Invalid("reader.too_large", limit=LIMIT // 1024 // 1024)
    if not data.strip():
        raise Invalid("reader.empty")
    named = _SUFFIXES.get(PurePath(name).suffix.lower(), "txt")
    kind = _kind(data, named)
    notes: list[str] = []
    if kind == "txt":
        plain = decoded(data)
    else:
        from binhyen.reader.intake.process import parse  # a plain text starts no process

        text, notes = parse(kind, data)
        if not text.strip():
            raise Invalid("reader.no_text", format=FORMATS[kind])
        plain = decoded(unicodedata.normalize("NFC", text).encode("utf-8", "replace"))
    if plain.encoding:
        notes.append(NAMES_OF_ENCODINGS[plain.encoding])
    if kind != named:
        notes.append("reader.named_otherwise")
    return Source(plain.text, kind, tuple(dict.fromkeys(notes)))


def _kind(data: bytes, named: Kind) -> Kind:
    """What the file is; ``Invalid`` for formats that are known and not read."""
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    if data.startswith(_OLE):
        raise _old_office(data)
    head = _head(data)
    if _HTML.match(head) or (named == "html" and _ELEMENT.search(head)):
        return "html"
    if head.startswith(b"<?xml"):
        raise Invalid("reader.other_format", format="XML")
    if _ARCHIVE.match(head):
        raise Invalid("reader.other_format", format="thư hoặc trang lưu cả ảnh (.eml, .mht)")
    if named in ("docx", "pdf") and not _is_text(data):
        raise Invalid("reader.damaged", format=FORMATS[named])
    return "txt"


def _head(data: bytes) -> bytes:
    """The first bytes as ASCII sees them, whether each letter takes one byte or two."""
    head = data[:_HEAD]
    return (
        head.replace(b"\x00", b"")[2:]
        if head[:2] in (b"\xff\xfe", b"\xfe\xff")
        else head.removeprefix(b"\xef\xbb\xbf").lstrip()
    )


def _is_text(data: bytes) -> bool:
    try:
        decoded(data)
    except Invalid:
        return container_of(data) is not None  # named for what it is by the decoding
    return True


def _old_office(data: bytes) -> Invalid:
    """The file formats of Office before 2007, which also wrap encrypted files of today."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Invalid("reader.encrypted", format="Word, Excel hoặc PowerPoint")
    if holds("Workbook") or holds("PowerPoint Document"):
        return Invalid("reader.other_format", format="Excel hoặc PowerPoint cũ (.xls, .ppt)")
    return Invalid("reader.old_word")
