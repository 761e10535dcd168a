"""What people type about matters: one small form a verb, its fields named as the verb's values."""

from jingwei.foundation.matters.forms.inspection import (
    CloseCorrection,
    Inspect,
    JudgeGoal,
    RaiseCorrection,
)
from jingwei.foundation.matters.forms.plan import (
    AddGoal,
    AddMilestone,
    Agree,
    Amend,
    AssignTask,
    HandTask,
    Open,
    Reason,
    ReturnTask,
    SetPoints,
)
from jingwei.foundation.matters.forms.work import (
    AmendDeed,
    Attach,
    Confirm,
    Detach,
    Note,
    Return,
    WithdrawDeed,
)

__all__ = [
    "AddGoal",
    "AddMilestone",
    "Agree",
    "Amend",
    "AmendDeed",
    "AssignTask",
    "Attach",
    "CloseCorrection",
    "Confirm",
    "Detach",
    "HandTask",
    "Inspect",
    "JudgeGoal",
    "Note",
    "Open",
    "RaiseCorrection",
    "Reason",
    "Return",
    "ReturnTask",
    "SetPoints",
    "WithdrawDeed",
]
