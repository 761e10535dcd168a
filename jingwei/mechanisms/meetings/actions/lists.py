"""The verb by which an organisation says what is decided where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs.spec import ItemKind
from jingwei.mechanisms.meetings import events
from jingwei.mechanisms.meetings.models import ItemList
from jingwei.mechanisms.meetings.queries import bodies_that_decide, is_with_unit, list_of

MOST_KINDS, LONGEST_LABEL = 40, 40


@dataclass(frozen=True)
class Kind:
    """A line of a list: a kind of the pack by its `id`, or one of its own by its `label`; and which bodies it goes through."""

    route: Sequence[str]
    id: str = ""
    label: str = ""


@action("item_lists.adopt", label=_l("定议事清单"), lock=False)
def adopt_item_list(organisation: Organisation, *, actor: Actor, kinds: Sequence[Kind]) -> ItemList:
    """Adopt a new list of what is decided where: more may go through the Party organisation first, never less."""
    hold_chain(organisation.university_id)
    bodies = bodies_that_decide(organisation)
    if not bodies:
        raise Invalid.field("kinds", _("这个组织没有党组织会议，也没有党政联席会议。"))
    if len(kinds) > MOST_KINDS:
        raise Invalid.field("kinds", _("最多 {count} 类。").format(count=MOST_KINDS))
    known = norms_of(organisation.university).item_kinds
    last = list_of(organisation)
    number = last.number + 1 if last else 1
    before = {each["label"]: each["id"] for each in last.kinds if "label" in each} if last else {}
    order = [each.stands_for for each in sorted(bodies, key=lambda body: is_with_unit([body.id]))]
    rows = [_row(each, at, known, order) for at, each in enumerate(kinds, 1)]
    rows = [
        {"id": before.get(row["label"], f"own-{number}-{at}")} | row if "label" in row else row
        for at, row in enumerate(rows, 1)
    ]
    named = [row.get("label") or row["id"] for row in rows]
    taken = {each.label.zh for each in known.values()}
    if len({*named}) != len(named) or taken & {*named}:
        raise Invalid.field("kinds", _("有两类名字一样，请合成一类。"))
    made = ItemList.objects.create(
        university_id=organisation.university_id,
        organisation=organisation,
        number=number,
        kinds=rows,
        adopted_on=clock.today(),
        adopted_name=actor.name,
    )
    record(events.ItemListAdopted(number=number, kinds=rows), actor=actor, subject=made, clauses=("3.3a",))
    return made


def _row(kind: Kind, at: int, known: Any, order: Sequence[str]) -> dict[str, Any]:
    """A line as it is kept; Invalid where it leaves out a body that the level above asks for."""
    route = list(kind.route)
    if not route or not {*route} <= {*order} or len({*route}) != len(route):
        raise Invalid.field("kinds", _("第 {at} 行：只能上本组织自己的会议。").format(at=at))
    in_order = route == [each for each in order if each in route]
    base: ItemKind | None = known.get(kind.id)
    if base is None and kind.id:
        raise Invalid.field("kinds", _("第 {at} 行：政策包里没有“{id}”。").format(at=at, id=kind.id))
    if base is None:
        label = " ".join(kind.label.split())
        if not 1 <= len(label) <= LONGEST_LABEL:
            told = _("第 {at} 行：写 1 到 {count} 个字的名称。")
            raise Invalid.field("kinds", told.format(at=at, count=LONGEST_LABEL))
        if not in_order or (is_with_unit(route) and route != list(order)):
            told = _("第 {at} 行：“{label}”要先由党组织研究。")
            raise Invalid.field("kinds", told.format(at=at, label=label))
        return {"label": label, "route": route}
    asked = [each for each in route if each in base.route]
    if not in_order or asked != [*base.route] or route[-1] != base.route[-1]:
        told = _("第 {at} 行：“{label}”要先研究、再上会，可以多经一道会，不能少。")
        raise Invalid.field("kinds", told.format(at=at, label=base.label.here()))
    return {"id": base.id, "route": route}
