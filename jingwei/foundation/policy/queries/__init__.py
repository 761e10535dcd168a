"""What may be read of the policy: the documents followed, what changed in them, official text, who has done what."""

from jingwei.foundation.policy.queries.changes import (
    Asked,
    adoption_for,
    changes_for,
    undecided_for,
    words_of,
)
from jingwei.foundation.policy.queries.editions import (
    SEE,
    Edition,
    Followed,
    adoptions_of,
    all_followed,
    all_left,
    cited_by,
    citing,
    followed_by,
    followed_of,
    norms_of,
    spells_of,
)
from jingwei.foundation.policy.queries.excused import SEE_OWED, excuse_for, excuses_for
from jingwei.foundation.policy.queries.obligations import (
    Standing,
    obligations_for,
    standings_for,
    work_counted_for,
)
from jingwei.foundation.policy.queries.owed import Ask, Owed, Owner, judge, period_of
from jingwei.foundation.policy.queries.owing import CONTENT, asks_for, owed_by
from jingwei.foundation.policy.queries.plan import KINDS, NOUNS, plan_of, said
from jingwei.foundation.policy.queries.shown import begun_by, shown_of, waiting_for
from jingwei.foundation.policy.queries.texts import ClauseText, official_texts
from jingwei.foundation.policy.queries.work import (
    CONFIRMED,
    IN_HAND,
    Touched,
    Work,
    confirmed_in,
    january,
    last_of_each,
    touched_by,
    work_of,
)

__all__ = [
    "CONFIRMED",
    "CONTENT",
    "IN_HAND",
    "KINDS",
    "NOUNS",
    "SEE",
    "SEE_OWED",
    "Ask",
    "Asked",
    "ClauseText",
    "Edition",
    "Followed",
    "Owed",
    "Owner",
    "Standing",
    "Touched",
    "Work",
    "adoption_for",
    "adoptions_of",
    "all_followed",
    "all_left",
    "asks_for",
    "begun_by",
    "changes_for",
    "cited_by",
    "citing",
    "confirmed_in",
    "excuse_for",
    "excuses_for",
    "followed_by",
    "followed_of",
    "january",
    "judge",
    "last_of_each",
    "norms_of",
    "obligations_for",
    "official_texts",
    "owed_by",
    "period_of",
    "plan_of",
    "said",
    "shown_of",
    "spells_of",
    "standings_for",
    "touched_by",
    "undecided_for",
    "waiting_for",
    "words_of",
    "work_counted_for",
    "work_of",
]
