"""Material of our own invention: a rich half-yearly province with a merger, and a sparse ten-year one of published figures."""

from __future__ import annotations

from datetime import date

from binhyen.figures.rules.cells import CellValue, Nature, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.reviews.facts import ReviewFacts, Source
from binhyen.reviews.issuers import issuer
from binhyen.reviews.material import (
    NO_FIGURE,
    Absent,
    Amount,
    Change,
    Compared,
    Coverage,
    Document,
    Kind,
    Line,
    Material,
    Measure,
    Mismatch,
    Place,
    Programme,
    Recut,
    Series,
    calendar_years,
)
from binhyen.reviews.outline import compose

SPAN = Span(date(2024, 7, 1), date(2026, 6, 30))
DECADE = Span(date(2013, 8, 1), date(2023, 6, 6))
PLACE = Place("Mẫu", "tỉnh", units={"xã": 130, "phường": 36})
MOST = Coverage(158, 166)
NOTHING_AROSE = CellValue(State.NOTHING_AROSE)
LOST = CellValue(State.NOT_REPORTED, reason="không còn hồ sơ lưu")

MEASURES = {
    code: Measure(code, name, unit, nature, decimals)
    for code, name, unit, nature, decimals in (
        ("LDR01", "Văn bản lãnh đạo của cấp ủy được ban hành", "văn bản", Nature.FLOW, 0),
        ("LDR02", "Văn bản của UBND được ban hành", "văn bản", Nature.FLOW, 0),
        ("LDR06", "Tỷ lệ đơn vị cấp dưới có chương trình, kế hoạch cụ thể hóa", "%", Nature.RATIO, 1),
        ("LDR07", "Hội nghị quán triệt, triển khai", "cuộc", Nature.FLOW, 0),
        ("COM01", "Tin, bài, phóng sự tuyên truyền", "tin/bài", Nature.FLOW, 0),
        ("COM04", "Buổi tuyên truyền, phổ biến pháp luật tập trung", "buổi", Nature.FLOW, 0),
        ("COM05", "Lượt người dự tuyên truyền", "lượt người", Nature.ATTENDANCE, 0),
        ("COM07", "Lớp tập huấn", "lớp", Nature.FLOW, 0),
        ("COM08", "Lượt người được tập huấn", "lượt người", Nature.ATTENDANCE, 0),
        ("COM18", "Bình quân lượt người mỗi buổi", "lượt người/buổi", Nature.RATIO, 1),
        ("MOD01", "Số loại (tên) mô hình", "loại", Nature.DISTINCT, 0),
        ("MOD02", "Số điểm mô hình đang hoạt động", "điểm", Nature.STOCK, 0),
        ("MOD03", "Số tổ thực hiện mô hình", "tổ", Nature.STOCK, 0),
        ("MOD05", "Điểm mô hình xây dựng mới trong kỳ", "điểm", Nature.FLOW, 0),
        ("MOD06", "Điểm mô hình được nhân rộng trong kỳ", "điểm", Nature.FLOW, 0),
        ("MOD09", "Điểm mô hình thanh loại, chấm dứt hoạt động", "điểm", Nature.FLOW, 0),
        ("MOD12", "Điểm mô hình “Địa bàn không có ma túy”", "điểm", Nature.STOCK, 0),
        ("MOD13", "Điểm mô hình theo tổ chức chủ trì", "điểm", Nature.STOCK, 0),
        ("STD01", "Khu dân cư được công nhận “An toàn về ANTT”", "khu dân cư", Nature.STOCK, 0),
        ("STD02", "Tỷ lệ khu dân cư được công nhận", "%", Nature.RATIO, 1),
        ("MED03", "Vụ việc hòa giải tiếp nhận", "vụ, việc", Nature.FLOW, 0),
        ("MED04", "Vụ việc hòa giải thành", "vụ, việc", Nature.FLOW, 0),
        ("MED05", "Vụ việc hòa giải không thành", "vụ, việc", Nature.FLOW, 0),
        ("MED06", "Vụ việc đang hòa giải", "vụ, việc", Nature.STOCK, 0),
        ("MED07", "Tỷ lệ hòa giải thành", "%", Nature.RATIO, 1),
        ("FRC01", "Tổ bảo vệ an ninh, trật tự", "tổ", Nature.STOCK, 0),
        ("FRC02", "Thành viên Tổ bảo vệ an ninh, trật tự", "người", Nature.STOCK, 0),
        ("FIR01", "Vụ cháy", "vụ", Nature.FLOW, 0),
        ("TIP01", "Nguồn tin do quần chúng cung cấp", "tin", Nature.FLOW, 0),
        ("WEA99", "Đèn chiếu sáng tự lắp", "chiếc", Nature.FLOW, 0),
        ("CPN01", "Đợt cao điểm tấn công, trấn áp tội phạm", "đợt", Nature.REGISTER, 0),
        ("CPN02", "Ổ nhóm tội phạm hình sự bị triệt phá", "ổ nhóm", Nature.FLOW, 0),
        ("CRM03", "Tỷ lệ điều tra, khám phá", "%", Nature.RATIO, 1),
        ("AWD01", "Tập thể được khen thưởng", "tập thể", Nature.FLOW, 0),
        ("AWD02", "Cá nhân được khen thưởng", "cá nhân", Nature.FLOW, 0),
        ("AWD03", "Bằng khen của Chủ tịch UBND tỉnh", "bằng", Nature.FLOW, 0),
        ("CTX04", "Khu dân cư (thôn, tổ dân phố và tương đương)", "khu dân cư", Nature.REGISTER, 0),
    )
}  # fmt: skip

