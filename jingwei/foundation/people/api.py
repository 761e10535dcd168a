"""People over the API: masked as on the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.people.queries import PEOPLE, person_for
from jingwei.foundation.people.rules import masked_id_number, masked_phone
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
    return {name: getattr(person, name) for name in same.split()} | {
        "id_number": masked_id_number(person.id_number),
        "phone": masked_phone(person.phone),
    }


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
        )
    )
}
