"""The bulk door: whole lives of matters at once, leaving the rows and records that the verbs would leave.

For simulation and for bringing in years that happened elsewhere. It asks no rule, step or gate: what was is told
by the platform itself, holding every verb it tells, and a test holds it equal to the verbs.
"""

from jingwei.foundation.matters.actions.chronicle.ending import Ending
from jingwei.foundation.matters.actions.chronicle.planning import Planning
from jingwei.foundation.matters.actions.chronicle.working import Working


class Chronicle(Planning, Working, Ending):
    """The lives of many matters of one university, told verb by verb in any order, written in order of time."""


__all__ = ["Chronicle"]
