"""The verbs on people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.people import events
from jingwei.foundation.people.models import Person, columns_of
from jingwei.foundation.people.queries import holder_of
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid

SHORTEST_REASON = 4
DETAILS = (
    "name sex category standing id_number phone email job_title joined_on full_member_on left_on".split()
)


@action("people.register", label=_l("登记人员"), lock=False)
def register_person(
    university: University,
    *,
    actor: Actor,
    code: str,
    name: str,
    category: str = "teacher",
    standing: str = "other",
    sex: str = "",
    id_number: str = "",
    phone: str = "",
    email: str = "",
    job_title: str = "",
    joined_on: date | None = None,
    full_member_on: date | None = None,
) -> Person:
    """Enter a person of the university under a code of their own."""
    if Person.objects.filter(university=university, code=code).exists():
        raise Invalid.field("code", _("学工号 {code} 已经登记过。").format(code=code))
    _require_free(university.pk, id_number, code)
    details = {
        "sex": sex,
        "category": category,
        "standing": standing,
        "id_number": id_number,
        "phone": phone,
        "email": email,
        "job_title": job_title,
        "joined_on": joined_on,
        "full_member_on": full_member_on,
    }
    person = Person.objects.create(university=university, code=code, name=name, **details)
    kept = {k: v for k, v in details.items() if v}
    record(events.PersonRegistered(code=code, name=name, details=kept), actor=actor, subject=person)
    return person


@action("people.amend", label=_l("更正信息"))
def amend_person(
    person: Person,
    *,
    actor: Actor,
    name: str | None = None,
    sex: str | None = None,
    category: str | None = None,
    standing: str | None = None,
    id_number: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    job_title: str | None = None,
    joined_on: date | None = None,
    full_member_on: date | None = None,
    left_on: date | None = None,
) -> Person:
    """Correct a person's data; what is left out stays as it is."""
    given = {name_: value for name_, value in locals().items() if name_ in DETAILS and value is not None}
    return _amend(person, actor, given)


def _require_free(university_id: int, id_number: str, code: str) -> None:
    """Nobody else of the university has the ID number."""
    holder = holder_of(university_id, id_number)
    if holder is not None and holder.code != code:
        message = _("这个证件号已经登记在{name}（{code}）名下，请核对。")
        raise Invalid.field("id_number", message.format(name=holder.name, code=holder.code))


def _amend(person: Person, actor: Actor, given: dict[str, Any]) -> Person:
    changed = {k: v for k, v in given.items() if getattr(person, k) != v}
    _require_free(person.university_id, changed.get("id_number", ""), person.code)
    old = {k: getattr(person, k) for k in changed}
    for field, value in changed.items():
        setattr(person, field, value)
    person.version += 1
    person.save(update_fields=[*columns_of(changed), "version"])
    event = events.PersonAmended(fields=", ".join(sorted(changed)), old=old, new=changed)
    record(event, actor=actor, subject=person)
    return person


@action("people.unmask", label=_l("查看证件号"))
def unmask_person(person: Person, *, actor: Actor, reason: str) -> Person:
    """Read the ID number and phone of a person, for a stated reason that the person can see."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid.field("reason", _("请写明查看的理由，本人会看到。"))
    record(events.PersonUnmasked(reason=reason), actor=actor, subject=person)
    return person
