"""The rows that wait for a post: plans to be agreed to, and all else in a question for each way of working, each kind bounded.

`own` is the organisation of the post, `side` its tree; `me` is the person. The days are given, never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from jingwei.foundation.matters.flow import (
    CONFIRMED,
    DEPLOYING,
    IMPLEMENTING,
    INSPECTING,
    NOTED,
    OPEN,
    PLANNED,
    PLANNING,
    RETURNED,
    UNDER_WAY,
)
from jingwei.foundation.matters.models import (
    BOTH,
    PARTY,
    UNIT,
    Agreement,
    Correction,
    Deed,
    Goal,
    Inspection,
    Matter,
    Milestone,
    Task,
    other_side,
)
from jingwei.foundation.matters.queries.seeing import within
from jingwei.foundation.matters.rules import has_a_hand_in
from jingwei.foundation.organisations.queries import Scope
from jingwei.kernel.prepared import Prepared

MOST = 20
NOTHING, NEVER = Value(""), Cast(Value(None), DateField())


class OpenEnd(NamedTuple):
    """Something that waits: `name` is the matter's, `title` its own; `who` and `said` are what else is told of it."""

    kind: str
    pk: int
    matter: int
    name: str
    title: str
    due: date | None
    state: str
    who: str
    said: str


def _unagreed(own: int, *, side: str) -> QuerySet[Matter]:
    """Plans and deployments that this side has not agreed to, those first that the other side has."""
    agreed = Agreement.objects.filter(matter=OuterRef("pk"), stage=OuterRef("state"))
    rows = Matter.objects.filter(
        ~Exists(agreed.filter(side=side)), state__in=(PLANNING, DEPLOYING), **{f"{side}_id": own}
    )
    rows = rows.annotate(other_agreed=Exists(agreed.filter(side=other_side(side))))
    return rows.order_by("-other_agreed", "starts", "id")[:MOST]


def _written(own: int, side: str) -> Iterator[QuerySet[Any, Any]]:
    """What the gates ask of those plans and deployments, in the same columns: `state` is the side, `said` the weight."""
    matters = _unagreed(own, side=side).values("pk")
    for name, model, of, weight in (
        ("goals", Goal, NOTHING, NOTHING),
        ("milestones", Milestone, "side", Cast("weight", CharField())),
        ("tasks", Task, "side", NOTHING),
    ):
        rows: QuerySet[Any] = model.objects.filter(matter__in=matters).order_by()
        yield rows.values_list(Value(name), "pk", "matter_id", NOTHING, NOTHING, NEVER, of, NOTHING, weight)


def _own(
    own: int,
    me: int | None,
    today: date | None,
    *,
    side: str,
    leads: bool,
    works: bool,
    hands: bool,
    confirms: bool,
) -> QuerySet[Any, Any]:
    """What waits in the own organisation: tasks, and notes to be answered or completed, for who `works` there.

    For who `leads` it matters, milestones and deviations, and what is written in plans that are not agreed; the day is
    given for these alone, `me` for the others.
    """
    parts: list[QuerySet[Any, Any]] = []
    if works:
        parts += [_given(own, me, side, hands), _unanswered(own, me, side, confirms)]
    if leads:
        parts += [_ripe(own, side), *_to_meet(own, today, side), _to_correct(own, side)]
        parts += _written(own, side)
    return parts[0].union(*parts[1:], all=True)


def _looked_at(
    scope: Scope, closes: Scope, own: int, me: int | None, today: date, depth: int | None, soon: date | None
) -> QuerySet[Any, Any]:
    """What waits for who looks at the work of others: inspections, goals, deviations that were put right."""
    called, unjudged = _to_inspect(scope, own, me, today, depth, soon)
    return called.union(unjudged, _to_close(closes, own, me, today), all=True)


def _told(
    kind: str,
    rows: QuerySet[Any],
    *order: str,
    matter: str = "matter_id",
    name: str = "matter__title",
    title: str = "title",
    due: Any = "due",
    who: Any = NOTHING,
    said: Any = NOTHING,
) -> QuerySet[Any, Any]:
    """The first of the rows in an order, in the columns of `OpenEnd`."""
    first = rows.order_by(*order, "id").values("pk")[:MOST]
    found = rows.model._base_manager.filter(pk__in=first).order_by()
    return found.values_list(Value(kind), "pk", matter, name, title, due, "state", who, said)


def _ripe(own: int, side: str) -> QuerySet[Any, Any]:
    """Matters that may be inspected now, and inspected ones that may be closed."""
    mine = {"matter": OuterRef("pk")}
    outcome = Deed.objects.filter(**mine, side=UNIT, kind=Deed.Kind.OUTCOME, state=CONFIRMED)
    done = ~Exists(Milestone.objects.filter(**mine, state=PLANNED)) & Exists(outcome)
    called = Exists(Inspection.objects.filter(**mine, held_on=None))
    judged = ~Exists(Goal.objects.filter(**mine, reached=None))
    mended = ~Exists(Correction.objects.filter(**mine, state=OPEN))
    ripe = (Q(state=IMPLEMENTING) & Q(done)) | (Q(state=INSPECTING) & Q(~called) & Q(judged) & Q(mended))
    return _told("ripe", Matter.objects.filter(ripe, **{f"{side}_id": own}), "due", matter="pk", name="title")


