"""What a person should do next about action items: those in hand, and those that came back to who settles them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jingwei.foundation.action_items.flow import OPEN, RETURNED
from jingwei.foundation.action_items.models import ActionItem
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.prepared import Prepared

HAND = "action_items.hand"
MOST = 20


def _to_do(person_id: int | None, own: int | None) -> QuerySet[ActionItem]:
    mine = Q(person=person_id, state=OPEN)
    came_back = Q(organisation=own, state=RETURNED)
    return ActionItem.objects.filter(mine | came_back, ended_on=None).order_by("due", "pk")[:MOST]


TO_DO = Prepared(_to_do, narrow=True)


def waiting_for(actor: Actor) -> list[Waiting]:
    """An action item is a person's own and lies on the desk in whatever post; what came back goes with the post."""
    post = actor.post
    leads = post is not None and post.organisation_id is not None and actor.holds(HAND, post.path)
    own = post.organisation_id if leads and post else None
    if actor.person_id is None:
        return []
    return [_waiting(item, actor.holds(HAND, item.organisation.path)) for item in TO_DO(actor.person_id, own)]


def _waiting(item: ActionItem, leads: bool) -> Waiting:
    at = f"/action-items/{item.pk}/"
    about: dict[str, Any] = {
        "title": item.text,
        "url": f"/action-items/occasions/{item.occasion_id}/#action-item-{item.pk}",
        "minutes": 1,
        "due": item.due,
        "subject_id": item.pk,
    }
    if item.state == RETURNED:
        why = _("{name}退回了：{reason}").format(name=item.person.name, reason=item.reason)
        others = ((_("不再办"), f"{at}drop/"),)
        return Waiting(
            kind=_("改派"),
            why=why,
            act=_("改派"),
            verb=HAND,
            to=f"{at}hand/",
            answer=True,
            others=others,
            **about,
        )
    why = _("{organisation}的{kind}“{topic}”定的。").format(
        organisation=item.organisation.name,
        kind=item.occasion.get_kind_display(),
        topic=item.occasion.topic,
    )
    ways = [(_("转成事项"), f"{at}open-matter/"), (_("用已有的事项办"), f"{at}carry/")]
    ways += [(_("不是我的"), f"{at}return/")] if not leads else []
    return Waiting(
        kind=_("举措"),
        why=why,
        act=_("办成了"),
        verb="action_items.finish",
        to=f"{at}finish/",
        others=tuple(ways),
        late=_("过了定下的日子。"),
        **about,
    )
