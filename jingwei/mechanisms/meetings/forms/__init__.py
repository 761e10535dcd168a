"""What people type about meetings."""

from jingwei.mechanisms.meetings.forms.agenda import Lay, Lists, Propose, Reason, Review, Revise, Urge
from jingwei.mechanisms.meetings.forms.held import Correct, RecordMeeting, Strike
from jingwei.mechanisms.meetings.forms.sitting import (
    Amend,
    Arrive,
    Attend,
    Convene,
    CorrectMinute,
    Entrust,
    Guests,
    LookAgain,
    Open,
    Resolve,
    Rewrite,
    StepAside,
    Write,
    rows_of,
)

__all__ = [
    "Amend",
    "Arrive",
    "Attend",
    "Convene",
    "Correct",
    "CorrectMinute",
    "Entrust",
    "Guests",
    "Lay",
    "Lists",
    "LookAgain",
    "Open",
    "Propose",
    "Reason",
    "RecordMeeting",
    "Resolve",
    "Review",
    "Revise",
    "Rewrite",
    "StepAside",
    "Strike",
    "Urge",
    "Write",
    "rows_of",
]
