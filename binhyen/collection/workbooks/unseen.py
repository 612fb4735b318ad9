"""What calamine does not show of a workbook: errors and formulas without result (blank cells), the document's properties."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from binhyen.collection.workbooks.gate import Entry, part, sheet_part
from binhyen.collection.workbooks.lean import END_OF_ROWS
from binhyen.collection.workbooks.plan import FIELD_NAMES, FIGURES
from binhyen.collection.workbooks.values import Broken

_CELL = rb'<c r="([A-Z]{1,3}\d{1,7})"[^<>]{0,200}'
_FORMULA = rb"<f[^<>]{0,200}(?:/>|>[^<]*</f>)"
_ERROR = re.compile(_CELL + rb'\bt="e"[^<>]{0,200}>(?:' + _FORMULA + rb")?<v>([^<]{1,20})</v>")
_NO_RESULT = re.compile(_CELL + rb">" + _FORMULA + rb"(?:<v ?/>|<v></v>)?</c>")
_PROPERTY = re.compile(rb'name="binhyen_(\w+)">\s*<vt:lpwstr>([^<]{1,80})<')
Rows = Mapping[bytes, bytes]
"""The XML of sheets up to the end of their rows, by the name of the entry, as far as it is known (``lean``)."""


def unseen(data: bytes, entries: list[Entry], rows: Rows, blank: Container[str]) -> dict[str, Broken] | None:
    """What cells of the figures sheet hide that are blank for calamine, by their names; those not in ``blank`` left out.

    None where only a slower reader can tell: a sheet whose part is not found, or written in another way.
    """
    xml = sheet_part(data, entries, FIGURES, rows)
    if xml is None or END_OF_ROWS not in xml:
        return None
    xml = xml[: xml.rfind(END_OF_ROWS)]
    if not _has_results(xml):
        return {}
    errors = {name.decode(): Broken("error", said.decode()) for name, said in _ERROR.findall(xml)}
    found = {name.decode(): Broken("no_cache") for name in _NO_RESULT.findall(xml)} | errors
    return {name: broken for name, broken in found.items() if name in blank}


def has_unseen(data: bytes, entries: Sequence[Entry], rows: Rows) -> bool:
    """Whether any sheet holds formulas, errors or rows written in another way."""
    sheets = (rows.get(e.name) or part(data, e) for e in entries if e.name.startswith(b"xl/worksheets/"))
    return any(
        _has_results(xml[: xml.rfind(END_OF_ROWS)]) if END_OF_ROWS in xml else b"<sheetData/>" not in xml
        for xml in sheets
    )


def _has_results(rows: bytes) -> bool:
    """Whether there are formulas or errors."""
    return b't="e"' in rows or any(start in rows for start in (b"<f>", b"<f ", b"<f/"))


def properties(data: bytes, entries: Sequence[Entry]) -> dict[str, str]:
    """What the document's own properties say of the workbook (``FIELD_NAMES``), where its hidden sheet is gone."""
    for entry in entries:
        if entry.name == b"docProps/custom.xml" and entry.unpacked < 100_000:
            told = {
                name.decode(): text.decode("utf-8", "replace") for name, text in _PROPERTY.findall(part(data, entry))
            }
            return {name: told[name] for name in FIELD_NAMES if name in told}
    return {}
