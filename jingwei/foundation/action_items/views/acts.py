"""The verbs on an action item: which form each has, what is said when it is done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items import actions, forms
from jingwei.foundation.matters.forms import Open
from jingwei.kernel import doors as kernel_doors
from jingwei.kernel.actor import Actor
from jingwei.kernel.doors import Act, Door

KNOWS = ("actor", "item")
ACTS = {
    "finish": Act("action_items.finish", actions.finish_item, _l("记下了，办成了。"), forms.Finish),
    "carry": Act(
        "action_items.carry", actions.carry_item, _l("事项办结，它就跟着办成。"), forms.Carry, given=KNOWS
    ),
    "return": Act(
        "action_items.return", actions.return_item, _l("退回去了，对方会看到你的理由。"), forms.Reason
    ),
    "hand": Act("action_items.hand", actions.hand_item, _l("改交好了。"), forms.Hand, given=KNOWS),
    "postpone": Act("action_items.postpone", actions.postpone_item, _l("日子改好了。"), forms.Postpone),
    "drop": Act("action_items.drop", actions.drop_item, _l("不再办了。"), forms.Reason),
}
SETTLE = Act(
    "action_items.settle",
    actions.settle_item,
    _l("定好了，工作台上有了。"),
    forms.Settle,
    ("actor", "occasion"),
)
OPEN_MATTER = "open-matter"
OPEN = Act(
    "action_items.open_matter",
    actions.open_matter_from_item,
    _l("发起了。现在两侧一起定计划。"),
    Open,
    ("organisation", "actor", "initial"),
)


def doors(actor: Actor, item: Any) -> dict[str, Door]:
    """The verbs that are open to the actor on an action item now, by their names in Python: to be done with it first."""
    first = {"finish": ACTS["finish"], OPEN_MATTER: OPEN}
    found = kernel_doors.doors(
        actor, item, first | ACTS, lambda step: reverse("action_items:act", args=(item.pk, step))
    )
    return {name: door for name, door in found.items() if door.refusal is None}
