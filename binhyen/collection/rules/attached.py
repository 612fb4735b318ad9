"""What a file that comes with a report may be: told by its first bytes, never by its name. Pure; nothing is unpacked."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import nfc

LARGEST = 10 * 1024 * 1024
LARGEST_TOGETHER = 100 * 1024 * 1024
PDF, WORD, JPEG, PNG = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
)
ENDINGS = {PDF: ".pdf", WORD: ".docx", JPEG: ".jpg", PNG: ".png"}
_NAME = 160
_PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
# What a picture is drawn from; everything else in the file (place, time, device, remarks) is left out.
_DRAWN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
)


@dataclass(frozen=True)
class Accepted:
    """A file as it may be kept: ``content`` without what a picture says of its making."""

    name: str
    media_type: str
    content: bytes


def accept(name: str, content: bytes) -> Accepted:
    """The file as it may be kept.

    Refused with ``Invalid``: nothing in it, more than 10 MB, anything but a PDF, a Word file (.docx, without macros), a JPEG
    or a PNG by its bytes, a picture that is cut off.
    """
    if not content:
        raise Invalid("collection.file_empty")
    if len(content) > LARGEST:
        raise Invalid("collection.file_too_large", limit=LARGEST // 1024 // 1024)
    media_type = media_type_of(content)
    if media_type == WORD and b"vbaProject.bin" in content:
        raise Invalid("collection.file_macro")
    if media_type == JPEG:
        content = bare_jpeg(content)
    elif media_type == PNG:
        content = bare_png(content)
    return Accepted(clean_name(name, media_type), media_type, content)


def media_type_of(content: bytes) -> str:
    """The kind of the file by its bytes; ``Invalid("collection.file_kind")`` for any other than the four."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        return WORD
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(_PNG_BEGINS):
        return PNG
    raise Invalid("collection.file_kind")


def clean_name(name: str, media_type: str) -> str:
    """The last part of the name without folders, signs that a system could read as something else, and control characters.

    It ends as its content is: a PDF called "so-lieu.exe" becomes "so-lieu.exe.pdf".
    """
    last = PurePosixPath(PureWindowsPath(nfc(name)).name).name
    kept = re.sub(r'[\x00-\x1f\x7f"<>|:*?\\/\u200b-\u200f\u202a-\u202e\u2066-\u2069]+', " ", last)
    kept = " ".join(kept.split()).strip(" .")
    ending = ENDINGS[media_type]
    stem = kept[: -len(ending)] if kept.lower().endswith(ending) else kept.removesuffix(".jpeg")
    return f"{stem.strip(' .')[: _NAME - len(ending)] or 'tep'}{ending}"


def bare_png(content: bytes) -> bytes:
    """The picture without chunks that say where, when and with what it was made, and without what follows its end."""
    kept, at = [_PNG_BEGINS], len(_PNG_BEGINS)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            break
        if kind in _DRAWN:
            kept.append(content[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise Invalid("collection.file_damaged")


_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN, _END = 0xDA, 0xD9
# JFIF, the colour profile and Adobe's colour transform: without them colours change.
_KEPT_APPLICATIONS = frozenset({0xE0, 0xE2, 0xEE})


def bare_jpeg(content: bytes) -> bytes:
    """The picture without Exif (place, time, device), remarks and a second picture behind its end.

    How the picture is to be turned is kept, alone: a page photographed upright stays upright.
    """
    kept, at, turned = [b"\xff\xd8"], 2, b""
    while at + 2 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == _END:
            return b"".join([kept[0], turned, *kept[1:], b"\xff\xd9"])
        elif marker in _ALONE:
            kept.append(content[at : at + 2])
            at += 2
        else:
            end = _segment_end(content, at)
            segment = content[at:end]
            if marker == 0xE1:
                turned = turned or _turned_only(segment)
            elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or _is_kept(marker, segment):
                kept.append(segment)
            at = end
            if marker == _SCAN:
                kept.append(content[at : (at := _scan_end(content, at))])
    raise Invalid("collection.file_damaged")


def _is_kept(marker: int, segment: bytes) -> bool:
    return marker in _KEPT_APPLICATIONS and (marker != 0xE2 or segment[4:].startswith(b"ICC_PROFILE\x00"))


def _segment_end(content: bytes, at: int) -> int:
    if at + 4 > len(content):
        raise Invalid("collection.file_damaged")
    (length,) = struct.unpack(">H", content[at + 2 : at + 4])
    if length < 2 or at + 2 + length > len(content):
        raise Invalid("collection.file_damaged")
    return at + 2 + int(length)


def _scan_end(content: bytes, at: int) -> int:
    """Where the drawn data of a scan end: at the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Invalid("collection.file_damaged")
        if content[at + 1] != 0x00 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _turned_only(segment: bytes) -> bytes:
    """An Exif segment that holds nothing but the orientation of the given one; b"" where that has none."""
    body = segment[4:]
    if not body.startswith(b"Exif\x00\x00") or len(body) < 16:
        return b""
    tiff = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    (first,) = struct.unpack(f"{order}I", tiff[4:8])
    entries = tiff[first + 2 :]
    for n in range(min(len(entries) // 12, 200)):
        tag, kind, _, value = struct.unpack(f"{order}HHIH", entries[n * 12 : n * 12 + 10])
        if (tag, kind) == (0x0112, 3) and 1 <= value <= 8:
            made = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIHHI", 0x0112, 3, 1, value, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", len(made) + 2) + made
    return b""
