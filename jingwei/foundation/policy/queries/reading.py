"""How a version is read after what was decided: what old citations count for, what is kept, what does not bind yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jingwei.foundation.policy.models import Decision
from jingwei.foundation.policy.rules import KEEP, RETIRE
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.lineage import Change
from jingwei.kernel.packs.pack import Pack, clause_order
from jingwei.kernel.packs.spec.clause import Clause, Section
from jingwei.kernel.packs.spec.obligation import Obligation


@dataclass(frozen=True)
class Step:
    """A change on the way to the version in force, with what was decided about it."""

    change: Change
    decision: Decision | None

    @property
    def choice(self) -> str:
        """What was decided, empty while nobody has."""
        return self.decision.choice if self.decision else ""

    @property
    def counts_for(self) -> tuple[str, ...]:
        """What a citation of the old clause counts for. One that is split counts for none until it is assigned."""
        if self.choice == KEEP:
            return (self.change.id,)
        if self.choice == RETIRE or (self.change.kind == "split" and not self.choice):
            return ()
        if self.decision and self.decision.heirs:
            return self.decision.heir_ids
        return tuple(heir.id for heir in self.change.heirs)


class Reading:
    """A version as it is read on a day, after the steps that led to it, in their order."""

    def __init__(self, version: Pack, steps: Sequence[Step], on: date) -> None:
        self.clauses: Mapping[str, Clause] = version.clauses
        self.obligations: Mapping[str, Obligation] = version.obligations
        self.sections: tuple[Section, ...] = version.sections
        self.kept: frozenset[str] = frozenset()
        self.read_as: dict[str, tuple[str, ...]] = {}
        of_clauses = [step for step in steps if step.change.noun == "clause" and step.change.old]
        if of_clauses:
            self._read_clauses(version, of_clauses)
        of_obligations = [step for step in steps if step.change.noun == "obligation" and step.change.old]
        if of_obligations:
            self.obligations = _binding(version, of_obligations, on)

    def _read_clauses(self, version: Pack, steps: Sequence[Step]) -> None:
        kept: dict[str, Clause] = {}
        read: dict[str, tuple[str, ...]] = {}
        for step in steps:
            if step.choice == KEEP:
                kept[step.change.id] = step.change.old
            elif step.choice:
                kept.pop(step.change.id, None)
            for old, now in read.items():
                read[old] = _replaced(now, step)
            read[step.change.id] = step.counts_for
        held = {**version.clauses, **kept}
        self.clauses = {each: held[each] for each in sorted(held, key=clause_order)}
        self.kept = frozenset(kept)
        self.read_as = {old: now for old, now in read.items() if old not in self.clauses}
        known = {section.number for section in version.sections}
        missing = {clause.section for clause in kept.values()} - known
        self.sections = tuple(
            sorted((*version.sections, *_sections(version.id, missing)), key=lambda section: section.number)
        )


def _replaced(now: tuple[str, ...], step: Step) -> tuple[str, ...]:
    if step.change.id not in now:
        return now
    found = (n for each in now for n in (step.counts_for if each == step.change.id else (each,)))
    return tuple(dict.fromkeys(found))


def _sections(pack: str, numbers: set[int]) -> list[Section]:
    """The chapters that only an older version has."""
    found = {s.number: s for version in registry.versions(pack).values() for s in version.sections}
    return [found[number] for number in numbers]


def _binding(version: Pack, steps: Sequence[Step], on: date) -> dict[str, Obligation]:
    """What is asked on a day: the version's own, what is kept in their place, what holds until a new one binds."""
    found: dict[str, Obligation] = dict(version.obligations)
    kept: dict[str, Change] = {}
    until: dict[str, Obligation] = {}
    for step in steps:
        change = step.change
        if step.choice == KEEP:
            kept[change.id] = change
        elif step.choice:
            kept.pop(change.id, None)
        if change.heirs and all(heir.effective_from > on for heir in change.heirs):
            until.setdefault(change.id, change.old)
        else:
            until.pop(change.id, None)
    for change in kept.values():
        for heir in change.heirs:
            found.pop(heir.id, None)
    return found | until | {identifier: change.old for identifier, change in kept.items()}
