"""The Vietnamese sentences of this room: each refusal by its code, and what states are called."""

SENTENCES: dict[str, str] = {
    "collection.call_differs": "Khóa lệnh “{key}” đã dùng cho một lệnh khác. Đề nghị dùng khóa mới.",
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
    "collection.field_required": "Đề nghị ghi “{field}”.",
    "collection.form_of_level_unknown": "Không có biểu {form} cho cấp đã chọn.",
    "collection.working_days_out_of_range": "Số ngày làm việc phải từ {least} đến {most}: giữa ngày chốt số liệu và hạn gửi "
    "có ít nhất 01 ngày làm việc.",
    "collection.hour_unreadable": "“{text}” không phải là giờ trong ngày. Cách ghi: 17 hoặc 15:30.",
    "collection.rule_in_the_past": "Thời hạn mới không thể áp dụng từ ngày {on} đã qua.",
    "collection.day_in_the_past": "Ngày {on} đã qua, không thay đổi được.",
    "collection.day_unknown": "Ngày {on} không có trong danh mục ngày nghỉ, ngày làm bù.",
    "collection.activity_kind": "Không có loại hoạt động “{kind}”.",
    "collection.activity_future": "Ngày {on} chưa đến. Sổ chỉ ghi hoạt động đã diễn ra.",
    "collection.activity_host": "{kind}: đề nghị chọn đơn vị chủ trì.",
    "collection.activity_times": "Số {unit} phải là số nguyên từ 1.",
    "collection.activity_attendances": "Số lượt người phải là số nguyên, không nhỏ hơn số {unit} ({times}).",
    "collection.activity_no_unit": "{unit} không có vào ngày {on}.",
    "collection.area_too_long": "Địa bàn ghi không quá {most} ký tự.",
    "collection.area_too_fine": "Địa bàn: “{found}” (từ ký tự thứ {place}) nhỏ hơn khu dân cư hoặc chỉ một người. "
    "Sổ chỉ ghi đến thôn, tổ dân phố, khu dân cư.",
    "collection.area_unknown": "Địa bàn “{text}”: đề nghị ghi thôn, tổ dân phố, khu dân cư, hoặc toàn xã.",
}

# The state of a report whose signed paper is known.
CARRIED = "đã gửi kèm báo cáo số {number} ngày {on}"
