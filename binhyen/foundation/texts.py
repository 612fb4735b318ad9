"""The Vietnamese sentence of every refusal code. Each room's texts.py fills its own part when the room loads."""

from __future__ import annotations

from collections.abc import Mapping

from binhyen.foundation.errors import DomainError

SENTENCES: dict[str, str] = {
    "foundation.span_reversed": "Ngày bắt đầu {start} sau ngày kết thúc {end}. Đề nghị kiểm tra lại hai ngày.",
    "foundation.number_unreadable": "Không đọc được số “{text}”. Cách ghi: 1.474 hoặc 75,5.",
    "foundation.number_ambiguous": "Số “{text}” có thể hiểu hai cách. Dấu chấm dùng cho hàng nghìn (1.474), "
    "dấu phẩy dùng cho phần thập phân (75,5).",
    "foundation.date_unreadable": "Không đọc được ngày “{text}”. Cách ghi: 05/6/2026 hoặc 2026-06-05.",
    "foundation.chain_broken": "Chuỗi nhật ký sai từ mục số {seq}: {why}.",
}

_ALL: dict[str, str] = dict(SENTENCES)


def register(sentences: Mapping[str, str]) -> None:
    """Add a room's sentences (called once by the room's AppConfig; a repeated key must carry the same sentence)."""
    for code, sentence in sentences.items():
        if _ALL.setdefault(code, sentence) != sentence:
            raise ValueError(f"two sentences for {code}")


def registered() -> Mapping[str, str]:
    """Every code with its sentence."""
    return _ALL


def say(error: DomainError) -> str:
    """The Vietnamese sentence for ``error``, its parameters filled in; the bare code where no sentence is known."""
    sentence = _ALL.get(error.code)
    if sentence is None:
        return str(error)
    return sentence.format(**error.params)
