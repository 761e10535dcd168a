"""The verbs on packs and clauses, and on what is owed."""

from jingwei.foundation.policy.actions.excuses import make_excuse, withdraw_excuse
from jingwei.foundation.policy.actions.packs import (
    LONGEST_TEXT,
    adopt_pack,
    attach_text,
    attach_texts,
    decide_change,
    keep_version,
    leave_pack,
)

__all__ = [
    "LONGEST_TEXT",
    "adopt_pack",
    "attach_text",
    "attach_texts",
    "decide_change",
    "keep_version",
    "leave_pack",
    "make_excuse",
    "withdraw_excuse",
]
