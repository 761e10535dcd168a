"""Meetings, who was there, and how they decide."""

from jingwei.mechanisms.meetings.models.agenda import AgendaItem, ItemList
from jingwei.mechanisms.meetings.models.held import Attendance, Meeting
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
]
