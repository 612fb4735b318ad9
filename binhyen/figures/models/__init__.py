"""The tables of the room: what can be measured, what is asked, what was reported."""

from binhyen.figures.models.catalogue import CodeItem, Indicator, IndicatorVersion
from binhyen.figures.models.forms import (
    FormAssignment,
    FormLine,
    FormProgramme,
    FormRule,
    FormVersion,
    Period,
    PeriodLock,
    Reopening,
)
from binhyen.figures.models.record import Cell, CellVersion, Correction, LedgerEntry
from binhyen.figures.models.submission import CellFinding, DraftCell, Opening, ReadingDecision, Step, Submission

__all__ = [
    "Cell",
    "CellFinding",
    "CellVersion",
    "CodeItem",
    "Correction",
    "DraftCell",
    "FormAssignment",
    "FormLine",
    "FormProgramme",
    "FormRule",
    "FormVersion",
    "Indicator",
    "IndicatorVersion",
    "LedgerEntry",
    "Opening",
    "Period",
    "PeriodLock",
    "ReadingDecision",
    "Reopening",
    "Step",
    "Submission",
]
