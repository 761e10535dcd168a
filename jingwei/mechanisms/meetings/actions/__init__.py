"""The verbs on meetings."""

from jingwei.mechanisms.meetings.actions import keeping as keeping
from jingwei.mechanisms.meetings.actions.recording import correct_meeting, record_meeting

__all__ = ["correct_meeting", "record_meeting"]
