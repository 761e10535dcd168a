"""Reads of organisations and posts; each takes the actor and gives only what that actor may see."""

from jingwei.foundation.organisations.models import Organisation, standing
from jingwei.foundation.organisations.queries.acting import (
    actor_in_post,
    grants_of,
    implicit_role,
    posts_of,
    tied_to,
)
from jingwei.foundation.organisations.queries.choosing import (
    coverable_for,
    covered_for,
    parents_for,
    to_choose,
)
from jingwei.foundation.organisations.queries.idle import posts_behind, waiting_for
from jingwei.foundation.organisations.queries.pages import coverage_of, uncovered_for, whole
from jingwei.foundation.organisations.queries.posts import (
    APPOINTMENTS,
    appointment_for,
    appointments_for,
    deputation_for,
)
from jingwei.foundation.organisations.queries.seeing import (
    ORGANISATIONS,
    SEE,
    children_of,
    organisation_for,
    organisations_for,
    tops_for,
    under,
)
from jingwei.foundation.organisations.queries.trees import forest_for, found_for, level_for, superiors

__all__ = [
    "APPOINTMENTS",
    "ORGANISATIONS",
    "SEE",
    "Organisation",
    "actor_in_post",
    "appointment_for",
    "appointments_for",
    "children_of",
    "coverable_for",
    "coverage_of",
    "covered_for",
    "deputation_for",
    "forest_for",
    "found_for",
    "grants_of",
    "implicit_role",
    "level_for",
    "organisation_for",
    "organisations_for",
    "parents_for",
    "posts_behind",
    "posts_of",
    "standing",
    "superiors",
    "tied_to",
    "to_choose",
    "tops_for",
    "uncovered_for",
    "under",
    "waiting_for",
    "whole",
]
