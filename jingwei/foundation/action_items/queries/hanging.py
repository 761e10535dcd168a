"""What hangs where: the action items of the own organisation by who has them, of those below how many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.action_items.flow import IN_HAND, RETURNED
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.action_items.rules import LEADS
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Hanging

MOST = 100


def hanging_for(actor: Actor) -> list[Hanging]:
    """For who settles action items at the post in use; by name, never by number."""
    post = actor.post
    if post is None or not post.path or not actor.holds(LEADS, post.path):
        return []
    below = _below(actor, post.tree, post.path)
    return [*_in_hands(post.path), *sorted(below, key=lambda each: each.where)]


def _in_hands(path: str) -> Iterator[Hanging]:
    rows = ActionItem.objects.filter(organisation__path=path, state__in=IN_HAND).order_by("due", "pk")[:MOST]
    today = clock.today()
    for item in sorted(rows, key=lambda each: each.person.name):
        yield Hanging(
            where=item.person.name,
            what=item.text,
            url=f"/action-items/occasions/{item.occasion_id}/#action-item-{item.pk}",
            oldest=item.due,
            late=int(item.due < today),
            is_back=item.state == RETURNED,
        )


def _below(actor: Actor, tree: str, path: str) -> Iterator[Hanging]:
    """How many are open in each organisation of the next level, with all below it."""
    levels = {row["level"]: row for row in _counted(path, clock.today())}
    named = organisations_for(actor).filter(path__in=levels, tree=tree).values_list("path", "name", "pk")
    for path, name, pk in named:
        told = {each: levels[path][each] for each in ("oldest", "count", "late")}
        yield Hanging(name, _("举措"), f"/organisations/{pk}/", **told, is_kind=True)


def _counted(path: str, today: date) -> Any:
    rows = ActionItem.objects.filter(under("organisation__path", (path,)), state__in=IN_HAND)
    rows = rows.exclude(organisation__path=path).order_by()
    reach = len(path) + Organisation.steplen
    return (
        rows.annotate(level=Substr("organisation__path", 1, reach))
        .values("level")
        .annotate(count=Count("pk"), late=Count("pk", Q(due__lt=today)), oldest=Min("due"))
    )