PRESS = Document("tin về hội nghị tổng kết cấp tỉnh", "Tin về hội nghị tổng kết cấp tỉnh, ngày 07/6/2023")
POLICE_REPORT = Document("báo cáo của Công an tỉnh", "Báo cáo của Công an tỉnh tại hội nghị tổng kết, ngày 06/6/2023")


def reported(value: int, qualifier: Qualifier = Qualifier.EXACT, value_max: int | None = None) -> CellValue:
    """A number."""
    return CellValue(State.REPORTED, value, value_max, qualifier)


def amount(content: CellValue | int, span: Span = SPAN, coverage: Coverage = MOST, *, summed: bool = True) -> Amount:
    """An amount with one source per side of the sum."""
    content = reported(content) if isinstance(content, int) else content
    sources = (
        Source("cell", "Xã Đông Lộc, Biểu 01, phiên bản 2", (41, 42)),
        Source("cell", "Phường Bình Giang, Biểu 01, phiên bản 1", (57,)),
    )
    return Amount(span, content, summed, coverage, sources)


def collected(code: str, content: CellValue | int, **more: object) -> Line:
    """A line collected by a form."""
    return Line(MEASURES[code], amount(content), **more)  # type: ignore[arg-type]


def published(
    code: str,
    content: CellValue | int,
    document: Document = PRESS,
    *,
    span: Span = DECADE,
    quote: str = "",
    **more: object,
) -> Line:
    """A line read from a document."""
    content = reported(content) if isinstance(content, int) else content
    source = Source("citation", f"đoạn 3, nguyên văn “{quote or 'số liệu'}”", (9,))
    return Line(MEASURES[code], Amount(span, content, sources=(source,)), document=document, **more)  # type: ignore[arg-type]


def same_period(now: int, then: int, units: int = 158) -> Compared:
    """The same period of the year before, over the same units."""
    return Compared(amount(now), amount(then, SPAN.shifted_years(-1)), units, SPAN)


