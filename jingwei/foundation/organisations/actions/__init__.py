"""All that changes organisations, memberships and posts: the verbs one by one, and the same for many at once."""

from jingwei.foundation.organisations.actions.bulk import (
    Belonging,
    Founding,
    Naming,
    appoint_many,
    begin_many,
    cover_many,
    end_many,
    found_many,
)
from jingwei.foundation.organisations.actions.changing import (
    end_organisation,
    move_organisation,
    rename_organisation,
)
from jingwei.foundation.organisations.actions.joining import (
    Part,
    merge_organisations,
    split_organisation,
)
from jingwei.foundation.organisations.actions.planning import (
    carry_out,
    hold_change,
    take_effect,
    withdraw_change,
)
from jingwei.foundation.organisations.actions.take_back import (
    take_back_appointments,
    take_back_memberships,
    take_back_organisations,
)
from jingwei.foundation.organisations.actions.verbs import (
    begin_membership,
    cover_unit,
    end_appointment,
    end_deputation,
    end_membership,
    found_organisation,
    found_top,
    make_appointment,
    make_deputation,
    uncover_unit,
)

__all__ = [
    "Belonging",
    "Founding",
    "Naming",
    "Part",
    "appoint_many",
    "begin_many",
    "begin_membership",
    "carry_out",
    "cover_many",
    "cover_unit",
    "end_appointment",
    "end_deputation",
    "end_many",
    "end_membership",
    "end_organisation",
    "found_many",
    "found_organisation",
    "found_top",
    "hold_change",
    "make_appointment",
    "make_deputation",
    "merge_organisations",
    "move_organisation",
    "rename_organisation",
    "split_organisation",
    "take_back_appointments",
    "take_back_memberships",
    "take_back_organisations",
    "take_effect",
    "uncover_unit",
    "withdraw_change",
]
