"""A type of matter: what makes a 书记项目 or a 双带头人工作室 more than a general matter."""

from pydantic import Field

from jingwei.kernel.packs.spec.words import ClauseId, Id, Spec, Words


class MatterType(Spec):
    """A type of matter; the kinds of organisation that may own its two strands, and what its goals should say."""

    id: Id
    label: Words
    summary: Words
    clauses: tuple[ClauseId, ...] = Field(min_length=1)
    party_kinds: tuple[Id, ...] = Field(min_length=1)
    unit_kinds: tuple[Id, ...] = Field(min_length=1)
    goals_hint: Words
    yearly: bool = False
    flow: Id | None = None
