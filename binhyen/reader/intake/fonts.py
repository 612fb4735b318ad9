"""Styles of a Word file: fonts, which say in which encoding a run was typed, and the list a paragraph is in."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.reader.intake.openxml import Element, child, local, value
from binhyen.reader.legacy import from_tcvn3, from_vni

_DEEPEST = 12  # styles based on styles; a circle ends here


@dataclass
class _Style:
    base: str | None
    font: str
    number: str
    level: int


class Styles:
    """The styles of a paper."""

    def __init__(self, tree: Element | None) -> None:
        """``tree``: the part of the styles; ``None`` in a paper without."""
        self._styles: dict[str, _Style] = {}
        self._default = _font(child(tree, "docDefaults", "rPrDefault", "rPr"))
        self._normal: str | None = None
        for node in tree if tree is not None else ():
            if local(node) != "style":
                continue
            name = value(node, "styleId") or ""
            number, level = _list(child(node, "pPr", "numPr"))
            self._styles[name] = _Style(value(child(node, "basedOn")), _font(child(node, "rPr")), number, level)
            if value(node, "type") == "paragraph" and value(node, "default") in ("1", "true"):
                self._normal = name

    def _chain(self, name: str | None) -> list[_Style]:
        found: list[_Style] = []
        while name in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[name])
            name = self._styles[name].base
        return found

    def font(self, run: Element, paragraph_style: str | None) -> str:
        """The font of a run: its own, or of its style, the paragraph's style, the paper."""
        own = _font(child(run, "rPr"))
        styles = [*self._chain(value(child(run, "rPr", "rStyle"))), *self._chain(paragraph_style or self._normal)]
        return own or next((style.font for style in styles if style.font), self._default)

    def list_of(self, paragraph: Element, style: str | None) -> tuple[str, int]:
        """The list a paragraph is in, by itself or by its style, and its level; "" for none."""
        own = child(paragraph, "pPr", "numPr")
        if own is not None and value(child(own, "numId")) is not None:
            return _list(own)
        found = next(((s.number, s.level) for s in self._chain(style or self._normal) if s.number), ("", 0))
        level = value(child(own, "ilvl")) if own is not None else None
        return (found[0], int(level)) if level in tuple("012345678") else found


def unicode_of(font: str, text: str) -> tuple[str, str | None]:
    """The letters that a reader saw of ``text`` in ``font``, and the note of a conversion.

    Fonts named ".Vn…" show TCVN3 (with H at the end in capitals), fonts named "VNI-…" VNI. Text that holds letters of Unicode's
    own is not in these encodings, whatever its font.
    """
    if text.isascii() or any("\u0100" <= c < "\u2000" and c not in "ŒœŠšŸŽžƒˆ˜" for c in text):
        return text.upper() if font.startswith(".Vn") and font.endswith("H") and text.isascii() else text, None
    if font.startswith(".Vn"):
        found = from_tcvn3(text)
        return found.upper() if font.endswith("H") else found, "reader.converted_tcvn3"
    if font.upper().startswith("VNI-"):
        return from_vni(text), "reader.converted_vni"
    return text, None


def _font(properties: Element | None) -> str:
    fonts = child(properties, "rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi") or ""


def _list(node: Element | None) -> tuple[str, int]:
    number, level = value(child(node, "numId")) or "", value(child(node, "ilvl"))
    return ("" if number == "0" else number), int(level) if level in tuple("012345678") else 0
