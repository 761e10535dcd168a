"""Meetings, who was there, and the days on which an organisation meets regularly."""

from jingwei.mechanisms.meetings.models.held import Attendance, Meeting
from jingwei.mechanisms.meetings.models.series import Series

__all__ = ["Attendance", "Meeting", "Series"]
