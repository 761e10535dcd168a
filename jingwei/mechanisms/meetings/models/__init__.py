"""Meetings, who was there, the days on which an organisation meets regularly, whom it served."""

from jingwei.mechanisms.meetings.models.held import Attendance, Meeting
from jingwei.mechanisms.meetings.models.series import Series
from jingwei.mechanisms.meetings.models.serving import Service

__all__ = ["Attendance", "Meeting", "Series", "Service"]
