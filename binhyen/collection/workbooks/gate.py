"""What a workbook may be before anything parses it: sizes from its list of entries, no macros, XML without declarations."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zlib_ng import zlib_ng

from binhyen.foundation.errors import Invalid

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 48 * MEGABYTE
MOST_ENTRIES = 400
MOST_RATIO = 200
_FREE_OF_RATIO = MEGABYTE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEFORE_OLE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
"""How workbooks of Excel 2 to 5 begin, and those written without a container."""
_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the zip as its directory tells it: bytes packed and unpacked, and the checksum of the latter."""

    name: bytes
    packed: int
    unpacked: int
    checksum: int
    method: int
    offset: int


def admitted(data: bytes) -> list[Entry]:
    """The entries of a workbook that may be parsed. ``Invalid``: large, none, the old format, a password, macros, a bomb."""
    if len(data) > MOST_BYTES:
        raise Invalid("collection.workbook_large", limit=MOST_BYTES // MEGABYTE)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise Invalid("collection.workbook_locked")
    if data.startswith((_OLE, *_BEFORE_OLE)):
        raise Invalid("collection.workbook_old")
    try:
        entries = list(_directory(data))
    except (struct.error, ValueError):
        is_zip = data.startswith(b"PK")
        raise Invalid("collection.workbook_damaged" if is_zip else "collection.workbook_foreign") from None
    names = {entry.name.lower() for entry in entries}
    if len(names) < len(entries) or sum(entry.packed for entry in entries) > len(data):
        raise Invalid("collection.workbook_damaged")
    if b"xl/workbook.xml" not in names:
        raise Invalid("collection.workbook_foreign")
    if any(name.endswith(b"vbaproject.bin") for name in names):
        raise Invalid("collection.workbook_macros")
    if len(entries) > MOST_ENTRIES or not _sound(entries):
        raise Invalid("collection.workbook_bomb", limit=MOST_UNPACKED // MEGABYTE)
    return entries


def _sound(entries: list[Entry]) -> bool:
    """Whether it unpacks to a bearable size, as far as its directory is to be believed."""
    total = sum(entry.unpacked for entry in entries)
    stretched = any(e.unpacked > _FREE_OF_RATIO and e.unpacked > MOST_RATIO * max(e.packed, 1) for e in entries)
    return total <= MOST_UNPACKED and not stretched


def _directory(data: bytes) -> Iterator[Entry]:
    """The central directory, read without unpacking anything. ``ValueError`` where another reader might find another one."""
    end = data.rfind(_END, max(0, len(data) - 66_000))
    if end < 0:
        raise ValueError("no directory")
    count, size, at = struct.unpack_from("<HII", data, end + 10)
    if at + size != end:
        raise ValueError("directory out of bounds")
    for _ in range(count):
        if data[at : at + 4] != _ENTRY:
            raise ValueError("no entry")
        flags, method = struct.unpack_from("<HH", data, at + 8)
        checksum, packed, unpacked, named, extra, comment = struct.unpack_from("<IIIHHH", data, at + 16)
        (offset,) = struct.unpack_from("<I", data, at + 42)
        if flags & 1:
            raise ValueError("encrypted")
        yield Entry(data[at + 46 : at + 46 + named], packed, unpacked, checksum, method, offset)
        at += 46 + named + extra + comment
    if at != end:
        raise ValueError("more entries than told")


def as_packed(data: bytes, entry: Entry) -> bytes:
    """The bytes of one entry as they lie in the file. ``Invalid("collection.workbook_damaged")`` where it ends before."""
    try:
        named, extra = struct.unpack_from("<HH", data, entry.offset + 26)
    except struct.error:
        raise Invalid("collection.workbook_damaged") from None
    begin = entry.offset + 30 + named + extra
    return data[begin : begin + entry.packed]


def part(data: bytes, entry: Entry) -> bytes:
    """The bytes of one entry, unpacked and held against their checksum.

    Never more than the directory said: a liar gives ``Invalid("collection.workbook_bomb")``.
    """
    content = as_packed(data, entry)
    if entry.method:
        try:
            content = zlib_ng.decompressobj(-15).decompress(content, entry.unpacked + 1)
        except zlib_ng.error:  # type: ignore[misc]  # its stub says an exception where it is a class
            raise Invalid("collection.workbook_damaged") from None
    if len(content) > entry.unpacked:
        raise Invalid("collection.workbook_bomb", limit=MOST_UNPACKED // MEGABYTE)
    if zlib_ng.crc32(content) != entry.checksum:
        raise Invalid("collection.workbook_damaged")
    return content


def parse_checked(data: bytes, entries: list[Entry]) -> None:
    """Unpack every XML part within its bounds and refuse declarations that could name or multiply entities."""
    for entry in entries:
        if entry.name.endswith((b".xml", b".rels")):
            content = part(data, entry)
            if b"<!" in content.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
                raise Invalid("collection.workbook_entities")
            if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Invalid("collection.workbook_damaged")


_SHEET = re.compile(rb'<sheet [^>]*name="([^"]*)"[^>]*r:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(rb'(Id|Target)="([^"]*)"')


def sheet_part(data: bytes, entries: list[Entry], name: str, rows: Mapping[bytes, bytes]) -> bytes | None:
    """The XML of a sheet by its name, from ``rows`` where it stands there by the name of its entry; None where the book does
    not name it in the usual way."""
    by_name = {entry.name: entry for entry in entries}
    book, links = by_name.get(b"xl/workbook.xml"), by_name.get(b"xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return None
    wanted = dict(_SHEET.findall(part(data, book))).get(name.encode())
    for relation in _RELATION.findall(part(data, links)):
        said = dict(_ATTRIBUTE.findall(relation))
        if said.get(b"Id") == wanted:
            target = said.get(b"Target", b"")
            entry = by_name.get(target.lstrip(b"/") if target.startswith(b"/") else b"xl/" + target)
            return (rows.get(entry.name) or part(data, entry)) if entry is not None else None
    return None
