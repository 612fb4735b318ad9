"""The Vietnamese sentence of each refusal of this room."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "reviews.issuer_unknown": "Không có mẫu cơ quan ban hành “{profile}”. Các mẫu hiện có: {known}.",
    "reviews.span_open": "Thời gian sơ kết, tổng kết phải có ngày đầu, ngày cuối và không ở tương lai: {span}.",
    "reviews.level_unsupported": "Báo cáo sơ kết, tổng kết lập cho tỉnh, thành phố và cả nước; {unit} không thuộc diện này.",
    "reviews.period_open": "Kỳ {period} chưa chốt số liệu. Chốt số liệu trước, hoặc chọn lập báo cáo với số liệu tạm tính.",
    "reviews.unit_not_valid": "{unit} không có trong danh mục đơn vị hành chính vào ngày {on}.",
    "reviews.file_not_docx": "Tệp không phải văn bản Word (.docx) đọc được: {why}.",
    "reviews.file_too_large": "Tệp giải nén quá lớn ({size} MB, giới hạn {limit} MB). Không đọc tệp này.",
    "reviews.file_entities": "Tệp có khai báo DTD hoặc thực thể XML trong phần {part}. Không đọc tệp này.",
    "reviews.file_not_ours": "Tệp không mang mã báo cáo của hệ thống (thuộc tính BinhYenReview). Không truy nguồn được.",
    "reviews.facts_unknown": "Hệ thống không giữ số liệu của báo cáo số {review} ghi trong tệp.",
    "reviews.facts_differ": "Mã kiểm tra số liệu ghi trong tệp khác mã của báo cáo số {review} đang giữ. Không truy nguồn được.",
}
