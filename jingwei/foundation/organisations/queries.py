"""Who may act where, and which organisations may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import (
    PARTY,
    Appointment,
    Deputation,
    Membership,
    Organisation,
    in_force,
)
from jingwei.foundation.people.models import Person
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import EVERYWHERE, Actor, Grant, Post
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry

SEE = reading("organisations.see", _l("看组织"), "See the organisations of the own tree and those covered.")
BASE_ROLE = "person"


def under(prefix: str, paths: Sequence[str]) -> Q:
    """The condition that the organisation path in column `prefix` lies at or below one of `paths`.

    One range an entry, so that an index on the path serves; no entry, no row.
    """
    condition = Q(pk__in=())
    for path in paths:
        if path == EVERYWHERE:
            return Q()
        behind = path[:-1] + chr(ord(path[-1]) + 1)
        condition |= Q(**{f"{prefix}__gte": path, f"{prefix}__lt": behind})
    return condition


def organisations_for(actor: Actor) -> QuerySet[Organisation]:
    """The organisations the actor may see: where `organisations.see` is held, and everything below."""
    if actor.whole(SEE) and actor.university_id:
        return Organisation.objects.filter(university_id=actor.university_id)
    return Organisation.objects.filter(under("path", actor.paths(SEE)))


def organisation_for(actor: Actor, organisation_id: int) -> Organisation:
    """One organisation as the actor may see it, or NotFound."""
    found = organisations_for(actor).filter(pk=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def children_of(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """The present organisations one step below, those the actor may see."""
    below = organisations_for(actor).filter(
        path__startswith=organisation.path, depth=organisation.depth + 1, ended_on=None
    )
    return below.order_by("path")


def tops_for(actor: Actor, tree: str) -> QuerySet[Organisation]:
    """The highest organisations of a tree that the actor may see: where the tree page begins."""
    seen = organisations_for(actor).filter(tree=tree, ended_on=None)
    if actor.whole(SEE):
        return seen.filter(is_top=True)
    return seen.filter(path__in=actor.paths(SEE)).order_by("path")


def line_to(organisation: Organisation) -> list[Organisation]:
    """The organisation's superiors from the top down to itself, for the crumbs of a page."""
    step = Organisation.steplen
    paths = [organisation.path[: i * step] for i in range(1, organisation.depth + 1)]
    return list(Organisation.objects.filter(path__in=paths).order_by("path"))


def actor_in_post(account_id: int, key: str, *, kind: str = "person") -> Actor | None:
    """The actor an account is in the post named by `key` (`a12`, `m33`, `d5`); None if not, or not today.

    One question, whatever the tree's size: the post, its person, its organisation, the units it covers.
    """
    read = {"a": _appointed, "m": _belonging, "d": _deputed}.get(key[:1])
    if read is None or not key[1:].isdigit():
        return None
    return read(account_id, int(key[1:]), clock.today(), kind)


def _with_covered(rows: QuerySet[Any], to: str, today: date) -> QuerySet[Any]:
    """Join the paths of the units that the organisation at `to` covers, one row each."""
    links = f"{to}__coverages"
    return rows.annotate(
        covering=FilteredRelation(links, condition=in_force(today, f"{links}__")),
        covered_path=F("covering__unit__path"),
    )


def _actor(
    kind: str, account_id: int, key: str, role_id: str, rows: list[Any], to: str, on_behalf: str
) -> Actor:
    first = rows[0]
    role, base = registry.role(role_id), registry.role(BASE_ROLE)
    path, is_top = first[f"{to}__path"], first[f"{to}__is_top"]
    see = frozenset(verb for verb in role.verbs if verb.endswith(".see"))
    covered = tuple(sorted({row["covered_path"] for row in rows if row["covered_path"]}))
    post = Post(
        key=key,
        role=role_id,
        title=role.label.here(),
        organisation_id=first[f"{to}__id"],
        organisation_name=first[f"{to}__name"],
        path=path,
        tree=first[f"{to}__tree"],
    )
    return Actor(
        kind="token" if kind == "token" else "person",
        name=first["acting_name"],
        university_id=first["university_id"],
        person_id=first["acting_id"],
        account_id=account_id,
        post=post,
        on_behalf_of=on_behalf,
        grants=(
            Grant(frozenset(role.verbs), (path,), whole=is_top),
            Grant(see, covered),
            Grant(frozenset(base.verbs), (EVERYWHERE,)),
        ),
    )


