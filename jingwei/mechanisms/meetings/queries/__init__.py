"""What an actor may see of meetings."""

from jingwei.mechanisms.meetings.queries import serving as serving
from jingwei.mechanisms.meetings.queries.held import (
    MEETINGS,
    RECORD,
    SEE,
    bodies_of,
    expected_at,
    host_for,
    hosts_for,
    kept_years,
    meeting_for,
    meetings_for,
    roster_of,
)

__all__ = [
    "MEETINGS",
    "RECORD",
    "SEE",
    "bodies_of",
    "expected_at",
    "host_for",
    "hosts_for",
    "kept_years",
    "meeting_for",
    "meetings_for",
    "roster_of",
]
