"""What is wrong in a workbook, by cell: "Ô C14: …, cách sửa: …". No sentence says which number to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from binhyen.foundation.texts import in_words
from binhyen.foundation.vietnamese import padded

FAULTS: dict[str, tuple[str, str]] = {
    "error": ("công thức báo lỗi {text}", "sửa công thức hoặc ghi trực tiếp số liệu"),
    "no_cache": ("công thức chưa có kết quả", "mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi gửi"),
    "external": ("công thức lấy số từ tệp khác ({text})", "dán giá trị thay cho công thức"),
    "date": ("ô đang hiểu là ngày tháng ({text})", "đổi định dạng ô sang Số rồi ghi lại số liệu"),
    "yes_no": ("ô ghi đúng/sai, không phải số", "ghi lại số liệu"),
    "negative": ("số âm {text}", "số liệu đếm không âm; kiểm tra và ghi lại"),
    "fraction": (
        "số {text} có phần lẻ mà chỉ tiêu này không nhận",
        "kiểm tra dấu chấm hàng nghìn, dấu phẩy thập phân rồi ghi lại",
    ),
    "whole": ("ghi “{text}” nhưng chỉ tiêu này ghi số nguyên", "ghi số nguyên; dấu chấm dùng cho hàng nghìn (1.474)"),
    "too_large": ("số quá lớn ({text})", "kiểm tra lại số liệu"),
    "unreadable": ("ghi “{text}”, không phải là số", "ghi số (1.474 hoặc 75,5), “không phát sinh” hoặc “-”"),
    "turned": ("có ký tự đảo chiều chữ: số hiện trong ô có thể khác số trong tệp", "xóa ô rồi gõ lại số liệu"),
    "ambiguous": (
        "ghi “{text}”, có thể hiểu hai cách",
        "dấu chấm dùng cho hàng nghìn (1.474), dấu phẩy dùng cho phần thập phân (75,5)",
    ),
    "needs_reason": ("“không áp dụng” chưa có lý do", "ghi “không áp dụng: lý do”"),
    "personal": (
        "lý do có số điện thoại, số định danh hoặc biển số xe",
        "bỏ thông tin của cá nhân, chỉ ghi lý do",
    ),
    "covered": (
        "có số điện thoại, số định danh hoặc biển số xe, đã che trong tệp này",
        "không ghi thông tin của cá nhân vào bảng tính",
    ),
    "two_numbers": ("có hai hàng cùng chỉ tiêu “{label}” mà số khác nhau (hàng {other})", "giữ lại một hàng"),
    "label_differs": (
        "tên chỉ tiêu “{text}” không phải tên của hàng này (“{label}”)",
        "không đổi chỗ riêng cột tên; tải lại mẫu nếu cần",
    ),
    "row_unknown": (
        "hàng “{label}” có số liệu nhưng không thuộc chỉ tiêu nào của biểu {form}, không được cộng",
        "ghi số liệu vào đúng hàng chỉ tiêu của mẫu rồi xóa hàng này",
    ),
    "merged": ("ô bị gộp với ô khác ({text})", "bỏ gộp ô (Unmerge) và ghi từng ô"),
    "reads": ("chỉ tiêu này lấy từ biểu khác, không nhập tại đây", "để nguyên ô như trong mẫu"),
    "check": ("{why}", "kiểm tra các ô liên quan"),
    "saved": ("{why}", "kiểm tra lại rồi gửi"),
}  # fmt: skip
NOTES: dict[str, str] = {
    "row_unknown": "Hàng {row} “{label}” không có trong biểu {form} và không có số liệu: không nhận.",
    "row_missing": "Không thấy hàng “{label}”: không thay đổi.",
    "row_hidden": "Hàng {row} đang bị ẩn nhưng có số liệu: vẫn nhận.",
    "by_label": "Hàng {row} được nhận theo tên chỉ tiêu “{label}”.",
    "sheet_renamed": "Trang tính “{sheet}” được nhận là trang số liệu.",
    "old_version": "Tệp làm theo mẫu ngày {text}; mẫu hiện hành là ngày {now}. Các hàng vẫn được nhận theo mã.",
    "no_identity": "Tệp không còn thông tin biểu, đơn vị, kỳ của mẫu: đề nghị kiểm tra kỹ trước khi nhận.",
    "too_long": "Trang “{sheet}” dài quá {limit} hàng: phần sau không đọc.",
    "reason_left": "Nội dung cột “Lý do” ở hàng {rows} không được nhận: lý do chỉ ghi cho chỉ tiêu “không áp dụng” hoặc "
    "“chưa có số liệu”. Cần giải trình số liệu thì ghi tại biểu nhập.",
    "reason_cut": "Lý do ở hàng {rows} dài quá 300 ký tự: chỉ nhận phần đầu.",
    "untouched": "{count} chỉ tiêu để trống trong tệp: giữ nguyên, không thay đổi.",
    "links": "Tệp có liên kết đến tệp khác: liên kết không được mở.",
}


def listed(things: Iterable[str], word: str, most: int = 12, apart: str = ", ") -> str:
    """Rows, cells or lines one after the other; of many the first ones and how many more: "E7, E8 và 04 ô khác"."""
    named = list(things)
    more = f" và {padded(len(named) - most)} {word} khác" if len(named) > most else ""
    return apart.join(named[:most]) + more


@dataclass(frozen=True)
class Problem:
    """One fault: ``row`` and ``column`` count from 0; ``line`` is the number of the plan's line where one is known."""

    sheet: str
    row: int
    column: int
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    line: int | None = None

    @property
    def cell(self) -> str:
        """The name of the cell: "C14"."""
        from binhyen.collection.workbooks.plan import cell_name

        return cell_name(self.row, self.column)

    @property
    def sentence(self) -> str:
        """ "Ô C14: công thức báo lỗi #DIV/0!, cách sửa: …"."""
        return f"Ô {self.cell}: {self.what}"

    @property
    def what(self) -> str:
        """The same without the cell, as it may be true of many."""
        why, fix = FAULTS[self.code]
        return f"{why.format(**self.params).rstrip('.')}, cách sửa: {fix}."


@dataclass(frozen=True)
class Note:
    """Something that the sender should know and that stops nothing."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence."""
        return in_words(NOTES[self.code], self.params)
