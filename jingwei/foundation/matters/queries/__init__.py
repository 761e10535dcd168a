"""What may be read of matters: which, one whole, what waits, what a sentence is about."""

from jingwei.foundation.matters.models import Matter
from jingwei.foundation.matters.queries import concerned as concerned
from jingwei.foundation.matters.queries.choices import (
    clause_choices,
    hosts_for,
    last_of,
    partner_for,
    partners_for,
    term_choices,
    type_choices,
    words_of,
)
from jingwei.foundation.matters.queries.detail import Whole, whole
from jingwei.foundation.matters.queries.due import corrections_due, milestones_due
from jingwei.foundation.matters.queries.guess import Guess, guess_for
from jingwei.foundation.matters.queries.hanging import hanging_for
from jingwei.foundation.matters.queries.knots import Knot
from jingwei.foundation.matters.queries.listing import MATTERS
from jingwei.foundation.matters.queries.loose import Loose, loose_for
from jingwei.foundation.matters.queries.panels import Cloth, cloth_below, matters_below
from jingwei.foundation.matters.queries.seeing import (
    SEE,
    correction_for,
    deed_for,
    goal_for,
    matter_for,
    matters_for,
    milestone_for,
    reads_label,
    task_for,
)
from jingwei.foundation.matters.queries.waiting import waiting_for

__all__ = [
    "MATTERS",
    "SEE",
    "Cloth",
    "Guess",
    "Knot",
    "Loose",
    "Matter",
    "Whole",
    "clause_choices",
    "cloth_below",
    "correction_for",
    "corrections_due",
    "deed_for",
    "goal_for",
    "guess_for",
    "hanging_for",
    "hosts_for",
    "last_of",
    "loose_for",
    "matter_for",
    "matters_below",
    "matters_for",
    "milestone_for",
    "milestones_due",
    "partner_for",
    "partners_for",
    "reads_label",
    "task_for",
    "term_choices",
    "type_choices",
    "waiting_for",
    "whole",
    "words_of",
]
