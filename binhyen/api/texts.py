"""The Vietnamese sentences of the interface for programs, and the titles of its problem documents."""

SENTENCES: dict[str, str] = {
    "api.unauthorised": "Thiếu khóa truy cập, hoặc khóa không đúng, đã hết hạn, đã thu hồi.",
    "api.locked": "Gửi khóa không đúng quá {limit} lần. Đề nghị thử lại sau {minutes} phút.",
    "api.read_only": "Khóa truy cập này chỉ được đọc.",
    "api.not_found": "Không có nội dung này, hoặc chức danh không được xem.",
    "api.method_not_allowed": "Địa chỉ này không nhận phương thức đó.",
    "api.bad_request": "Không đọc được yêu cầu.",
    "api.too_large": "Nội dung gửi lên lớn hơn {limit} MB.",
    "api.wrong_type": "Nội dung gửi lên phải là application/json, mã hóa UTF-8.",
    "api.bad_json": "Nội dung gửi lên không phải JSON hợp lệ: {why}",
    "api.schema": "Có {count} chỗ không đúng mô tả của giao diện.",
    "api.key_missing": "Thiếu Idempotency-Key: từ 8 đến 80 chữ cái, chữ số hoặc dấu . _ : -, không dùng lại cho lệnh khác.",
    "api.cells_refused": "Không lưu: {count} chỉ tiêu không nhận được. Các chỉ tiêu còn lại cũng chưa lưu.",
    "api.cell_twice": "Chỉ tiêu {key} được gửi hai lần.",
    "api.span_too_long": "Khoảng thời gian dài hơn {days} ngày.",
    "api.failed": "Hệ thống gặp lỗi khi xử lý yêu cầu. Chưa lưu gì.",
}

TITLES: dict[int, str] = {
    400: "Yêu cầu không đọc được",
    401: "Chưa xác thực",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Phương thức không được nhận",
    408: "Nội dung đến quá chậm",
    409: "Trạng thái đã khác",
    413: "Nội dung quá lớn",
    415: "Sai kiểu nội dung",
    422: "Nội dung bị từ chối",
    429: "Tạm thời bị chặn",
    500: "Lỗi hệ thống",
    503: "Đang bận",
}

# What is wrong with a field, by the validator's own word.
FAULTS: dict[str, str] = {
    "missing": "thiếu trường này",
    "extra_forbidden": "không có trường này",
    "unknown_parameter": "không có tham số này",
    "repeated_parameter": "tham số chỉ được ghi một lần",
    "string_type": "phải là chuỗi ký tự",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là danh sách",
    "dict_type": "phải là đối tượng JSON",
    "model_type": "phải là đối tượng JSON",
    "model_attributes_type": "phải là đối tượng JSON",
    "date_iso": "phải là ngày dạng 2026-06-05",
    "string_too_long": "dài quá mức cho phép",
    "string_too_short": "ngắn hơn mức cho phép",
    "too_long": "nhiều phần tử quá mức cho phép",
    "too_short": "ít phần tử hơn mức cho phép",
    "greater_than_equal": "nhỏ hơn mức cho phép",
    "less_than_equal": "lớn hơn mức cho phép",
    "enum": "không có trong danh mục",
    "literal_error": "không có trong danh mục",
    "string_pattern_mismatch": "không đúng cách ghi",
}
FAULT = "giá trị không đúng cách ghi"

JSON_FAULTS: dict[str, str] = {
    "syntax": "sai cú pháp hoặc không phải UTF-8.",
    "twice": "một tên xuất hiện hai lần.",
    "constant": "NaN và Infinity không phải số.",
    "fraction": 'số thập phân ghi trong dấu nháy, dạng "75.5".',
    "integer": "số nguyên lớn hơn 2^63.",
    "deep": "lồng nhau quá sâu.",
    "many": "quá nhiều giá trị.",
    "character": "có ký tự không phải chữ.",
}
