"""Who is obliged by a sentence: the body that it names, and where its duty begins."""

from __future__ import annotations

import re

from binhyen.reader.late import late
from binhyen.reader.starts import sought
from binhyen.reader.text import UPPER, Span, Text

_BODY_WORDS = (
    r"cấp ủy|(?:các )?cấp(?=, (?:các )?(?:ngành|cấp|địa phương)| và )|cấp (?:trung ương|tỉnh|huyện|xã|cơ sở)|nhà thầu|điện lực|chánh|thôn|ấp|tổ dân phố|khu phố|khu dân cư|cấp uỷ|đảng ủy|đảng bộ|đảng đoàn|ban cán sự|chi bộ|chính quyền|mặt trận|mttq|ủy ban|ubnd|hđnd|hội đồng|ubmttq|đoàn thể|các ngành|ngành|sở|ban(?! (?:hành|đầu|ngày|đêm|sơ))|công an|bộ chỉ huy|bộ tư lệnh|bộ đội|quân sự"
    r"|văn phòng|thường trực|ban thường vụ|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|hội|liên đoàn|tỉnh đoàn|đoàn thanh niên|đoàn tncs|đồng chí|bí thư|chủ tịch|giám đốc|thủ trưởng|người đứng đầu|tổ chức"
    r"|cơ quan|đơn vị|địa phương|tòa án|viện kiểm sát|trường(?! hợp)|báo(?! cáo)|đài|lực lượng|huyện|thị xã|thành phố|xã|phường|tổng cục|cục|bộ|các bộ|ủy viên|trưởng|phó|chi cục|phòng|doanh nghiệp|cán bộ|đảng viên|trung tâm|quận|thị|viện|kho bạc|ngân hàng|bảo hiểm|tổ|nhà trường|thanh tra(?! (?:các|việc|toàn|công tác|đột xuất|định kỳ))|đội|trạm|hạt|chủ cơ sở|chủ đầu tư|mọi công dân|hiệu trưởng|công ty|hợp tác xã|đồn|thành viên|ủy viên|công chức|viên chức|giáo viên|giảng viên|chiến sĩ|chi, đảng bộ|chi ủy|chủ hộ|chủ nhà trọ|người sử dụng lao động|ngành|tổng công ty|tập đoàn|cảnh sát|thẩm phán|kiểm lâm|hải quan|thuế|cơ sở|công đoàn|hai bên|các bên|mỗi bên|hai ngành|hai cơ quan|khoa|bệnh viện|trạm y tế|tổng cục|kiểm toán|tổ chức đoàn|các tập đoàn|tỉnh hội|ngư dân|vụ(?= (?:khoa học|giáo dục|pháp chế|tổ chức|kế hoạch|hợp tác|chính sách))|[a-z]{1,3}\d{2}|đại học|học viện|bcđ|bch|btv|bql|ub|chủ (?:các|rừng|tàu|phương tiện|đập|doanh nghiệp|cửa hàng|trang trại)|bến|hộ gia đình|hộ kinh doanh|trung ương (?:đoàn|hội|mặt trận)|thông tấn xã"
)
BODY = late(
    rf"(?:(?:và|cùng|giao cho|giao|yêu cầu|đề nghị) )?(?:(?:các|toàn thể|mọi|từng|mỗi|những|lãnh đạo|thủ trưởng) )*(?:{_BODY_WORDS})(?!\w)"
)
NUMBERING = late(
    r"[ \-+*•]*(?:điều \d{1,2}[.:] ?)?(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxlc]{1,6}|[a-zđ])[.)/-] ?)*[ \-+*•]*"
    r"(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là ?[,:] ?|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám) ?[,:] ?)?"
    r"(?:(?:về )?(?:tổ chức thực hiện|phân công(?: nhiệm vụ| trách nhiệm| thực hiện)?|trách nhiệm|nhiệm vụ) ?: ?)?"
)
MODAL = (
    r"điều tra|điều động|khôi phục|dự báo|cảnh báo|truy bắt|xử phạt|cấp phát|dự trữ|đình chỉ|tạm dừng|khoanh vùng|khuyến cáo|đăng tải|phát sóng|đưa tin|kiểm điểm|chấn chỉnh|gia cố|nạo vét|khơi thông|tháo dỡ|cưỡng chế|thu gom|tiêu hủy|cung ứng|vận chuyển|sơ kết|tổng kết|rút kinh nghiệm|dành|lựa chọn|nghiêm chỉnh|thanh toán|hạn chế|phân loại"
    r"|ra quân|ký kết(?= (?:chương trình|quy chế|kế hoạch)(?: phối hợp)? cùng cấp|(?: các)? giao ước)|phụ trách|luân phiên|phản ánh|khắc phục|cắm|lắp|thu hồi|khảo sát|soạn thảo|biên soạn|xác minh|khởi tố|kiến nghị|kéo giảm|bổ sung|cập nhật|kết nối|chia sẻ|ứng dụng|số hóa|trình(?= (?:ubnd|hđnd|chủ tịch|ủy ban|ban |hội đồng))|cảm hóa|chốt chặn|ứng trực|trực(?= (?:24|ban |chốt|chiến))|phân luồng|điều tiết|di dời|sơ tán|nghiêm cấm|không để|không được|tuyệt đối|quyết liệt|kiên quyết|nhanh chóng|triệt phá|truy quét|trấn áp|tấn công|treo|sửa chữa|nâng cấp|cải tạo|trang bị|đối thoại|thăm hỏi|thiết lập|kiện toàn|sắp xếp|lấy ý kiến|chăm lo|giáo dục(?= (?:học|con|đoàn|hội|cán|pháp|quần))|vận hành|yêu cầu(?= (?:\d|các|những))|chọn|khai thác|tiến hành|hằng (?:tháng|quý|năm)(?= )|hàng (?:tháng|quý|năm)(?= )|điều phối|liên hệ|công khai|phổ biến|ký cam kết|bám nắm|nhân rộng|tập huấn|điều hành|xét xử|truy tố|bảo vệ(?= (?:tốt|an toàn))|gửi|đánh giá|thu thập|phân bổ|cử(?= (?:cán bộ|hội viên|đoàn viên|người|thành viên|lực lượng|đại diện|phóng viên))|lập(?= (?:danh sách|hồ sơ|kế hoạch|sổ|tổ))|lắp đặt|tuần tra|niêm yết|thẩm tra|thông báo(?! số)|chuẩn bị|tạo điều kiện|kiểm soát|là cơ quan|là đơn vị|là đầu mối|tổng hợp|theo chức năng|theo thẩm quyền|theo nhiệm vụ|trong phạm vi|trên cơ sở|đẩy nhanh|ngăn chặn|xử lý|giải quyết|đấu tranh|nắm chắc|nắm tình hình|cung cấp|huy động|bồi dưỡng|đầu tư|hỗ trợ|ưu tiên|tham gia|đổi mới|siết chặt|nêu cao|khuyến khích|động viên|bám sát|sẵn sàng|phải chịu trách nhiệm|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|phải|chủ trì|tập trung|tiếp tục|thường xuyên|chủ động|kịp thời|trực tiếp|tăng cường|phối hợp|chỉ đạo|lãnh đạo|thực hiện"
    r"|tổ chức thực hiện|triển khai|quán triệt|đẩy mạnh|nâng cao|theo dõi|đôn đốc|kiểm tra|báo cáo|tham mưu|bố trí|rà soát|nghiên cứu|căn cứ|phát huy|làm tốt|vận động|phát động|ban hành(?! (?:chỉ thị|công điện)| (?:nghị quyết|kết luận)(?: số)? \d)|cụ thể hóa|định kỳ"
    r"|nhắc nhở|phát hiện|biểu dương|tiếp thu|giải trình|kê khai|rút ngắn|trồng|dọn dẹp|thu dọn|tháo gỡ|cấp phép|ứng trước|tạm ứng|bàn giao|gia hạn|đối chiếu|ghi chép|loại bỏ|chi trả|quyết toán|phong tỏa|cách ly|phun|khử"
    r"|khẩn trương|bảo đảm|đảm bảo|quan tâm|xem xét|có kế hoạch|có biện pháp|xây dựng|hướng dẫn|tổ chức(?<!các tổ chức)(?! tổ chức| đảng| chính| xã| đoàn| thành| cơ sở|,| và| trong| hội ?[:,]| phải| có (?:trách nhiệm|liên quan)| chịu trách nhiệm| liên quan| kinh tế| khác)|giúp|cùng(?! cấp)|duy trì|củng cố|thành lập|đưa|làm nòng cốt|làm (?:cơ quan|đơn vị|bộ phận|thường trực)|giám sát|tuyên truyền|làm đầu mối|hoàn thành|chấp hành|gắn|mở|gương mẫu|xác định|quản lý|phân công|nghiêm túc|tích cực|định hướng|đề xuất|tiếp nhận|phê duyệt|cân đối|lồng ghép|tổng hợp|thẩm định"
)
DUTY = late(sought(MODAL) + r"(?!\w)")
_STRONG = late(r"(?<!\w)(?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì|báo cáo)(?!\w)")
_PAST = late(r"(?<!\w)(?:đối với|đã|chưa|đang|còn|vừa|cũng|luôn|được|thấy|nhận thức|ở một số)(?!\w)")
_ASSIGN = late(r"(?:giao cho|giao|phân công(?! (?:cán bộ|cấp ủy viên|đảng viên|lực lượng|người|thành viên))) ")
_FORMULA = late(
    r"(?:ban hành|(?:xây dựng|lập) (?:kế hoạch|chương trình|phương án|đề án)) [^;]{0,200}(?:như sau|sau đây)"
)
_TARGET = late(
    r"mỗi (?:khu phố|tổ dân phố|khu dân cư|ấp|bản|tỉnh|huyện|xã|phường|thôn|quận|thị xã|thành phố|đơn vị|địa phương)(?!\w)"
)
_LABEL = late(r"[^:;.()]{3,90}: ")
_DEMAND = late(
    sought(r"yêu cầu|đề nghị|chỉ thị(?: cho)?|giao cho|giao(?! ban(?: (?:định kỳ|hằng|hàng|quý|tháng|tuần|và)|[,.;]))")
    + "(?: đối với)? "
)
_OPENING = late(
    r"(?:chậm nhất|muộn nhất|trước|hằng|hàng|định kỳ|trong|khi|nếu|để|nhằm|căn cứ|đối với|từ ngày|sau khi|đến|thực hiện|trên cơ sở|bên cạnh|đồng thời|ngoài ra|cùng với|mỗi|theo)(?!\w)"
)
_COUNTED = late(r"\d%? (?:các )?(?:xã|phường|thôn|huyện|tổ|cơ quan|đơn vị|trường|hộ|cơ sở|cán bộ)[^.;]{0,20}, ?$")
_BOARD = late(r"ban (?:an toàn|chấp hành|chỉ|dân|đại diện|giám|nội chính|quản|thường|tổ chức|tuyên giáo|văn hóa)(?!\w)")
_BRACKETED = late(
    r"\((?:giao |do |phân công )?(?P<lead>[^();:]{4,90}?) (?:là (?:cơ quan|đơn vị) )?(?:chủ trì|chịu trách nhiệm|làm đầu mối|thực hiện|tham mưu)(?!\w)[^()]{0,200}\)"
)
STATES = late(
    r"(?<!\w)(?:thống nhất|có(?! liên quan)|là|đã|được|cam kết|ban hành|ký kết|nêu|cho biết|về|tại|khi|theo|gồm)(?!\w)| điện$"
)
_OF_SOME = late(
    r"(?<!\w)(?:của|một số|nhiều) (?:sở|ban|ngành|cơ quan|đơn vị|tổ|đội|cấp ủy|địa phương|tổ chức|đoàn thể)[^\W\d_]*, $"
)
# "Lực lượng chức năng xử lý 120 trường hợp" tells what was; with a last day or a least number it obliges
_TOLD = late(
    r"(?:phát hiện|xử lý|xử phạt|kiểm tra|bắt|bắt giữ|khởi tố|điều tra|triệt phá|tuyên truyền|truy tố|xét xử|tuần tra|thu giữ)"
    r"(?:,? [^\W\d_]{1,7}){0,2} \d[\d.,]* ?(?:vụ|trường hợp|lượt|buổi|đối tượng|xe|phương tiện|bị can|bị cáo|người|cuộc)(?!\w)"
)
_AIMS = late(
    r"(?<!\w)(?:trước ngày|trước tháng|xong|hoàn thành|trong (?:quý|tháng|năm)|ít nhất|tối thiểu|chậm nhất|còn lại|nêu trên|trên đây|điển hình|điểm)(?!\w)"
)
_LABELS = late(
    rf"(?!phải|có trách nhiệm|có nhiệm vụ)(?:{MODAL})(?: chính| thực hiện)? ?:"
)  # "Lực lượng tham gia: 12 người", "Cơ quan chủ trì: …"
_ON_A_DAY = late(r"(?:(?:sáng|chiều|tối)(?: ngày)?|ngày) \d{1,2}")
_LONGEST_LIST = 200
CALLED = late(r"(?:giao cho|giao|phân công|yêu cầu|đề nghị) ")
_GROUP = late(
    r"(?<!\w)các (?:[^\W\d_]+,? ){0,4}?(?:sở|bộ|ngành|cơ quan|đơn vị|địa phương|huyện|xã|hội|đoàn thể|doanh nghiệp) ?$"
)
_NAMED_BY = late(r"(?:ban|hội đồng|công tác|tổ|sở chỉ huy|bộ|phạm vi|cơ quan|trách nhiệm) $")
_NAMING = {"chỉ đạo", "kiểm tra", "báo cáo", "xây dựng", "tuyên truyền", "giám sát", "vận động", "lãnh đạo", "quản lý"}
_LIST_OPENS = late(r" ?: (?:\(?(?:\d{1,2}|[a-zđ])[.)] ?|- )?$")  # "Yêu cầu Công an tỉnh: (1) …"
# who acts with others or for them: "Chủ trì, phối hợp với Sở A, Sở B phải …" obliges neither
_ON_BODIES = late(
    r"(?:(?:chủ động|tiếp tục|tăng cường|thường xuyên) )*(?:chủ trì|phối hợp|tham mưu|báo cáo|giúp|đôn đốc|hướng dẫn|kiểm tra|trình)(?!\w)"
)
_DONE = late(rf"(?<!\w)(?:đã|(?<!nhận )được)(?!\w)(?!.*, {BODY.pattern})")  # "tỉnh đã giao cho các huyện thực hiện"
# the lower-case rest of a name with a comma: "Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ"
_NAME_GOES_ON = late(
    r"(?:chữa cháy|cứu hộ|cứu nạn|chống (?:tội phạm|ma túy|tham nhũng)|sinh viên|thể thao|du lịch|gia đình|cá nhân)(?!\w)"
)
_TOO_LONG = 400
_PART = late(r"[^;]+")

