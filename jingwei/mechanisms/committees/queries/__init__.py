"""What may be read of committees and of seats: which, by whom, and what waits."""

from jingwei.mechanisms.committees.queries import concerned as concerned
from jingwei.mechanisms.committees.queries.seeing import (
    COMMITTEES,
    FOUND,
    NOMINATE,
    SEATS,
    SEE,
    candidates_for,
    committee_for,
    committees_for,
    ending,
    kinds_kept_by,
    own_unit,
    post_to_nominate,
    seat_for,
    seats_for,
    seats_in,
)
from jingwei.mechanisms.committees.queries.steps import Stage, points_of, stages_of
from jingwei.mechanisms.committees.queries.waiting import Line, lines_for

__all__ = [
    "COMMITTEES",
    "FOUND",
    "NOMINATE",
    "SEATS",
    "SEE",
    "Line",
    "Stage",
    "candidates_for",
    "committee_for",
    "committees_for",
    "ending",
    "kinds_kept_by",
    "lines_for",
    "own_unit",
    "points_of",
    "post_to_nominate",
    "seat_for",
    "seats_for",
    "seats_in",
    "stages_of",
]
