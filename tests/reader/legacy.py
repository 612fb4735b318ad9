"""Texts in the encodings from before Unicode, made from proper ones."""

from __future__ import annotations

import unicodedata

from binhyen.reader.legacy import TCVN3, VNI

TONES = "\u0300\u0301\u0303\u0309\u0323"


def tcvn3(text: str) -> bytes:
    """``text`` in TCVN3; capitals with a tone are written small, as its fonts did."""
    letters = unicodedata.normalize("NFC", text)
    return "".join(TCVN3.get(c) or TCVN3.get(c.lower()) or c for c in letters).encode("latin-1", "ignore")


def vni(text: str) -> bytes:
    """``text`` in VNI for Windows."""
    return "".join(VNI.get(c, c) for c in unicodedata.normalize("NFC", text)).encode("latin-1", "ignore")


def windows_1258(text: str) -> bytes:
    """Letters that the encoding has stay whole; of the others the tone follows as a mark of its own."""
    done = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts if c in TONES)
        shape = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        done += (shape + tone).encode("cp1258", errors="ignore")
    return bytes(done)
