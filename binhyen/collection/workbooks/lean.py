"""A workbook without what stands behind the rows of its sheets, for calamine, which reads each sheet twice.

In a second reading, to the very end, it looks for merged cells. In our templates the rules for typing, which follow the rows, are
five times as long as the rows; unpacking them once and searching is a tenth of the work of parsing them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zlib_ng import zlib_ng

from binhyen.collection.workbooks.gate import Entry, as_packed, part

END_OF_ROWS = b"</sheetData>"
_SHEETS = b"xl/worksheets/"
_LONG = 32_768
"""Bytes of XML below which a sheet is left as it is."""
_HEAD = 2048
_NONE_MERGED = b"<mergeCells></mergeCells>"
"""Before the rows: calamine's second reading ends where merged cells are named, so that it reads no row again."""
_RULES = b"<dataValidations"
_END_OF_RULES = b"</dataValidations>"
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_LAST = struct.Struct("<4sHHHHIIH")
_NEEDS, _DAY = 20, 0x21
"""The version of the format that unpacks it, and the first day that an entry can be from (1 January 1980)."""


@dataclass(frozen=True, slots=True)
class Lean:
    """A workbook cut short: its bytes, the XML of the sheets that were cut by the name of their entry, and whether merged cells
    were cut away."""

    data: bytes
    rows: Mapping[bytes, bytes]
    merged: bool


def lean(data: bytes, entries: Sequence[Entry]) -> Lean:
    """The workbook with its long sheets cut after their rows; unchanged where none is, or where that might change what is read.

    Raises ``Invalid("collection.workbook_damaged")`` and ``Invalid("collection.workbook_bomb")`` for what does not unpack to
    what its directory says.
    """
    rows: dict[bytes, bytes] = {}
    merged = False
    for entry in entries:
        if entry.unpacked >= _LONG and entry.name.startswith(_SHEETS) and entry.name.endswith(b".xml"):
            xml = part(data, entry)
            begin, end = xml.find(b"<sheetData"), _end_of_rows(xml)
            if 0 < begin < end:
                rows[entry.name] = xml[:begin] + _NONE_MERGED + xml[begin:end] + b"</worksheet>"
                merged = merged or _merges(xml, begin, end)
    if not rows or not all(entry.name.isascii() for entry in entries):
        return Lean(data, {}, False)
    return Lean(_packed_again(data, entries, rows), rows, merged)


def _end_of_rows(xml: bytes) -> int:
    """Where the rows end; 0 where that cannot be told for certain: another dialect, comments or raw text among the rows."""
    end = xml.find(END_OF_ROWS)
    declared = xml.find(b">") if xml.startswith(b"<?xml") else 0
    if end < 0 or b"<worksheet" not in xml[:_HEAD] or _holds(xml, b"<!", 0, end) or _holds(xml, b"<?", declared, end):
        return 0
    return end + len(END_OF_ROWS)


def _holds(xml: bytes, start: bytes, begin: int, end: int) -> bool:
    """Whether such a thing begins between these places. Its second letter is looked for first, because it is rare."""
    return xml.find(start[1:], begin, end) >= 0 and xml.find(start, begin, end) >= 0


def _merges(xml: bytes, begin: int, end: int) -> bool:
    """Whether merged cells are named: before the rows, or behind them and before the rules for typing, where they belong, or
    behind those."""
    first, last = xml.find(_RULES, end), xml.rfind(_END_OF_RULES, end)
    if not 0 <= first < last:
        first = last = end
    return any(xml.find(b"mergeCell", *place) >= 0 for place in ((0, begin), (end, first), (last,)))


def _packed_again(data: bytes, entries: Sequence[Entry], rows: Mapping[bytes, bytes]) -> bytes:
    """The zip with the same entries in the same order; those that were cut are stored as they are."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for entry in entries:
        content = rows.get(entry.name)
        if content is None:
            content = as_packed(data, entry)
        else:
            size = len(content)
            entry = replace(entry, packed=size, unpacked=size, checksum=zlib_ng.crc32(content), method=0)
        told = (entry.method, 0, _DAY, entry.checksum, entry.packed, entry.unpacked, len(entry.name), 0)
        head = _LOCAL.pack(b"PK\x03\x04", _NEEDS, 0, *told) + entry.name
        directory += [_CENTRAL.pack(b"PK\x01\x02", _NEEDS, _NEEDS, 0, *told, 0, 0, 0, 0, at), entry.name]
        pieces += [head, content]
        at += len(head) + len(content)
    size = sum(map(len, directory))
    last = _LAST.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), size, at, 0)
    return b"".join([*pieces, *directory, last])
