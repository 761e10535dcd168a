"""The verbs on meetings."""

from jingwei.mechanisms.meetings.actions import keeping as keeping
from jingwei.mechanisms.meetings.actions.bulk import Held, record_many_meetings
from jingwei.mechanisms.meetings.actions.recording import (
    correct_meeting,
    record_meeting,
    strike_meeting,
)
from jingwei.mechanisms.meetings.actions.rosters import bring_in_meetings, take_back_meetings

__all__ = [
    "Held",
    "bring_in_meetings",
    "correct_meeting",
    "record_many_meetings",
    "record_meeting",
    "strike_meeting",
    "take_back_meetings",
]
