"""Word files (.docx): paragraphs, lists with their numbers, tables and notes, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from binhyen.reader.intake.fonts import Styles, unicode_of
from binhyen.reader.intake.numbering import Numbering
from binhyen.reader.intake.openxml import Element, Package, child, local, value
from binhyen.reader.intake.rows import rows_as_lines

_REMOVED = frozenset(("del", "moveFrom"))
_KEPT = frozenset(("ins", "moveTo"))
_THROUGH = (
    frozenset(("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "Choice")) | _KEPT
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_PAGE_NUMBER = re.compile(r"(?:trang )?[-– ]*\d{0,4}(?: ?[/|] ?\d{1,4})?[-– ]*", re.IGNORECASE)


def parse(data: bytes) -> tuple[str, list[str]]:
    """The text of a Word file and the codes of its notes. Raises ``Invalid`` as ``Package`` does."""
    package = Package(data)
    return _Paper(package).text()


class _Paper:
    """One file while it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._related = package.related(package.main)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._changed = False
        self._notes: dict[str, None] = {}

    def text(self) -> tuple[str, list[str]]:
        body = child(self._package.tree(self._package.main), "body")
        lines = [] if body is None else list(self._blocks(body))
        tops = self._margins("header")
        ends = [line for kind in ("footnotes", "endnotes") for line in self._margin(self._part(kind))]
        text = "\n".join([*tops, *lines, *ends, *self._margins("footer")])
        changed = ["reader.tracked_changes"] if self._changed else []
        return text.strip("\n"), [*changed, *self._notes]

    def _part(self, kind: str) -> Element | None:
        path = next((path for path, of in self._related.values() if of == kind), None)
        return self._package.tree(path) if path else None

    def _margins(self, kind: str) -> list[str]:
        """The different lines of all headers or footers (a secrecy mark may stand there), without page numbers."""
        paths = [path for path, of in self._related.values() if of == kind]
        return list(dict.fromkeys(line for path in paths for line in self._margin(self._package.tree(path))))

    def _margin(self, tree: Element | None) -> list[str]:
        lines = self._blocks(tree) if tree is not None else ()
        return [line for line in lines if line.strip() and not _PAGE_NUMBER.fullmatch(line.strip())]

    def _blocks(self, parent: Element) -> Iterator[str]:
        """The lines of paragraphs and tables below ``parent``."""
        pending = ""
        for node in self._children(parent):
            name = local(node)
            if name == "p":
                line, boxes = self._paragraph(node)
                if child(node, "pPr", "rPr", "del") is not None:  # its end was deleted: it runs on into the next one
                    self._changed = True
                    pending += line
                else:
                    yield _without_soft_breaks(pending + line).strip()
                    pending = ""
                for box in boxes:
                    yield from self._blocks(box)
            elif name == "tbl":
                yield from rows_as_lines(self._table(node))
            elif name in ("footnote", "endnote") and value(node, "type") in (None, "normal"):
                yield from self._blocks(node)
        if pending:
            yield _without_soft_breaks(pending).strip()

    def _children(self, parent: Element) -> Iterator[Element]:
        """The nodes below ``parent``, wrappers opened, deletions left out; of alternatives the first."""
        for node in parent:
            name = local(node)
            if name in _REMOVED:
                self._changed = True
            elif name == "AlternateContent":
                yield from self._children(node[:1])
            elif name in _THROUGH:
                self._changed |= name in _KEPT
                yield from self._children(node)
            else:
                yield node

    def _paragraph(self, node: Element) -> tuple[str, list[Element]]:
        """The text of a paragraph with its label, and the text boxes that hang on it."""
        pieces: list[tuple[str, str]] = []  # font, text
        boxes: list[Element] = []
        style = value(child(node, "pPr", "pStyle"))
        for run in self._children(node):
            if local(run) == "r" and not _is_hidden(run):
                pieces.append((self._styles.font(run, style), self._run(run, boxes)))
        text = "".join(
            self._unicode(font, "".join(text for _, text in same)) for font, same in groupby(pieces, key=lambda p: p[0])
        )
        number, level = self._styles.list_of(node, style)
        label = self._numbering.label(number, level) if text.strip() else ""
        return f"{label} {text.lstrip()}" if label else text, boxes

    def _unicode(self, font: str, text: str) -> str:
        found, note = unicode_of(font, text)
        if note:
            self._notes[note] = None
        return found

    def _run(self, run: Element, boxes: list[Element]) -> str:
        text = ""
        for node in self._children(run):
            name = local(node)
            if name == "t":
                text += node.text or ""
            elif name in _SIGNS:
                text += _SIGNS[name]
            elif name in ("pict", "drawing"):
                boxes.extend(below for below in node.iter() if local(below) == "txbxContent" and not _inside_box(below))
            elif name == "r":  # within an alternative
                text += self._run(node, boxes)
        return text

    def _table(self, node: Element) -> list[list[list[str]]]:
        """Rows of cells of lines; cells that span columns are followed by empty ones, so that columns stay in place."""
        rows = []
        for row in self._children(node):
            if local(row) != "tr":
                continue
            if child(row, "trPr", "del") is not None:
                self._changed = True
                continue
            cells: list[list[str]] = [[] for _ in range(_count(child(row, "trPr", "gridBefore")))]
            for cell in self._children(row):
                if local(cell) == "tc" and child(cell, "tcPr", "cellDel") is None:
                    lines = [line for line in self._blocks(cell) if line.strip()]
                    cells += [lines, *([] for _ in range(_count(child(cell, "tcPr", "gridSpan")) - 1))]
            rows.append(cells)
        return rows


def _without_soft_breaks(text: str) -> str:
    """A line that was broken by hand within a sentence runs on: no mark ends it, and the next one starts with a small letter."""
    lines: list[str] = []
    for line in text.split("\n"):
        bare = line.strip(" ")
        if lines and bare[:1].islower() and lines[-1] and lines[-1][-1] not in ".:;!?":
            lines[-1] += " " + bare
        else:
            lines.append(bare)
    return "\n".join(lines)


def _is_hidden(run: Element) -> bool:
    mark = child(run, "rPr", "vanish")
    return mark is not None and value(mark) not in ("0", "false", "off")


def _count(node: Element | None) -> int:
    given = value(node) or ""
    return min(int(given), 64) if given.isascii() and given.isdigit() and len(given) < 4 else 0


def _inside_box(node: Element) -> bool:
    """Whether a text box lies in another one, or in the second of two alternatives, which repeats the first."""
    above = (local(up) for up in node.iterancestors())
    return any(name in ("txbxContent", "Fallback") for name in above)