Duty = tuple[int, int, int, int]  # where the task opens, its lead begins and ends, and its action begins


def duties_in(text: Text, sentence: Span) -> list[Duty]:
    """Each clause of ``sentence`` (matched text) that names a body and obliges it."""
    duties: list[Duty] = []
    listed: tuple[int, int] | None = (
        None  # where the task and its list of bodies, which goes on behind a semicolon, begin
    )
    for clause in _PART.finditer(text.low, sentence.start, sentence.end):
        start = clause.start()
        while start < clause.end() and text.low[start] == " ":
            start += 1
        numbering = NUMBERING.match(text.low, start, clause.end())
        begin = numbering.end() if numbering and clause.start() == sentence.start else start
        end = clause.end()
        label = _LABEL.match(text.low, begin, end)
        names = label and BODY.match(text.low, label.end(), end) and not DUTY.match(text.low, label.end(), end)
        if label and names and not lists_bodies(label.group()) and DUTY.search(text.low, label.end(), end):
            begin = label.end()  # "Công an phường: Công an phường chủ trì …"
        if _FORMULA.search(text.low, begin, min(end, begin + _TOO_LONG)):
            continue
        found = (
            _assigned(text, begin, end)
            or _demanded(text, begin, end)
            or _obliged(text, begin, end)
            or _after_colon(text, begin, end)
            or (whole_point(text, begin, end) if begin > sentence.start and clause.start() == sentence.start else None)
        )
        if found and listed is not None and found[0] == begin:
            begin, found = listed[0], (listed[1], *found[1:])
        if found:
            duties.append((begin, *found))
        listed = None if found else _first_listed(text, begin, end, listed)
    return duties or _in_brackets(text, sentence)


