"""Matters, their plan, the work under it and its inspection."""

from jingwei.foundation.matters.models.inspection import Correction, Inspection
from jingwei.foundation.matters.models.matter import Matter, Numbering, barred
from jingwei.foundation.matters.models.plan import Agreement, Goal, Milestone, Task
from jingwei.foundation.matters.models.sides import BOTH, PARTY, SIDES, UNIT, other_side
from jingwei.foundation.matters.models.work import Deed

__all__ = [
    "BOTH",
    "PARTY",
    "SIDES",
    "UNIT",
    "Agreement",
    "Correction",
    "Deed",
    "Goal",
    "Inspection",
    "Matter",
    "Milestone",
    "Numbering",
    "Task",
    "barred",
    "other_side",
]
