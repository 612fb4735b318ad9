"""The Vietnamese sentence of each finding. Formal wording; no sentence proposes a value."""

FINDING_SENTENCES: dict[str, str] = {
    "figures.r1_over_hundred": "{name}: tỷ lệ lớn hơn giới hạn ({arithmetic}). Đề nghị kiểm tra số liệu.",
    "figures.r1_hedge": "{name}: biểu mẫu chỉ nhận số thực hiện hoặc số ước thực hiện, không nhận “{arithmetic}”.",
    "figures.r1_rate_collected": "{name}: tỷ lệ do hệ thống tính từ tử số và mẫu số, không nhập tay.",
    "figures.r2_over_whole": "{name}: số thành phần lớn hơn tổng số ({arithmetic}). "
    "Đề nghị kiểm tra các chỉ tiêu liên quan.",
    "figures.r2_parts_over_whole": "{name}: các thành phần đã có số liệu cộng lại lớn hơn tổng số ({arithmetic}). "
    "Đề nghị kiểm tra tổng số và các thành phần.",
    "figures.r3_sum": "{name}: tổng các thành phần chưa khớp tổng số ({arithmetic}). "
    "Đề nghị kiểm tra tổng số và các thành phần.",
    "figures.r3_text_parts": "{name}: các số nêu sau “trong đó” cộng lại lớn hơn tổng số ({arithmetic}). "
    "Đề nghị đơn vị giải trình; số liệu giữ nguyên như văn bản.",
    "figures.r3_text_units": "{name}: các số nêu sau “trong đó” cộng lại lớn hơn tổng số ({arithmetic}). "
    "Các số có đơn vị tính khác nhau ({units}), giữ nguyên như văn bản. Đề nghị đơn vị giải trình.",
    "figures.r4_rate": "{name}: tỷ lệ nêu chưa khớp tử số chia mẫu số ({arithmetic}). Đề nghị kiểm tra số liệu.",
    "figures.r5_balance": "{name}: số cuối kỳ chưa khớp số đầu kỳ và tăng, giảm trong kỳ ({arithmetic}). "
    "Đề nghị kiểm tra sổ theo dõi và các chỉ tiêu liên quan.",
    "figures.r6_below": "{name}: số liệu nhỏ hơn mức tối thiểu so với chỉ tiêu liên quan ({arithmetic}). "
    "Đề nghị kiểm tra đơn vị tính và số liệu.",
    "figures.r7_high": "{name}: số bình quân cao hơn ngưỡng {limit} ({arithmetic}). Đề nghị kiểm tra hoặc giải trình.",
    "figures.r7_low": "{name}: số bình quân thấp hơn ngưỡng {limit} ({arithmetic}). Đề nghị kiểm tra hoặc giải trình.",
    "figures.r8_change": "{name}: biến động quá {limit}% so với kỳ trước ({arithmetic}). "
    "Đề nghị kiểm tra hoặc giải trình.",
    "figures.r8_from_nothing": "{name}: kỳ trước không phát sinh ({arithmetic}). Đề nghị kiểm tra hoặc giải trình.",
    "figures.r8_outlier": "{name}: khác nhiều so với số liệu các kỳ trước của chính đơn vị ({arithmetic}). "
    "Đề nghị kiểm tra hoặc giải trình.",
    "figures.r9_differs": "{name}: số liệu chưa thống nhất với {source} ({arithmetic}). "
    "Đề nghị kiểm tra hoặc giải trình.",
    "figures.r9_other_period": "{name}: {source} có số liệu của kỳ khác ({period}: {arithmetic}). "
    "Khác mốc thời gian lấy số liệu nên không đối chiếu.",
    "figures.r10_missing": "{name}: chưa có số liệu. "
    "Đề nghị ghi số, “không phát sinh”, hoặc nêu lý do chưa có số liệu.",
    "figures.r10_parts": "{name}: chưa đủ số liệu thành phần để đối chiếu ({arithmetic}).",
    "figures.r10_read_missing": "{name}: biểu thu thập chưa đủ số liệu. "
    "Đề nghị kiểm tra báo cáo của các tháng trong kỳ.",
    "figures.r10_untouched": "{name}: chỉ tiêu bị trả lại, chưa chỉnh lý. "
    "Đề nghị chỉnh lý, hoặc giải trình vì sao giữ nguyên số liệu.",
    "figures.r10_unit": "Đơn vị không tồn tại vào ngày cuối kỳ báo cáo. Đề nghị kiểm tra đơn vị và kỳ.",
    "figures.r10_closed": "Kỳ báo cáo đã chốt số liệu. Muốn thay đổi, đề nghị lập đính chính.",
    "figures.r10_early": "Kỳ báo cáo chưa kết thúc. Số liệu đến thời điểm này đề nghị ghi là số ước thực hiện.",
    "figures.r11_no_document": "{name}: chưa có văn bản kèm theo ({arithmetic}). "
    "Đề nghị đính kèm văn bản làm minh chứng hoặc giải trình.",
    "figures.rule_malformed": "Quy tắc kiểm tra ghi không đúng cách: {text}.",
}
