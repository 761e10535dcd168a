"""What people type about organisations: one form a verb."""

from jingwei.foundation.organisations.forms.joining import Merge, Split
from jingwei.foundation.organisations.forms.one import (
    Appoint,
    Cover,
    End,
    EndPost,
    Found,
    Move,
    Rename,
    Uncover,
    VerbForm,
)

__all__ = [
    "Appoint",
    "Cover",
    "End",
    "EndPost",
    "Found",
    "Merge",
    "Move",
    "Rename",
    "Split",
    "Uncover",
    "VerbForm",
]
