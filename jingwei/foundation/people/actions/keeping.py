"""What goes by itself: personal values of people who are gone, tokens that ended; and what moves to a new key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock, retention
from jingwei.adapters.retention import keeps
from jingwei.adapters.secrets.rotation import PORTION, moves
from jingwei.foundation.ledger.actions import erase_personal_values, record
from jingwei.foundation.people import events, rules
from jingwei.foundation.people.models import MARKS, Amendment, Person, Token, concealed_numbers
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.bulk import update_many

KEEPER = system("系统", "people.erase")
BLANKED = {
    "sex": "",
    "concealed": "",
    **dict.fromkeys(MARKS, ""),
    "email": "",
    "job_title": "",
    "joined_on": None,
    "full_member_on": None,
}


@action("people.erase", label=_l("按期删除个人信息"), rule=rules.term_is_over, system_only=True)
def erase_person(person: Person, *, actor: Actor) -> Person:
    """Erase what is personal about somebody who is gone, here and beside the records; name and places stay."""
    for column, nothing in BLANKED.items():
        setattr(person, column, nothing)
    person.erased_on = clock.today()
    person.version += 1
    person.save(update_fields=[*BLANKED, "erased_on", "version"])
    for amendment in person.amendments.all():
        erase_personal_values(amendment)
    person.amendments.update(concealed="")
    erase_personal_values(person)
    record(events.PersonErased(days=retention.days("people.gone")), actor=actor, subject=person)
    return person


def _gone(before: datetime) -> QuerySet[Person]:
    return Person.objects.filter(left_on__lt=before.astimezone(clock.ZONE).date(), erased_on=None)


@keeps("people.gone", _l("离校人员的个人信息"), lambda before: _gone(before).count())
def erase_gone(before: datetime) -> int:
    """Erase the personal values of everybody whose time is over, each by the verb."""
    count = 0
    for person in _gone(before).order_by("pk").iterator(chunk_size=PORTION):
        erase_person(person, actor=KEEPER)
        count += 1
    return count


def _ended(before: datetime) -> QuerySet[Token]:
    return Token.objects.filter(good_until__lt=before)


@keeps("tokens.expired", _l("过期的令牌"), lambda before: _ended(before).count())
def forget_ended_tokens(before: datetime) -> int:
    """Drop tokens that nobody can use any more."""
    return _ended(before).delete()[0]


@moves("people.person.concealed")
def move_numbers(key: str, after: int) -> int | None:
    """Conceal the numbers of the next people anew, and mark them anew."""
    with transaction.atomic():
        rows = Person.objects.select_for_update(no_key=True).filter(pk__gt=after).exclude(concealed="")
        found = list(rows.exclude(concealed__startswith=key).order_by("pk")[:PORTION])
        anew = [(p.pk, *concealed_numbers(p.university_id, p.code, p.numbers)) for p in found]
        update_many(Person, ("concealed", *MARKS), anew)
    return found[-1].pk if found else None


@moves("people.amendment.concealed")
def move_amendments(key: str, after: int) -> int | None:
    """Conceal the next requests anew."""
    field: Any = Amendment._meta.get_field("concealed")
    with transaction.atomic():
        rows = Amendment.objects.select_for_update(no_key=True).filter(pk__gt=after).exclude(concealed="")
        found = list(rows.exclude(concealed__startswith=key).order_by("pk")[:PORTION])
        anew = [(row.pk, field.conceal(field.reveal(row), row.person_id)) for row in found]
        update_many(Amendment, ("concealed",), anew)
    return found[-1].pk if found else None
