"""What may be read of clauses: all of them, one of them, what changed in them."""

from jingwei.mechanisms.clauses.queries.sheet import Row, Sheet, clause_for, left_with, now_at, sheet_for
from jingwei.mechanisms.clauses.queries.turns import (
    DECIDE,
    Coming,
    Turn,
    coming_for,
    others_for,
    turns_for,
    waiting_for,
)

__all__ = [
    "DECIDE",
    "Coming",
    "Row",
    "Sheet",
    "Turn",
    "clause_for",
    "coming_for",
    "left_with",
    "now_at",
    "others_for",
    "sheet_for",
    "turns_for",
    "waiting_for",
]
