"""The document writer: frozen facts in, the bytes of a .docx out. Knows no framework and no database.

Layout: Nghị định 30/2020/NĐ-CP, appendix I, for a "văn bản có tên loại".
"""

from __future__ import annotations

from binhyen.reviews.docx.writer import write

__all__ = ["write"]
