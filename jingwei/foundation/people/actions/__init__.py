"""All that changes people and accounts: the verbs one by one, and the same for many at once."""

from jingwei.foundation.people.actions.bulk import amend_many, register_many, take_back_people
from jingwei.foundation.people.actions.verbs import (
    amend_person,
    close_account,
    issue_token,
    open_account,
    register_person,
    reset_password,
    unmask_person,
)

__all__ = [
    "amend_many",
    "amend_person",
    "close_account",
    "issue_token",
    "open_account",
    "register_many",
    "register_person",
    "reset_password",
    "take_back_people",
    "unmask_person",
]
