"""The bulk door: whole lives of matters at once, leaving the rows and records that the verbs would leave.

For simulation and for bringing in years that happened elsewhere. It asks no rule, step or gate: what was is told
by the platform itself, holding every verb it tells, and a test holds it equal to the verbs. A life that was rehearsed
is a pattern, which `Stamping` tells again wherever it fits; another test holds that equal to the chronicle.
"""

from jingwei.foundation.matters.actions.chronicle.pattern import Pattern, Rehearsal, pattern_of
from jingwei.foundation.matters.actions.chronicle.setting import FIELDS, PLAYER, Marked, Setting, player
from jingwei.foundation.matters.actions.chronicle.stamping import Stamping
from jingwei.foundation.matters.actions.chronicle.whole import Chronicle

__all__ = [
    "FIELDS",
    "PLAYER",
    "Chronicle",
    "Marked",
    "Pattern",
    "Rehearsal",
    "Setting",
    "Stamping",
    "pattern_of",
    "player",
]
