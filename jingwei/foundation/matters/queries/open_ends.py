"""The rows that wait for a post: each kind one prepared question, each list bounded.

`own` is the organisation of the post, `side` its tree; `me` is the person. The days are given, never read.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

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


def _unagreed(own: int, *, side: str) -> QuerySet[Matter]:
    """Plans and deployments that this side has not agreed to, those first that the other side has."""
    agreed = Agreement.objects.filter(matter=OuterRef("pk"), stage=OuterRef("state"))
    rows = Matter.objects.filter(
        ~Exists(agreed.filter(side=side)), state__in=(PLANNING, DEPLOYING), **{f"{side}_id": own}
    )
    rows = rows.annotate(other_agreed=Exists(agreed.filter(side=other_side(side))))
    return rows.order_by("-other_agreed", "starts", "id")[:MOST]


def _ripe(own: int, *, side: str) -> QuerySet[Matter]:
    """Matters that may be inspected now, and inspected ones that may be closed."""
    mine = {"matter": OuterRef("pk")}
    outcome = Deed.objects.filter(**mine, side=UNIT, kind=Deed.Kind.OUTCOME, state=CONFIRMED)
    done = ~Exists(Milestone.objects.filter(**mine, state=PLANNED)) & Exists(outcome)
    called = Exists(Inspection.objects.filter(**mine, held_on=None))
    judged = ~Exists(Goal.objects.filter(**mine, reached=None))
    mended = ~Exists(Correction.objects.filter(**mine, state=OPEN))
    ripe = (Q(state=IMPLEMENTING) & Q(done)) | (Q(state=INSPECTING) & Q(~called) & Q(judged) & Q(mended))
    return Matter.objects.filter(ripe, **{f"{side}_id": own}).order_by("due", "id")[:MOST]


def _to_meet(own: int, today: date, *, side: str) -> QuerySet[Milestone]:
    """Milestones that can be accepted since their sides all have a confirmed note (`ready`), and overdue ones."""
    bound = Deed.objects.filter(milestone=OuterRef("pk"), state=CONFIRMED)
    party = Q(side=UNIT) | Q(Exists(bound.filter(side=PARTY)))
    unit = Q(side=PARTY) | Q(Exists(bound.filter(side=UNIT)))
    rows = Milestone.objects.filter(_through(own, side), state=PLANNED, matter__state=IMPLEMENTING)
    rows = rows.annotate(ready=Case(When(party & unit, then=True), default=False))
    rows = rows.filter(Q(ready=True) | Q(due__lt=today, side__in=(side, BOTH)))
    return rows.select_related("matter").order_by("due", "id")[:MOST]


def _to_correct(own: int, *, side: str) -> QuerySet[Correction]:
    """Deviations that this side has to put right."""
    rows = Correction.objects.filter(_through(own, side), side=side, state=OPEN, matter__state__in=UNDER_WAY)
    return rows.select_related("matter").order_by("due", "id")[:MOST]


def _given(own: int, me: int | None, *, side: str, hands: bool) -> QuerySet[Task]:
    """Open tasks of this person on this side, and where this post gives out tasks, those that came back."""
    wanted = Q(person=me, state=OPEN)
    if hands:
        wanted |= Q(state=RETURNED)
    rows = Task.objects.filter(_through(own, side), wanted, side=side)
    rows = rows.filter(matter__state__in=(IMPLEMENTING, INSPECTING))
    return rows.select_related("matter", "person").order_by("due", "id")[:MOST]


def _unanswered(own: int, me: int | None, *, side: str, confirms: bool) -> QuerySet[Deed]:
    """The person's own notes that came back, and where this side may answer, those it has to."""
    wanted = Q(state=RETURNED, side=side, noted_by=me)
    if confirms:
        wanted |= Q(state=NOTED, benefits=side) & ~Q(noted_by=me)
    rows = Deed.objects.filter(_through(own, side), wanted, matter__state__in=UNDER_WAY)
    return rows.select_related("matter").order_by(F("noted_at").asc(), "id")[:MOST]


def _to_inspect(
    scope: Scope, own: int, me: int | None, today: date, depth: int | None, soon: date | None
) -> QuerySet[Matter]:
    """Inspections called and not yet held, and inspected matters with goals not yet judged.

    With a `depth`, those whose Party organisation stands there, or that fall due by `soon`.
    """
    called = Exists(Inspection.objects.filter(matter=OuterRef("pk"), held_on=None))
    unjudged = Exists(Goal.objects.filter(matter=OuterRef("pk"), reached=None))
    rows = Matter.objects.filter(_outside(scope, own, me, today), Q(called) | Q(unjudged), state=INSPECTING)
    if depth is not None:
        below = Q(party__depth=depth)
        rows = rows.filter(below | Q(due__lte=soon) if soon else below)
    return rows.annotate(called=called).order_by("touched_at", "id")[:MOST]


def _to_close(scope: Scope, own: int, me: int | None, today: date) -> QuerySet[Correction]:
    """Corrections with a confirmed note since they were opened, to be closed by somebody from outside."""
    since = Deed.objects.filter(
        matter=OuterRef("matter"), state=CONFIRMED, side=OuterRef("side"), on__gte=OuterRef("raised_on")
    )
    rows = Correction.objects.filter(_outside(scope, own, me, today, "matter__"), Exists(since), state=OPEN)
    rows = rows.filter(matter__state__in=(IMPLEMENTING, INSPECTING))
    return rows.select_related("matter").order_by("due", "id")[:MOST]


def _through(own: int, side: str) -> Q:
    """The condition on parts that the matter is of the own organisation."""
    return Q((f"matter__{side}_id", own))


def _outside(scope: Scope, own: int, me: int | None, today: date, prefix: str = "") -> Q:
    """The condition on matters that one may look at from outside."""
    apart = ~Q(**{f"{prefix}party": own}) & ~Q(**{f"{prefix}unit": own})
    condition = within(scope, prefix) & apart
    return condition if me is None else condition & ~has_a_hand_in(me, today, prefix)


UNAGREED, RIPE, TO_MEET = Prepared(_unagreed), Prepared(_ripe), Prepared(_to_meet)
TO_CORRECT, GIVEN, UNANSWERED = Prepared(_to_correct), Prepared(_given), Prepared(_unanswered)
TO_INSPECT, TO_CLOSE = Prepared(_to_inspect), Prepared(_to_close)
