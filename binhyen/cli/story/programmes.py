"""Which programmes read which indicators in the demo: collected once, read by many."""

from __future__ import annotations

from datetime import datetime

from binhyen.directives.models import Programme
from binhyen.figures.actions import programme_reads

READS = {
    "MAU-01": (
        "LDR01 LDR02 LDR03 LDR07 COM01 COM04 COM05 COM09 CMT01 CMT05 CMT07 MOD02 MOD05 MOD06 MOD09 MOD10 FRC01 FRC02 FRC04 "
        "FRC05 FRC06 FRC08 TIP01 MED03 MED04 MED05 MED06 WEA01 FIR05 AWD06"
    ),
    "CT-48": "COM01 COM04 COM05 MOD02 MED04 TIP01 FRC04",
    "CTPH-09": "COM04 COM05 MOD02 MOD05 MOD06 CMT05 MED04 AWD06",
    "CTPH-04": "COM04 COM05 MOD02 FRC04 TIP01 MED04",
    "CT-07-BCA": "COM01 COM05 CMT07",
}


def tell_programmes(now: datetime) -> None:
    """Write who reads what."""
    for code, indicators in READS.items():
        programme_reads(programme=Programme.objects.get(code=code), indicators=indicators.split(), actor=None, now=now)
