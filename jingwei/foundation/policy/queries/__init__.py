"""What may be read of the policy: the edition followed, the official text, who has done what it asks."""

from jingwei.foundation.policy.queries.editions import (
    SEE,
    Edition,
    Followed,
    adoptions_of,
    edition_of,
    followed_by,
)
from jingwei.foundation.policy.queries.obligations import (
    CONTENT,
    Owing,
    Standing,
    obligations_for,
    period_of,
    standings_for,
    work_counted_for,
)
from jingwei.foundation.policy.queries.texts import ClauseText, official_texts

__all__ = [
    "CONTENT",
    "SEE",
    "ClauseText",
    "Edition",
    "Followed",
    "Owing",
    "Standing",
    "adoptions_of",
    "edition_of",
    "followed_by",
    "obligations_for",
    "official_texts",
    "period_of",
    "standings_for",
    "work_counted_for",
]
