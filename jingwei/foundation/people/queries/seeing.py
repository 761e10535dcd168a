"""Who may be seen, who an account or a token is, and what an import compares with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy
from pydantic_core import from_json

from jingwei.adapters import clock
from jingwei.adapters.secrets.concealing import marks
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.people.models import NUMBERS, Token, mark_context
from jingwei.foundation.people.models import Account as Account
from jingwei.foundation.people.models import Person as Person
from jingwei.foundation.people.rules import MASKS
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor, behind
from jingwei.kernel.among import Among
from jingwei.kernel.bulk import Standing, standing_on
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotFound, Text
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row, Scoped
from jingwei.kernel.prepared import Prepared

SEE = reading("people.see", _l("看人员"), "See the people of the organisations under you.")
SEE_ACCOUNTS = reading("accounts.see", _l("看账号"), "See which accounts there are and whose they are.")
MY = reading("my.see", _l("我的信息"), "See what is held about yourself.")


def _memberships() -> QuerySet[Any]:
    """The memberships of people: their table stands a rung above, and is reached through its relation."""
    return Person.memberships.rel.related_model._default_manager.all()


def _scope(actor: Actor, verb: str = SEE) -> tuple[Any, ...]:
    """The university alone where all of it is granted, else with the granted paths and the day."""
    if actor.whole(verb):
        return (actor.university_id,)
    return actor.university_id, actor.paths(verb), clock.today()


def _people(university_id: int, paths: Sequence[str] | None = None, day: date = date.min) -> QuerySet[Person]:
    return _reached(Person.objects.filter(university_id=university_id), paths, day)


def _reached(rows: QuerySet[Person], paths: Sequence[str] | None, day: date) -> QuerySet[Person]:
    """Those of the people who belong below the paths on a day; all where no paths are told."""
    if paths is None:
        return rows
    memberships = _memberships().filter(_below(paths), in_force(day))
    return rows.filter(pk__in=memberships.values("person_id"))


def _below(paths: Sequence[str]) -> Q:
    """The condition on memberships that they are of organisations at or below the granted paths."""
    below = Q(pk__in=())
    for path in paths:
        below |= Q(organisation__path__gte=path, organisation__path__lt=behind(path))
    return below


def people_for(actor: Actor) -> QuerySet[Person]:
    """The people the actor may see: all of the university, or those who belong below the granted paths."""
    return _people(*_scope(actor))


def people_held_by(actor: Actor, verb: str) -> QuerySet[Person]:
    """The people for whom the actor holds another verb."""
    return _people(*_scope(actor, verb))


def person_for(actor: Actor, person_id: int) -> Person:
    """One person as the actor may see them (oneself always), or NotFound."""
    if person_id == actor.person_id:
        return Person.objects.get(pk=person_id)
    found = people_for(actor).filter(pk=person_id).first()
    if found is None:
        raise NotFound
    return found


def person_held_by(verb: str) -> Callable[[Actor, int], Person]:
    """One person for whom the actor holds a verb; it gives administrators a name to act on, and no page of it."""

    def fetch(actor: Actor, person_id: int) -> Person:
        found = people_held_by(actor, verb).filter(pk=person_id).first()
        if found is None:
            raise NotFound
        return found

    return fetch


def account_of_token(secret: str) -> tuple[int | None, str]:
    """The account and post of a token that is still good; (None, "") otherwise."""
    found = GOOD_TOKENS(sm3(secret.encode()), clock.now())
    return (found[0]["account_id"], found[0]["post_key"]) if found else (None, "")


def _good_tokens(digest: str, now: datetime) -> QuerySet[Any, Any]:
    return Token.objects.filter(digest=digest, good_until__gt=now).values("account_id", "post_key")


GOOD_TOKENS = Prepared(_good_tokens, narrow=True)


def account_named(username: str) -> Account | None:
    """The active account of a user name; for signing in and for the command line."""
    return Account.objects.filter(username=username.strip().lower(), is_active=True).first()


def people_shut_out(university_id: int) -> QuerySet[Account, Any]:
    """Whose account is closed: the ids of people, to narrow other rows by."""
    return Account.objects.filter(university_id=university_id, is_active=False).values("person_id")


def accounts_for(actor: Actor) -> QuerySet[Account]:
    """The accounts the actor may see: all of the university, or none."""
    rows = Account.objects.filter(university_id=actor.university_id).select_related("person", "university")
    return rows if actor.whole(SEE_ACCOUNTS) else rows.none()


def account_for(actor: Actor, account_id: int) -> Account:
    """One account as the actor may see it (the own one always), or NotFound."""
    own = Account.objects.filter(pk=actor.account_id or 0).select_related("person", "university")
    found = (own if account_id == actor.account_id else accounts_for(actor)).filter(pk=account_id).first()
    if found is None:
        raise NotFound
    return found


def accounts_of(people: Collection[int]) -> list[Account]:
    """The accounts in use of these people, with the people."""
    rows = Account.objects.filter(Among(F("person_id"), people), is_active=True)
    return list(rows.select_related("person").order_by("pk"))


def _present_accounts(actor: Actor, accounts: Sequence[Account]) -> list[Row]:
    return [
        {
            "id": a.pk,
            "url": f"/people/accounts/{a.pk}/",
            "username": a.username,
            "person": a.person.name if a.person else "",
            "code": a.person.code if a.person else "",
            "is_active": _("在用") if a.is_active else _("已停用"),
            "last_login": a.last_login,
        }
        for a in accounts
    ]


ACCOUNTS = Listing(
    name="accounts",
    label=pgettext_lazy("several", "账号"),
    columns=(
        Column("code", _l("学工号")),
        Column("username", _l("账号")),
        Column("person", _l("姓名")),
        Column("is_active", _l("状态"), "chip"),
        Column("last_login", _l("最近登录"), "time"),
    ),
    visible=accounts_for,
    present=_present_accounts,
    order=("id",),
    filters=(
        Filter(
            "q",
            _l("账号、姓名或学工号"),
            lambda actor, value: (
                Q(username__startswith=value.lower())
                | Q(person__name__startswith=value)
                | Q(person__code=value)
            ),
        ),
    ),
)


def _told(actor: Actor, people: Sequence[Any]) -> list[Row]:
    categories = {value: str(words) for value, words in Person.Category.choices}
    standings = {value: str(words) for value, words in Person.Standing.choices}
    on_file = _("已登记")
    return [
        {
            "id": p.id,
            "url": f"/people/{p.id}/",
            "code": p.code,
            "name": p.name,
            "category": categories[p.category],
            "standing": standings[p.standing],
            "unit": p.unit or "",
            "branch": p.branch or "",
            "job_title": p.job_title,
            "id_number": on_file if p.id_number_mark else "",
            "phone": on_file if p.phone_mark else "",
            "joined_on": p.joined_on,
        }
        for p in people
    ]


def _listed(
    today: date, university_id: int, paths: Sequence[str] | None = None, day: date = date.min
) -> QuerySet[Person]:
    return placed(_reached(_of_university(university_id), paths, day), today)


def _of_university(university_id: int) -> QuerySet[Person]:
    """The people of a university, told so that PostgreSQL reads them along `person_keyset`.

    Told that they are of one university, it would look for them among all people, by their ids.
    """
    return Person.objects.filter(university_id__gte=university_id, university_id__lte=university_id)


NOW, ALL = "organisation__name", Q()


def placed(rows: QuerySet[Person], on: date, named: Q = ALL, name: str = NOW) -> QuerySet[Person]:
    """The people with the names of the organisations of each tree to which they belong on a day; of several, the latest."""

    def where(tree: str) -> Subquery:
        here = _memberships().filter(in_force(on), named, person=OuterRef("pk"), organisation__tree=tree)
        return Subquery(here.order_by("-pk").values(name)[:1])

    return rows.annotate(unit=where("unit"), branch=where("party"))


LISTED = Scoped(
    lambda actor: (clock.today(), *_scope(actor)), _listed, is_narrow=lambda actor: not actor.above
)
"""Within a university the people are found in one way. Whoever stands above reaches all, of whom few are theirs."""


def _then(day: str) -> Listing:
    """Who belonged somewhere on a day, and where; all else that is known of people is known as of today."""
    on = clock.day_asked(day) or clock.today()

    def visible(actor: Actor) -> QuerySet[Person]:
        there = _memberships().filter(in_force(on), person=OuterRef("pk"))
        there = there if actor.whole(SEE) else there.filter(_below(actor.paths(SEE)))
        rows = _of_university(actor.university_id).filter(Exists(there))
        at = "organisation__placements__"
        return placed(rows, on, in_force(on, at), f"{at}name")

    return replace(PEOPLE, visible=visible, then=None)


def _choices(of: type[TextChoices]) -> Callable[[Actor], Sequence[tuple[str, Text]]]:
    return lambda actor: of.choices


PEOPLE = Listing(
    name="people",
    label=_l("人员"),
    columns=(
        Column("code", _l("学工号")),
        Column("name", _l("姓名")),
        Column("category", _l("类别"), "chip"),
        Column("standing", _l("政治面貌")),
        Column("unit", _l("所在单位"), width=24),
        Column("branch", _l("所在党支部"), width=24),
        Column("job_title", _l("职称")),
        # Whether it is known; what it is stands masked on the person's own page, so that no list opens fifty.
        Column("id_number", _l("证件号"), "chip"),
        Column("phone", _l("电话"), "chip"),
        Column("joined_on", _l("入党时间"), "date"),
    ),
    visible=LISTED,
    present=_told,
    along=("university_id",),
    order=("id",),
    filters=(
        Filter(
            "q",
            _l("姓名或学工号"),
            lambda actor, value: Q(name__contains=value) | Q(code__startswith=value),
        ),
        Filter(
            "category",
            _l("类别"),
            lambda actor, value: Q(category=Person.Category(value)),
            _choices(Person.Category),
        ),
        Filter(
            "standing",
            _l("政治面貌"),
            lambda actor, value: Q(standing=Person.Standing(value)),
            _choices(Person.Standing),
        ),
    ),
    reads=(
        *("id", "code", "name", "category", "standing", "job_title"),
        *("id_number_mark", "phone_mark", "joined_on", "unit", "branch"),
    ),
    then=_then,
)

fetched_by(Person, person_for)
fetched_by(Account, account_for)


def contact_of(person: Person, *, is_open: bool) -> dict[str, str]:
    """ID number and phone, masked unless they are open to the reader."""
    return shown_numbers(person.numbers, is_open=is_open)


def known_of(person: Person) -> dict[str, str]:
    """What can be corrected about a person as it is now, in the reader's words, numbers masked."""
    dated = {"joined_on": person.joined_on, "full_member_on": person.full_member_on}
    return {
        "name": person.name,
        "sex": person.get_sex_display(),
        "category": person.get_category_display(),
        "standing": person.get_standing_display(),
        **contact_of(person, is_open=False),
        "email": person.email,
        "job_title": person.job_title,
        **{name: day.isoformat() if day else "" for name, day in dated.items()},
    }


