"""The verbs on meetings."""

from jingwei.mechanisms.meetings.actions import keeping as keeping
from jingwei.mechanisms.meetings.actions.bulk import Held, record_many_meetings
from jingwei.mechanisms.meetings.actions.recording import (
    correct_meeting,
    record_meeting,
    strike_meeting,
)

__all__ = ["Held", "correct_meeting", "record_many_meetings", "record_meeting", "strike_meeting"]
