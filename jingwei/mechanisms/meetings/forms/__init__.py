"""What people type about meetings."""

from jingwei.mechanisms.meetings.forms.held import Correct, RecordMeeting, Strike

__all__ = ["Correct", "RecordMeeting", "Strike"]
