"""The states of an action item: in somebody's hands, carried on as a matter, given back, ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

OPEN, CARRIED, RETURNED, DONE, DROPPED = "open", "carried", "returned", "done", "dropped"
ACTION_ITEM = flow(
    "action_items",
    OPEN,
    Step("finish", OPEN, DONE),
    Step("carry", OPEN, CARRIED),
    Step("carry", CARRIED, CARRIED),
    Step("open_matter", OPEN, CARRIED),
    Step("fulfil", CARRIED, DONE),
    Step("give_back", CARRIED, OPEN),
    Step("return", OPEN, RETURNED),
    Step("hand", OPEN, OPEN),
    Step("hand", RETURNED, OPEN),
    Step("postpone", OPEN, OPEN),
    Step("drop", OPEN, DROPPED),
    Step("drop", RETURNED, DROPPED),
    Step("drop", CARRIED, DROPPED),
    labels=(
        (OPEN, _l("在办")),
        (CARRIED, _l("转成了事项")),
        (RETURNED, _l("退回来了")),
        (DONE, _l("办成了")),
        (DROPPED, _l("不再办")),
    ),
)
UNDER_WAY = (OPEN, CARRIED, RETURNED)
"""Not ended yet."""
IN_HAND = (OPEN, RETURNED)
"""Something is still to be done about the item itself; what is carried on as a matter waits there."""
