"""Bytes to text: Unicode as it is, the older Vietnamese encodings converted where they are beyond doubt, else refused by name."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import register
from binhyen.reader.legacy import converted, encoding_of
from binhyen.reader.texts import SENTENCES

register(SENTENCES)

LIMIT = 20 * 1024 * 1024
_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the older encoding that it was converted from (``None``: it was Unicode)."""

    text: str
    encoding: str | None = None


def decode(data: bytes) -> str:
    """The text of ``data``; refused as by ``decoded``."""
    return decoded(data).text


def decoded(data: bytes) -> Decoded:
    """The text of ``data`` (UTF-8, with or without byte-order mark, UTF-16 with one), newlines untouched.

    TCVN3, VNI and Windows-1258 are converted. Refused with ``Invalid``: an empty file, more than 20 MB, a binary file, and text
    that looks like one of these encodings but not throughout, naming it.
    """
    if len(data) > LIMIT:
        raise Invalid("reader.too_large", limit=LIMIT // 1024 // 1024)
    if not data.strip():
        raise Invalid("reader.empty")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Decoded(_utf16(data))
    kind = container_of(data)
    if kind:
        raise Invalid("reader.other_format", format=kind)
    if b"\x00" in data:
        raise Invalid("reader.binary")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _from_legacy(data)
    if _controls(text):
        raise Invalid("reader.binary")
    mistaken = legacy_encoding(text)
    return _convert(text, mistaken) if mistaken else Decoded(text)


def _from_legacy(data: bytes) -> Decoded:
    name = _legacy(data[:_SAMPLE])
    if not name:
        raise Invalid("reader.not_unicode")
    try:
        letters = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Invalid("reader.encoding", encoding=name) from None
    return _convert(letters, name)


def _convert(letters: str, encoding: str) -> Decoded:
    text = converted(letters, encoding)
    if text is None or _controls(text):
        raise Invalid("reader.encoding", encoding=encoding)
    return Decoded(text, encoding)


def _utf16(data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        raise Invalid("reader.binary") from None
    if not text.strip():
        raise Invalid("reader.empty")
    return text


def container_of(data: bytes) -> str | None:
    """What a file that is no text is called, by its first bytes; ``None`` where they say nothing."""
    for magic, name in ((b"PK\x03\x04", "nén hoặc Word (.zip, .docx)"), (b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "Word cũ (.doc)"), (b"{\\rtf", "RTF"),
                        (b"\x89PNG", "ảnh"), (b"\xff\xd8\xff", "ảnh")):  # fmt: skip
        if data.startswith(magic):
            return name
    return None


def _controls(text: str) -> bool:
    sample = text[:_SAMPLE]
    bad = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\v") or c == "\x7f")
    return bad * 50 > len(sample)


def _legacy(sample: bytes) -> str | None:
    """The name of the Vietnamese encoding of bytes that are not UTF-8; ``None`` where they look like no text at all."""
    plain = sum(1 for b in sample if b in b"\t\n\r " or 0x20 <= b < 0x7F)
    return encoding_of(sample.decode("cp1252", "replace")) if plain * 2 > len(sample) else None


def legacy_encoding(text: str) -> str | None:
    """The encoding of text whose TCVN3 or VNI letters were taken for Unicode ("®¶ng", "Ñaûng"); ``None`` for proper text."""
    return encoding_of(text[:_SAMPLE])
