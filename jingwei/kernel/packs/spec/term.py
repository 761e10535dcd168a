"""A term of art: the exact word of the policy, what it means, and the group it belongs to."""

from typing import Literal

from jingwei.kernel.packs.spec.words import ClauseId, Id, Spec, Words

Group = Literal[
    "point",
    "stage",
    "guarantee",
    "function",
    "orientation",
    "serving",
    "degree",
    "changed",
    "power",
    "shift",
    "object",
    "fit",
    "fact",
    "word",
]


class Term(Spec):
    """A word with one meaning; `group` makes the closed lists that pages and filters offer."""

    id: Id
    group: Group
    label: Words
    meaning: Words
    clause: ClauseId | None = None
