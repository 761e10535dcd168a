"""The verbs on meetings."""

from jingwei.mechanisms.meetings.actions import keeping as keeping
from jingwei.mechanisms.meetings.actions.bulk import Held, record_many_meetings
from jingwei.mechanisms.meetings.actions.recording import (
    correct_meeting,
    record_meeting,
    strike_meeting,
)
from jingwei.mechanisms.meetings.actions.rosters import bring_in_meetings, take_back_meetings
from jingwei.mechanisms.meetings.actions.series import begin_series, change_series, end_series

__all__ = [
    "Held",
    "begin_series",
    "bring_in_meetings",
    "change_series",
    "correct_meeting",
    "end_series",
    "record_many_meetings",
    "record_meeting",
    "strike_meeting",
    "take_back_meetings",
]
