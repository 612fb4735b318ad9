"""The Vietnamese sentence for each code and state of this room."""

SENTENCES: dict[str, str] = {
    "figures.own_presented": "Đồng chí đã trình báo cáo này; người khác ký gửi, kể cả khi đồng chí được ủy quyền.",
    "figures.reason_personal": "Giải trình “{name}”: từ ký tự thứ {at} (sau “{before}”) có tên người, số điện thoại, số giấy tờ "
    "hoặc biển số. Đề nghị bỏ phần đó; chỉ nêu lý do của số liệu.",
    "figures.return_date": "Ngày gửi lại {on} đã qua hoặc là ngày nghỉ. Đề nghị chọn một ngày làm việc từ hôm nay.",
    "figures.own_decided": "Đồng chí đã trình báo cáo này; người khác phê duyệt hoặc trả lại, kể cả khi đồng chí được ủy quyền.",
    "figures.own_report": "Người gửi báo cáo không được phê duyệt chính báo cáo đó. Đề nghị người khác phê duyệt.",
    "figures.wrong_move": "Báo cáo đang ở trạng thái “{stage}”, không thực hiện được bước “{move}”.",
    "figures.other_line": "{form} thuộc tuyến {line}; đồng chí xem được, không phê duyệt, trả lại hoặc chốt số liệu.",
    "figures.not_opened": "Đồng chí chưa mở báo cáo này. Đề nghị mở, xem báo cáo rồi mới ký gửi hoặc phê duyệt.",
    "figures.stale_cell": "Chỉ tiêu {key} đã được người khác sửa thành “{theirs}” sau khi đồng chí mở trang; "
    "số của đồng chí là “{mine}”. Đề nghị chọn số đúng rồi lưu lại.",
    "figures.stale_report": "Báo cáo đã thay đổi sau khi đồng chí mở trang. Đề nghị tải lại trang và kiểm tra.",
    "figures.cell_malformed": "Số liệu và tình trạng “{state}” không khớp nhau.",
    "figures.cell_unreadable": "Chỉ tiêu {key}: {why}",
    "figures.not_applicable_needs_reason": "“Không áp dụng” phải có lý do.",
    "figures.breakdown_malformed": "Phân tổ “{text}” không đúng cách ghi.",
    "figures.line_unknown": "Biểu {form} không có chỉ tiêu {key}.",
    "figures.line_reads": "Chỉ tiêu {key} được lấy từ biểu khác, không nhập tại đây.",
    "figures.cell_frozen": "Chỉ tiêu {key} đã gửi và không bị trả lại nên không sửa được.",
    "figures.hedge_in_form": "Chỉ tiêu {key}: biểu mẫu chỉ nhận số thực hiện hoặc số ước thực hiện.",
    "figures.form_unknown": "Không có biểu {form} có hiệu lực ngày {on}.",
    "figures.form_not_assigned": "{unit} không được giao biểu {form} cho kỳ {period}.",
    "figures.unit_not_valid": "{unit} không tồn tại vào ngày cuối kỳ ({on}).",
    "figures.period_future": "Kỳ {period} chưa bắt đầu.",
    "figures.period_not_of_form": "{period} không phải là một kỳ báo cáo của biểu {form}.",
    "figures.close_level": "Chỉ chốt số liệu cho toàn tỉnh, thành phố; {unit} không phải là cấp tỉnh.",
    "figures.period_running": "Kỳ {period} chưa kết thúc; chưa chốt được số liệu.",
    "figures.period_closed": "Kỳ {period} của biểu {form} đã chốt số liệu ngày {on}. Muốn thay đổi, đề nghị lập đính chính.",
    "figures.reopen_past": "Ngày {on} đã qua; thời hạn mở lại sớm nhất là hôm nay.",
    "figures.reopen_unbound": "Kỳ {period} của {unit} chưa chốt số liệu nên không cần mở lại.",
    "figures.reopened_already": "Kỳ này đã mở lại cho {unit} đến hết ngày {on}.",
    "figures.reopen_correction": "{unit} có đính chính đang chờ phê duyệt. Đề nghị quyết định đính chính trước khi mở lại.",
    "figures.papers_unsaid": "Có {count} báo cáo đã lập từ số liệu của kỳ này. Đề nghị xem danh sách rồi xác nhận.",
    "figures.period_open": "Kỳ {period} chưa chốt số liệu. Đề nghị gửi lại báo cáo thay vì đính chính.",
    "figures.period_ambiguous": "“{text}” có thể là nhiều khoảng thời gian: {ranges}. Đề nghị ghi từ ngày, đến ngày.",
    "figures.period_unreadable": "“{text}” không phải là một kỳ. Đề nghị ghi từ ngày, đến ngày, ví dụ 15/12/2025 - 14/6/2026.",
    "figures.period_overlap": "Kỳ {period} trùng ngày với kỳ {other} đã có số liệu của chỉ tiêu {key}.",
    "figures.period_undecided": "Còn {count} báo cáo chờ phê duyệt trong kỳ {period}; chưa chốt được.",
    "figures.checks_failed": "Còn {count} chỉ tiêu chưa khớp hoặc chưa có số liệu, phải chỉnh lý trước khi gửi.",
    "figures.reason_missing": "Còn {count} cảnh báo chưa có giải trình.",
    "figures.nothing_entered": "Báo cáo chưa có số liệu nào.",
    "figures.send_back_nothing": "Đề nghị chọn ít nhất một chỉ tiêu để trả lại.",
    "figures.reason_unmarked": "Chỉ tiêu {key} có lý do trả lại riêng nhưng chưa được đánh dấu. Đề nghị đánh dấu hoặc xóa lý do.",
    "figures.reason_required": "Đề nghị ghi lý do.",
    "figures.document_required": "Đề nghị ghi số, ký hiệu văn bản làm căn cứ đính chính.",
    "figures.correction_breaks": "Sau khi đính chính còn {count} chỗ chưa khớp. Nếu nhiều số cùng sai, đề nghị đính chính cùng một lần.",
    "figures.correction_unchanged": "Số liệu đính chính trùng với số liệu đang có.",
    "figures.correction_waiting": "Chỉ tiêu này đang có một đính chính chờ phê duyệt.",
    "figures.correction_decided": "Đính chính này đã được quyết định.",
    "figures.rule_adds_units": "Không cộng các chỉ tiêu khác đơn vị tính với nhau: {units}.",
    "figures.rule_id_malformed": "Mã quy tắc “{rule}” phải bắt đầu bằng nhóm quy tắc và dấu gạch, ví dụ {rule_class}-ten.",
    "figures.rule_basis_missing": "Đề nghị ghi căn cứ của quy tắc (văn bản, hoặc “ngưỡng do tỉnh quy định”).",
    "figures.rule_indicator_unknown": "Không có chỉ tiêu {codes} trong danh mục.",
    "figures.rule_in_the_past": "Ngày {on} đã qua hoặc đang áp dụng quy tắc cũ. "
    "Quy tắc mới chỉ áp dụng từ ngày mai trở đi, không xét lại số liệu đã báo cáo.",
    "figures.rule_goes_on": "Quy tắc {rule} còn một bản áp dụng từ {on}; chưa kết thúc được trước ngày đó.",
    "figures.rule_unknown": "Biểu {form} không có quy tắc {rule} đang áp dụng.",
    "figures.cell_unknown": "Không có số liệu đã phê duyệt của chỉ tiêu {key} để đính chính.",
    "figures.proposal_unknown": "Văn bản không có số liệu tại vị trí {start}-{end}.",
    "figures.proposal_needs_unit": "Chưa rõ đơn vị của số liệu. Đề nghị chọn đơn vị.",
    "figures.proposal_needs_period": "Chưa rõ thời gian của số liệu. Đề nghị ghi từ ngày, đến ngày.",
    "figures.proposal_needs_indicator": "Đề nghị chọn chỉ tiêu thống kê cho số liệu này.",
    "figures.indicator_not_yet": "Chỉ tiêu {code} được áp dụng từ ngày {on}, sau kỳ số liệu này.",
    "figures.indicator_unknown": "Không có chỉ tiêu thống kê {code}.",
    "figures.percent_on_count": "“{text}” là tỷ lệ; chỉ ghi được vào chỉ tiêu tỷ lệ, không ghi vào {code}.",
    "figures.count_on_percent": "Chỉ tiêu {code} là tỷ lệ; “{text}” không phải tỷ lệ.",
    "figures.proposal_too_fine": "“{text}” có phần thập phân; chỉ tiêu này chỉ ghi {decimals} chữ số thập phân.",
    "figures.proposal_taken": "Chỉ tiêu {key} của văn bản này đã có số liệu ở vị trí khác ({theirs}).",
    "figures.proposal_changed": "Đề xuất đã thay đổi sau khi đồng chí mở trang ({count} chỗ). Đề nghị xem lại danh sách rồi thực hiện.",
    "figures.reason_unknown": "Không có lý do “{reason}” trong danh mục lý do loại số liệu.",
    "figures.nothing_to_undo": "Không có lựa chọn nào của đồng chí để hoàn tác.",
    "figures.catalogue_conflict": "Chỉ tiêu {code}: không được đổi số chữ số thập phân hoặc bản chất.",
    "figures.form_malformed": "Biểu {form} ghi chưa đúng mã, loại kỳ, cấp hoặc thiếu tên biểu.",
    "figures.form_empty": "Biểu {form} chưa có chỉ tiêu nào.",
    "figures.form_exists": "Biểu {form} đã có bản áp dụng từ ngày này.",
    "figures.form_of_others": "Biểu {form} do cơ quan khác ban hành; đồng chí không sửa, không giao và không rút được.",
    "figures.line_twice": "Chỉ tiêu {key} được chọn hai lần.",
    "figures.indicator_not_collected": "Chỉ tiêu {code} được tính hoặc chỉ lấy từ văn bản đã công bố, không thu thập bằng biểu.",
    "figures.collected_twice": "Chỉ tiêu {key} đã được thu thập ở biểu {other}; một số liệu chỉ thu thập ở một biểu để "
    "không cộng hai lần. Đề nghị lấy số liệu từ biểu {other}, hoặc thu thập riêng phần do cơ quan mình chủ trì; số tổng hợp "
    "theo ngành dọc thì lập thành biểu chỉ để đối chiếu, không cộng.",
}

