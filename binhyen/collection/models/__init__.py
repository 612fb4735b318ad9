"""The tables of the room: what is asked, by when, what came with it."""

from binhyen.collection.models.activities import Activity
from binhyen.collection.models.mailboxes import Mailbox
from binhyen.collection.models.papers import Attachment, Call, Paper, Remark
from binhyen.collection.models.requests import (
    DayOff,
    DeadlineRule,
    Digest,
    Obligation,
    OutlineSection,
    Regime,
    ReportRequest,
    RequestedForm,
    Words,
)
from binhyen.collection.models.workbooks import ExportLayout, ReceivedWorkbook

__all__ = [
    "Activity",
    "Attachment",
    "Call",
    "DayOff",
    "DeadlineRule",
    "Digest",
    "ExportLayout",
    "Mailbox",
    "Obligation",
    "OutlineSection",
    "Paper",
    "ReceivedWorkbook",
    "Regime",
    "Remark",
    "ReportRequest",
    "RequestedForm",
    "Words",
]
