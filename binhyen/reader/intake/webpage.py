"""Web pages: the article without menus, lists of other articles and comments; tables a row a line."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import trafilatura
from lxml import etree, html

from binhyen.foundation.errors import Invalid
from binhyen.reader.intake.rows import row_as_line
from binhyen.reader.intake.source import FORMATS

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,30})", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DROPPED = ("script", "style", "noscript", "template", "svg", "head", "nav", "button", "select", "iframe")
_TABLE = ("td", "th", "tr", "tbody", "thead", "tfoot")
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header hr li main ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SPANS = tuple(map(str, range(2, 65)))
_ENOUGH = 0.5  # of the words outside links, what an article of one piece holds at least
_LONGEST_CELL = 300  # a longer cell is a part of the page and no cell of figures
_FEW = 3000  # characters; a longer page has its menus and lists, of which the library knows more than a share tells
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_TITLE_END = re.compile(r"\s[|–—-]\s")


def parse(data: bytes) -> tuple[str, list[str]]:
    """The article of a page and no notes; the words of the whole page where no article is found. ``Invalid`` for DTDs."""
    page = _letters(data)
    if "<!ENTITY" in page[: 1 << 16].upper():
        raise Invalid("reader.entities", format=FORMATS["html"])
    try:
        tree = html.document_fromstring(
            page, parser=html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
        )
    except (etree.ParserError, ValueError):
        return "", []
    except etree.XMLSyntaxError:  # a page has no wrong syntax: there was no memory left
        raise MemoryError from None
    for node in list(tree.iter("script", "style", "noscript", "template", "svg")):
        node.drop_tree()
    for node in tree.iter("form"):  # some makers of pages put the whole page into one
        node.tag = "div"
    _open_layout_tables(tree)
    _write_rows(tree)
    title = _title(tree)
    found = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    article = _trimmed(found or "")
    body = next(tree.iter("body"), tree)
    beside = sum(len(_SPACES.sub(" ", link.text_content())) for link in body.iter("a"))
    whole = _trimmed(_whole(body))
    if not article or (len(whole) < _FEW and len(article) < _ENOUGH * (len(whole) - beside)):
        article = whole
    if title and title not in article[: 2 * len(title) + 200]:
        article = f"{title}\n{article}"
    return article, []


def _letters(data: bytes) -> str:
    """The page as text: by its byte-order mark, as UTF-8 where it is, else in the encoding it names.

    Pages in fonts of TCVN3 or VNI name a Western encoding; their letters are converted later, like those of a plain text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        named = _META.search(data[:4096])
    encoding = named.group(1).decode("ascii").lower() if named else "cp1252"
    if encoding in ("windows-1258", "cp1258", "x-viet-vps", "windows1258"):
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    try:
        return data.decode(
            "cp1252" if encoding in ("iso-8859-1", "latin1", "us-ascii", "utf-8") else encoding, "replace"
        )
    except LookupError:
        return data.decode("cp1252", "replace")


def _open_layout_tables(tree: Any) -> None:
    """Tables that only place the parts of a page (one in another, or a cell as long as an article) become plain boxes."""
    layout = set()
    for cell in tree.iter("td", "th"):
        if len(cell.text_content()) >= _LONGEST_CELL or cell.find(".//table") is not None:
            layout.add(next(cell.iterancestors("table"), None))
    parts = [node for node in tree.iter(*_TABLE) if next(node.iterancestors("table"), None) in layout]
    for node in (*parts, *(table for table in layout if table is not None)):
        node.tag = "div"


def _write_rows(tree: Any) -> None:
    """Each table as one paragraph with a row a line, for the library drops tables that stand outside of what it calls text."""
    for table in list(tree.iter("table")):
        if next(table.iterancestors("table"), None) is not None:
            continue
        rows = map(_cells, table.iter("tr"))
        lines = [line for line in map(row_as_line, rows) if line]
        tail = table.tail
        table.clear()
        table.tag, table.tail = "p", tail
        table.text = lines[0] if lines else ""
        for line in lines[1:]:
            etree.SubElement(table, "br").tail = line


def _cells(row: Any) -> list[str]:
    """The words of each cell; one over several columns is followed by empty ones."""
    found = []
    for cell in row:
        if cell.tag in ("td", "th"):
            span = cell.get("colspan", "")
            found += [_whole(cell, in_row=True), *[""] * (int(span) - 1 if span in _SPANS else 0)]
    return found


def _title(tree: Any) -> str:
    """The page's one heading of the first rank, or the front of its title ("Xã A sơ kết … - Báo B")."""
    heads = [_SPACES.sub(" ", head.text_content()).strip() for head in tree.iter("h1")]
    heads = [head for head in heads if head]
    if len(heads) == 1:
        return heads[0]
    named = next((_SPACES.sub(" ", node.text_content()).strip() for node in tree.iter("title")), "")
    front = _TITLE_END.split(named)[0]
    return front if front in heads else ""


def _whole(node: Any, *, in_row: bool = False) -> str:
    """All words below ``node`` outside menus, block by block; a row's cell is one line."""
    if node.tag in _DROPPED or not isinstance(node.tag, str):
        return ""
    edge = "" if node.tag not in _BLOCKS else " " if in_row else "\n"
    pieces = [edge, _SPACES.sub(" ", node.text or "")]
    for below in node:
        pieces += [_whole(below, in_row=in_row), _SPACES.sub(" ", below.tail or "")]
    return "".join([*pieces, edge])


def _trimmed(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
