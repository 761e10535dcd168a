"""Meetings, held and deciding; the days on which an organisation meets regularly, whom it served."""

from jingwei.mechanisms.meetings.models.agenda import AgendaItem, ItemList
from jingwei.mechanisms.meetings.models.held import Attendance, Meeting
from jingwei.mechanisms.meetings.models.series import Series
from jingwei.mechanisms.meetings.models.serving import Service
from jingwei.mechanisms.meetings.models.sitting import Amendment, Hearing, Minute, Recusal, Seat

__all__ = [
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Hearing",
    "ItemList",
    "Meeting",
    "Minute",
    "Recusal",
    "Seat",
    "Series",
    "Service",
]
