"""Meetings, held and deciding; the days on which an organisation meets regularly, whom it served."""

from jingwei.mechanisms.meetings.models.agenda import AgendaItem, ItemList
from jingwei.mechanisms.meetings.models.held import Attendance, Meeting, SignUp
from jingwei.mechanisms.meetings.models.old_minutes import OldMinutes
from jingwei.mechanisms.meetings.models.papers import PAPER_KINDS
from jingwei.mechanisms.meetings.models.series import Series
from jingwei.mechanisms.meetings.models.serving import Service
from jingwei.mechanisms.meetings.models.sitting import Amendment, Hearing, LookBack, Minute, Recusal, Seat
from jingwei.mechanisms.meetings.models.templates import PaperTemplate

__all__ = [
    "PAPER_KINDS",
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Hearing",
    "ItemList",
    "LookBack",
    "Meeting",
    "Minute",
    "OldMinutes",
    "PaperTemplate",
    "Recusal",
    "Seat",
    "Series",
    "Service",
    "SignUp",
]