STAGES: dict[str, str] = {
    "draft": "Đang nhập",
    "presented": "Chờ lãnh đạo ký gửi",
    "submitted": "Chờ phê duyệt",
    "sent_back": "Trả lại để chỉnh lý",
    "approved": "Đã phê duyệt",
}

MOVES: dict[str, str] = {
    "draft": "nhập số liệu",
    "present": "trình",
    "return_to_officer": "trả lại cán bộ",
    "submit": "gửi",
    "send_back": "trả lại để chỉnh lý",
    "approve": "phê duyệt",
}

STATES: dict[str, str] = {
    "reported": "có số liệu",
    "not_reported": "chưa có số liệu",
    "nothing_arose": "không phát sinh",
    "not_applicable": "không áp dụng",
    "stated_without_number": "có nêu, không có số",
}

QUALIFIERS: dict[str, str] = {
    "exact": "",
    "over": "trên",
    "at_least": "ít nhất",
    "tens": "hàng chục",
    "hundreds": "hàng trăm",
    "thousands": "hàng nghìn",
    "range": "từ",
    "nearly": "gần",
    "at_most": "không quá",
    "about": "khoảng",
    "estimate": "ước",
}

# What the box of the document is called on which a correction or a reopening rests.
DOCUMENT = "Số, ký hiệu văn bản làm căn cứ"

