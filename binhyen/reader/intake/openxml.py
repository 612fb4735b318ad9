"""The parts of a Word file: a zip of XML, opened so that neither a bomb nor a declaration in it can do harm."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from binhyen.foundation.errors import Invalid
from binhyen.reader.intake.source import FORMATS

Element = Any  # an element of lxml, which has no types
MOST_ENTRIES = 10_000
MOST_BYTES = 32 * 1024 * 1024  # of one part, unpacked: the XML of a paper of some thousand pages
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError)
_OTHERS = (
    ("xl/workbook.xml", "Excel (.xlsx)"),
    ("ppt/presentation.xml", "PowerPoint (.pptx)"),
    ("content.xml", "OpenDocument (.odt, .ods)"),
)


def local(node: Element) -> str:
    """The name of an element without its namespace (Word writes one of two); "" for comments."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def value(node: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name; ``None`` where the element or the attribute is absent."""
    if node is None:
        return None
    return next((given for key, given in node.attrib.items() if key.rpartition("}")[2] == name), None)


def child(node: Element | None, *path: str) -> Element | None:
    """The first element below ``node`` along a path of local names."""
    for name in path:
        node = next((below for below in node if local(below) == name), None) if node is not None else None
    return node


class Package:
    """A Word file. Raises ``Invalid`` where it is none, is damaged, encrypted or a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise self._damaged() from None
        self._names = set(self._zip.namelist())
        if len(self._names) > MOST_ENTRIES:
            raise self._damaged()
        self.main = self._main()

    def _main(self) -> str:
        for target, kind in self.related("").values():
            if kind == "officeDocument" and target in self._names and target.startswith("word/"):
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        for entry, called in _OTHERS:
            if entry in self._names:
                raise Invalid("reader.other_format", format=called)
        raise Invalid("reader.other_format", format="nén (.zip), không phải Word (.docx)")

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """By id, the parts that ``part`` names, with the kind of each."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for link in tree if tree is not None else ():
            target = value(link, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[value(link, "Id") or ""] = (path, (value(link, "Type") or "").rpartition("/")[2])
        return found

    def tree(self, part: str) -> Element | None:
        """The root of a part; ``None`` where the file has no such part."""
        if part not in self._names:
            return None
        data = self._bytes(part)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
            raise Invalid("reader.entities", format=FORMATS["docx"])
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from None
            raise self._damaged() from None

    def _bytes(self, part: str) -> bytes:
        if self._zip.getinfo(part).flag_bits & 1:
            raise Invalid("reader.encrypted", format=FORMATS["docx"])
        try:
            with self._zip.open(part) as file:
                data = file.read(MOST_BYTES + 1)  # what the zip says of its sizes is not believed
        except _DAMAGED:
            raise self._damaged() from None
        if len(data) > MOST_BYTES:
            raise Invalid("reader.bomb", format=FORMATS["docx"], limit=MOST_BYTES // 1024 // 1024)
        return data

    @staticmethod
    def _damaged() -> Invalid:
        return Invalid("reader.damaged", format=FORMATS["docx"])
