"""All that changes people and accounts: the verbs one by one, the same for many at once, and what goes by itself."""

from jingwei.foundation.people.actions.accounts import (
    change_password,
    close_account,
    end_sessions,
    issue_token,
    note_sign_in,
    open_account,
    reopen_account,
    reset_password,
)
from jingwei.foundation.people.actions.amending import (
    accept_amendment,
    ask_amendment,
    decline_amendment,
)
from jingwei.foundation.people.actions.bulk import amend_many, register_many, take_back_people
from jingwei.foundation.people.actions.keeping import erase_person
from jingwei.foundation.people.actions.verbs import amend_person, register_person, unmask_person

__all__ = [
    "accept_amendment",
    "amend_many",
    "amend_person",
    "ask_amendment",
    "change_password",
    "close_account",
    "decline_amendment",
    "end_sessions",
    "erase_person",
    "issue_token",
    "note_sign_in",
    "open_account",
    "register_many",
    "register_person",
    "reopen_account",
    "reset_password",
    "take_back_people",
    "unmask_person",
]
