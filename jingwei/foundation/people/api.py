"""People and accounts over the API: masked as on the page; what is shown once is in the answer of its verb."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from jingwei.foundation.people.queries import (
    ACCOUNTS,
    AMENDMENTS,
    PEOPLE,
    account_for,
    amendment_for,
    contact_of,
    person_for,
    person_held_by,
)
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of


class PersonOut(Answer):
    """A person, ID number and phone masked."""

    id: int
    code: str
    name: str
    sex: str
    category: str
    standing: str
    job_title: str
    email: str
    id_number: str
    phone: str
    joined_on: date | None
    full_member_on: date | None
    left_on: date | None
    version: int


def _detail(actor: Actor, person: Any) -> dict[str, Any]:
    same = "id code name sex category standing job_title email joined_on full_member_on left_on version"
    return {name: getattr(person, name) for name in same.split()} | contact_of(person, is_open=False)


class AmendmentOut(Answer):
    """A request to have one's data corrected, with what was answered."""

    id: int
    person_id: int
    person: str
    wish: str
    state: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str
    version: int


def _amendment(actor: Actor, amendment: Any) -> dict[str, Any]:
    same = "id person_id state answered_by version".split()
    said = amendment.said
    return {name: getattr(amendment, name) for name in same} | {
        "asked_at": localtime(amendment.asked_at),
        "answered_at": localtime(amendment.answered_at) if amendment.answered_at else None,
        "person": amendment.person.name,
        "wish": said.get("wish", ""),
        "answer": said.get("answer", ""),
    }


class AccountOut(Answer):
    """An account; its password is nowhere."""

    id: int
    username: str
    person_id: int | None
    person: str
    is_active: bool
    must_change: bool


def _account(actor: Actor, account: Any) -> dict[str, Any]:
    same = ("id", "username", "person_id", "is_active", "must_change")
    return {name: getattr(account, name) for name in same} | {
        "person": account.person.name if account.person else ""
    }


def _password(account: Any) -> dict[str, str]:
    return {"password": account.told} if account.told else {}


routers = {
    "people": router_of(
        Resource(
            "people",
            person_for,
            _detail,
            PersonOut,
            PEOPLE,
            verbs=("people.amend", "people.unmask"),
            creates=(Creates("people.register", "university_id", university_for),),
            once={"people.unmask": lambda person: contact_of(person, is_open=True)},
        )
    ),
    "amendments": router_of(
        Resource(
            "amendments",
            amendment_for,
            _amendment,
            AmendmentOut,
            AMENDMENTS,
            verbs=("amendments.accept", "amendments.decline"),
            creates=(Creates("amendments.ask", "person_id", person_for),),
        )
    ),
    "accounts": router_of(
        Resource(
            "accounts",
            account_for,
            _account,
            AccountOut,
            ACCOUNTS,
            verbs=(
                "accounts.end_sessions",
                "accounts.close",
                "accounts.reopen",
                "accounts.reset_password",
                "accounts.change_password",
            ),
            creates=(
                Creates(
                    "accounts.open",
                    "university_id",
                    university_for,
                    finds=(("person", person_held_by("accounts.open")),),
                ),
            ),
            once=dict.fromkeys(("accounts.open", "accounts.reopen", "accounts.reset_password"), _password),
        )
    ),
}
