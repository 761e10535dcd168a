"""The verbs on committees and on their seats."""

from jingwei.mechanisms.committees.actions.committees import (
    amend_committee,
    end_committee,
    found_committee,
)
from jingwei.mechanisms.committees.actions.deciding import (
    decline_seat,
    find_eligible,
    find_ineligible,
    seat_nominee,
    vote_on_nominee,
)
from jingwei.mechanisms.committees.actions.nominating import nominate, withdraw_nomination
from jingwei.mechanisms.committees.actions.succession import hand_over_committee
from jingwei.mechanisms.committees.actions.terms import end_seat, expire_seat, foretell_end

__all__ = [
    "amend_committee",
    "decline_seat",
    "end_committee",
    "end_seat",
    "expire_seat",
    "find_eligible",
    "find_ineligible",
    "foretell_end",
    "found_committee",
    "hand_over_committee",
    "nominate",
    "seat_nominee",
    "vote_on_nominee",
    "withdraw_nomination",
]