def shown_numbers(numbers: Mapping[str, str], *, is_open: bool = False) -> dict[str, str]:
    """Revealed numbers as they are shown: masked unless they are open to the reader."""
    held = {name: numbers.get(name, "") for name in NUMBERS}
    return held if is_open else {name: MASKS[name](value) for name, value in held.items()}


def places_of(person: Person) -> list[Any]:
    """The organisations a person belongs to, present first, with their dates."""
    return list(
        person.memberships.select_related("organisation").order_by("until", "organisation__tree", "-since")
    )


REGISTER = (
    *"id university_id code name sex category standing email job_title joined_on full_member_on".split(),
    *("concealed", "id_number_mark", "phone_mark"),
)


def number_marks(university_id: int, name: str, value: str) -> list[str]:
    """By which a number of somebody of the university is found or compared, without revealing any."""
    return marks(mark_context(university_id, name), value)


def register_of(actor: Actor, codes: Collection[str], id_numbers: Collection[str]) -> dict[str, Any]:
    """The people of the actor's university who bear one of these codes or ID numbers, by code.

    Named rows of REGISTER: to compare with, never to show.
    """
    owner = actor.university_id or 0
    here = Person.objects.filter(university_id=owner).values_list(*REGISTER, named=True)
    wanted = [each for number in id_numbers for each in number_marks(owner, "id_number", number)]
    # The words «not empty» are those of the index.
    numbered = here.exclude(id_number_mark="").filter(Among(F("id_number_mark"), wanted))
    return {row.code: row for row in chain(here.filter(Among(F("code"), codes)), numbered)}


def numbers_of(row: Any) -> dict[str, str]:
    """The numbers of a row of the register, revealed, to be shown masked."""
    field: Any = Person._meta.get_field("concealed")
    held: dict[str, str] = from_json(field.reveal(row) or "{}")
    return held


def holder_of(university_id: int, id_number: str) -> Person | None:
    """Who of the university has an ID number."""
    if not id_number:
        return None
    rows = Person.objects.filter(university_id=university_id).exclude(id_number_mark="")
    return rows.filter(id_number_mark__in=number_marks(university_id, "id_number", id_number)).first()


def person_references(ids: Collection[int]) -> dict[str, Standing]:
    """What stands on these people, by table; those corrected since count as `people.person`."""
    found = standing_on(Person, ids)
    amended = Person.objects.filter(Among(F("pk"), ids), version__gt=1)
    if (there := Standing.of(amended, "pk")).count:
        found["people.person"] = there
    return found


def names_of(ids: Collection[int]) -> list[str]:
    """The names of people whose ids come from records already found to be seen."""
    return list(Person.objects.filter(pk__in=ids).order_by("pk").values_list("name", flat=True))
