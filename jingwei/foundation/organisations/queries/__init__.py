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
from jingwei.foundation.organisations.queries.facts import FACTS, IN_TERM, Measured, facts_of, party_members
from jingwei.foundation.organisations.queries.foretold import foretold
from jingwei.foundation.organisations.queries.idle import posts_behind, waiting_for
from jingwei.foundation.organisations.queries.listing import ORGANISATIONS
from jingwei.foundation.organisations.queries.pages import coverage_of, uncovered_for, whole
from jingwei.foundation.organisations.queries.planned import (
    CHANGES,
    WITHDRAW,
    change_for,
    changes_due,
    held_changes_for,
)
from jingwei.foundation.organisations.queries.posts import (
    APPOINTMENTS,
    appointment_for,
    appointments_for,
    deputation_for,
    people_in_charge,
    people_who_may,
)
from jingwei.foundation.organisations.queries.seeing import (
    SEE,
    Scope,
    children_of,
    organisation_for,
    organisations_for,
    scope_of,
    tops_for,
    under,
)
from jingwei.foundation.organisations.queries.successions import (
    below_of,
    members_of,
    mergeable_for,
    merger_foretold,
    posts_of_all,
    posts_that_fit,
    predecessors_of,
    split_foretold,
)
from jingwei.foundation.organisations.queries.then import (
    as_it_was,
    joined_then,
    linked_below,
    names_then,
    organisation_asked,
    organisation_then,
    paths_until,
    placements_for,
    unsettled,
)
from jingwei.foundation.organisations.queries.trees import forest_for, found_for, level_for, superiors

__all__ = [
    "APPOINTMENTS",
    "CHANGES",
    "FACTS",
    "IN_TERM",
    "ORGANISATIONS",
    "SEE",
    "WITHDRAW",
    "Measured",
    "Organisation",
    "Scope",
    "actor_in_post",
    "appointment_for",
    "appointments_for",
    "as_it_was",
    "below_of",
    "change_for",
    "changes_due",
    "children_of",
    "coverable_for",
    "coverage_of",
    "covered_for",
    "deputation_for",
    "facts_of",
    "forest_for",
    "foretold",
    "found_for",
    "grants_of",
    "held_changes_for",
    "implicit_role",
    "joined_then",
    "level_for",
    "linked_below",
    "members_of",
    "mergeable_for",
    "merger_foretold",
    "names_then",
    "organisation_asked",
    "organisation_for",
    "organisation_then",
    "organisations_for",
    "parents_for",
    "party_members",
    "paths_until",
    "people_in_charge",
    "people_who_may",
    "placements_for",
    "posts_behind",
    "posts_of",
    "posts_of_all",
    "posts_that_fit",
    "predecessors_of",
    "scope_of",
    "split_foretold",
    "standing",
    "superiors",
    "tied_to",
    "to_choose",
    "tops_for",
    "uncovered_for",
    "under",
    "unsettled",
    "waiting_for",
    "whole",
]
