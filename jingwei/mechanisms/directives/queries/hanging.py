"""What hangs where of directives: with a person of the own organisation which, with those below how many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Hanging
from jingwei.mechanisms.directives.flow import IN_HAND, ISSUED, OWING
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries.seeing import HANDS

MOST = 100


def hanging_for(actor: Actor) -> list[Hanging]:
    """For who hands receipts to people at the post in use; in the order of names."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(HANDS, post.path):
        return []
    own, today = post.organisation_id, clock.today()
    return [*_in_hands(own, today), *_below(own, today)]


def _in_hands(own: int, today: date) -> Iterator[Hanging]:
    rows = Receipt.objects.filter(organisation=own, state__in=IN_HAND, directive__state=ISSUED)
    for each in rows.exclude(hand=None).order_by("hand__name", "due", "pk")[:MOST]:
        yield Hanging(
            where=each.hand.name if each.hand else "",
            what=each.title,
            url=f"/directives/{each.directive_id}/",
            oldest=each.due,
            late=int(each.due < today),
        )


def _below(own: int, today: date) -> Iterator[Hanging]:
    """How many are open with each of those next below, under its name of today."""
    rows = Receipt.objects.filter(parent__organisation=own, state__in=OWING, directive__state=ISSUED)
    counted = (
        rows.order_by("organisation__name", "organisation")
        .values("organisation", "organisation__name")
        .annotate(count=Count("pk"), oldest=Min("due"), late=Count("pk", Q(due__lt=today)))
    )
    for row in counted[:MOST]:
        told = {each: row[each] for each in ("oldest", "count", "late")}
        where, at = row["organisation__name"], f"/organisations/{row['organisation']}/"
        yield Hanging(where, _("部署"), at, **told, is_kind=True)
