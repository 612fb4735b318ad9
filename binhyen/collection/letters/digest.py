"""The text of a digest by e-mail: what is due, in plain sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from binhyen.foundation.vietnamese import padded, short_date


def digest(unit: str, post: str, on: date, sentences: Sequence[str]) -> tuple[str, str]:
    """Subject and body. Names the office, never a person, and holds no figure of a report."""
    subject = f"Nhắc việc ngày {short_date(on)}: {padded(len(sentences))} báo cáo đến hạn, quá hạn"
    lines = [
        f"Kính gửi: {post}, {unit}.",
        "",
        *(f"{n}. {sentence}" for n, sentence in enumerate(sentences, 1)),
        "",
        "Thời gian cấp trên thẩm định không tính vào thời gian chậm của đơn vị.",
        "Thư do hệ thống gửi tự động, mỗi sáng một lần; đề nghị không trả lời thư này.",
    ]
    return subject, "\n".join(lines)
