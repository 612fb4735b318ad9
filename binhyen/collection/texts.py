"""The Vietnamese sentences of this room: each refusal by its code, and what states are called."""

SENTENCES: dict[str, str] = {
    "collection.words_empty": "Đề nghị ghi nội dung.",
    "collection.words_too_long": "Nội dung có {length} ký tự, nhiều hơn {limit} ký tự. Đề nghị viết gọn lại.",
    "collection.words_secret": "Nội dung có dấu “{mark}”. Hệ thống không nhận tài liệu, nội dung mật.",
    "collection.words_personal": "Từ ký tự thứ {at} (sau “{before}”) có số giấy tờ, số điện thoại hoặc biển số. "
    "Đề nghị bỏ; hệ thống không lưu thông tin cá nhân.",
    "collection.secrecy_unanswered": "Đề nghị xác nhận tệp không chứa bí mật nhà nước.",
    "collection.file_missing": "Đề nghị chọn tệp.",
    "collection.file_empty": "Tệp không có nội dung.",
    "collection.file_too_large": "Tệp lớn hơn {limit} MB. Đề nghị quét ở độ phân giải thấp hơn hoặc chia nhỏ.",
    "collection.file_kind": "Chỉ nhận tệp PDF, Word (.docx), ảnh JPG hoặc PNG; xét theo nội dung tệp, không theo tên.",
    "collection.file_macro": "Tệp Word có macro. Đề nghị lưu lại thành .docx không có macro.",
    "collection.file_damaged": "Ảnh bị hỏng hoặc thiếu phần cuối. Đề nghị chụp, quét lại.",
    "collection.file_secret": "Tệp có dấu “{mark}”. Hệ thống không nhận tài liệu mật; tệp không được lưu.",
    "collection.file_twice": "Tệp này đã được đính kèm ở đây ({name}).",
    "collection.files_too_much": "Các tệp của báo cáo vượt quá {limit} MB. Đề nghị gỡ bớt tệp không còn cần.",
    "collection.file_removed": "Tệp này đã được gỡ.",
    "collection.line_unknown": "Biểu {form} không có chỉ tiêu {key}.",
    "collection.paper_not_sent": "Báo cáo chưa gửi. Ghi số, ký hiệu sau khi lãnh đạo ký gửi.",
    "collection.paper_number": "Không đọc được số “{text}”. Cách ghi: 45 hoặc 45a.",
    "collection.paper_symbol": "Không đọc được ký hiệu “{text}”. Cách ghi: BC-UBND.",
    "collection.paper_date": "Ngày ký {on} không nằm trong khoảng từ {start} đến hôm nay.",
    "collection.office_unknown": "Chức danh người ký phải chọn trong danh mục; không ghi họ tên.",
    "collection.issuer_unknown": "Không có thể thức “{profile}”. Các thể thức: {known}.",
    "collection.receipt_mistyped": "Mã “{code}” gõ chưa đúng: chữ cái cuối không khớp với các chữ số. "
    "Đề nghị kiểm tra từng ký tự.",
    "collection.receipt_unknown": "Không có báo cáo nào mang mã {code} mà đồng chí được xem.",
}