def _values(to: str, *more: str) -> tuple[str, ...]:
    columns = ("id", "name", "path", "tree", "is_top")
    return ("university_id", "covered_path", *(f"{to}__{c}" for c in columns), *more)


def _appointed(account_id: int, pk: int, today: date, kind: str) -> Actor | None:
    rows = Appointment.objects.filter(in_force(today), pk=pk, person__account=account_id)
    rows = rows.filter(person__account__is_active=True).annotate(
        acting_id=F("person_id"), acting_name=F("person__name")
    )
    found = list(
        _with_covered(rows, "organisation", today).values(
            *_values("organisation", "role", "acting_id", "acting_name")
        )
    )
    return _actor(kind, account_id, f"a{pk}", found[0]["role"], found, "organisation", "") if found else None


def _belonging(account_id: int, pk: int, today: date, kind: str) -> Actor | None:
    rows = Membership.objects.filter(in_force(today), pk=pk, person__account=account_id)
    rows = rows.filter(person__account__is_active=True).annotate(
        acting_id=F("person_id"), acting_name=F("person__name"), category=F("person__category")
    )
    found = list(
        _with_covered(rows, "organisation", today).values(
            *_values("organisation", "category", "acting_id", "acting_name")
        )
    )
    if not found:
        return None
    role = implicit_role(found[0]["organisation__tree"], found[0]["category"])
    return _actor(kind, account_id, f"m{pk}", role, found, "organisation", "")


def _deputed(account_id: int, pk: int, today: date, kind: str) -> Actor | None:
    rows = Deputation.objects.filter(
        in_force(today), in_force(today, "appointment__"), pk=pk, deputy__account=account_id
    )
    rows = rows.filter(deputy__account__is_active=True).annotate(
        acting_id=F("deputy_id"), acting_name=F("deputy__name"), principal=F("appointment__person__name")
    )
    to = "appointment__organisation"
    found = list(
        _with_covered(rows, to, today).values(
            *_values(to, "appointment__role", "acting_id", "acting_name", "principal")
        )
    )
    if not found:
        return None
    role, principal = found[0]["appointment__role"], found[0]["principal"]
    return _actor(kind, account_id, f"d{pk}", role, found, to, principal)


def implicit_role(tree: str, category: str) -> str:
    """The role that belonging to an organisation brings by itself."""
    if tree == PARTY:
        return "member"
    return "student" if category == Person.Category.STUDENT else "teacher"


def posts_of(account_id: int) -> list[Post]:
    """Every post the account may act in today: appointments first, then deputations, then memberships."""
    today = clock.today()
    appointed = Appointment.objects.filter(in_force(today), person__account=account_id)
    deputed = Deputation.objects.filter(
        in_force(today), in_force(today, "appointment__"), deputy__account=account_id
    )
    belonging = Membership.objects.filter(in_force(today), person__account=account_id)
    posts = [
        _post(f"a{a.pk}", a.role, a.organisation)
        for a in appointed.select_related("organisation").order_by("pk")
    ]
    for d in deputed.select_related("appointment__organisation").order_by("pk"):
        posts.append(_post(f"d{d.pk}", d.appointment.role, d.appointment.organisation))
    for m in belonging.select_related("organisation", "person").order_by("organisation__tree", "pk"):
        posts.append(_post(f"m{m.pk}", implicit_role(m.organisation.tree, m.person.category), m.organisation))
    return posts


