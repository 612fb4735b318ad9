"""Which indicators of the catalogue a figure may belong to, by what is counted and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from binhyen.reader.nouns import CLASS


@dataclass(frozen=True, slots=True)
class IndicatorCue:
    """A cue: any of ``codes`` when the unit begins with one of ``units`` and all ``words`` patterns are near.

    ``units`` empty means any unit; ``words`` are alternatives in one pattern each, matched in lower case; ``unless`` must
    not be near. ``percent`` says whether the figure is a percentage. ``topic`` must stand in the sentence, however far away.
    """

    codes: tuple[str, ...]
    label: str
    units: tuple[str, ...]
    words: tuple[str, ...] = ()
    unless: str = ""
    percent: bool = False
    topic: str = ""


def _cue(
    codes: str, label: str, units: str, *words: str, unless: str = "", percent: bool = False, topic: str = ""
) -> IndicatorCue:
    counted = tuple(u for u in units.split("|") if u)
    return IndicatorCue(tuple(codes.split()), label, counted, words, unless, percent, topic)


_MEDIATED = r"hòa giải"
_NOT_SECURITY = r"nông thôn mới|văn hóa|học tập|quốc gia|đô thị văn minh|không (?:có )?ma túy"  # other standards
_PEOPLE = "người|đối tượng|công dân|lao động|giáo viên|học sinh|sinh viên|cán bộ"
_UNITS = "xã|phường|thị trấn|cơ quan|đơn vị|doanh nghiệp|trường|cơ sở|khu dân cư|thôn|địa phương|huyện|đặc khu|tổ dân phố|khu phố|bản|ấp"
CUES: tuple[IndicatorCue, ...] = (
    # shares
    _cue("CRM06", "serious_case_clearance_rate", "", r"trọng án|đặc biệt nghiêm trọng|rất nghiêm trọng", percent=True),
    _cue("CRM03", "case_clearance_rate", "", r"điều tra|khám phá|phá án|làm rõ", unless=r"trọng án|tố giác|tin báo", percent=True),
    _cue("TIP08", "crime_report_resolution_rate", "", r"tố giác|tin báo|kiến nghị khởi tố", r"giải quyết|xử lý", percent=True),
    _cue("MED07", "mediation_success_rate", "", r"hòa giải", unless=r"hòa giải viên|tổ hòa giải", percent=True),
    _cue("FRC10", "regular_police_coverage", "xã|thị trấn", r"công an chính quy|chính quy", percent=True),
    _cue("CMT04", "pledge_coverage", _PEOPLE, r"cam kết", percent=True),
    _cue("CMT02", "household_pledge_rate", "hộ|gia đình", r"cam kết|đăng ký", percent=True),
    _cue("DRG05", "drug_free_commune_rate", "xã|phường", r"không (?:có )?ma túy|sạch (?:về )?ma túy", percent=True),
    _cue("DRG06", "drug_free_area_rate", "khu dân cư|thôn|bản|ấp|tổ dân phố", r"không (?:có )?ma túy|sạch (?:về )?ma túy", percent=True),
    _cue("STD02 STD04", "standard_recognition_rate", "khu dân cư", r"an toàn về (?:an ninh|antt)|đạt (?:tiêu )?chuẩn|tiêu chuẩn", r"xã|phường", percent=True),
    _cue("STD02", "standard_recognition_rate_areas", "khu dân cư|thôn|bản|ấp|tổ dân phố|khu phố", r"an toàn về (?:an ninh|antt)|đạt (?:tiêu )?chuẩn|tiêu chuẩn|công nhận", unless=_NOT_SECURITY, percent=True),
    _cue("STD04", "standard_recognition_rate_communes", "xã|phường|thị trấn|đặc khu", r"an toàn về (?:an ninh|antt)|đạt (?:tiêu )?chuẩn|tiêu chuẩn|công nhận", unless=_NOT_SECURITY, percent=True),
    _cue("STD06", "standard_recognition_rate_bodies", "cơ quan|doanh nghiệp|cơ sở giáo dục|trường|nhà trường", r"an toàn về (?:an ninh|antt)|đạt (?:tiêu )?chuẩn|tiêu chuẩn|công nhận", unless=_NOT_SECURITY, percent=True),
    _cue("LDR06 COV03", "implementation_coverage", _UNITS, r"triển khai|kế hoạch|chương trình|quán triệt|cụ thể hóa|ban hành", percent=True),
    _cue("LDR13", "committee_coverage", _UNITS, r"kiện toàn|ban chỉ đạo", percent=True),
    _cue("CRM07", "crime_change_rate", "vụ|tội phạm|phạm pháp hình sự", r"tăng|giảm", percent=True),
    _cue("TRF04", "traffic_change_rate", "", r"tai nạn giao thông", r"tăng|giảm", percent=True),
    # communication
    _cue("COM13", "listening_forums", "diễn đàn|cuộc|buổi", r"lắng nghe ý kiến"),
    _cue("COM16", "festival_venues", "điểm|nơi|đơn vị|khu dân cư", r"ngày hội"),
    _cue("COM17", "festival_attendances", "lượt|người", r"ngày hội"),
    _cue("COM08", "training_attendances", "lượt|người|cán bộ|hội viên|đoàn viên|đại biểu|học viên", r"tập huấn|bồi dưỡng", unless=r"lực lượng bảo vệ|dân phòng"),
    _cue("FRC08", "force_training_attendances", "lượt|người|thành viên", r"huấn luyện|tập huấn|bồi dưỡng", r"lực lượng|dân phòng|bảo vệ"),
    _cue("COM07", "training_courses_held", "lớp|khóa|lớp tập huấn", r"tập huấn|bồi dưỡng|huấn luyện"),
    _cue("COM06", "organisations_reached", "cơ quan|doanh nghiệp|trường học|đơn vị|nhà trường", r"tuyên truyền"),
    _cue("LDR08", "dissemination_attendances", "lượt|người|đại biểu|cán bộ", r"quán triệt|hội nghị triển khai"),
    _cue("LDR07", "dissemination_conferences", "hội nghị|cuộc", r"quán triệt|triển khai"),
    _cue("DRG08", "drug_outreach_sessions", "buổi|cuộc|đợt", r"tuyên truyền", r"ma túy"),
    _cue("COM05", "outreach_attendances", "lượt người|người|lượt", r"tuyên truyền|buổi|tham dự|tham gia", unless=r"tuần tra|truy cập|phát thanh|cháy|bị bắt"),
    _cue("COM04", "outreach_sessions", "buổi|cuộc|đợt", r"tuyên truyền|phổ biến|nói chuyện"),
    _cue("COM12", "official_channel_posts", "tin|bài|video|clip|lượt", r"zalo|facebook|fanpage|mạng xã hội|cổng thông tin"),
    _cue("COM01", "media_items", "tin|tin bài|bài|phóng sự|bài viết", unless=r"tố giác|tin báo|cung cấp|tội phạm cho|tiếp nhận"),
    _cue("COM02", "dedicated_programmes", "chuyên mục|chuyên trang"),
    _cue("COM20", "mobile_loudspeaker_rounds", "lượt|giờ|buổi", r"xe loa|lưu động"),
    _cue("COM09", "loudspeaker_broadcasts", "lượt|lần|buổi|giờ|tin", r"truyền thanh|loa|phát thanh"),
    _cue("COM10", "leaflets", "tờ|tờ rơi|tờ gấp|tài liệu|cuốn|sổ tay|ấn phẩm|bản tin"),
    _cue("COM11", "billboards", "pa nô|panô|pa-nô|áp phích|khẩu hiệu|băng rôn|biển|bảng"),
    _cue("COM15", "knowledge_contests", "cuộc thi|hội thi|cuộc", r"thi tìm hiểu|hội thi|cuộc thi"),
    # commitments
    _cue("CMT01", "households_pledged", "hộ|gia đình", r"cam kết|đăng ký"),
    _cue("CMT08", "businesses_pledged", "cơ sở|nhà trọ|khách sạn", r"cam kết"),
    _cue("CMT07", "bodies_registered", "cơ quan|doanh nghiệp|trường|nhà trường", r"cam kết|đăng ký"),
    _cue("CMT03", "people_pledged", _PEOPLE + "|lượt", r"cam kết"),
    _cue("CMT05", "areas_registered", "khu dân cư|thôn|tổ dân phố|ấp|bản|khu phố", r"đăng ký"),
    _cue("CMT06", "communes_registered", "xã|phường|thị trấn", r"đăng ký"),
    # models
    _cue("RES04", "camera_models", "mô hình|điểm", r"camera"),
    _cue("MOD12", "drug_free_area_models", "mô hình|điểm", r"không (?:có )?ma túy"),
    _cue("MOD15", "skilful_mobilisation_models", "mô hình|điển hình", r"dân vận khéo"),
    _cue("MOD06", "models_replicated", "mô hình|điểm", r"nhân rộng(?! các)"),
    _cue("MOD09", "models_dissolved", "mô hình|điểm", r"thanh loại|giải thể|chấm dứt|không hiệu quả"),
    _cue("MOD05", "models_new", "mô hình|điểm", r"xây dựng mới|thành lập mới|ra mắt"),
    _cue("MOD13", "models_by_host", "mô hình|điểm|câu lạc bộ", r"(?:hội|đoàn|mặt trận|liên đoàn)[^,.;]{0,30} (?:chủ trì|quản lý|phụ trách|thực hiện)"),
    _cue("MOD14", "models_under_programme", "mô hình|điểm", r"theo chương trình phối hợp|thực hiện chương trình phối hợp"),
    _cue("MOD01", "model_types", "loại|loại hình|loại mô hình"),
    _cue("MOD04", "model_members", "thành viên|người|hội viên|tổ viên", r"mô hình|câu lạc bộ|tổ tự quản|tham gia mô hình", unless=r"tuyên truyền|đối tượng"),
    _cue("MED01", "mediation_groups", "tổ|tổ hòa giải", r"hòa giải"),
    _cue("FRC01", "security_teams", "tổ|tổ bảo vệ", r"bảo vệ an ninh|bảo vệ antt"),
    _cue("MOD03", "self_management_groups", "tổ|nhóm|đội|tổ tự quản", r"tự quản|an ninh|antt|mô hình"),
    _cue("MOD02", "model_points", "mô hình|điểm mô hình|câu lạc bộ"),
    _cue("MOD18", "exemplars", "điển hình|gương|tấm gương"),
    # grassroots force, tips, mediation, reintegration
    _cue("FRC05", "patrol_attendances", "lượt người|người|lượt cán bộ", r"tuần tra|canh gác"),
    _cue("FRC04", "patrol_shifts", "ca|lượt|buổi|lần|cuộc|đợt|lượt tuần tra", r"tuần tra|canh gác"),
    _cue("FRC02", "security_team_members", "thành viên|người", r"bảo vệ an ninh|lực lượng tham gia bảo vệ"),
    _cue("TIP05", "tip_boxes", "hòm thư|hộp thư"),
    _cue("TIP04", "cases_solved_by_tips", "vụ", r"(?:từ|qua|nhờ) (?:nguồn )?tin|quần chúng cung cấp"),
    _cue("TIP01 TIP02", "tips_of_value", "nguồn tin|tin|nguồn", r"có giá trị"),
    _cue("TIP06", "crime_reports_received", "tin|tin báo|tố giác|nguồn tin", r"tiếp nhận", r"tố giác|tin báo"),
    _cue("TIP01", "tips_provided", "nguồn tin|tin|tin báo"),
    _cue("MED06", "mediation_pending", "vụ|vụ việc", r"(?:chưa|đang)(?: được)?(?: tiếp tục)? (?:hòa giải|giải quyết|xong|xem xét)", topic=_MEDIATED),
    _cue("MED05", "mediation_failed", "vụ|vụ việc", r"không thành(?! lập)", topic=_MEDIATED),
    _cue("MED09", "mediation_concluded", "vụ|vụ việc", r"kết thúc (?:việc )?hòa giải|hòa giải (?:xong|đã kết thúc)"),
    _cue("MED04", "mediation_successful", "vụ|vụ việc|mâu thuẫn", r"hòa giải thành"),
    _cue("MED03", "mediation_received", "vụ|vụ việc|mâu thuẫn", r"tiếp nhận|thụ lý|nhận hòa giải", topic=_MEDIATED, unless=r"tố giác|tin báo|khởi tố|đơn thư"),
    _cue("MED03", "mediation_received", "vụ|vụ việc|mâu thuẫn", r"hòa giải"),
    _cue("MED02", "mediators", "hòa giải viên"),
    _cue("RIN02", "former_offenders_supported", "người|đối tượng|trường hợp|lượt", r"tù tha|tái hòa nhập|lầm lỗi|mãn hạn|chấp hành xong|cảm hóa"),
    # campaigns, crime, drugs
    _cue("CPN01", "peak_campaigns", "đợt|cuộc|chiến dịch", r"cao điểm|tấn công|ra quân"),
    _cue("CPN02", "gangs_broken", "ổ nhóm|băng nhóm|băng|ổ|nhóm"),
    _cue("CPN03", "rings_broken", "đường dây"),
    _cue("DRG02 DRG03", "drug_spots", "tụ điểm|điểm", r"ma túy"),
    _cue("CPN08", "crime_spots_removed", "tụ điểm"),
    _cue("CPN04", "wanted_persons", "đối tượng|người|tên", r"truy nã"),
    _cue("CPN05", "compulsory_education_files", "hồ sơ|đối tượng|người|trường hợp", r"giáo dục bắt buộc"),
    _cue("CPN06", "reformatory_files", "hồ sơ|đối tượng|người|em", r"trường giáo dưỡng"),
    _cue("CPN07", "compulsory_treatment_files", "hồ sơ|đối tượng|người", r"cai nghiện|giáo dục tại xã"),
    _cue("CRM05", "serious_cases_cleared", "trọng án|vụ", r"trọng án|đặc biệt nghiêm trọng"),
    _cue("DRG01", "drug_cases", "vụ", r"ma túy"),
    _cue("TRF01", "traffic_accidents", "vụ", r"tai nạn giao thông|va chạm giao thông"),
    _cue("TRF02", "traffic_deaths", "người", r"chết|tử vong", r"tai nạn|giao thông"),
    _cue("TRF03", "traffic_injuries", "người", r"bị thương", r"tai nạn|giao thông"),
    _cue("TRF05", "traffic_violations", "trường hợp|lượt|vụ|phương tiện", r"vi phạm[^,.;]{0,40}giao thông|nồng độ cồn|an toàn giao thông"),
    _cue("FIR01", "fires", "vụ|vụ cháy", r"cháy"),
    _cue("FIR02", "explosions", "vụ|vụ nổ", r"(?<!chất )nổ(?! mìn)"),
    _cue("ENV01", "environment_violations", "trường hợp|vụ", r"môi trường"),
    _cue("ENV02", "food_safety_cases", "vụ", r"thực phẩm"),
    _cue("ENV03", "food_safety_violators", "trường hợp|đối tượng|cơ sở", r"thực phẩm"),
    _cue("CRM16", "economic_cases", "vụ", r"kinh tế|buôn lậu|gian lận thương mại|tham nhũng|hàng giả"),
    _cue("CRM11", "gambling_cases", "vụ", r"đánh bạc|cờ bạc|số đề"),
    _cue("CRM09", "theft_cases", "vụ", r"trộm cắp"),
    _cue("CRM10", "injury_cases", "vụ", r"cố ý gây thương tích"),
    _cue("CRM12", "online_fraud_cases", "vụ", r"lừa đảo"),
    _cue("CRM15", "loan_shark_cases", "vụ", r"tín dụng đen|cho vay lãi nặng"),
    _cue("CRM02", "cases_cleared", "vụ|vụ án", r"điều tra|khám phá|làm rõ|triệt phá", unless=r"xảy ra"),
    _cue("CRM01", "public_order_crimes", "vụ|vụ án", r"phạm pháp hình sự|trật tự xã hội|tội phạm|xảy ra"),
    _cue("FRC06", "incidents_handled", "vụ|vụ việc", r"giải quyết|an ninh,? trật tự|antt"),
    # fire safety, weapons, standard, awards, resources
    _cue("FIR05", "fire_safety_groups", "tổ|tổ liên gia", r"liên gia"),
    _cue("FIR06", "public_fire_points", "điểm|điểm chữa cháy", r"chữa cháy công cộng"),
    _cue("FIR07", "households_with_extinguisher", "hộ|gia đình|bình", r"bình chữa cháy"),
    _cue("FIR08", "households_second_exit", "hộ|gia đình|nhà", r"lối thoát nạn"),
    _cue("FIR09", "fire_outreach_attendances", "lượt|người", r"phòng cháy|pccc|chữa cháy"),
    _cue("WEA01", "guns_handed_in", "khẩu|súng", r"súng|vũ khí|giao nộp|thu"),
    _cue("WEA02", "ammunition_handed_in", "viên|viên đạn|đạn"),
    _cue("WEA05", "explosives_handed_in", "kg|quả|kíp|lựu đạn", r"thuốc nổ|vật liệu nổ|bom|mìn|lựu đạn|đạn pháo"),
    _cue("WEA04", "fireworks_seized", "kg|quả|hộp|giàn", r"pháo"),
    _cue("WEA03", "crude_weapons_handed_in", "vũ khí|dao|công cụ|chiếc", r"vũ khí|công cụ hỗ trợ|dao|kiếm"),
    _cue("STD01", "areas_recognised", "khu dân cư|thôn|tổ dân phố|ấp|bản|khu phố", r"an toàn về|đạt (?:tiêu )?chuẩn|công nhận", unless=_NOT_SECURITY),
    _cue("STD03", "communes_recognised", "xã|phường|thị trấn", r"an toàn về|đạt (?:tiêu )?chuẩn|công nhận", unless=_NOT_SECURITY),
    _cue("STD05", "bodies_recognised", "cơ quan|doanh nghiệp|trường|đơn vị|nhà trường", r"an toàn về|đạt (?:tiêu )?chuẩn|công nhận", unless=_NOT_SECURITY),
    _cue("AWD01", "collectives_commended", "tập thể"),
    _cue("AWD02", "individuals_commended", "cá nhân"),
    _cue("AWD04", "ministry_certificates", "bằng khen", r"bộ công an|trung ương"),
    _cue("AWD03", "provincial_certificates", "bằng khen"),
    _cue("AWD05", "police_commendations", "giấy khen"),
    _cue("AWD08", "emulation_flags", "cờ|cờ thi đua"),
    _cue("AWD09", "commemorative_medals", "kỷ niệm chương"),
    _cue("RES02", "community_contributions", "đồng", r"xã hội hóa|đóng góp|ủng hộ|quyên góp"),
    _cue("RES01", "budget_spent", "đồng", r"kinh phí|ngân sách"),
    _cue("RES03", "security_cameras", "mắt|camera|mắt camera", r"camera"),
    _cue("RES05", "security_lights", "bóng|bóng đèn|đèn"),
    _cue("RES07", "lit_roads", "km|tuyến|tuyến đường", r"ánh sáng|chiếu sáng|thắp sáng"),
    _cue("LDR09", "inspections", "cuộc|đợt|lượt|đoàn|cuộc kiểm tra|đoàn kiểm tra", r"kiểm tra|giám sát"),
    _cue("LDR01 LDR02 LDR03 LDR04", "documents_issued", "văn bản|kế hoạch|chỉ thị|nghị quyết|quyết định|công văn", r"ban hành|tham mưu|xây dựng"),
)  # fmt: skip


_MOST_REMEMBERED = 4000  # units
_Compiled = tuple[IndicatorCue, re.Pattern[str] | None, tuple[re.Pattern[str], ...]]
_Fitting = tuple[re.Pattern[str] | None, list[_Compiled], list[_Compiled]]  # all cues, and those without words


class Linker:
    """Finds the cue of a figure; remembers which cues can fit a unit at all."""

    def __init__(self, cues: tuple[IndicatorCue, ...]) -> None:
        """Use ``cues`` in their order: the first that fits wins."""
        self._cues = cues
        self._fitting: dict[tuple[str, bool], _Fitting] = {}

    def cue(self, unit: str, around: Sequence[str], *, is_percent: bool) -> IndicatorCue | None:
        """The first cue that fits. ``around`` are the words around the number, narrowest first, then its whole clause, then
        its sentence: the first pattern of a cue is sought in each up to the clause in turn, its other patterns in the clause,
        its topic in the sentence."""
        fitting = self._fitting.get((unit, is_percent))
        if fitting is None:
            counted = _counted(unit)
            fitting = _fitting(
                cue
                for cue in self._cues
                if cue.percent == is_percent and (not cue.units or not counted.isdisjoint(cue.units))
            )
            if len(self._fitting) < _MOST_REMEMBERED:
                self._fitting[unit, is_percent] = fitting
        *near, sentence = around
        gate, cues, wordless = fitting
        for words_here in near:
            for cue, unless, words in cues if gate and gate.search(words_here) else wordless:
                if words and not words[0].search(words_here):
                    continue
                if unless and unless.search(words_here):
                    continue
                if all(pattern.search(near[-1]) for pattern in words[1:]) and (
                    not cue.topic or re.search(cue.topic, sentence)
                ):
                    return cue
        return None


def _fitting(cues: Iterable[IndicatorCue]) -> _Fitting:
    """The cues of one unit behind one pattern for the first words of any of them: most stretches have none of these."""
    compiled = [_compiled(cue) for cue in cues]
    first_words = "|".join(words[0].pattern for _, _, words in compiled if words)
    gate = re.compile(first_words) if first_words else None
    return gate, compiled, [each for each in compiled if not each[2]]


def _compiled(cue: IndicatorCue) -> _Compiled:
    return cue, re.compile(cue.unless) if cue.unless else None, tuple(map(re.compile, cue.words))


_LIST = re.compile(r", | và |/")
_OPEN_HEADS = frozenset({"vụ", "lượt", "tin"})  # "vụ án" and "lượt cán bộ" are still counted as "vụ" and "lượt"


def _counted(unit: str) -> set[str]:
    """The nouns by which a unit fits a cue: each member of its list, and the first word of one that is no noun of its own."""
    counted = set()
    for part in _LIST.split(unit):
        counted.add(part)
        first = part.split(" ")[0]
        if first in _OPEN_HEADS or part not in CLASS:
            counted.add(first)
    return counted


@lru_cache(maxsize=4)
def linker_for(cues: tuple[IndicatorCue, ...]) -> Linker:
    """The linker of ``cues``; kept, so that a reader of many short texts finds its units prepared."""
    return Linker(cues)
