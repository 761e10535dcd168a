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
from jingwei.mechanisms.meetings.actions.serving import confirm_service, decline_service, tell_service

__all__ = [
    "Held",
    "begin_series",
    "bring_in_meetings",
    "change_series",
    "confirm_service",
    "correct_meeting",
    "decline_service",
    "end_series",
    "record_many_meetings",
    "record_meeting",
    "strike_meeting",
    "take_back_meetings",
    "tell_service",
]
