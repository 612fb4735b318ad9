"""Bytes to text: UTF-8 only for now; the older Vietnamese encodings are recognised and named, not guessed at."""

from __future__ import annotations

import re

from binhyen.foundation.errors import Invalid
from binhyen.foundation.texts import register
from binhyen.reader.texts import SENTENCES

register(SENTENCES)

LIMIT = 20 * 1024 * 1024
_SAMPLE = 1 << 18
# letters of each encoding, read as Windows-1252 bytes, that almost no other text has side by side
_TCVN3 = re.compile(
    rb"(?:[a-zA-Z][\xb5-\xb9\xbb-\xbe\xc6-\xca\xc7\xcb-\xd4\xd5-\xde\xdf\xe1-\xef\xf1-\xfe]|[\xa8\xa9\xaa\xab\xac\xad\xae])"
)
_VNI = re.compile(
    rb"[aAeEoOuUyYiI\xf4\xd4\xf6\xd6][\xf8\xf9\xfb\xf5\xef\xe2\xe1\xe0\xe5\xe3\xe4\xea\xe9\xe8\xfa\xfc\xeb\xd8\xd9\xdb\xd5\xcf\xc2\xc1\xc0\xc5\xc3\xc4\xca\xc9\xc8\xda\xdc\xcb]|\xf1|\xd1"
)
_CP1258_MARK = re.compile(rb"[a-zA-Z\xe2\xea\xf4\xe3\xf5\xfd\xc2\xca\xd4\xc3\xd5\xdd][\xcc\xec\xd2\xde\xf2]")
_CP1258_OWN = re.compile(rb"[\xe3\xf5\xfd\xf0\xd0\xc3\xd5\xdd]")


def decode(data: bytes) -> str:
    """The text of ``data`` (UTF-8, with or without byte-order mark, UTF-16 with one), newlines untouched.

    Refused with ``Invalid``: an empty file, more than 20 MB, a binary file, and text in an older encoding, naming it.
    """
    if len(data) > LIMIT:
        raise Invalid("reader.too_large", limit=LIMIT // 1024 // 1024)
    if not data.strip():
        raise Invalid("reader.empty")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _utf16(data)
    kind = _container(data)
    if kind:
        raise Invalid("reader.other_format", format=kind)
    if b"\x00" in data:
        raise Invalid("reader.binary")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _refusal(data) from None
    if _controls(text):
        raise Invalid("reader.binary")
    mistaken = legacy_encoding(text)
    if mistaken:
        raise Invalid("reader.encoding", encoding=mistaken)
    return text


def _utf16(data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        raise Invalid("reader.binary") from None
    if not text.strip():
        raise Invalid("reader.empty")
    return text


def _container(data: bytes) -> str | None:
    for magic, name in ((b"PK\x03\x04", "nén hoặc Word (.zip, .docx)"), (b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "Word cũ (.doc)"), (b"{\\rtf", "RTF"),
                        (b"\x89PNG", "ảnh"), (b"\xff\xd8\xff", "ảnh")):  # fmt: skip
        if data.startswith(magic):
            return name
    return None


def _controls(text: str) -> bool:
    sample = text[:_SAMPLE]
    bad = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\v") or c == "\x7f")
    return bad * 50 > len(sample)


def _refusal(data: bytes) -> Invalid:
    name = _legacy(data[:_SAMPLE])
    return Invalid("reader.encoding", encoding=name) if name else Invalid("reader.not_unicode")


def _legacy(sample: bytes) -> str | None:
    """The name of the Vietnamese encoding of bytes that are not UTF-8; ``None`` where they look like no text at all."""
    high = sum(1 for b in sample if b >= 0x80)
    plain = sum(1 for b in sample if b in b"\t\n\r " or 0x20 <= b < 0x7F)
    if not high or plain * 2 < len(sample):
        return None
    scores = {
        "TCVN3 (ABC)": len(_TCVN3.findall(sample)) + 2 * sum(sample.count(bytes([b])) for b in b"\xae\xb8\xb5\xb6\xb9"),
        "VNI": 2 * len(_VNI.findall(sample)) if _VNI.search(sample) else 0,
        "Windows-1258": 2 * len(_CP1258_MARK.findall(sample)) + len(_CP1258_OWN.findall(sample)),
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] * 3 >= high else None


_MISTAKEN_TCVN3 = re.compile(r"(?<![^\W_])[a-zA-Z]{0,4}[®µ¶·¸¹»¼½¾¨©ª«¬­][a-zA-Z]{0,4}")
_MISTAKEN_VNI = re.compile(r"[aAeEoOuUyYôÔöÖ][øùûõïâáàåãäêéèúüëØÙÛÕÏÂÁÀÅÃÄÊÉÈÚÜË](?=[^\w]|[a-z]{1,2}\b)|ñ[aoueiöô]")
_PROPER = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def legacy_encoding(text: str) -> str | None:
    """The encoding of text whose TCVN3 or VNI letters were taken for Unicode ("®¶ng", "Ñaûng"); ``None`` for proper text."""
    sample = text[:_SAMPLE]
    letters = sum(1 for c in sample if c.isalpha())
    if letters < 20 or len(_PROPER.findall(sample)) * 50 > letters:
        return None
    tcvn3, vni = len(_MISTAKEN_TCVN3.findall(sample)), len(_MISTAKEN_VNI.findall(sample))
    if tcvn3 * 20 > letters and tcvn3 > 4 and tcvn3 >= vni:
        return "TCVN3 (ABC)"
    return "VNI" if vni * 25 > letters and vni > 4 else None
