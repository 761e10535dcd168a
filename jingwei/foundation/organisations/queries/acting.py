"""Who may act where: the actor an account is in one of its posts, and which posts it has."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet, Value

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import (
    PARTY,
    Appointment,
    Deputation,
    Membership,
    still_here,
)
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actor import EVERYWHERE, Actor, Grant, Post
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared

BASE_ROLE = "person"
PAST = frozenset(("organisations.see", "measures.see", "ledger.see"))
"""What is read at the paths where an organisation, or those whose place it took, stood before: its history."""
OWN_PLACE = ("directives.", "receipts.")
"""What a post above universities does in its own place alone."""
ROSTERS = ("organisations.", "people.", "memberships.", "appointments.")
"""Keeping both trees and the rosters reaches the covered units too; acting for the other side never does."""


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
    role = registry.role(role_id)
    path, is_top = first[f"{to}__path"], first[f"{to}__is_top"]
    above = first[f"{to}__university__kind"] == "authority"
    covered = tuple(sorted({row["covered_path"] for row in rows if row["covered_path"]}))
    post = Post(
        key=key,
        role=role_id,
        title=role.label,
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
        above=above,
        grants=grants_of(
            role_id, path, covered, first[f"{to}__former"], whole=is_top and not above, above=above
        ),
    )


def grants_of(
    role_id: str, path: str, covered: tuple[str, ...], former: str = "", *, whole: bool, above: bool = False
) -> tuple[Grant, ...]:
    """What a role holds where: all its verbs below `path`, some in the covered units, the base role's everywhere.

    At `former` paths (`|a|b|`) it reads what happened there. A post `above` universities issues and settles in its own
    place, and reaches into none of them.
    """
    verbs = registry.role(role_id).verbs
    own = frozenset(v for v in verbs if above and v.startswith(OWN_PLACE) and not v.endswith(".see"))
    across = frozenset(verb for verb in verbs if verb.endswith(".see") or verb.startswith(ROSTERS))
    return (
        Grant(frozenset(verbs) - own, (path,), whole=whole),
        *((Grant(own, (path,), here=True),) if own else ()),
        Grant(across, covered),
        *((Grant(frozenset(verbs) & PAST, tuple(former.strip("|").split("|"))),) if former else ()),
        Grant(frozenset(registry.role(BASE_ROLE).verbs), (EVERYWHERE,)),
    )


def _values(to: str, *more: str) -> tuple[str, ...]:
    columns = ("id", "name", "path", "tree", "is_top", "former", "university__kind")
    return ("university_id", "covered_path", *(f"{to}__{c}" for c in columns), *more)


def _appointments(account_id: int, pk: int, today: date) -> QuerySet[Any, Any]:
    rows = Appointment.objects.filter(
        in_force(today), still_here(today, "person__"), pk=pk, person__account=account_id
    )
    rows = rows.filter(person__account__is_active=True).annotate(
        acting_id=F("person_id"), acting_name=F("person__name")
    )
    named = _values("organisation", "role", "acting_id", "acting_name")
    return _with_covered(rows, "organisation", today).values(*named)


def _appointed(account_id: int, pk: int, today: date, kind: str) -> Actor | None:
    found = APPOINTMENTS(account_id, pk, today)
    return _actor(kind, account_id, f"a{pk}", found[0]["role"], found, "organisation", "") if found else None


def _memberships(account_id: int, pk: int, today: date) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(
        in_force(today), still_here(today, "person__"), pk=pk, person__account=account_id
    )
    rows = rows.filter(person__account__is_active=True).annotate(
        acting_id=F("person_id"), acting_name=F("person__name"), category=F("person__category")
    )
    named = _values("organisation", "category", "acting_id", "acting_name")
    return _with_covered(rows, "organisation", today).values(*named)


def _belonging(account_id: int, pk: int, today: date, kind: str) -> Actor | None:
    found = MEMBERSHIPS(account_id, pk, today)
    if not found:
        return None
    role = implicit_role(found[0]["organisation__tree"], found[0]["category"])
    return _actor(kind, account_id, f"m{pk}", role, found, "organisation", "")


LENT = "appointment__organisation"


def _deputations(account_id: int, pk: int, today: date) -> QuerySet[Any, Any]:
    rows = Deputation.objects.filter(
        in_force(today),
        in_force(today, "appointment__"),
        still_here(today, "deputy__"),
        pk=pk,
        deputy__account=account_id,
    )
    rows = rows.filter(deputy__account__is_active=True).annotate(
        acting_id=F("deputy_id"), acting_name=F("deputy__name"), principal=F("appointment__person__name")
    )
    named = _values(LENT, "appointment__role", "acting_id", "acting_name", "principal")
    return _with_covered(rows, LENT, today).values(*named)


def _deputed(account_id: int, pk: int, today: date, kind: str) -> Actor | None:
    found = DEPUTATIONS(account_id, pk, today)
    if not found:
        return None
    role, principal = found[0]["appointment__role"], found[0]["principal"]
    return _actor(kind, account_id, f"d{pk}", role, found, LENT, principal)


APPOINTMENTS, MEMBERSHIPS, DEPUTATIONS = (
    Prepared(asked, narrow=True) for asked in (_appointments, _memberships, _deputations)
)


def implicit_role(tree: str, category: str) -> str:
    """The role that belonging to an organisation brings by itself."""
    if tree == PARTY:
        return "member"
    return "student" if category == Person.Category.STUDENT else "teacher"


def posts_of(account_id: int) -> list[Post]:
    """Every post the account may act in today: appointments first, then deputations, then memberships (one question)."""
    found = []
    for kind, pk, _tree, role, organisation_id, name, path, tree in POSTS(account_id, clock.today()):
        held = implicit_role(tree, role) if kind == "m" else role
        title = registry.role(held).label
        found.append(Post(f"{kind}{pk}", held, title, organisation_id, name, path, tree))
    return found


def _posts(account_id: int, today: date) -> QuerySet[Any, Any]:
    here = in_force(today), still_here(today, "person__")
    appointed = Appointment.objects.filter(*here, person__account=account_id)
    lent = Deputation.objects.filter(
        in_force(today),
        in_force(today, "appointment__"),
        still_here(today, "deputy__"),
        deputy__account=account_id,
    )
    belonging = Membership.objects.filter(*here, person__account=account_id)
    all_posts = _told(appointed, "a", F("role"), "organisation").union(
        _told(lent, "d", F("appointment__role"), LENT),
        _told(belonging, "m", F("person__category"), "organisation", by=F("organisation__tree")),
        all=True,
    )
    return all_posts.order_by("kind", "by", "pk")


NO_TREE = Value("")


def _told(rows: QuerySet[Any], kind: str, held: F, to: str, by: Any = NO_TREE) -> QuerySet[Any, Any]:
    """The same columns of each kind of post; the letters of the kinds are in their order."""
    named = {"kind": Value(kind), "by": by, "held": held, "at": F(f"{to}__id")}
    named |= {f"at_{column}": F(f"{to}__{column}") for column in ("name", "path", "tree")}
    return (
        rows.order_by()
        .annotate(**named)
        .values_list("kind", "pk", "by", "held", "at", "at_name", "at_path", "at_tree")
    )


POSTS = Prepared(_posts, narrow=True)


def tied_to(person_id: int, today: date, organisation: str) -> Q:
    """The condition on rows whose organisation a person belongs to or holds a post at, today or from a later day."""
    going, found = Q(until=None) | Q(until__gte=today), Q()
    for link in (Membership, Appointment):
        own = link.objects.filter(going, person=person_id)
        found |= Q(**{f"{organisation}__in": own.values("organisation")})
    return found
