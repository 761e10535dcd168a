"""The verbs on matters: plan, deploy, work, inspect, reckon."""

from jingwei.foundation.matters.actions.deploy import (
    agree_deployment,
    assign_task,
    finish_task,
    hand_task,
    return_task,
)
from jingwei.foundation.matters.actions.inspect import (
    close_correction,
    close_matter,
    inspect_matter,
    judge_goal,
    raise_correction,
)
from jingwei.foundation.matters.actions.note import (
    amend_deed,
    confirm_deed,
    note_deed,
    return_deed,
    withdraw_deed,
)
from jingwei.foundation.matters.actions.open import amend_matter, open_matter, set_points, withdraw_matter
from jingwei.foundation.matters.actions.plan import (
    add_goal,
    add_milestone,
    agree_plan,
    drop_goal,
    drop_milestone,
    reopen_plan,
)
from jingwei.foundation.matters.actions.progress import accept_milestone, call_inspection
from jingwei.foundation.matters.actions.reckon import reckon_correction, reckon_milestone
from jingwei.foundation.matters.actions.succession import hand_over_matter

__all__ = [
    "accept_milestone",
    "add_goal",
    "add_milestone",
    "agree_deployment",
    "agree_plan",
    "amend_deed",
    "amend_matter",
    "assign_task",
    "call_inspection",
    "close_correction",
    "close_matter",
    "confirm_deed",
    "drop_goal",
    "drop_milestone",
    "finish_task",
    "hand_over_matter",
    "hand_task",
    "inspect_matter",
    "judge_goal",
    "note_deed",
    "open_matter",
    "raise_correction",
    "reckon_correction",
    "reckon_milestone",
    "reopen_plan",
    "return_deed",
    "return_task",
    "set_points",
    "withdraw_deed",
    "withdraw_matter",
]
