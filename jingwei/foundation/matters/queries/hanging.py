"""What hangs where on one side: the tasks of the own organisation one by one, of those below how much is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import IMPLEMENTING, INSPECTING, NOTED, OPEN, RETURNED, UNDER_WAY
from jingwei.foundation.matters.models import Correction, Deed, Task
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Hanging

MOST = 100


def hanging_for(actor: Actor) -> list[Hanging]:
    """What hangs with whom and where, for who gives out the tasks at the post in use; by name, never by number."""
    post = actor.post
    if post is None or not post.path or not actor.holds("matters.assign_task", post.path):
        return []
    below = _below(actor, post.tree, post.path)
    return [*_in_hands(post.tree, post.path), *sorted(below, key=lambda each: each.where)]


def _in_hands(side: str, path: str) -> Iterator[Hanging]:
    """The open tasks of the organisation itself, by the name of who has them."""
    rows = Task.objects.filter(**{f"matter__{side}__path": path}, side=side, state__in=(OPEN, RETURNED))
    rows = rows.filter(matter__state__in=(IMPLEMENTING, INSPECTING)).select_related("person")
    today = clock.today()
    found = rows.order_by("due", "pk")[:MOST]
    for task in sorted(found, key=lambda each: each.person.name if each.person else each.post):
        yield Hanging(
            where=task.person.name if task.person else task.post,
            what=task.title,
            url=f"/matters/{task.matter_id}/#task-{task.pk}",
            oldest=task.due,
            late=int(task.due < today),
            is_back=task.state == RETURNED,
        )


def _below(actor: Actor, side: str, path: str) -> Iterator[Hanging]:
    """How much is open in each organisation of the next level, with all below it."""
    reach = len(path) + Organisation.steplen
    today = clock.today()
    kinds: tuple[tuple[str, QuerySet[Any], str], ...] = (
        (_("任务"), Task.objects.filter(side=side, state=OPEN, matter__state__in=UNDER_WAY), "due"),
        (_("校准"), Correction.objects.filter(side=side, state=OPEN, matter__state__in=UNDER_WAY), "due"),
        (
            _("等认可的一笔"),
            Deed.objects.filter(benefits=side, state=NOTED, matter__state__in=UNDER_WAY),
            "on",
        ),
    )
    counted = [
        (kind, row) for kind, rows, day in kinds for row in _counted(rows, side, path, reach, day, today)
    ]
    places = {row["place"] for _kind, row in counted}
    named = organisations_for(actor).filter(path__in=places, tree=side).values_list("path", "name", "pk")
    known = {place: (name, pk) for place, name, pk in named}
    for kind, row in counted:
        if row["place"] in known:
            name, pk = known[row["place"]]
            told = {each: row[each] for each in ("oldest", "count", "late")}
            yield Hanging(name, kind, f"/organisations/{pk}/", **told, is_kind=True)


def _counted(
    rows: QuerySet[Any], side: str, path: str, reach: int, day: str, today: date
) -> QuerySet[Any, dict[str, Any]]:
    at = f"matter__{side}__path"
    late = Count("pk", Q(**{f"{day}__lt": today})) if day == "due" else Count("pk", Q(pk=None))
    found = rows.filter(under(at, (path,))).exclude(**{at: path}).order_by()
    return (
        found.annotate(place=Substr(at, 1, reach))
        .values("place")
        .annotate(count=Count("pk"), late=late, oldest=Min(day))
    )
