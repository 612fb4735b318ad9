"""The Vietnamese sentence of every refusal code. Each room's texts.py fills its own part when the room loads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from binhyen.foundation.errors import DomainError
from binhyen.foundation.vietnamese import padded

SENTENCES: dict[str, str] = {
    "foundation.span_reversed": "Ngày bắt đầu {start} sau ngày kết thúc {end}. Đề nghị kiểm tra lại hai ngày.",
    "foundation.number_unreadable": "Không đọc được số “{text}”. Cách ghi: 1.474 hoặc 75,5.",
    "foundation.number_ambiguous": "Số “{text}” có thể hiểu hai cách. Dấu chấm dùng cho hàng nghìn (1.474), "
    "dấu phẩy dùng cho phần thập phân (75,5).",
    "foundation.number_not_whole": "Số “{text}” có phần lẻ; ở đây ghi số nguyên, dấu chấm dùng cho hàng nghìn (1.474).",
    "foundation.date_unreadable": "Không đọc được ngày “{text}”. Cách ghi: 05/6/2026 hoặc 2026-06-05.",
    "foundation.busy": "Hệ thống đang bận ghi số liệu, việc vừa làm chưa được lưu. Đề nghị thực hiện lại sau ít giây.",
    "foundation.stalled": "Nội dung gửi lên đến quá chậm nên máy chủ không chờ nữa, chưa có gì được lưu. "
    "Đề nghị kiểm tra đường truyền rồi gửi lại.",
    "foundation.no_room": "Quá nhiều tệp lớn đang được gửi lên cùng lúc, nội dung này chưa được nhận. "
    "Đề nghị gửi lại sau ít phút.",
    "foundation.chain_broken": "Chuỗi nhật ký sai từ mục số {seq}: {why}.",
}

COUNTS = frozenset({"count", "most"})
"""The parameters that say how many there are of something."""

_ALL: dict[str, str] = dict(SENTENCES)
_WORDS: dict[str, Mapping[str, str]] = {}


def register(sentences: Mapping[str, str]) -> None:
    """Add a room's sentences (called once by the room's AppConfig; a repeated key must carry the same sentence)."""
    for code, sentence in sentences.items():
        if _ALL.setdefault(code, sentence) != sentence:
            raise ValueError(f"two sentences for {code}")


def register_words(words: Mapping[str, Mapping[str, str]]) -> None:
    """By the name of a parameter, what its codes are called: a stage, a move or a state is said in words."""
    for name, found in words.items():
        if _WORDS.setdefault(name, found) is not found:
            raise ValueError(f"two lists of words for {name}")


def registered() -> Mapping[str, str]:
    """Every code with its sentence."""
    return _ALL


def say(error: DomainError) -> str:
    """The Vietnamese sentence for ``error``, its parameters filled in; the bare code where no sentence is known."""
    sentence = _ALL.get(error.code)
    if sentence is None:
        return str(error)
    return in_words(sentence, error.params)


def in_words(sentence: str, params: Mapping[str, Any]) -> str:
    """``sentence`` with its parameters filled in: codes that have a word as that word, counts as papers print them."""
    return sentence.format(**{name: _said(name, value) for name, value in params.items()})


def _said(name: str, value: Any) -> Any:
    if name in _WORDS:
        return _WORDS[name].get(value, value)
    return padded(value) if name in COUNTS and isinstance(value, int) else value