def _post(key: str, role: str, organisation: Organisation) -> Post:
    return Post(
        key,
        role,
        registry.role(role).label.here(),
        organisation.pk,
        organisation.name,
        organisation.path,
        organisation.tree,
    )


def _present(actor: Actor, rows: Sequence[Organisation]) -> list[Row]:
    return [
        {
            "id": o.pk,
            "url": f"/organisations/{o.pk}/",
            "code": o.code,
            "name": o.name,
            "tree": o.get_tree_display(),
            "kind": registry.kind(o.kind).label.here(),
            "founded_on": o.founded_on,
            "ended_on": o.ended_on,
        }
        for o in rows
    ]


ORGANISATIONS = Listing(
    name="organisations",
    label=_l("组织"),
    columns=(
        Column("code", _l("编号")),
        Column("name", _l("名称"), width=30),
        Column("tree", _l("哪棵树")),
        Column("kind", _l("类别"), "chip"),
        Column("founded_on", _l("成立时间"), "date"),
        Column("ended_on", _l("撤销时间"), "date"),
    ),
    visible=organisations_for,
    present=_present,
    order=("path",),
    filters=(
        Filter("q", _l("名称或编号"), lambda actor, value: Q(name__contains=value) | Q(code=value)),
        Filter("tree", _l("哪棵树"), lambda actor, value: Q(tree=value)),
        Filter("kind", _l("类别"), lambda actor, value: Q(kind=registry.kind(value).id)),
        Filter("parent", _l("上级编号"), lambda actor, value: Q(path__startswith=_path_of(actor, value))),
    ),
)


def _path_of(actor: Actor, organisation_id: str) -> str:
    return organisation_for(actor, int(organisation_id)).path


def appointments_for(actor: Actor) -> QuerySet[Appointment]:
    """The posts the actor may see: those at organisations they may see, and their own."""
    seen = Q(organisation__in=organisations_for(actor))
    return Appointment.objects.filter(seen | Q(person_id=actor.person_id)).select_related(
        "person", "organisation"
    )


def appointment_for(actor: Actor, appointment_id: int) -> Appointment:
    """One post as the actor may see it, or NotFound."""
    found = appointments_for(actor).filter(pk=appointment_id).first()
    if found is None:
        raise NotFound
    return found


def deputation_for(actor: Actor, deputation_id: int) -> Deputation:
    """One deputation of a post the actor may see, or of themselves, or NotFound."""
    seen = Q(appointment__in=appointments_for(actor)) | Q(deputy_id=actor.person_id)
    found = Deputation.objects.filter(seen, pk=deputation_id).select_related("deputy").first()
    if found is None:
        raise NotFound
    return found


def _present_posts(actor: Actor, rows: Sequence[Appointment]) -> list[Row]:
    return [
        {
            "id": a.pk,
            "url": f"/organisations/{a.organisation_id}/",
            "person": a.person.name,
            "role": registry.role(a.role).label.here(),
            "organisation": a.organisation.name,
            "since": a.since,
            "until": a.until,
        }
        for a in rows
    ]


APPOINTMENTS = Listing(
    name="appointments",
    label=_l("任职"),
    columns=(
        Column("person", _l("姓名")),
        Column("role", _l("职务")),
        Column("organisation", _l("组织"), width=30),
        Column("since", _l("任职时间"), "date"),
        Column("until", _l("离任时间"), "date"),
    ),
    visible=appointments_for,
    present=_present_posts,
    order=("id",),
    filters=(
        Filter("role", _l("职务"), lambda actor, value: Q(role=registry.role(value).id)),
        Filter("organisation", _l("组织"), lambda actor, value: Q(organisation_id=int(value))),
        Filter("present", _l("现任"), lambda actor, value: in_force(clock.today())),
    ),
)

fetched_by(Organisation, organisation_for)
