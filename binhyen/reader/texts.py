"""The sentences of what the reader refuses to read."""

from __future__ import annotations

SENTENCES = {
    "reader.empty": "Văn bản trống, không có nội dung để đọc.",
    "reader.too_large": "Văn bản lớn hơn {limit} MB, hệ thống không đọc. Đề nghị chia thành nhiều văn bản.",
    "reader.binary": "Đây là tệp nhị phân, không phải văn bản.",
    "reader.other_format": "Đây là tệp {format}, không phải văn bản thuần (.txt, bảng mã UTF-8).",
    "reader.encoding": "Văn bản dùng bảng mã {encoding}. Đề nghị chuyển sang Unicode (UTF-8) rồi đọc lại.",
    "reader.not_unicode": "Không phải văn bản Unicode (UTF-8), hoặc là tệp nhị phân.",
    "reader.missing": "Không có tệp này, hoặc không có quyền mở.",
    "reader.is_folder": "Đây là thư mục, không phải tệp văn bản.",
}
