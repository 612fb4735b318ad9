"""The Vietnamese sentence for each code of this room."""

SENTENCES: dict[str, str] = {
    "analytics.not_additive": "Chỉ tiêu {code} ({unit}) không cộng được qua các kỳ hoặc các đơn vị; xem theo từng đơn vị, từng kỳ.",
    "analytics.no_register": "Chỉ tiêu {code} lấy từ {register}; sổ này chưa có trong hệ thống.",
    "analytics.published_only": "Chỉ tiêu {code} chỉ có số công bố trong văn bản, không có tử số và mẫu số để tính.",
}
