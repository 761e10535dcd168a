"""Who may act where: the actor an account is in one of its posts, and which posts it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Substr

from jingwei.adapters import clock
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.organisations.models import (
    PARTY,
    Appointment,
    Deputation,
    Membership,
    still_here,
)
from jingwei.foundation.people.queries import Person, good_token
from jingwei.kernel.actor import EVERYWHERE, Actor, Grant, Post
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared

Which = Callable[[str], Q]
"""Which posts are meant: a condition, told where the account of whoever is in them stands."""
BASE_ROLE = "person"
PAST = frozenset(("organisations.see", "measures.see", "ledger.see"))
"""What is read at the paths where an organisation, or those whose place it took, stood before: its history."""
ROSTERS = ("organisations.", "people.", "memberships.", "appointments.")
"""Keeping both trees and the rosters reaches the covered units too; acting for the other side never does."""


def actor_in_post(account_id: int, key: str, *, kind: str = "person") -> Actor | None:
    """The actor an account is in the post named by `key` (`a12`, `m33`, `d5`); None if not, or not today.

    One question, whatever the tree's size: the post, its person, its organisation, the units it covers.
    """
    asked = HELD.get(key[:1])
    if asked is None or not key[1:].isdigit():
        return None
    return _actor(asked(clock.today(), account_id, int(key[1:])), kind)


def actor_of_token(secret: str) -> Actor | None:
    """The actor that a token is which is still good, in its post; None if it is not, or not today. One question as well."""
    return _actor(OF_TOKEN(clock.today(), sm3(secret.encode()), clock.now()), "token")


def _actor(rows: list[Any], kind: str) -> Actor | None:
    if not rows:
        return None
    first = rows[0]
    tree, path, above = first["at_tree"], first["at_path"], first["above"] == "authority"
    role_id = implicit_role(tree, first["held"]) if first["kind"] == "m" else first["held"]
    covered = tuple(sorted({row["covered_path"] for row in rows if row["covered_path"]}))
    post = Post(
        key=f"{first['kind']}{first['pk']}",
        role=role_id,
        title=registry.role(role_id).label.here(),
        organisation_id=first["at"],
        organisation_name=first["at_name"],
        path=path,
        tree=tree,
    )
    return Actor(
        kind="token" if kind == "token" else "person",
        name=first["acting_name"],
        university_id=first["university_id"],
        person_id=first["acting_id"],
        account_id=first["account_id"],
        post=post,
        on_behalf_of=first["principal"],
        above=above,
        grants=grants_of(role_id, path, covered, first["at_former"], whole=first["at_is_top"] and not above),
    )


def grants_of(
    role_id: str, path: str, covered: tuple[str, ...], former: str = "", *, whole: bool
) -> tuple[Grant, ...]:
    """What a role holds where: all its verbs below `path`, some in the covered units, the base role's everywhere.

    At `former` paths (`|a|b|`) it reads what happened there.
    """
    verbs = registry.role(role_id).verbs
    across = frozenset(verb for verb in verbs if verb.endswith(".see") or verb.startswith(ROSTERS))
    return (
        Grant(frozenset(verbs), (path,), whole=whole),
        Grant(across, covered),
        *((Grant(frozenset(verbs) & PAST, tuple(former.strip("|").split("|"))),) if former else ()),
        Grant(frozenset(registry.role(BASE_ROLE).verbs), (EVERYWHERE,)),
    )


LENT, NOTHING = "appointment__organisation", Value("")


def _appointments(today: date, which: Which) -> QuerySet[Any, Any]:
    rows = Appointment.objects.filter(in_force(today), _acting("person", today), which("person__account"))
    return _told_of(rows, "a", today, F("role"), "organisation", "person")


def _deputations(today: date, which: Which) -> QuerySet[Any, Any]:
    rows = Deputation.objects.filter(
        in_force(today),
        in_force(today, "appointment__"),
        _acting("deputy", today),
        which("deputy__account"),
    )
    held, principal = F("appointment__role"), F("appointment__person__name")
    return _told_of(rows, "d", today, held, LENT, "deputy", principal)


def _memberships(today: date, which: Which) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(in_force(today), _acting("person", today), which("person__account"))
    return _told_of(rows, "m", today, F("person__category"), "organisation", "person")


def _acting(person: str, today: date) -> Q:
    """The condition on posts that whoever is in them is still here and may sign in."""
    return still_here(today, f"{person}__") & Q(**{f"{person}__account__is_active": True})


def _told_of(
    rows: QuerySet[Any], kind: str, today: date, held: F, to: str, person: str, principal: Any = NOTHING
) -> QuerySet[Any, Any]:
    """The same columns of each kind of post, a row for each unit that the organisation at `to` covers."""
    links = f"{to}__coverages"
    named = {
        "kind": Value(kind),
        "account_id": F(f"{person}__account"),
        "held": held,
        "acting_id": F(f"{person}__id"),
        "acting_name": F(f"{person}__name"),
        "principal": principal,
        "covering": FilteredRelation(links, condition=in_force(today, f"{links}__")),
        "covered_path": F("covering__unit__path"),
        "at": F(f"{to}__id"),
        "above": F(f"{to}__university__kind"),
    }
    named |= {f"at_{column}": F(f"{to}__{column}") for column in ("name", "path", "tree", "is_top", "former")}
    return rows.annotate(**named).values(
        "university_id", "pk", *(name for name in named if name != "covering")
    )


POSTS_BY_KIND = {"a": _appointments, "d": _deputations, "m": _memberships}


def _held(kind: str) -> Prepared[Any]:
    """The post of a kind that an account holds, by number."""
    posts = POSTS_BY_KIND[kind]
    return Prepared(
        lambda today, account_id, pk: posts(today, lambda account: Q(**{account: account_id}, pk=pk)),
        narrow=True,
    )


def _of_token(today: date, digest: str, now: datetime) -> QuerySet[Any, Any]:
    """The post that a token names, of whatever kind it is."""
    token = good_token(digest, now)

    def bearing(kind: str) -> Which:
        named = token.filter(post_key__regex=f"^{kind}[0-9]{{1,18}}$")
        number = named.annotate(number=Cast(Substr("post_key", 2), BigIntegerField())).values("number")
        return lambda account: Q(**{account: Subquery(token.values("account"))}, pk=Subquery(number))

    first, *others = (posts(today, bearing(kind)) for kind, posts in POSTS_BY_KIND.items())
    return first.union(*others, all=True)


HELD = {kind: _held(kind) for kind in POSTS_BY_KIND}
OF_TOKEN = Prepared(_of_token, narrow=True)


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
        title = registry.role(held).label.here()
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


def _told(rows: QuerySet[Any], kind: str, held: F, to: str, by: Any = NOTHING) -> QuerySet[Any, Any]:
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