def rich(**changes: object) -> Material:
    """The invented province."""
    years = calendar_years(SPAN)

    def by_year(*contents: CellValue | int) -> tuple[Amount, ...]:
        return tuple(amount(content, year.span) for content, year in zip(contents, years, strict=True))

    labels = ("6 tháng cuối 2024", "6 tháng đầu 2025", "6 tháng cuối 2025", "6 tháng đầu 2026")
    halves = (
        Span(date(2024, 7, 1), date(2024, 12, 31)), Span(date(2025, 1, 1), date(2025, 6, 30)),
        Span(date(2025, 7, 1), date(2025, 12, 31)), Span(date(2026, 1, 1), date(2026, 6, 30)),
    )  # fmt: skip
    points = (3286, 3301, 3377, 3412)
    lines = (
        Line(MEASURES["CTX04"], amount(4362, coverage=Coverage(166, 166))),
        collected("LDR01", 143),
        collected("LDR02", 201),
        collected("LDR07", 8),
        collected("COM01", 6240, same_period=same_period(6240, 6105), years=by_year(1501, 3120, 1619)),
        collected("COM04", 6118, same_period=same_period(6118, 5990), years=by_year(1500, 3018, 1600)),
        collected("COM05", reported(412600, Qualifier.OVER), years=by_year(100000, 200300, reported(112300, Qualifier.OVER))),
        collected("COM04", 2011, breakdown="host_org=ca", label="Công an"),
        collected("MOD01", 38),
        collected("MOD02", 3412, opening=amount(3286), years=by_year(3286, 3377, 3412)),
        collected("MOD05", 120, years=by_year(30, 60, 30)),
        collected("MOD06", 28, years=by_year(8, 12, 8)),
        collected("MOD09", 22, years=by_year(2, 10, 10)),
        collected("MOD03", 1474, years=by_year(LOST, 1401, 1474)),
        collected("STD01", 4027),
        collected("STD02", 923),
        collected("MED03", 1563, same_period=same_period(1563, 1612)),
        collected("MED04", 1285),
        collected("MED05", 214),
        collected("MED06", 64),
        collected("MED07", 822, same_period=same_period(822, 796)),
        collected("FIR01", NOTHING_AROSE, years=by_year(NOTHING_AROSE, NOTHING_AROSE, NOTHING_AROSE)),
        collected("TIP01", 87),
        collected("FRC01", 503),
        collected("FRC02", 2639),
        collected("WEA99", 12),
        Line(MEASURES["AWD01"], amount(20, coverage=Coverage(150, 166)), years=()),
        collected("AWD02", 23),
        published("COM04", 6000, document=Document("báo cáo sơ kết của Mặt trận Tổ quốc tỉnh", "Báo cáo sơ kết, ngày 02/7/2026"),
                  span=SPAN),
    )  # fmt: skip
    given: dict[str, object] = {
        "review": "12", "kind": Kind.INTERIM,
        "programme": Programme("MAU-01", "Chỉ thị số 05-CT/TU", (
            "Chỉ thị số 05-CT/TU ngày 12/02/2024 của Ban Thường vụ Tỉnh ủy về tăng cường sự lãnh đạo của Đảng đối với phong trào "
            "Toàn dân bảo vệ an ninh Tổ quốc",)),
        "place": PLACE, "span": SPAN, "cut_off": date(2026, 6, 30), "made_on": date(2026, 7, 3), "lines": lines, "years": years,
        "absent": (
            Absent("Xã Thượng Lâm", "Biểu 01", "6 tháng đầu năm 2026"), Absent("Xã Pù Sơn", "Biểu 01", "6 tháng đầu năm 2026"),
            Absent("Xã Hải Bình", "Biểu 01", "6 tháng đầu năm 2026"), Absent("Xã Hải Bình", "Biểu 01", "6 tháng cuối năm 2025"),
        ),
        "changes": (Change(date(2025, 7, 1), "xã Đông Hạ và xã Đông Thượng nhập thành xã Đông Lộc", "Nghị quyết số 99/NQ-UBTVQH15"),),
        "recut": Recut(date(2025, 7, 1), ("Xã Bắc Sơn", "Xã Nam Sơn", "Thị trấn Mới")),
        "mismatches": (Mismatch(collected("MOD02", 1920), (collected("MOD03", 1474), collected("MOD12", 482))),),
        "series": Series(MEASURES["MOD02"], labels, tuple(amount(p, h) for p, h in zip(points, halves, strict=True))),
        "demo": True,
    }  # fmt: skip
    return Material(**(given | changes))  # type: ignore[arg-type]


def sparse(**changes: object) -> Material:
    """Ten years of which only published figures are left."""
    years = calendar_years(DECADE)
    gone = tuple(Amount(year.span, LOST) for year in years)
    lines = (
        published("LDR06", 1000, years=gone),
        published("COM04", reported(1700, Qualifier.OVER), quote="trên 1.700 buổi", years=gone),
        published("COM05", reported(81000, Qualifier.OVER), quote="hơn 81.000 lượt"),
        published("MOD01", 71, quote="71 mô hình", years=gone),
        published("MOD06", 5, quote="05 mô hình nhân rộng"),
        published("MOD13", 1987, label="Hội Cựu chiến binh", breakdown="host_org=ccb"),
        published("CPN01", 31, POLICE_REPORT, actor="Công an tỉnh"),
        published("CPN02", reported(410, Qualifier.OVER), POLICE_REPORT, actor="Công an tỉnh"),
        published("CRM03", reported(750, Qualifier.OVER), POLICE_REPORT, actor="Công an tỉnh"),
        published("TIP01", reported(100, Qualifier.HUNDREDS), quote="hàng trăm nguồn tin"),
        published("MED04", 2714),
        published("AWD01", CellValue(State.STATED_WITHOUT_NUMBER)),
        Line(MEASURES["FRC01"], Amount(DECADE, NO_FIGURE)),
    )
    given: dict[str, object] = {
        "review": "7", "kind": Kind.FINAL,
        "programme": Programme("CTPH-X", "Chương trình phối hợp số 91/CTr-CA-MTTQ"),
        "place": Place("Mẫu Hạ", "tỉnh"), "span": DECADE, "cut_off": date(2023, 6, 6), "made_on": date(2026, 7, 3),
        "lines": lines, "years": years,
    }  # fmt: skip
    return Material(**(given | changes))  # type: ignore[arg-type]


def facts(material: Material | None = None, profile: str = "ban-chi-dao") -> ReviewFacts:
    """Frozen facts of ``material`` (the rich one without)."""
    material = material or rich()
    return compose(material, issuer(profile, material.place, material.made_on.year))
