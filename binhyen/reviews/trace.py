"""The way back: from the numbers printed in a .docx, even one that LibreOffice saved again, to facts and sources.

Knows no framework: the caller gives ``lookup``. The file is hostile until shown otherwise: its size is bounded while it is
unpacked, and XML with a DTD or entities is refused.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Any, Literal

from lxml import etree

from binhyen.foundation.errors import Invalid, NotFound
from binhyen.reviews.docx import HASH_PROPERTY, REVIEW_PROPERTY
from binhyen.reviews.facts import Fact, ReviewFacts, Source, bookmark, facts_hash

LIMIT_BYTES = 64 * 1024 * 1024
_MOST_PARTS = 2000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)

Lookup = Callable[[str], ReviewFacts | None]
State = Literal["kept", "changed", "missing"]


@dataclass(frozen=True)
class Traced:
    """A printed number: as frozen, as found in the file ("" where the bookmark is gone), its fact and all its sources."""

    review: str
    n: int
    number: str
    found: str
    state: State
    fact: Fact
    sources: tuple[Source, ...]

    def as_json(self) -> dict[str, Any]:
        """``number`` (as frozen), ``fact``, ``source`` (a list), with ``state`` kept | changed | missing and ``found``."""
        return {
            "number": self.number,
            "fact": str(self.fact),
            "source": [source.text for source in self.sources],
            "state": self.state,
            "found": self.found,
            "bookmark": bookmark(self.review, self.n),
        }


def trace(docx: bytes, lookup: Lookup) -> list[Traced]:
    """Every printed number of the review in reading order, with what became of it in the file.

    Raises ``Invalid`` (not a .docx, too large, DTD, not a review of ours, other facts) or ``NotFound`` (unknown review).
    """
    parts = _Parts(docx)
    properties = _properties(parts)
    review = properties.get(REVIEW_PROPERTY)
    if review is None:
        raise Invalid("reviews.file_not_ours")
    facts = lookup(review)
    if facts is None:
        raise NotFound("reviews.facts_unknown", review=review[:40])
    if properties.get(HASH_PROPERTY) != facts_hash(facts):
        raise Invalid("reviews.facts_differ", review=review[:40])
    found = _bookmarks(parts.tree(parts.target("/officeDocument")))
    return [_traced(facts, n, found.get(bookmark(review, n))) for n in range(1, len(facts.numbers) + 1)]


def _traced(facts: ReviewFacts, n: int, found: str | None) -> Traced:
    number = facts.numbers[n - 1]
    state: State = "missing" if found is None else "kept" if _same(found, number.text) else "changed"
    return Traced(facts.review, n, number.text, found or "", state, facts.facts[number.fact], facts.sources(number))


def _same(found: str, printed: str) -> bool:
    return _flat(found) == _flat(printed)


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _bookmarks(tree: Any) -> dict[str, str]:
    """The text inside every bookmark of ours; runs may have been split, and deleted text does not count."""
    open_: dict[str, str] = {}
    found: dict[str, str] = {}
    for node in tree.iter():
        if node.tag == f"{_WORD}bookmarkStart" and (node.get(f"{_WORD}name") or "").startswith("by_"):
            name = node.get(f"{_WORD}name")
            open_[node.get(f"{_WORD}id")] = name
            found[name] = ""
        elif node.tag == f"{_WORD}bookmarkEnd":
            open_.pop(node.get(f"{_WORD}id"), None)
        elif node.tag == f"{_WORD}t":
            for name in open_.values():
                found[name] += node.text or ""
    return found


def _properties(parts: _Parts) -> dict[str, str]:
    name = parts.target("/custom-properties")
    if name is None:
        return {}
    return {
        node.get("name", ""): "".join(node.itertext()).strip() for node in parts.tree(name) if isinstance(node.tag, str)
    }


class _Parts:
    """The parts of the zip, read within bounds."""

    def __init__(self, docx: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(docx))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
            raise Invalid("reviews.file_not_docx", why="không phải tệp nén của Word") from error
        entries = self._zip.infolist()
        if len(entries) > _MOST_PARTS:
            raise Invalid("reviews.file_not_docx", why=f"có quá {_MOST_PARTS} phần")
        size = sum(entry.file_size for entry in entries)
        if size > LIMIT_BYTES:
            raise _too_large(size)

    def target(self, kind: str) -> str | None:
        """The name of the part that the package's relations give for a type ending with ``kind``."""
        for node in self.tree("_rels/.rels").iter(_RELATIONS):
            if (node.get("Type") or "").endswith(kind):
                return normpath(join("/", node.get("Target") or "")).lstrip("/")
        return None

    def tree(self, name: str | None) -> Any:
        """The XML of a part; refused where it is absent, declares a DTD or cannot be read."""
        if name is None:
            raise Invalid("reviews.file_not_docx", why="thiếu phần nội dung")
        text = self._read(name)
        if _DOCTYPE.search(text.replace(b"\0", b"")):
            raise Invalid("reviews.file_entities", part=name[:60])
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(text, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Invalid("reviews.file_not_docx", why=f"phần {name[:60]} hỏng") from error

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                text = part.read(LIMIT_BYTES + 1)
        except KeyError as error:
            raise Invalid("reviews.file_not_docx", why=f"thiếu phần {name[:60]}") from error
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            raise Invalid("reviews.file_not_docx", why=f"phần {name[:60]} hỏng") from error
        if len(text) > LIMIT_BYTES:
            raise _too_large(len(text))
        return text


def _too_large(size: int) -> Invalid:
    return Invalid("reviews.file_too_large", size=size // 2**20, limit=LIMIT_BYTES // 2**20)
