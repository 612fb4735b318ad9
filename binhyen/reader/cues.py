"""The cues of the indicators: which words beside a count say what it is a count of, by rules of the genre."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndicatorCue:
    """A cue: any of ``codes`` when the unit begins with one of ``units`` and all ``words`` patterns are near.

    ``units`` empty means any unit, "@people" any noun of that class, "@none" that no noun is stated; ``words`` are alternatives in one pattern each, matched
    in lower case; ``unless`` must not be near. ``percent`` says whether the figure is a percentage. ``topic`` is what the
    text must have named last: a key of ``TOPICS``. The words of a ``narrow`` cue must not lie beyond the count before. A cue
    without codes says that the count belongs to none.
    """

    codes: tuple[str, ...]
    label: str
    units: tuple[str, ...]
    words: tuple[str, ...] = ()
    unless: str = ""
    percent: bool = False
    topic: str = ""
    narrow: bool = False


def _cue(
    codes: str,
    label: str,
    units: str,
    *words: str,
    unless: str = "",
    percent: bool = False,
    topic: str = "",
    narrow: bool = False,
) -> IndicatorCue:
    counted = tuple(u for u in units.split("|") if u)
    return IndicatorCue(tuple(codes.split()), label, counted, words, unless, percent, topic, narrow)


# what a passage is about, where the words beside the number do not say it ("làm chết 31 người")
TOPICS = {
    "traffic": r"tai nạn giao thông|tngt|va chạm giao thông|trật tự,? an toàn giao thông|atgt|tai nạn",
    "fire": r"vụ cháy|cháy,? nổ|đám cháy|phòng cháy|pccc|chữa cháy|hỏa hoạn|cháy",
    "mediation": r"hòa giải",
    "drugs": r"ma túy",
    "release": r"tù tha|tái hòa nhập|chấp hành xong|lầm lỗi|án phạt tù|mãn hạn tù|hoàn lương|tái phạm",
    "standard": r"an toàn về an ninh|an toàn về antt|an toàn antt|124/2021/tt-bca",
    "team": r"tổ bảo vệ an ninh|tổ bảo vệ antt|lực lượng tham gia bảo vệ",
    "guards": r"bảo vệ chuyên trách",
    "crime": r"phạm pháp hình sự|pphs|trật tự xã hội|tội phạm|trộm cắp|cướp|lừa đảo|án mạng|cố ý gây thương tích",
    "reports": r"tố giác|tin báo",
    "tips": r"nguồn tin|cung cấp",
    "rating": r"phân loại|xếp loại",
    "festival": r"ngày hội",
    "outreach": r"tuyên truyền|phổ biến pháp luật",
    "ground": r"dân số|nhân khẩu|diện tích|đơn vị hành chính|huyện, thị xã|huyện, thành phố",
    "force": r"dân phòng|bảo vệ dân phố|tổ bảo vệ an ninh|lực lượng tham gia bảo vệ",
}

_NOT_SECURITY = r"nông thôn mới|văn hóa|học tập|quốc gia|đô thị văn minh|không (?:có )?ma túy|tội phạm"  # other standards
_PEOPLE = "@people"
_AREAS = "khu dân cư|thôn|bản|ấp|buôn|làng|xóm|khóm|tổ dân phố|khu phố|khối phố|khối|tổ nhân dân"
_COMMUNES = "xã|phường|thị trấn|đặc khu"
_BODIES = "cơ quan|doanh nghiệp|trường|trường học|nhà trường|cơ sở giáo dục"
_UNITS = f"{_COMMUNES}|{_BODIES}|{_AREAS}|đơn vị|cơ sở|địa phương|huyện"
_RECOGNISED = r"an toàn về (?:an ninh|antt)|an toàn antt|đạt (?:tiêu )?chuẩn|tiêu chuẩn|công nhận|^(?:số )?đạt$"
_DRUG_FREE = r"không (?:có |còn )?(?:tệ nạn )?ma túy|sạch (?:về )?ma túy|trắng\"? (?:về )?ma túy"
_SOLVED = r"điều tra|khám phá|phá án|làm rõ|triệt phá|(?<!\w)phá (?:được )?\d"
_BY_TIPS = r"nguồn tin|cung cấp[^.;]{0,60}tin|(?:từ|qua|nhờ) (?:các )?tin|nhân dân[^.;]{0,20} giúp|quần chúng[^.;]{0,20} giúp|giúp (?:lực lượng |cơ quan )?công an"
_HELD = r"giúp đỡ|cảm hóa|quản lý|giáo dục|kèm cặp|đỡ đầu"
_CHANGES = r"tăng|giảm"
CUES: tuple[IndicatorCue, ...] = (
    # shares
    _cue("CRM06", "serious_case_clearance_rate", "", r"trọng án|đặc biệt nghiêm trọng|rất nghiêm trọng", percent=True, unless="giảm|tăng"),
    _cue("TIP08", "crime_report_resolution_rate", "", r"tố giác|tin báo|kiến nghị khởi tố", r"giải quyết|xử lý", percent=True),
    _cue("TIP03", "useful_tip_share", "tin|nguồn tin", r"có giá trị", percent=True),
    _cue("MED07", "mediation_success_rate", "vụ|vụ việc|mâu thuẫn|tranh chấp|trường hợp|@none", r"hòa giải", unless=r"hòa giải viên|tổ hòa giải|hòa giải cơ sở|tăng|giảm", percent=True),
    _cue("RIN07", "reoffending_rate", "", r"tái phạm", unless=r"giảm [^a-z]{0,3}\d", percent=True),
    _cue("CRM03", "case_clearance_rate", "", r"điều tra|khám phá|phá án|làm rõ", unless=r"trọng án|tố giác|tin báo|đặc biệt nghiêm trọng|quần chúng|nhân dân", percent=True),
    _cue("FRC10", "regular_police_coverage", "xã|thị trấn", r"công an chính quy|chính quy", percent=True),
    _cue("CMT02", "household_pledge_rate", "hộ|hộ dân|hộ gia đình|gia đình", r"cam kết|đăng ký", percent=True),
    _cue("CMT04", "pledge_coverage", _PEOPLE, r"cam kết", percent=True),
    _cue("COM19", "rules_made_known", _PEOPLE, r"phổ biến (?:nội quy|tiêu chí)|nội quy", percent=True),
    _cue("DRG05", "drug_free_commune_rate", _COMMUNES, _DRUG_FREE, percent=True),
    _cue("DRG06", "drug_free_area_rate", _AREAS, _DRUG_FREE, percent=True),
    _cue("STD02 STD04", "standard_recognition_rate", "khu dân cư", _RECOGNISED, r"xã, phường|phường, xã", percent=True),
    _cue("STD02", "standard_recognition_rate_areas", _AREAS, _RECOGNISED + "|an toàn", unless=_NOT_SECURITY + "|tăng|giảm", percent=True),
    _cue("STD04", "standard_recognition_rate_communes", _COMMUNES, _RECOGNISED, unless=_NOT_SECURITY + "|tăng|giảm", percent=True),
    _cue("STD06", "standard_recognition_rate_bodies", _BODIES, _RECOGNISED, unless=_NOT_SECURITY + "|tăng|giảm", percent=True),
    _cue("MOD17", "communes_with_model", _COMMUNES, r"mô hình", percent=True),
    _cue("MOD16", "areas_with_model", _AREAS, r"mô hình", percent=True),
    _cue("MOD11", "effective_model_share", "mô hình|điểm|@none", r"mô hình[^.;,]{0,30}hiệu quả|hoạt động (?:có )?hiệu quả", percent=True),
    _cue("LDR13", "committee_coverage", _UNITS, r"kiện toàn|ban chỉ đạo", percent=True),
    _cue("LDR14", "resolution_coverage", _UNITS, r"nghị quyết[^.;]{0,40}(?:an ninh|antt)|quý i(?!\w)", percent=True),
    _cue("LDR06 COV03", "implementation_coverage", "xã|phường|thị trấn|đặc khu|cơ quan|đơn vị|địa phương|huyện|doanh nghiệp|trường|trường học|cấp ủy|chi bộ|đảng bộ", r"kế hoạch|chương trình hành động|quán triệt|cụ thể hóa|triển khai(?: thực hiện)?|ban hành", unless="mô hình|camera|tập huấn|ký kết", percent=True),
    _cue("LDR11", "tasks_on_time", "nhiệm vụ|@none", r"nhiệm vụ[^.;]{0,30}(?:đúng hạn|đúng tiến độ)", percent=True),
    _cue("LDR12", "findings_closed", "kiến nghị|@none", r"kiến nghị[^.;]{0,40}khắc phục|khắc phục[^.;]{0,40}kiến nghị", percent=True),
    _cue("RPT03", "reports_on_time_rate", "", r"báo cáo[^.;]{0,30}đúng (?:hạn|thời)", percent=True),
    # changes in percent: of crime and of traffic; the catalogue has no others
    _cue("TRF04", "traffic_change_rate", "", r"tai nạn giao thông|tngt|tiêu chí", _CHANGES, percent=True),
    _cue("", "", "", r"cháy|(?:mắt|điểm) camera|mâu thuẫn", _CHANGES, percent=True),
    _cue("CRM07", "crime_change_rate", "", r"phạm pháp hình sự|pphs|tội phạm|số vụ phạm|trật tự xã hội|trộm cắp|mất trộm|cố ý gây thương tích|lừa đảo|xâm hại", _CHANGES, percent=True),
    # communication
    _cue("COM13", "listening_forums", "diễn đàn|cuộc|buổi", r"lắng nghe ý kiến|diễn đàn"),
    _cue("COM14", "forum_attendances", _PEOPLE, r"diễn đàn"),
    _cue("COM16", "festival_venues", f"điểm|nơi|đơn vị|{_COMMUNES}|{_AREAS}", r"tổ chức|tại|điểm|diễn ra", r"ngày hội", unless="nhân dân|chọn|khen"),
    _cue("COM17", "festival_attendances", _PEOPLE, r"(?<!\w)dự|tham gia|lượt người|thu hút", r"ngày hội", unless="cam kết|khen"),
    _cue("COM17", "festival_attendances", _PEOPLE, r"(?<!\w)dự(?!\w)", topic="festival", unless="cam kết|khen|đại biểu", narrow=True),
    _cue("FRC08", "force_training_attendances", _PEOPLE, r"huấn luyện|tập huấn|bồi dưỡng", r"tổ bảo vệ|dân phòng|lực lượng tham gia|tổ viên|thành viên tổ"),
    _cue("FIR09", "fire_outreach_attendances", _PEOPLE, r"huấn luyện|tập huấn|diễn tập|thực hành|thực tập|tuyên truyền|tham gia|trải nghiệm", r"phòng cháy|pccc|chữa cháy|thoát nạn|cứu hỏa", unless="cam kết|chết|hộ |đối tượng"),
    _cue("FRC08", "force_training_attendances", _PEOPLE, r"bồi dưỡng nghiệp vụ|huấn luyện", topic="force"),
    _cue("COM08", "training_attendances", _PEOPLE, r"tập huấn|bồi dưỡng", unless=r"cam kết"),
    _cue("FRC07", "force_training_classes", "lớp|khóa", r"bồi dưỡng nghiệp vụ|huấn luyện", topic="force"),
    _cue("FRC07", "force_training_classes", "lớp|khóa", r"tập huấn|bồi dưỡng|huấn luyện", r"tổ bảo vệ|dân phòng|lực lượng (?:tham gia )?bảo vệ"),
    _cue("COM07", "training_courses_held", "lớp|khóa|lớp tập huấn|buổi|cuộc", r"tập huấn|bồi dưỡng|huấn luyện"),
    _cue("LDR08", "dissemination_attendances", _PEOPLE, r"quán triệt|hội nghị triển khai"),
    _cue("LDR07", "dissemination_conferences", "hội nghị|cuộc|buổi", r"quán triệt|hội nghị triển khai"),
    _cue("FIR10", "fire_drills", "cuộc|buổi|lượt|phương án|lần", r"thực tập|diễn tập", r"chữa cháy|cứu nạn|pccc|phương án"),
    _cue("COM15", "knowledge_contests", "cuộc thi|hội thi|cuộc", r"thi tìm hiểu|hội thi|cuộc thi"),
    _cue("CPN01", "peak_campaigns", "đợt|cuộc|chiến dịch", r"cao điểm|tấn công|ra quân"),
    _cue("LDR09", "inspections", "cuộc|đợt|đoàn|cuộc kiểm tra|đoàn kiểm tra|lượt", r"kiểm tra|giám sát", unless=r"lượt (?!kiểm|giám)|cơ sở|phương tiện|giấy tờ|cư trú"),
    _cue("LDR10", "units_inspected", "lượt|lượt đơn vị|đơn vị|huyện|xã|phường|cơ quan|trường|địa phương", r"kiểm tra|giám sát", unless="phương tiện|cơ sở|lượt (?!đơn vị|xã|cơ quan)", narrow=True),
    _cue("FRC05", "patrol_attendances", _PEOPLE, r"lượt (?:người|cán bộ|chiến sĩ|hội viên|đoàn viên|thành viên|đồng chí)", r"tuần tra|canh gác|giữ trật tự", unless="buổi|nghe|bắt", narrow=True),
    _cue("FRC04", "patrol_shifts", "ca|lượt|buổi|lần|cuộc|đợt|đêm|lượt tuần tra", r"tuần tra|canh gác|tuần"),
    _cue("DRG08", "drug_outreach_sessions", "buổi|cuộc|đợt", r"tuyên truyền", r"(?:phòng, ?chống|tác hại|về) (?:của )?ma túy"),
    _cue("COM20", "mobile_loudspeaker_rounds", "lượt|giờ|buổi", r"xe loa|loa lưu động|phát thanh lưu động"),
    _cue("COM09", "loudspeaker_broadcasts", "lượt|buổi|giờ", r"truyền thanh|loa|phát thanh"),
    _cue("COM03", "broadcast_time", "phút|giờ", r"phát sóng|phát thanh|truyền hình|thời lượng"),
    _cue("COM12", "official_channel_posts", "tin|bài|tin bài|video|clip|bài viết", r"zalo|facebook|fanpage|mạng xã hội|cổng thông tin|tiktok|không gian mạng"),
    _cue("COM04", "outreach_sessions", "buổi|cuộc|đợt|hội nghị|lớp|phiên tòa|phiên|đêm", r"tuyên truyền|truyền thông|phổ biến|nói chuyện|ngoại khóa|sinh hoạt|giả định"),
    _cue("COM05", "outreach_attendances", _PEOPLE, r"lượt|tham dự|tham gia|(?<!\w)dự(?!\w)|nghe|cho |thu hút|tuyên truyền|phổ biến|học tập pháp luật|hướng dẫn", r"tuyên truyền|phổ biến|nói chuyện|ngoại khóa|truyền thông|tìm hiểu|học tập pháp luật|buổi[^.;]{0,60}(?:lượt|người)|cuộc[^.;]{0,30}lượt", unless=r"tuần tra|truy cập|phát thanh|cháy|bắt|xem|quan tâm|theo dõi|cam kết|đối tượng|phương tiện|hộ |tổ (?:tự quản|liên gia)|thành viên|gây|xử lý|giúp đỡ|nộp|di dời|hiến máu|vận động|đại biểu|đồng chí|bầu|kiểm tra|tuyên truyền viên"),
    _cue("COM06", "organisations_reached", _BODIES + "|đơn vị", r"tuyên truyền"),
    _cue("COM02", "dedicated_programmes", "chuyên mục|chuyên trang"),
    _cue("COM10", "leaflets", "tờ|tờ rơi|tờ gấp|tài liệu|cuốn|quyển|sổ tay|ấn phẩm|bản tin", unless=r"bóc|tháo|quảng cáo|cam kết|xóa"),
    _cue("COM10", "leaflets", "bản", r"tài liệu|tờ rơi|sổ tay", narrow=True),
    _cue("COM11", "billboards", "pa nô|panô|pano|pa-nô|áp phích|khẩu hiệu|băng rôn|băng-rôn|biển|bảng|biển báo", unless="bóc|tháo|cảnh báo nguy hiểm|chỉ dẫn"),
    # commitments
    _cue("CMT08", "businesses_pledged", "cơ sở|nhà trọ|khách sạn|cơ sở lưu trú|hộ kinh doanh|chủ trọ|chủ nhà trọ|chủ cơ sở", r"cam kết"),
    _cue("CMT01", "households_pledged", "hộ|hộ dân|hộ gia đình|gia đình", r"cam kết|đăng ký", unless="chưa|tạm trú"),
    _cue("CMT07", "bodies_registered", _BODIES, r"cam kết|đăng ký"),
    _cue("CMT03", "people_pledged", _PEOPLE + "|lượt", r"cam kết", unless="chưa|đạt giải|cung cấp"),
    _cue("CMT05", "areas_registered", _AREAS, r"đăng ký"),
    _cue("CMT06", "communes_registered", _COMMUNES, r"đăng ký"),
    # models
    _cue("RES04", "camera_models", "mô hình|điểm|điểm mô hình", r"camera", unless=r"loại mô hình", narrow=True),
    _cue("RIN08", "reintegration_models", "mô hình|điểm|điểm mô hình|câu lạc bộ", r"tái hòa nhập|hoàn lương|thắp sáng niềm tin", narrow=True),
    _cue("MOD12", "drug_free_area_models", "mô hình|điểm|điểm mô hình", r"không (?:có )?(?:tệ nạn )?ma túy|không ma túy", narrow=True),
    _cue("MOD19", "models_promoted", "mô hình|loại mô hình", r"toàn quốc|bộ công an|bộ đánh giá", unless="dân vận khéo", narrow=True),
    _cue("MOD15", "skilful_mobilisation_models", "mô hình|điển hình|loại mô hình", r"dân vận khéo", narrow=True),
    _cue("MOD09", "models_dissolved", "mô hình|điểm|điểm mô hình", r"thanh loại|giải thể|chấm dứt|không hiệu quả|kém hiệu quả", narrow=True),
    _cue("MOD10", "models_merged", "mô hình|điểm|điểm mô hình", r"sáp nhập|hợp nhất", narrow=True),
    _cue("MOD07", "models_strengthened", "mô hình|điểm|điểm mô hình", r"củng cố|nâng chất|nâng cao chất lượng|kiện toàn", narrow=True),
    _cue("MOD08", "models_reviewed", "mô hình|điểm|điểm mô hình", r"sơ kết|tổng kết|đánh giá|phân loại", unless=r"phụ lục|biểu|kèm theo|điểm cầu", narrow=True),
    _cue("MOD06", "models_replicated", "mô hình|điểm|điểm mô hình", r"nhân rộng(?! các)", narrow=True),
    _cue("MOD05", "models_new", "mô hình|điểm|câu lạc bộ|điểm mô hình|tổ|đội", r"xây dựng mới|thành lập mới|ra mắt|\d mô hình mới|mô hình mới|mới(?: |$)", unless=r"tổ (?:bảo vệ|hòa giải)|duy trì", narrow=True),
    _cue("MOD13 MOD02", "models_by_host", "mô hình|điểm|câu lạc bộ", r"(?:hội|đoàn|mặt trận|liên đoàn|phụ nữ|thanh niên|cựu chiến binh|nông dân)[^,.;]{0,30} (?:chủ trì|quản lý|phụ trách|thực hiện|làm nòng cốt)"),
    _cue("MOD14", "models_under_programme", "mô hình|điểm", r"theo chương trình phối hợp|thực hiện chương trình phối hợp", narrow=True),
    _cue("MOD01", "model_types", "loại|loại hình|loại mô hình", unless="tội phạm|vũ khí|vi phạm|giấy|loại (?:tốt|khá|trung bình|yếu)"),
    _cue("MOD02", "model_points", "loại", r"mô hình"),

    _cue("FRC13", "team_members_equipped", "thành viên|người", r"trang bị", topic="team"),
    _cue("FRC02", "security_team_members", _PEOPLE, r"tổ bảo vệ an ninh|tổ bảo vệ antt|lực lượng tham gia bảo vệ|tổ trưởng|tổ phó|tổ viên|thành viên|người|nam|nữ", unless=r"tập huấn|hỗ trợ|mỗi|khởi tố|vi phạm|bị|mô hình|câu lạc bộ|tham gia sinh hoạt|chết|bắt|lượt", topic="team"),
    _cue("MED02", "mediators", _PEOPLE, r"tổ có|thành viên", topic="mediation", narrow=True),
    _cue("MOD04", "model_members", _PEOPLE, r"mô hình|câu lạc bộ|tổ tự quản|tham gia mô hình|thành viên|tổ có|đội viên|tổ viên|lực lượng nòng cốt", unless=r"tuyên truyền|đối tượng|xem|theo dõi|zalo|trang bị|giúp|tập huấn|bầu|mỗi|cam kết|gia đình|hộ"),
    _cue("MED01", "mediation_groups", "tổ|tổ hòa giải", r"hòa giải"),
    _cue("FRC14", "teams_missing", "tổ|tổ bảo vệ", r"còn thiếu", topic="team"),
    _cue("FRC09", "teams_excellent", "tổ|tổ bảo vệ", r"xuất sắc", topic="team"),
    _cue("FRC01", "security_teams", "tổ|tổ bảo vệ", r"bảo vệ an ninh|bảo vệ antt"),
    _cue("FRC12", "bodies_with_guards", "đơn vị|cơ quan|doanh nghiệp|trường|đội|cơ sở", r"bảo vệ chuyên trách|lực lượng bảo vệ"),
    _cue("FRC11", "other_groups", "tổ|đội|tổ dân phòng", r"dân phòng|bảo vệ dân phố|nhân dân tự quản|an ninh nhân dân", narrow=True),
    _cue("FIR05", "fire_safety_groups", "tổ|tổ liên gia", r"liên gia"),
    _cue("MOD03 MOD02 FRC11", "self_management_groups", "tổ|nhóm|đội|tổ tự quản|cụm|xóm|dòng họ", r"tự quản|an ninh|antt|mô hình|xung kích|liên gia", unless="zalo|đối tượng|tội phạm"),
    _cue("FRC01", "security_teams", "tổ", topic="team"),
    _cue("MOD02", "model_points", "mô hình|điểm mô hình|câu lạc bộ|clb"),
    _cue("MOD02", "model_points", "điểm", r"mô hình"),
    _cue("MOD18", "exemplars", "điển hình|gương|tấm gương", unless="cầu lồi"),
    _cue("MOD02 MOD06", "model_points", f"{_AREAS}|{_COMMUNES}|{_BODIES}|khu", r"nhân rộng|triển khai mô hình|\d [^.;,]{0,24}triển khai", r"mô hình", unless="ban hành|kế hoạch|chỉ thị|làm điểm", narrow=True),
    # tips and reports
    _cue("TIP05", "tip_boxes", "hòm thư|hộp thư|thùng thư"),
    _cue("TIP02", "tips_found_useful", "nguồn tin|tin|nguồn|tin báo", r"có giá trị|giá trị|hữu ích", narrow=True),
    _cue("TIP07", "crime_reports_resolved", "tin|tin báo|tố giác|nguồn tin", r"(?:giải quyết|xử lý|xác minh)", unless=r"tiếp nhận(?! và)|giúp|cung cấp", narrow=True),
    _cue("TIP06 TIP01", "crime_reports_received", "tin|tin báo|tố giác|nguồn tin|tin báo tố giác", r"tiếp nhận|ghi nhận|nhận", r"tố giác|tin báo|kiến nghị khởi tố|tội phạm"),
    _cue("TIP06", "crime_reports_received", "tin|tin báo|tố giác|tin báo tố giác|đơn", r"tố giác|tin báo|trình báo", unless="nhân dân|quần chúng|cung cấp|của dân"),
    _cue("COM01", "media_items", "tin|tin bài", r"phóng sự|đăng|phát sóng|viết|bài|báo chí|đài", unless=r"tố giác|tin báo|cung cấp|tội phạm cho|tiếp nhận|nhắn"),
    _cue("COM01", "media_items", "tin bài|bài|phóng sự|bài viết|tin, bài|clip|video", unless="dự thi|tham luận"),
    _cue("TIP01", "tips_provided", "nguồn tin|tin|tin báo|lượt tin|thư|lá thư", unless=r"nhắn|zalo|thư (?:mời|ngỏ)|khen"),
    _cue("TIP04", "cases_solved_by_tips", "vụ|vụ việc|vụ án", r"làm rõ|khám phá|điều tra|phát hiện|triệt phá|xử lý|khởi tố|bắt", _BY_TIPS, unless="hòa giải|vận động đầu thú|ngăn chặn"),
    # mediation
    _cue("MED06", "mediation_pending", "vụ|vụ việc", r"(?:chưa|đang)(?: được)?(?: tiếp tục)? (?:hòa giải|giải quyết|xong|xem xét)", topic="mediation"),
    _cue("MED05", "mediation_failed", "vụ|vụ việc", r"không thành(?! lập)", topic="mediation"),
    _cue("MED09", "mediation_concluded", "vụ|vụ việc", r"kết thúc (?:việc )?hòa giải|hòa giải (?:xong|đã kết thúc)"),
    _cue("MED04", "mediation_successful", "vụ|vụ việc|mâu thuẫn|trường hợp", r"hòa giải thành|hàn gắn|hòa giải[^.;\d]{0,12}\d+/\d+|(?<!\w)thành(?! lập| phố| viên| tích|\w)", topic="mediation"),
    _cue("MED03", "mediation_received", "vụ|vụ việc|mâu thuẫn|trường hợp", r"tiếp nhận|thụ lý|nhận hòa giải|hòa giải", topic="mediation", unless=r"tố giác|tin báo|khởi tố|đơn thư|bắt|cháy|hình sự"),
    _cue("MED02", "mediators", "hòa giải viên"),
    # coming back from prison
    _cue("RIN04", "loans_granted", _PEOPLE + "|khách hàng", r"vay|giải ngân", topic="release"),
    _cue("RIN05", "loan_amount", "đồng|@none", r"vay|giải ngân|dư nợ", unless="tín chấp|bình quân|/người|mức vay|/hộ|cầm cố", topic="release"),
    _cue("RIN09", "helpers", "đầu mối|tổ chức|cá nhân|doanh nghiệp", r"nhận giúp đỡ|giúp đỡ|nhận", topic="release"),
    _cue("RIN06", "former_offenders_improved", _PEOPLE, r"tiến bộ|đưa ra khỏi diện", unless="chưa", narrow=True),
    _cue("RIN03", "former_offenders_employed", _PEOPLE, r"việc làm", unless="chưa|không", topic="release", narrow=True),
    _cue("RIN02", "former_offenders_supported", _PEOPLE + "|trường hợp|lượt", _HELD, r"tù tha|tái hòa nhập|lầm lỗi|mãn hạn|chấp hành xong|cảm hóa|chậm tiến|hư(?!\w)|tại cộng đồng|nguy cơ", unless=r"cai nghiện|hồ sơ|đảng viên|đang quản lý|người thân|gia đình"),
    _cue("RIN01", "former_offenders", _PEOPLE, r"chấp hành xong|tù tha|đặc xá|mãn hạn|trở về", unless="giúp|cảm hóa", narrow=True),
    _cue("RIN02", "former_offenders_supported", _PEOPLE + "|trường hợp|lượt", _HELD + "|mãn hạn|lầm lỗi", topic="release", unless=r"cai nghiện|hồ sơ|chưa có việc|thời vụ"),
    # campaigns, crime, drugs
    _cue("CPN02", "gangs_broken", "ổ nhóm|băng nhóm|băng|ổ"),
    _cue("CPN02", "gangs_broken", "nhóm", r"triệt phá|triệt xóa|tội phạm|đối tượng|trộm|đòi nợ|cờ bạc", unless="thủ đoạn|zalo|nhắc nhở|hành vi"),
    _cue("CPN03", "rings_broken", "đường dây", unless="nóng"),
    _cue("DRG03", "drug_spots_left", "tụ điểm|điểm", r"còn tồn tại|hiện còn", r"ma túy"),
    _cue("DRG02", "drug_spots", "tụ điểm|điểm", r"ma túy"),
    _cue("DRG02", "drug_spots", "tụ điểm|điểm", r"triệt xóa|xóa|phức tạp", topic="drugs"),
    _cue("CPN08", "crime_spots_removed", "tụ điểm"),
    _cue("CPN04", "wanted_persons", "đối tượng|người|tên", r"truy nã|đầu thú", unless="quả tang|về ma túy|thuê"),
    _cue("CPN05", "compulsory_education_files", "hồ sơ|đối tượng|người|trường hợp", r"giáo dục bắt buộc"),
    _cue("CPN06", "reformatory_files", "hồ sơ|đối tượng|người|em", r"trường giáo dưỡng"),
    _cue("CPN07", "compulsory_treatment_files", "hồ sơ|đối tượng|người|trường hợp", r"(?:hồ sơ|lập)[^.;]{0,60}(?:cai nghiện|giáo dục tại xã)|đưa [^.;,]{0,30}cai nghiện|giáo dục tại xã", unless=r"sau cai|có hồ sơ quản lý|trong cơ sở|ngoài cộng đồng|trại"),
    _cue("DRG04", "drug_free_communes", _COMMUNES, _DRUG_FREE, narrow=True),
    _cue("DRG07", "drug_priority_communes", _COMMUNES, r"trọng điểm[^.;]{0,20}ma túy|phức tạp về ma túy", unless="ra khỏi|ít phức tạp", narrow=True),
    _cue("CRM05", "serious_cases_cleared", "trọng án|vụ", r"(?:khám phá|làm rõ|điều tra)[^.;]{0,40}(?:trọng án|đặc biệt nghiêm trọng)"),
    _cue("CRM04", "serious_cases", "trọng án|vụ", r"trọng án|đặc biệt nghiêm trọng|rất nghiêm trọng", unless="tai nạn|cháy"),
    _cue("CRM08", "cases_by_minors", "vụ", r"chưa thành niên|dưới 18 tuổi|thanh thiếu niên gây|học sinh gây", narrow=True),
    _cue("TRF02", "traffic_deaths", "người|@none", r"chết|tử vong|thiệt mạng", topic="traffic", unless="cháy|tội phạm"),
    _cue("TRF03", "traffic_injuries", "người|@none", r"bị thương|thương", topic="traffic", unless="gây thương tích"),
    _cue("FIR03", "fire_casualties", "người|@none", r"chết|tử vong|bị thương|thiệt mạng", topic="fire"),
    _cue("CRM17", "crime_casualties", "người|@none", r"chết|tử vong|bị thương|thiệt mạng", topic="crime", narrow=True),
    _cue("TRF05", "traffic_violations", "trường hợp|lượt|vụ|phương tiện|biên bản", r"vi phạm[^,.;]{0,40}giao thông|nồng độ cồn|an toàn giao thông|tốc độ", unless="tai nạn|mô hình|phạt tiền", narrow=True),
    _cue("TRF05", "traffic_violations", "trường hợp", r"xử lý|lập biên bản|phát hiện|vi phạm", topic="traffic", unless="khởi tố", narrow=True),
    _cue("TRF06", "safe_gates", "trường|trường học|cổng trường|nhà trường", r"cổng trường an toàn|cổng trường"),
    _cue("", "", "vụ", r"vụ|xảy ra|tăng|giảm", r"ùn tắc|nguyên nhân do|bạo lực học đường"),
    _cue("TRF01", "traffic_accidents", "vụ|tai nạn", r"tai nạn|va chạm giao thông|tngt", unless="làm rõ|cứu nạn|ùn tắc|hiện trường|nguyên nhân"),
    _cue("FIR02", "explosions", "vụ|vụ nổ", r"(?<!chất )(?<!cháy, )(?<!cháy )nổ(?! mìn)", narrow=True),
    _cue("FIR01", "fires", "vụ|vụ cháy|đám cháy", r"cháy", unless="phát hiện|ngăn chặn|dập tắt|cứu chữa|hiện trường"),
    _cue("ENV04", "illegal_mining", "vụ|trường hợp", r"khoáng sản|khai thác (?:cát|trái phép|tài nguyên)|tài nguyên", narrow=True),
    _cue("ENV02", "food_safety_cases", "vụ", r"thực phẩm|attp", narrow=True),
    _cue("ENV03", "food_safety_violators", "trường hợp|đối tượng|cơ sở", r"thực phẩm|attp", narrow=True),
    _cue("ENV01", "environment_violations", "trường hợp|vụ", r"môi trường", unless="môi trường mạng", narrow=True),
    _cue("CRM12", "online_fraud_cases", "vụ", r"lừa đảo[^.;]{0,50}(?:mạng|trực tuyến|công nghệ)", narrow=True),
    _cue("CRM15", "loan_shark_cases", "vụ", r"tín dụng đen|lãi nặng", narrow=True),
    _cue("CRM13", "trafficking_cases", "vụ", r"mua bán người", narrow=True),
    _cue("CRM14", "child_abuse_cases", "vụ|trường hợp", r"xâm hại (?:tình dục )?trẻ em", narrow=True),
    _cue("CRM11", "gambling_cases", "vụ", r"đánh bạc|cờ bạc|số đề|cá độ", narrow=True),
    _cue("CRM09", "theft_cases", "vụ", r"trộm cắp|trộm|mất cắp", unless=r"xâm phạm", narrow=True),
    _cue("CRM10", "injury_cases", "vụ", r"cố ý gây thương tích", narrow=True),
    _cue("CRM16", "economic_cases", "vụ", r"kinh tế|buôn lậu|gian lận thương mại|tham nhũng|hàng giả", narrow=True),
    _cue("DRG01", "drug_cases", "vụ", r"ma túy", unless="mại dâm|cờ bạc|chống người|trộm|rượu|hành chính", narrow=True),
    _cue("CRM02", "cases_cleared", "vụ|vụ án", _SOLVED, unless=r"xảy ra|vụ việc|tụ tập"),
    _cue("CRM01", "public_order_crimes", "vụ|vụ án|phạm pháp hình sự", r"phạm pháp hình sự|pphs|trật tự xã hội|tội phạm hình sự|số vụ phạm pháp|phạm pháp"),
    _cue("FRC06", "incidents_handled", "vụ việc", r"phát hiện|giải quyết", unless="khởi tố|điều tra|hòa giải|làm rõ|biên phòng|phức tạp|tàu|tổ công tác"),
    _cue("FRC06", "incidents_handled", "vụ|vụ việc", r"(?<!\w)(?:tổ(?! công tác)|đội|cụm|bảo vệ|hội viên)[^.;]{0,30}(?:phát hiện|giải quyết)(?! [^.;]{0,30}(?:cướp|bàn giao))|(?:phối hợp|tham gia)[^.;]{0,30}(?:giải quyết|xử lý)|an ninh,? trật tự|antt|(?:các|mỗi) (?:tổ|đội)|hội viên[^.;]{0,40}(?:giải quyết|phát hiện)", unless="khởi tố"),
    _cue("TRF01", "traffic_accidents", "vụ", r"xảy ra|so với|cùng kỳ|giảm|tăng|số vụ|^[^a-zà-ỹđ]*vụ", topic="traffic", unless="khởi tố|làm rõ|ùn tắc|cứu nạn|lưu lượng|nguyên nhân"),
    _cue("FIR01", "fires", "vụ", r"xảy ra|so với|cùng kỳ|giảm|tăng|số vụ|trong |^vụ|nêu trên", topic="fire", unless="khởi tố|làm rõ|vi phạm|dập tắt|ngăn chặn|phát hiện"),
    _cue("DRG01", "drug_cases", "vụ", r"phát hiện|bắt|xảy ra|cùng kỳ|giảm|tăng|khám phá", topic="drugs", unless="hành chính|khởi tố|mại dâm|cờ bạc|chống người|rượu|trộm", narrow=True),
    _cue("CRM01", "public_order_crimes", "vụ|vụ án", r"xảy ra|phát hiện|cùng kỳ|giảm|tăng|tội phạm|số vụ|còn|ghi nhận", topic="crime", unless="mâu thuẫn|khởi tố|xử lý|vi phạm pháp luật|tai nạn|lao động"),
    # fire safety, weapons, standard, awards, resources
    _cue("FIR06", "public_fire_points", "điểm|điểm chữa cháy", r"chữa cháy công cộng"),
    _cue("FIR07", "households_with_extinguisher", "hộ|hộ dân|hộ gia đình|gia đình", r"bình chữa cháy|phương tiện chữa cháy"),
    _cue("FIR08", "households_second_exit", "hộ|hộ dân|hộ gia đình|gia đình|nhà", r"lối thoát nạn|lối ra"),
    _cue("WEA05", "explosives_handed_in", "kg|g|quả|tấn|gam", r"thuốc nổ|vật liệu nổ|bom|mìn|lựu đạn|đạn pháo|đầu đạn", unless="heroin|ma túy"),
    _cue("WEA04", "fireworks_seized", "kg|quả|hộp|giàn|tấn|bánh", r"pháo"),
    _cue("WEA01", "guns_handed_in", "khẩu|khẩu súng|súng", r"súng|vũ khí", r"giao nộp|vận động|thu hồi|tự chế|nộp", unless="ma túy|heroin|tang vật|hồng phiến"),
    _cue("WEA02", "ammunition_handed_in", "viên|viên đạn|đạn", r"(?<!lựu )đạn", narrow=True),
    _cue("WEA03", "crude_weapons_handed_in", "vũ khí|dao|công cụ|chiếc|công cụ hỗ trợ", r"vũ khí thô sơ|công cụ hỗ trợ|dao|kiếm|vũ khí", unless="trang bị"),
    _cue("STD08", "units_by_grade", _UNITS, r"xuất sắc|khá|trung bình|yếu|xếp loại", unless="gương|học sinh", topic="rating"),
    _cue("STD11", "certificates_issued", "giấy|giấy chứng nhận|giấy công nhận", r"công nhận|an toàn"),
    _cue("STD01", "areas_recognised", _AREAS, r"bình xét|kết quả|xếp loại|được|\d/\d", topic="standard", unless=_NOT_SECURITY + "|chưa|đăng ký|tổ chức|camera", narrow=True),
    _cue("STD03", "communes_recognised", _COMMUNES, r"bình xét|kết quả|xếp loại|được|\d/\d", topic="standard", unless=_NOT_SECURITY + "|chưa|đăng ký|tổ chức|camera", narrow=True),
    _cue("STD01", "areas_recognised", _AREAS, _RECOGNISED, unless=_NOT_SECURITY + "|chưa|tổ tự quản|camera"),
    _cue("STD03", "communes_recognised", _COMMUNES, _RECOGNISED, unless=_NOT_SECURITY + "|chưa|kiện toàn|mô hình|ban chỉ đạo"),
    _cue("STD05", "bodies_recognised", _BODIES + "|đơn vị", _RECOGNISED, unless=_NOT_SECURITY + "|chưa|khen"),
    _cue("COV01", "communes_with_committee", _COMMUNES + "|đơn vị", r"ban chỉ đạo"),
    _cue("COV02", "areas_with_groups", _AREAS, r"(?:có|thành lập|duy trì|xây dựng|bố trí)[^.;,]{0,24}(?:tổ tự quản|tổ an ninh|tự quản|tổ bảo vệ)", narrow=True),
    _cue("COV04", "communes_that_reported", _COMMUNES + "|đơn vị", r"(?:nộp|gửi) báo cáo|đã báo cáo"),
    _cue("AWD08", "emulation_flags", "đơn vị|tập thể", r"cờ thi đua", unless="bằng khen|giấy khen", narrow=True),
    _cue("AWD01 AWD04", "collectives_commended", "tập thể|doanh nghiệp|đơn vị", r"bộ công an|bộ trưởng|trung ương|chính phủ|thủ tướng", r"khen|tặng|cờ"),
    _cue("AWD01 AWD05", "collectives_commended", "tập thể|doanh nghiệp", r"giấy khen"),
    _cue("AWD01 AWD03", "collectives_commended", "tập thể|doanh nghiệp", r"bằng khen"),
    _cue("AWD01", "collectives_commended", "tập thể", unless="kiến nghị|xử lý|kỷ luật|vi phạm"),
    _cue("AWD09 AWD02", "commemorative_medals", _PEOPLE + "|kỷ niệm chương", r"kỷ niệm chương"),
    _cue("AWD03 AWD02", "households_commended", "hộ|gia đình|hộ gia đình", r"bằng khen"),
    _cue("AWD06 AWD02", "households_commended", "hộ|gia đình|hộ gia đình", r"giấy khen"),
    _cue("AWD02 AWD05", "individuals_commended", "cá nhân|người", r"giấy khen"),
    _cue("AWD02 AWD03", "individuals_commended", "cá nhân|người|đồng chí", r"bằng khen"),
    _cue("AWD02", "individuals_commended", "cá nhân", unless="kiến nghị|xử lý|kỷ luật|vi phạm"),
    _cue("AWD08", "emulation_flags", "cờ|cờ thi đua"),
    _cue("AWD08", "emulation_flags", "đơn vị|tập thể", r"cờ thi đua"),
    _cue("AWD04", "ministry_certificates", "bằng khen", r"bộ công an|trung ương|bộ trưởng"),
    _cue("AWD07", "party_certificates", "bằng khen", r"tỉnh ủy"),
    _cue("AWD03", "provincial_certificates", "bằng khen"),
    _cue("AWD06", "local_commendations", "giấy khen", r"xã|phường|huyện"),
    _cue("AWD05", "police_commendations", "giấy khen"),
    _cue("FIR04", "fire_loss", "đồng|@none", r"thiệt hại", topic="fire", unless="lừa đảo|chiếm đoạt"),
    _cue("CRM18", "crime_loss", "đồng|@none", r"thiệt hại|chiếm đoạt", topic="crime"),
    _cue("CRM18", "crime_loss", "đồng|@none", r"thiệt hại|chiếm đoạt", topic="reports"),
    _cue("", "", "đồng|@none", r"phạt", topic="traffic"),
    _cue("ENV05", "administrative_fines", "đồng|@none", r"(?:xử phạt|phạt tiền|phạt hành chính|(?<!hình )phạt)(?!\w)", r"môi trường|thực phẩm|khoáng sản|lãi nặng", unless="tài sản|thiệt hại|thu hồi"),
    _cue("RES08", "team_money", "đồng|@none", r"chi|kinh phí|hỗ trợ", r"tổ bảo vệ an ninh|tổ bảo vệ antt", unless="/người|/tháng|mức|mỗi"),
    _cue("RES06", "festival_gifts", "đồng|@none", r"quà|hỗ trợ|trị giá", topic="festival"),
    _cue("RES02", "community_contributions", "đồng|@none", r"xã hội hóa|đóng góp|ủng hộ|quyên góp|vận động|huy động|góp|gây quỹ", unless="dịch|covid|hộ khó khăn|đã chi|nhà tôi|chi hỗ trợ|/người|/hộ|vay"),
    _cue("RES01", "budget_spent", "đồng|@none", r"ngân sách|bố trí", unless="phòng cháy|/người|/tháng|/năm|mỗi|xã hội hóa|hòa giải|/vụ|dân đóng góp|bảo trì"),
    _cue("RES07", "lit_roads", "km|tuyến|tuyến đường", r"ánh sáng|chiếu sáng|thắp sáng"),
    _cue("RES03", "security_cameras", "mắt|camera|mắt camera", unless="mỗi|bình quân|trung bình"),
    _cue("RES05", "security_lights", "bóng|bóng đèn|đèn", unless="đèn pin"),
    _cue("LDR05", "programmes_in_force", "chương trình|quy chế|nghị quyết liên tịch|chương trình phối hợp", r"phối hợp|liên tịch"),
    _cue("LDR01", "party_documents", "văn bản|chỉ thị|nghị quyết|kế hoạch|kết luận", r"cấp ủy|tỉnh ủy|thành ủy|đảng ủy|huyện ủy", r"ban hành|tham mưu|xây dựng|văn bản", unless="chính quyền|ủy ban"),
    _cue("LDR02", "committee_documents", "văn bản|chỉ thị|quyết định|kế hoạch", r"ubnd|ủy ban nhân dân|chính quyền", r"ban hành|tham mưu|văn bản"),
    _cue("LDR03 LDR01 LDR02", "steering_documents", "văn bản|kế hoạch|quyết định|công văn|chỉ thị", r"ban chỉ đạo|bcđ", r"ban hành|tham mưu|văn bản"),
    _cue("LDR04 LDR02", "department_documents", "văn bản|kế hoạch", r"sở|ngành|hội|đoàn|công an", r"ban hành|tham mưu|văn bản"),
    _cue("LDR02 LDR01 LDR03 LDR04", "documents_issued", "văn bản|kế hoạch|chỉ thị|nghị quyết|quyết định|công văn", r"ban hành|tham mưu|xây dựng|văn bản"),
    # where the words beside the number say nothing
    _cue("COM04", "outreach_sessions", "buổi|cuộc", topic="outreach", unless="kiểm tra|họp|giao ban"),
    _cue("COM05", "outreach_attendances", "lượt người", topic="outreach", unless="tuần tra|kiểm tra|truy cập|khám|phát thanh"),
    _cue("MED03", "mediation_received", "vụ|vụ việc", topic="mediation", unless="công an|khởi tố|hình sự|giết|bắt|phát hiện|cháy|tai nạn|trộm|cướp|ma túy"),
    # the ground that figures stand on
    _cue("CTX01", "population", "nhân khẩu|người|người dân|khẩu", r"dân số|nhân khẩu"),
    _cue("CTX01", "population", "nhân khẩu"),
    _cue("CTX03", "communes", _COMMUNES, r"(?:ủy ban nhân dân|ubnd) (?:các )?\d", narrow=True),
    _cue("CTX03", "communes", _COMMUNES, r"^[^a-zà-ỹđ]*(?:gồm|có|và|với|toàn tỉnh có|hiện có)?[^a-zà-ỹđ]*\d [^\d.;]{2,40}$", topic="ground", unless=r"\d/\d|biên giới|sáp nhập", narrow=True),
    _cue("CTX04", "areas", _AREAS, r"^[^a-zà-ỹđ]*(?:gồm|có|và|với|toàn tỉnh có|hiện có)?[^a-zà-ỹđ]*\d [^\d.;]{2,40}$", topic="ground", unless=r"\d/\d", narrow=True),
    _cue("CTX02", "households", "hộ|hộ dân|hộ gia đình", r"nhân khẩu|dân số|\d khẩu", unless="cam kết|nghèo|tham gia|đăng ký"),
    _cue("CTX03", "communes", _COMMUNES, r"(?:toàn (?:tỉnh|thành phố|huyện)|tỉnh|huyện|gồm|có)[^.;]{0,120}(?:thôn|khu phố|bản|ấp|xóm|huyện|dân số|sắp xếp|đơn vị hành chính)", unless=r"camera|mô hình|tổ |kiện toàn|ma túy|chính quy|đạt|công nhận|ban chỉ đạo|ký|chưa|ra mắt|\d+/\d+"),
    _cue("CTX04", "areas", _AREAS, r"(?:gồm|có|diện tích|dân số|nhân khẩu|xã, phường|thị trấn)", unless=r"camera|mô hình|tổ |ma túy|đạt|công nhận|kẻng|làm điểm|cam kết|ký|chưa|ra mắt|triển khai|\d+/\d+|hòa giải|đăng ký|phấn đấu"),
)  # fmt: skip
