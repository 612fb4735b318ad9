"""The outline's parts of a review with their indicators. Data only. How each is said: ``figures.phrases``."""

from __future__ import annotations

from binhyen.figures.phrases import PHRASES, TOGETHER

__all__ = ["LEADERSHIP", "MEDIATION", "MODELS", "PHRASES", "POLICE", "RESULTS", "SITUATION", "TOGETHER", "owner"]

LEADERSHIP = ("LDR01", "LDR02", "LDR03", "LDR04", "LDR05", "LDR06", "LDR07", "LDR08", "LDR09", "LDR10", "LDR11", "LDR12",
              "LDR13", "LDR14", "LDR15", "COV01", "COV03", "RPT04", "RPT05")  # fmt: skip
SITUATION = ("CTX03", "CTX04", "CTX02", "CTX01", "CTX05", "CTX06", "CTX07", "CTX08", "CTX09", "CTX10")
MEDIATION = ("MED03", "MED04", "MED05", "MED06", "MED07")
MODELS = ("MOD01", "MOD02", "MOD03", "MOD04", "MOD05", "MOD06", "MOD09", "MOD10")

# Section III: title, then what belongs to it, whole groups ("COM") or single codes, in the order of the sentences.
RESULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Công tác tuyên truyền, tập huấn", ("COM", "CMT03", "CMT04", "CMT08")),
    ("Xây dựng, nhân rộng mô hình, điển hình tiên tiến", ("MOD", "COV02")),
    ("Xây dựng khu dân cư, xã, phường, cơ quan, doanh nghiệp, cơ sở giáo dục đạt tiêu chuẩn “An toàn về an ninh, trật tự”",
     ("CMT", "STD")),
    ("Công tác phòng ngừa, vận động Nhân dân", ("MED", "TIP", "RIN", "WEA", "FRC04", "FRC05", "FRC06", "TRF", "FIR")),
    ("Công tác đấu tranh phòng, chống tội phạm và vi phạm pháp luật", ("CPN", "CRM", "DRG", "ENV")),
    ("Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở", ("FRC",)),
    ("Phối hợp của các ban, ngành, đoàn thể", ("COV", "LDR05", "RPT")),
    ("Kinh phí và điều kiện bảo đảm", ("RES",)),
    ("Công tác thi đua, khen thưởng", ("AWD",)),
)  # fmt: skip

# Totals of the police are theirs, not the programme's.
POLICE = ("CPN", "CRM", "DRG01", "DRG02", "DRG03", "ENV", "TRF05")


def owner(code: str) -> str:
    """The part of section III that an indicator belongs to: by its code, else by its group of codes."""
    for title, codes in RESULTS:
        if code in codes:
            return title
    return next(title for title, codes in RESULTS if code[:3] in codes)
