"""Which occasions and action items an actor may see, and what they may be carried on by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.action_items.flow import ACTION_ITEM, CARRIED, UNDER_WAY
from jingwei.foundation.action_items.models import ActionItem, Occasion
from jingwei.foundation.matters.queries import matters_for
from jingwei.foundation.organisations.queries import Organisation, organisations_for, standing, under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.held import AlsoHeld, also_held
from jingwei.kernel.listing import Column, Filter, Listing, Row

SEE = reading(
    "action_items.see",
    _l("看举措"),
    "Read what study, dispatch and exchange of your organisations ended in.",
)
HOLD = "occasions.hold"
MATTERS_SHOWN = 50


def items_for(actor: Actor) -> QuerySet[ActionItem]:
    """Those of organisations one may see, and those in one's own hands."""
    seen = under("organisation__path", actor.paths(SEE)) | Q(person=actor.person_id)
    return ActionItem.objects.filter(seen, university_id=actor.university_id)


def item_for(actor: Actor, item_id: int) -> ActionItem:
    """One action item as the actor may see it, or NotFound."""
    found = items_for(actor).filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found


def occasions_for(actor: Actor) -> QuerySet[Occasion]:
    """Those of organisations one may see, and those that ended in an item one may see: its own, or gone over from another."""
    ended_in = items_for(actor).filter(occasion=OuterRef("pk")).order_by()
    seen = Q(under("organisation__path", actor.paths(SEE))) | Q(Exists(ended_in))
    return Occasion.objects.filter(seen, university_id=actor.university_id)


def occasion_for(actor: Actor, occasion_id: int) -> Occasion:
    """One occasion as the actor may see it, or NotFound."""
    found = occasions_for(actor).filter(pk=occasion_id).first()
    if found is None:
        raise NotFound
    return found


def items_of(actor: Actor, occasion: Occasion) -> list[ActionItem]:
    """What the occasion ended in, as far as the actor may see it, in the order in which it was settled."""
    return list(items_for(actor).filter(occasion=occasion).order_by("pk"))


def all_items_of(occasions: Collection[int]) -> list[ActionItem]:
    """What these occasions ended in; for rooms that have shown the occasions to those who may read them."""
    rows = ActionItem.objects.filter(occasion__in=occasions).select_related("person")
    return list(rows.order_by("due", "pk"))


def open_items_of(occasions: Collection[int]) -> list[ActionItem]:
    """Those of them that are not done."""
    return [each for each in all_items_of(occasions) if each.ended_on is None]


def host_for(actor: Actor) -> Organisation | None:
    """The organisation for which the actor settles action items: that of the post in use."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(HOLD, post.path):
        return None
    return organisations_for(actor).filter(standing(clock.today()), pk=post.organisation_id).first()


def matters_to_carry(actor: Actor, organisation: Organisation) -> list[Any]:
    """The matters under way at or below an organisation that may carry an item on, the last touched first."""
    rows = matters_for(actor).filter(_at_or_below(organisation), ended_on=None)
    return list(rows.order_by("-touched_at", "-pk")[:MATTERS_SHOWN])


def may_carry(matter: Any, organisation: Organisation) -> bool:
    """Whether a matter is under way and one of its strands lies at or below the organisation."""
    paths = (matter.party.path, matter.unit.path)
    return matter.ended_on is None and any(path.startswith(organisation.path) for path in paths)


def _at_or_below(organisation: Organisation) -> Q:
    paths = (organisation.path,)
    return under("party__path", paths) | under("unit__path", paths)


def carried_by(actor: Actor, matters: Collection[int]) -> QuerySet[ActionItem]:
    """Those that these matters carry on; for the platform, which sees them all."""
    rows = ActionItem.objects.filter(Among(F("matter_id"), matters), state=CARRIED).order_by("pk")
    return rows if actor.kind == "system" else rows.none()


def _present(actor: Actor, items: Sequence[ActionItem]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/action-items/occasions/{each.occasion_id}/#action-item-{each.pk}",
            "text": each.text,
            "person": each.person.name,
            "due": each.due,
            "state": each.state_label,
            "organisation": each.organisation.name,
            "occasion": _("{kind}：{topic}").format(
                kind=each.occasion.get_kind_display(), topic=each.occasion.topic
            ),
            "outcome": each.outcome or each.reason,
        }
        for each in items
    ]


def _in_state(actor: Actor, value: str) -> Q:
    """One state, or all that have not ended, or those of them whose day is past."""
    if value == "late":
        return Q(state__in=UNDER_WAY, due__lt=clock.today())
    return Q(state__in=UNDER_WAY) if value == "under-way" else Q(state=value)


ACTION_ITEMS = Listing(
    name="action-items",
    label=_l("举措"),
    empty=_l("还没有举措。学习研讨、调度、交流以后定下谁办什么，就在这里。"),
    columns=(
        Column("due", _l("哪天前"), "date"),
        Column("text", _l("举措"), width=40),
        Column("person", _l("谁办"), width=12),
        Column("state", _l("状态"), "chip"),
        Column("organisation", _l("组织"), width=30),
        Column("occasion", _l("由来"), width=40),
        Column("outcome", _l("结果或理由"), width=50),
    ),
    visible=items_for,
    present=_present,
    filters=(
        Filter(
            "q", _l("举措或主题"), lambda actor, v: Q(text__icontains=v) | Q(occasion__topic__icontains=v)
        ),
        Filter(
            "state",
            _l("状态"),
            _in_state,
            lambda actor: [
                ("under-way", _("还没办完")),
                ("late", _("过了日子")),
                *((state, str(ACTION_ITEM.label(state))) for state in ACTION_ITEM.states),
            ],
        ),
        Filter(
            "kind",
            _l("由来"),
            lambda actor, value: Q(occasion__kind=value),
            lambda actor: [(value, str(label)) for value, label in Occasion.Kind.choices],
        ),
        Filter(
            "whose",
            _l("谁的"),
            lambda actor, value: Q(person=actor.person_id) if value == "mine" else Q(),
            lambda actor: [("mine", _("我的"))],
        ),
    ),
)
fetched_by(Occasion, occasion_for)
fetched_by(ActionItem, item_for)
also_held(
    AlsoHeld(
        _l("交给本人的举措"),
        lambda person: ActionItem.objects.filter(person=person).count(),
        _l("定下谁办、办成了什么"),
        lambda: _("随台账长期保存"),
    )
)