def _first_listed(text: Text, begin: int, end: int, listed: tuple[int, int] | None) -> tuple[int, int] | None:
    """Where a task opens and its list of bodies begins, if the piece ``begin:end`` names bodies alone: "Các sở, ban, ngành;
    UBND các xã xây dựng …", also behind a demand: "Để kịp vụ xuân, yêu cầu Sở Công Thương; UBND các xã …"."""
    demand = None if listed else next(_DEMAND.finditer(text.low, begin, end), None)
    called = demand or CALLED.match(text.low, begin)
    start = called.end() if called and not _briefs(text, called.end()) else begin
    words = text.low[start:end]
    if len(words) > _LONGEST_LIST or not BODY.match(words) or STATES.search(words):
        return None
    if demand and _was_done(text, begin, demand):
        return None
    if any(
        text.norm[start + duty.start()].islower() and not in_name(words[: duty.start()], duty.group())
        for duty in DUTY.finditer(words)
    ):
        return None
    return (begin, start) if listed is None else listed


def _briefs(text: Text, at: int) -> bool:
    """Whether "giao" before ``at`` is that of "giao ban", a briefing, and not "giao" before the name of a board."""
    return text.norm.startswith("ban ", at) and text.low.endswith("giao ", 0, at) and not _BOARD.match(text.low, at)