# Why a line comes back that nobody found fault with.
COMES_ALONG = "Mở để khớp với “{name}” được trả lại ({basis}); chỉ chỉnh lý nếu cần."

SUM_CLASSES: dict[str, str] = {"exact": "", "above": "trên", "below": "gần", "about": "khoảng"}
SUM_SIGNS: dict[str, str] = {"exact": "", "above": "≥ ", "below": "≤ ", "about": "≈ "}

# Why a proposal of the reader was set aside. "Outside the scope" is no reason to keep: it would index such passages.
REJECTIONS: dict[str, str] = {
    "not_a_figure": "không phải số liệu",
    "wrong_number": "đọc sai số",
    "wrong_indicator": "sai chỉ tiêu",
    "wrong_unit": "sai đơn vị tính",
    "wrong_period": "sai thời gian",
    "not_needed": "đúng, nhưng không cần dùng",
}

# What a suggestion for the reader's rules says, by kind.
SUGGESTIONS: dict[str, str] = {
    "exclude": "đề nghị loại “{measures}” khỏi {proposed}",
    "exclude_unnamed": "đề nghị không nhận “{measures}” là số liệu",
    "move": "đề nghị chuyển “{measures}” từ {proposed} sang {to}",
    "add": "đề nghị thêm “{measures}” vào cách gọi của {to}",
}


def suggestion(kind: str, *, measures: str, proposed: str, to: str) -> str:
    """The sentence of a suggestion: ``kind`` is that of ``rules.lessons.Suggestion``."""
    named = "exclude_unnamed" if kind == "exclude" and not proposed else kind
    return SUGGESTIONS[named].format(measures=measures, proposed=proposed, to=to)
