"""What comes out of a file: its text, its kind, and the sentences that the user should see beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["txt", "html", "docx", "pdf"]
FORMATS: dict[Kind, str] = {
    "txt": "văn bản thuần (.txt)",
    "html": "trang web (.html)",
    "docx": "Word (.docx)",
    "pdf": "PDF",
}
NAMES_OF_ENCODINGS = {
    "TCVN3 (ABC)": "reader.converted_tcvn3",
    "VNI": "reader.converted_vni",
    "Windows-1258": "reader.converted_windows_1258",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text.

    ``text``: paragraphs a line each, cells of tables set apart by " | ", a row a line; this is what is read and kept.
    ``notes``: codes of sentences, e.g. "reader.tracked_changes".
    """

    text: str
    kind: Kind
    notes: tuple[str, ...] = ()
