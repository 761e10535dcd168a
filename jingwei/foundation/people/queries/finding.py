"""What of people and accounts is found by a few words."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.people.queries.seeing import ACCOUNTS, PEOPLE, SEE, SEE_ACCOUNTS
from jingwei.kernel.finding import Found, in_list


def _person(row: dict[str, Any]) -> Found:
    beside = (row["code"], row["unit"] or row["branch"] or "")
    return Found(row["id"], row["name"], f"/people/{row['id']}/", " · ".join(filter(None, beside)))


def _account(row: dict[str, Any]) -> Found:
    return Found(row["id"], row["username"], f"/people/accounts/{row['id']}/", row["person__name"] or "")


FINDS = (
    in_list(
        PEOPLE,
        SEE,
        "/people/",
        reads=("id", "name", "code", "unit", "branch"),
        told=_person,
        first="name",
        order=50,
    ),
    in_list(
        ACCOUNTS,
        SEE_ACCOUNTS,
        "/people/accounts/",
        reads=("id", "username", "person__name"),
        told=_account,
        first="username",
        order=60,
    ),
)