def lists_bodies(words: str) -> bool:
    """Whether each colon of ``words`` opens the list of a group of bodies: "các Sở: Y tế, Nội vụ"."""
    return all(_GROUP.search(before) for before in words.lower().split(":")[:-1])


def in_name(before: str, duty: str) -> bool:
    """Whether the word of a duty belongs to the name before it: "Ban chỉ đạo", "Cục Cảnh sát quản lý …"."""
    if duty in _NAMING and _NAMED_BY.search(before):
        return True
    if duty in ("quản lý", "điều tra") and before.endswith(("cảnh sát ", "cơ quan ")):
        return True
    return duty == "xây dựng" and before.endswith(("cục quản lý ", "ban quản lý ", "phòng quản lý "))


def _in_brackets(text: Text, sentence: Span) -> list[Duty]:
    """ "Rà soát … (Công an tỉnh chủ trì)"."""
    match = _BRACKETED.search(text.low, sentence.start, sentence.end)
    if not match or not BODY.match(match.group("lead")):
        return []
    numbering = NUMBERING.match(text.low, sentence.start, match.start())
    begin = numbering.end() if numbering else sentence.start
    return [(begin, match.start("lead"), match.end("lead"), begin)]


def _lead_end(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """End of the body that begins at ``start`` and begin of its duty, or ``None``."""
    limit = min(end, start + _TOO_LONG)
    at = start
    while True:
        duty = DUTY.search(text.low, at, limit)
        if not duty:
            return None
        words = text.low[start : duty.start()]
        if not words.strip():
            return None
        listed = _LIST_OPENS.search(words)
        if text.norm[duty.start()].isupper() and not listed:  # "Cục Xây dựng phong trào …"
            at = duty.end()
            continue
        if in_name(words, duty.group()):
            at = duty.end()
            continue
        if _MADE_OF_WORK.search(words) and _AND_MUST.match(text.low, duty.end(), limit):
            at = duty.end()  # "Các cơ sở vận chuyển xăng dầu phải …"
            continue
        person = duty.group() == "theo dõi" and re.match(r"(?:các )?(?:đồng chí|ủy viên|thành viên)", words)
        if (duty.group() == "phụ trách" or person) and _MORE_DUTY.match(text.low, duty.end(), limit):
            at = duty.end()  # "Phó Chủ tịch UBND tỉnh phụ trách nội chính chỉ đạo …"
            continue
        words = words[: listed.start()] if listed else words
        when = _WHEN.search(words)
        return start + len((words[: when.start()] if when else words).rstrip(" ,:")), duty.start()


_MADE_OF_WORK = late(
    r"(?<!\w)(?:cơ sở|doanh nghiệp|công ty|hợp tác xã|hộ|chủ hộ|tổ chức|đơn vị|lực lượng|cơ quan|cán bộ)(?: sản xuất,?| kinh doanh,?| và)* $"
)
_WHEN = late(
    r" (?:khi|nếu|trong (?:quá trình|khi|trường hợp)|sau khi|trước khi)(?!\w)"
)  # "Sở Y tế khi cấp phép phải …"
_AND_MUST = late(r"[^,;:.]{2,90}? (?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)(?!\w)")
_MORE_DUTY = late(rf"[^,;.:]{{2,50}} (?:{MODAL})(?!\w)")
_NAMED_BEFORE_COLON = late(
    r"(?P<lead>[^:;.()]{4,90}?) ?: ?(?=(?:\(?(?:\d{1,2}|[a-zđ])[.)] ?)?[^\W\d_]+ [^\W\d_]+ [^\W\d_])"
)


def _after_colon(text: Text, begin: int, end: int) -> tuple[int, int, int] | None:
    """ "Công an xã: lập danh sách …": what stands after the colon is the body's duty."""
    match = _NAMED_BEFORE_COLON.match(text.low, begin, end) if BODY.match(text.low, begin, end) else None
    if not match or DUTY.search(text.low, begin, match.end("lead")) or _PAST.search(match.group("lead")):
        return None
    if text.low.startswith("ban hành", match.end()):
        return None  # a headline: "UBND tỉnh: ban hành Chỉ thị …"
    return begin, match.end("lead"), match.end()


def whole_point(text: Text, begin: int, end: int) -> tuple[int, int, int] | None:
    """A point that opens with a whole name of bodies and a verb that no list holds: "2. Sở Y tế nhuộm lại mẫu bệnh phẩm."

    Where the name ends is certain only behind a capital, a level of the state or a department's own name.
    """
    body = BODY.match(text.low, begin, end)
    name = _WHOLE_NAME.match(text.norm, body.end(), end) if body and not _PLACE.match(text.low, begin, end) else None
    if not name or name.end() + _SHORTEST > end or not _SURE_END.search(text.norm, name.start(), name.end()):
        return None
    tells = _NO_ORDER.match(text.low, name.end(), end) or _PAST.search(text.low, name.end(), end)
    if tells or _A_COUNT.search(text.low, name.end(), min(end, name.end() + _NEAR)) or ":" in text.low[begin:end]:
        return None
    return begin, name.end(), name.end() + 1


_SHORTEST = 15
_NEAR = 25
_A_COUNT = late(r" \d")
_NO_ORDER = late(
    r"(?! [^\W\d_]+ [^\W\d_]+ [^\W\d_])| (?:là|có|của|về|tại|ở|với|cho|trong|từ|do|để|nhằm|khi|nếu|theo|gồm|thuộc|trực|liên|nơi|và|hoặc|cùng|nêu|cho|thống|ban|ký|này|đó|khác|trên|dưới|cấp|số|những|không|bị|tăng|giảm|đạt|thu|bắt|xảy|tới|đến|sau|trước|sẽ|nói|nhân|phụ|chuyên|cơ|chức|nghiệp|quản|nhà|nước|địa|hành|kinh|công|an|quân|chính|văn|y|giáo|thông|đối|đặc|việc|làm|mới|tốt|lớn|cũ|hiện|đóng|ngoài|giáp|ven|vùng|miền|biên|bảo|đô|khẳng|thiếu|gặp|nhận|nằm|vẫn|rất|khá|chậm|yếu|lúng|mất|thấy|hưởng|trở|trải|nghèo|khó|trọng|bạn|loại|anh|lân|thực|tham|ủy|đoàn|hội|đội|hình|kiểu)(?!\w)"
)
_OWN_NAMES = (
    r"giao thông vận tải|nông nghiệp và phát triển nông thôn|kế hoạch và đầu tư|tài nguyên và môi trường|thông tin và truyền thông"
    r"|lao động - thương binh và xã hội|giáo dục và đào tạo|khoa học và công nghệ|nội vụ|ngoại vụ|tư pháp|tài chính|y tế|công thương|dân tộc"
    r"|quân sự|biên phòng|nông dân|phụ nữ|cựu chiến binh|thanh niên|người cao tuổi|chữ thập đỏ|mặt trận tổ quốc(?: việt nam)?|dân vận|tuyên giáo"
)
_LEVELS = r"tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|thôn|ấp|bản|buôn"
_WHOLE_NAME = late(
    rf"(?:(?:,| và| -)? (?i:{_OWN_NAMES}|nhà nước|nhân dân|liên hiệp|lực lượng vũ trang)(?!\w)"
    rf"|,?(?: và)?(?: các)? (?i:{_LEVELS}|{_BODY_WORDS})(?!\w)|(?:,| và| -)? [{UPPER}]\w*)++(?= [^\W\d_])"
)
_PLACE = late(rf"(?:{_LEVELS})(?!\w)")  # "Xã Tân Lập nằm ven quốc lộ" speaks of a place
_SURE_END = late(
    rf"(?:(?<!\w)(?i:{_OWN_NAMES}|{_LEVELS}|ban, ngành|đoàn thể)|[{UPPER}][^\W{UPPER}]* [{UPPER}][^\W{UPPER}]*)$"
)


def _assigned(text: Text, begin: int, end: int) -> tuple[int, int, int] | None:
    assign = _ASSIGN.match(text.low, begin, end)
    if not assign or not BODY.match(text.low, assign.end(), end) or _briefs(text, assign.end()):
        return None
    found = _lead_end(text, assign.end(), end)
    return (assign.end(), found[0], found[1]) if found else None


def _demanded(text: Text, begin: int, end: int) -> tuple[int, int, int] | None:
    for demand in _DEMAND.finditer(text.low, begin, end):
        if (
            BODY.match(text.low, demand.end(), end)
            and not _briefs(text, demand.end())
            and not _was_done(text, begin, demand)
        ):
            found = _lead_end(text, demand.end(), end)
            if found:
                return demand.end(), found[0], found[1]
    return None


def _was_done(text: Text, begin: int, demand: re.Match[str]) -> bool:
    """Whether the demand is told as done; one that opens the main clause is not: "Kế hoạch đã duyệt, yêu cầu các xã …"."""
    if text.low.endswith(", ", begin, demand.start()) and not demand.group().startswith("đề nghị"):
        return False
    return bool(_DONE.search(text.low, max(begin, demand.start() - _TOO_LONG), demand.start()))


def _comma(text: Text, at: int, end: int) -> int:
    """The next comma that stands in no brackets; -1 where there is none."""
    found = _TO_COMMA.match(text.low, at, end)
    return found.end() - 1 if found else -1


_TO_COMMA = late(r"(?:[^,(]++|\([^()]{0,200}\)|\()*+,")


def _obliged(text: Text, begin: int, end: int) -> tuple[int, int, int] | None:
    """A body as the subject of a duty, also after an opening phrase: "đối với …, các ngành … phải …"."""
    start: int | None = None
    at = begin
    while at < end:
        comma = _comma(text, at, end)
        stop = comma if comma >= 0 else end
        named = BODY.match(text.low, at, end)
        if named:
            if named.end() > stop:  # "các chi, đảng bộ"
                comma = _comma(text, named.end(), end)
                stop = comma if comma >= 0 else end
            start = at if start is None else start
            duty = DUTY.search(text.low, at, min(stop, at + 160))
            if duty:
                return _subject(text, begin, start, end, duty)
        else:
            duty = DUTY.match(text.low, at, stop) if start is not None else None
            if (
                start is not None and not duty and (text.norm[at].isupper() or _NAME_GOES_ON.match(text.low, at))
            ):  # "Sở Văn hóa, Thể thao và Du lịch lồng ghép"
                duty = DUTY.search(text.low, at, min(stop, at + 80))
            if duty and start is not None:
                return _subject(text, begin, start, end, duty)
            if start is not None and not re.match(r"(?:và |các )?[^\W\d_]", text.low[at : at + 4]):
                return None
            start = None if at - begin > 0 and start is None else start
            if start is None and at - begin > 200:
                return None
        at = stop + 1
        while at < end and text.low[at] == " ":
            at += 1
    return None


def _subject(text: Text, begin: int, start: int, end: int, duty: re.Match[str]) -> tuple[int, int, int] | None:
    found = _lead_end(text, start, end)
    if not found or _LABELS.match(text.low, found[1], end):
        return None
    if start > begin and (_ON_A_DAY.match(text.low, begin, start) or _ON_BODIES.match(text.low, begin, start)):
        return None  # "Ngày 05/4/2025, Chủ tịch UBND tỉnh chủ trì họp …" tells what was
    lead = text.low[start : found[0]]
    if text.norm[start].islower() and _OF_SOME.search(text.norm, max(begin, start - 80), start):
        return None  # "sự phối hợp của một số sở, ban, ngành có nhiệm vụ này chưa tốt"
    if (
        not _STRONG.match(text.low, found[1])
        and _TOLD.match(text.low, found[1], end)
        and not _AIMS.search(text.low, found[1], end)
    ):
        return None
    if lead.endswith(" phấn đấu") or (_TARGET.match(lead) and not _STRONG.match(text.low, found[1])):
        return None
    if _PAST.search(lead) or re.search(
        r"(?:của|cho|với|từ|nhằm|để|trong|giữa|về|việc|công tác|nhiệm vụ|vai trò|tinh thần|(?<!thực )hiện) *$", lead
    ):
        return None
    if start > begin and not _STRONG.match(text.low, found[1]):
        opening = text.low[begin:start]
        if _COUNTED.search(opening):
            return None  # "có 75/75 xã, phường, thị trấn thành lập nhóm" counts them
        if not _OPENING.match(opening) or opening.count(",") != 1:
            return None
    return start, found[0], found[1]
