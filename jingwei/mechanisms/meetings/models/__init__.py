"""Meetings, and who was there."""

from jingwei.mechanisms.meetings.models.held import Attendance, Meeting

__all__ = ["Attendance", "Meeting"]
