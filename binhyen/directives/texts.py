"""The Vietnamese sentence for each code and state of this room."""

SENTENCES: dict[str, str] = {
    "directives.programme_unknown": "Không có chương trình “{code}”. Các mã đang có: {candidates}.",
    "directives.text_secret": "Văn bản có dấu “{mark}”: không được đưa vào hệ thống. Không có nội dung nào được lưu.",
    "directives.secrecy_unanswered": "Đề nghị xác nhận văn bản không chứa bí mật nhà nước trước khi đưa vào.",
    "directives.text_too_long": "Văn bản có {length} ký tự, nhiều hơn {limit} ký tự mà trang đọc mở được. Đề nghị chia thành nhiều văn bản.",
    "directives.text_duplicate": "Văn bản này đã có trong hệ thống; không đưa vào lần thứ hai. Đề nghị tìm trong danh sách văn bản "
    "nguồn của đơn vị.",
}

KINDS: dict[str, str] = {
    "resolution": "Nghị quyết",
    "instruction": "Chỉ thị",
    "conclusion": "Kết luận",
    "decision": "Quyết định",
    "regulation": "Quy định",
    "plan": "Kế hoạch",
    "action_programme": "Chương trình hành động",
    "programme": "Chương trình",
    "coordination_programme": "Chương trình phối hợp",
    "guidance": "Hướng dẫn",
    "report": "Báo cáo",
    "circular": "Thông tư",
    "decree": "Nghị định",
}

STATUSES: dict[str, str] = {
    "in_force": "Còn hiệu lực",
    "ended": "Hết thời hạn",
    "replaced": "Đã được thay thế",
    "unknown": "Chưa rõ hiệu lực",
}

LINKS: dict[str, str] = {
    "based_on": "căn cứ",
    "implements": "triển khai thực hiện",
    "replaces": "thay thế",
}

LINES: dict[str, str] = {
    "party": "tuyến Đảng",
    "state": "tuyến chính quyền (Ban Chỉ đạo 138)",
    "front": "tuyến Mặt trận",
    "joint": "liên tịch",
}
