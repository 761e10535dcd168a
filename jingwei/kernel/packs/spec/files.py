"""Which file of a pack holds what: one shell for every kind of file."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.about import About
from jingwei.kernel.packs.spec.balance import Balance
from jingwei.kernel.packs.spec.body import Body
from jingwei.kernel.packs.spec.case import Case
from jingwei.kernel.packs.spec.clause import Clause, Section
from jingwei.kernel.packs.spec.committee_kind import CommitteeKind
from jingwei.kernel.packs.spec.flow import Flow
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.packs.spec.item_kind import ItemKind
from jingwei.kernel.packs.spec.kind import Kind
from jingwei.kernel.packs.spec.matter_type import MatterType
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.packs.spec.role import Role
from jingwei.kernel.packs.spec.term import Term
from jingwei.kernel.packs.spec.turn import Turn
from jingwei.kernel.packs.spec.words import Spec


class ClauseFile(Spec):
    """One chapter with its clauses."""

    section: Section
    clauses: tuple[Clause, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def is_one_chapter(self) -> "ClauseFile":
        for clause in self.clauses:
            if clause.section != self.section.number:
                raise ValueError(f"clause «{clause.id}» does not belong to section {self.section.number}")
        return self


class RoleFile(Spec):
    roles: tuple[Role, ...]


class KindFile(Spec):
    kinds: tuple[Kind, ...]


class TermFile(Spec):
    terms: tuple[Term, ...]


class MatterTypeFile(Spec):
    matter_types: tuple[MatterType, ...]


class BodyFile(Spec):
    bodies: tuple[Body, ...]


class ItemKindFile(Spec):
    item_kinds: tuple[ItemKind, ...]


class CommitteeKindFile(Spec):
    committee_kinds: tuple[CommitteeKind, ...]


class BalanceFile(Spec):
    balances: tuple[Balance, ...]


class TurnFile(Spec):
    turns: tuple[Turn, ...]


class ObligationFile(Spec):
    obligations: tuple[Obligation, ...]


class IndicatorFile(Spec):
    indicators: tuple[Indicator, ...]


class FlowFile(Spec):
    flows: tuple[Flow, ...]


class CaseFile(Spec):
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Shelf:
    """A noun of the pack: where its files lie, their shape, and the key that holds the list."""

    noun: str
    place: str
    shell: type[Spec]
    items: str
    item: Any


SHELVES = (
    Shelf("clause", "clauses/*.yaml", ClauseFile, "clauses", Clause),
    Shelf("role", "roles.yaml", RoleFile, "roles", Role),
    Shelf("kind", "kinds.yaml", KindFile, "kinds", Kind),
    Shelf("term", "terms.yaml", TermFile, "terms", Term),
    Shelf("matter-type", "matter-types.yaml", MatterTypeFile, "matter_types", MatterType),
    Shelf("body", "bodies.yaml", BodyFile, "bodies", Body),
    Shelf("item-kind", "item-kinds.yaml", ItemKindFile, "item_kinds", ItemKind),
    Shelf("committee-kind", "committee-kinds.yaml", CommitteeKindFile, "committee_kinds", CommitteeKind),
    Shelf("balance", "balances.yaml", BalanceFile, "balances", Balance),
    Shelf("obligation", "obligations/*.yaml", ObligationFile, "obligations", Obligation),
    Shelf("indicator", "indicators/*.yaml", IndicatorFile, "indicators", Indicator),
    Shelf("turn", "turns.yaml", TurnFile, "turns", Turn),
    Shelf("flow", "flows/*.yaml", FlowFile, "flows", Flow),
    Shelf("case", "cases/*.yaml", CaseFile, "cases", Case),
)
HEAD = Shelf("pack", "pack.yaml", About, "", About)
