"""What the parts of an SDMX message are called, in Vietnamese and English. Names of SDMX's own codes are SDMX's."""

Names = tuple[str, str]

CONCEPTS: dict[str, Names] = {
    "FREQ": ("Độ dài kỳ báo cáo", "Frequency"),
    "REF_AREA": ("Đơn vị báo cáo", "Reference area"),
    "INDICATOR": ("Chỉ tiêu thống kê", "Indicator"),
    "TIME_PERIOD": ("Kỳ báo cáo", "Time period"),
    "OBS_VALUE": ("Số liệu", "Observation value"),
    "OBS_STATUS": ("Tình trạng số liệu theo SDMX", "Observation status"),
    "CELL_STATE": ("Tình trạng của ô số liệu", "State of the cell"),
    "QUALIFIER": ("Cách ghi của số liệu", "Qualifier of the number"),
    "UPPER_VALUE": ("Số lớn nhất của khoảng", "Upper end of a range"),
    "UNIT_MEASURE": ("Đơn vị tính", "Unit of measure"),
    "DECIMALS": ("Số chữ số thập phân", "Decimals"),
}

BREAKDOWN: Names = ("Phân tổ {dimension}", "Breakdown {dimension}")

CODELISTS: dict[str, Names] = {
    "CL_AREA": ("Đơn vị hành chính trong kỳ", "Administrative units of the period"),
    "CL_INDICATOR": ("Chỉ tiêu thống kê của biểu", "Indicators of the form"),
    "CL_CELL_STATE": ("Tình trạng của ô số liệu", "State of the cell"),
    "CL_QUALIFIER": ("Cách ghi của số liệu", "Qualifier of the number"),
}

STATES: dict[str, Names] = {
    "reported": ("có số liệu (kể cả số 0)", "reported, a 0 included"),
    "not_reported": ("chưa có số liệu", "not reported"),
    "nothing_arose": ("không phát sinh (số 0 đã xác nhận)", "nothing arose, a confirmed 0"),
    "not_applicable": ("không áp dụng", "not applicable"),
    "stated_without_number": ("có nêu, không có số", "stated without a number"),
    "withheld": ("không hiển thị (số liệu nhỏ)", "withheld, a small number"),
}

QUALIFIERS: dict[str, Names] = {
    "exact": ("số thực hiện", "exact"),
    "over": ("trên", "more than"),
    "at_least": ("ít nhất", "at least"),
    "tens": ("hàng chục", "tens"),
    "hundreds": ("hàng trăm", "hundreds"),
    "thousands": ("hàng nghìn", "thousands"),
    "range": ("từ … đến …", "from … to …"),
    "nearly": ("gần", "nearly"),
    "at_most": ("không quá", "at most"),
    "about": ("khoảng", "about"),
    "estimate": ("ước", "estimate"),
}

TOTAL: Names = ("Tổng số", "Total")

# Official lists of SDMX, the codes that are used here.
FREQUENCIES = {
    "A": "Annual", "S": "Half-yearly, semester", "Q": "Quarterly", "M": "Monthly", "_Z": "Not applicable",
}  # fmt: skip
STATUSES = {
    "A": "Normal value",
    "E": "Estimated value",
    "U": "Low reliability",
    "O": "Missing value",
    "M": "Missing value; data cannot exist",
    "L": "Missing value; data exist but were not collected",
    "Q": "Missing value; suppressed",
}
