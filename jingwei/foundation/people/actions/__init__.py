"""All that changes people and accounts: the verbs one by one, and the same for many at once."""

from jingwei.foundation.people.actions.accounts import (
    change_password,
    close_account,
    issue_token,
    note_sign_in,
    open_account,
    reopen_account,
    reset_password,
)
from jingwei.foundation.people.actions.bulk import (
    amend_many,
    move_numbers,
    register_many,
    take_back_people,
)
from jingwei.foundation.people.actions.verbs import amend_person, register_person, unmask_person

__all__ = [
    "amend_many",
    "amend_person",
    "change_password",
    "close_account",
    "issue_token",
    "move_numbers",
    "note_sign_in",
    "open_account",
    "register_many",
    "register_person",
    "reopen_account",
    "reset_password",
    "take_back_people",
    "unmask_person",
]