def _to_meet(own: int, today: date | None, side: str) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """Milestones that can be accepted since their sides all have a confirmed note, and others that are overdue."""
    bound = Deed.objects.filter(milestone=OuterRef("pk"), state=CONFIRMED)
    party = Q(side=UNIT) | Q(Exists(bound.filter(side=PARTY)))
    unit = Q(side=PARTY) | Q(Exists(bound.filter(side=UNIT)))
    rows = Milestone.objects.filter(_through(own, side), state=PLANNED, matter__state=IMPLEMENTING)
    late = rows.filter(~(party & unit), due__lt=today, side__in=(side, BOTH))
    return _told("ready", rows.filter(party, unit), "due"), _told("overdue", late, "due")


def _to_correct(own: int, side: str) -> QuerySet[Any, Any]:
    """Deviations that this side has to put right."""
    rows = Correction.objects.filter(_through(own, side), side=side, state=OPEN, matter__state__in=UNDER_WAY)
    return _told("deviation", rows, "due", title="what")


def _given(own: int, me: int | None, side: str, hands: bool) -> QuerySet[Any, Any]:
    """Open tasks of this person on this side, and where this post gives out tasks, those that came back."""
    wanted = Q(person=me, state=OPEN)
    if hands:
        wanted |= Q(state=RETURNED)
    rows = Task.objects.filter(_through(own, side), wanted, side=side)
    rows = rows.filter(matter__state__in=(IMPLEMENTING, INSPECTING))
    return _told("task", rows, "due", who=Coalesce("person__name", "post"), said="answer_reason")


def _unanswered(own: int, me: int | None, side: str, confirms: bool) -> QuerySet[Any, Any]:
    """The person's own notes that came back, and where this side may answer, those it has to; the oldest first."""
    wanted = Q(state=RETURNED, side=side, noted_by=me)
    if confirms:
        wanted |= Q(state=NOTED, benefits=side) & ~Q(noted_by=me)
    rows = Deed.objects.filter(_through(own, side), wanted, matter__state__in=UNDER_WAY)
    return _told("deed", rows, title="text", due=NEVER, who="noted_name", said="answer_reason")


def _to_inspect(
    scope: Scope, own: int, me: int | None, today: date, depth: int | None, soon: date | None
) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """Inspections called and not yet held, and inspected matters with goals not yet judged.

    With a `depth`, those whose Party organisation stands there, or that fall due by `soon`.
    """
    called = Exists(Inspection.objects.filter(matter=OuterRef("pk"), held_on=None))
    unjudged = Exists(Goal.objects.filter(matter=OuterRef("pk"), reached=None))
    rows = Matter.objects.filter(_outside(scope, own, me, today), state=INSPECTING)
    if depth is not None:
        below = Q(party__depth=depth)
        rows = rows.filter(below | Q(due__lte=soon) if soon else below)
    both: dict[str, Any] = {"matter": "pk", "name": "title", "who": "party__name", "said": "unit__name"}
    return (
        _told("called", rows.filter(called), "touched_at", **both),
        _told("unjudged", rows.filter(~called, unjudged), "touched_at", **both),
    )


def _to_close(scope: Scope, own: int, me: int | None, today: date) -> QuerySet[Any, Any]:
    """Corrections with a confirmed note since they were opened, to be closed by somebody from outside."""
    since = Deed.objects.filter(
        matter=OuterRef("matter"), state=CONFIRMED, side=OuterRef("side"), on__gte=OuterRef("raised_on")
    )
    rows = Correction.objects.filter(_outside(scope, own, me, today, "matter__"), Exists(since), state=OPEN)
    rows = rows.filter(matter__state__in=(IMPLEMENTING, INSPECTING))
    return _told("mended", rows, "due", title="what")


def _through(own: int, side: str) -> Q:
    """The condition on parts that the matter is of the own organisation."""
    return Q((f"matter__{side}_id", own))


def _outside(scope: Scope, own: int, me: int | None, today: date, prefix: str = "") -> Q:
    """The condition on matters that one may look at from outside."""
    apart = ~Q(**{f"{prefix}party": own}) & ~Q(**{f"{prefix}unit": own})
    condition = within(scope, prefix) & apart
    return condition if me is None else condition & ~has_a_hand_in(me, today, prefix)


UNAGREED, OWN, LOOKED_AT = (Prepared(asked, narrow=True) for asked in (_unagreed, _own, _looked_at))
