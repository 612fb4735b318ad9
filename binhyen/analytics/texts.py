"""The Vietnamese sentence for each code of this room."""

SENTENCES: dict[str, str] = {
    "analytics.not_additive": "Chỉ tiêu {code} ({unit}) không cộng được qua các kỳ hoặc các đơn vị; xem theo từng đơn vị, từng kỳ.",
    "analytics.no_register": "Chỉ tiêu {code} lấy từ {register}; sổ này chưa có trong hệ thống.",
    "analytics.published_only": "Chỉ tiêu {code} chỉ có số công bố trong văn bản, không có tử số và mẫu số để tính.",
    "analytics.sdmx_apart": "Biểu {form} chỉ để đối chiếu, không cộng vào số liệu tổng hợp nên không xuất SDMX. Đề nghị chọn biểu khác.",
    "analytics.sdmx_not_province": "{unit} không phải là cấp tỉnh. Đề nghị chọn tỉnh, thành phố, hoặc cả nước.",
    "analytics.sdmx_nation": "Chức danh này chỉ xem số liệu trong địa bàn của mình. Đề nghị chọn tỉnh, thành phố của đồng chí.",
}
