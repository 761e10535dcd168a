"""The states of a matter and of its parts, and which verb leads from where to where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

PLANNING, DEPLOYING, IMPLEMENTING, INSPECTING = "planning", "deploying", "implementing", "inspecting"
CLOSED, WITHDRAWN = "closed", "withdrawn"
STAGES = (PLANNING, DEPLOYING, IMPLEMENTING, INSPECTING)
"""同谋划 同部署 同落实 同检查, in this order."""
UNDER_WAY = (DEPLOYING, IMPLEMENTING, INSPECTING)
"""The stages after planning and before the end."""


def _kept(state: str, *names: str) -> tuple[Step, ...]:
    """Steps that leave the matter in the stage it is in."""
    return tuple(Step(name, state, state) for name in names)


_CHANGING_HANDS = ("hand_task", "return_task")
_NOTING = ("note", "amend_deed", "withdraw_deed", "confirm", "return")

MATTER = flow(
    "matters",
    PLANNING,
    *_kept(
        PLANNING,
        "amend",
        "set_points",
        "add_goal",
        "drop_goal",
        "add_milestone",
        "drop_milestone",
        "agree_plan",
    ),
    Step("agree_plan", PLANNING, DEPLOYING),
    Step("withdraw", PLANNING, WITHDRAWN),
    *_kept(DEPLOYING, "amend", "assign_task", "hand_task", "agree_deployment", *_NOTING),
    Step("agree_deployment", DEPLOYING, IMPLEMENTING),
    Step("reopen_plan", DEPLOYING, PLANNING),
    Step("withdraw", DEPLOYING, WITHDRAWN),
    *_kept(
        IMPLEMENTING,
        *("amend", "assign_task", "finish_task", "accept_milestone", "raise_correction", "close_correction"),
        *_CHANGING_HANDS,
        *_NOTING,
    ),
    Step("call_inspection", IMPLEMENTING, INSPECTING),
    Step("withdraw", IMPLEMENTING, WITHDRAWN),
    *_kept(
        INSPECTING,
        *("finish_task", "inspect", "judge_goal", "raise_correction", "close_correction"),
        *_CHANGING_HANDS,
        *_NOTING,
    ),
    Step("inspect", INSPECTING, IMPLEMENTING),
    Step("close", INSPECTING, CLOSED),
    labels=(
        (PLANNING, _l("同谋划")),
        (DEPLOYING, _l("同部署")),
        (IMPLEMENTING, _l("同落实")),
        (INSPECTING, _l("同检查")),
        (CLOSED, _l("已办结")),
        (WITHDRAWN, _l("已撤回")),
    ),
)

PLANNED, ACCEPTED = "planned", "accepted"
MILESTONE = flow(
    "milestones",
    PLANNED,
    Step("accept_milestone", PLANNED, ACCEPTED),
    labels=((PLANNED, _l("计划中")), (ACCEPTED, _l("已认可"))),
)

OPEN, DONE, RETURNED = "open", "done", "returned"
TASK = flow(
    "tasks",
    OPEN,
    Step("finish_task", OPEN, DONE),
    Step("return_task", OPEN, RETURNED),
    Step("hand_task", OPEN, OPEN),
    Step("hand_task", RETURNED, OPEN),
    labels=((OPEN, _l("在办")), (RETURNED, _l("退回来了")), (DONE, _l("已做完"))),
)

NOTED, CONFIRMED = "noted", "confirmed"
DEED = flow(
    "deeds",
    NOTED,
    Step("confirm", NOTED, CONFIRMED),
    Step("return", NOTED, RETURNED),
    Step("amend_deed", NOTED, NOTED),
    Step("amend_deed", RETURNED, NOTED),
    Step("withdraw_deed", NOTED, WITHDRAWN),
    Step("withdraw_deed", RETURNED, WITHDRAWN),
    labels=(
        (NOTED, _l("等对方认可")),
        (CONFIRMED, _l("已认可")),
        (RETURNED, _l("退回补充")),
        (WITHDRAWN, _l("已撤回")),
    ),
)

CORRECTION = flow(
    "corrections",
    OPEN,
    Step("close_correction", OPEN, CLOSED),
    labels=((OPEN, _l("校准中")), (CLOSED, _l("已校准"))),
)
