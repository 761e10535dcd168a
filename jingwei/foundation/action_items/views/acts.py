"""The verbs on an action item: which form each has, what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items import actions, forms
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Refused, StepNotOpen, Text


@dataclass(frozen=True)
class Act:
    """A verb with its form; `knows` says that the form is told who asks and about what."""

    verb: str
    run: Callable[..., Any]
    said: Text
    form: Callable[..., Any]
    knows: bool = False


ACTS = {
    "finish": Act("action_items.finish", actions.finish_item, _l("记下了，办成了。"), forms.Finish),
    "carry": Act(
        "action_items.carry", actions.carry_item, _l("事项办结，它就跟着办成。"), forms.Carry, knows=True
    ),
    "return": Act(
        "action_items.return", actions.return_item, _l("退回去了，对方会看到你的理由。"), forms.Reason
    ),
    "hand": Act("action_items.hand", actions.hand_item, _l("改交好了。"), forms.Hand, knows=True),
    "postpone": Act("action_items.postpone", actions.postpone_item, _l("日子改好了。"), forms.Postpone),
    "drop": Act("action_items.drop", actions.drop_item, _l("不再办了。"), forms.Reason),
}
OPEN_MATTER = "open-matter"


@dataclass(frozen=True)
class Door:
    """A verb as the page offers it: what the button says, and its address."""

    label: Text
    url: str


def doors(actor: Actor, item: Any) -> dict[str, Door]:
    """The verbs that are open to the actor on an action item now, by their names in Python."""
    found = {}
    for step, verb in [("finish", ACTS["finish"].verb), (OPEN_MATTER, "action_items.open_matter")] + [
        (step, act.verb) for step, act in ACTS.items() if step != "finish"
    ]:
        if not _shut(may(actor, verb, item)):
            url = reverse("action_items:act", args=(item.pk, step))
            found[step.replace("-", "_")] = Door(VERBS[verb].label, url)
    return found


def _shut(refusal: Refused | None) -> bool:
    return refusal is not None and (refusal.code in ("no-grant", "rule") or isinstance(refusal, StepNotOpen))
