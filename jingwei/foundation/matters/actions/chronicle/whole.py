"""The chronicle: everything that can be told of a matter."""

from jingwei.foundation.matters.actions.chronicle.ending import Ending
from jingwei.foundation.matters.actions.chronicle.planning import Planning
from jingwei.foundation.matters.actions.chronicle.working import Working


class Chronicle(Planning, Working, Ending):
    """The lives of many matters of one university, told verb by verb in any order, written in order of time."""
