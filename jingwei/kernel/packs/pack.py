"""A pack that was read and found sound: its nouns by id, and their names for the world."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from jingwei.kernel.packs.fault import BrokenPack
from jingwei.kernel.packs.load import Reading
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
from jingwei.kernel.packs.versions import canonical, digest

S = TypeVar("S", bound=Spec)


@dataclass(frozen=True)
class Pack:
    """One policy in one version; every mapping keeps the order in which its files were written.

    `content` is all of it as canonical JSON, which is what the fingerprint is of.
    """

    about: About
    fingerprint: str
    content: str
    sections: tuple[Section, ...]
    clauses: Mapping[str, Clause]
    roles: Mapping[str, Role]
    kinds: Mapping[str, Kind]
    terms: Mapping[str, Term]
    matter_types: Mapping[str, MatterType]
    bodies: Mapping[str, Body]
    item_kinds: Mapping[str, ItemKind]
    committee_kinds: Mapping[str, CommitteeKind]
    balances: Mapping[str, Balance]
    obligations: Mapping[str, Obligation]
    indicators: Mapping[str, Indicator]
    turns: Mapping[str, Turn]
    flows: Mapping[str, Flow]
    cases: Mapping[str, Case]

    @property
    def id(self) -> str:
        return self.about.id

    @property
    def version(self) -> int:
        return self.about.version

    def urn(self, noun: str, identifier: str) -> str:
        """The name by which other systems may refer to a part of this pack."""
        return f"{self.about.urn}:{noun}:{identifier}"


def pack_of(reading: Reading) -> Pack:
    """Make the pack of a reading without faults."""
    if reading.faults or (about := reading.about) is None:
        raise BrokenPack(tuple(reading.faults))

    def of(noun: str, _type: type[S]) -> Mapping[str, S]:
        return MappingProxyType({entry.id: entry.spec for entry in reading.sound(noun)})

    content = canonical(reading)
    return Pack(
        about=about,
        fingerprint=digest(content),
        content=content,
        sections=tuple(sorted(reading.sections, key=lambda section: section.number)),
        clauses=of("clause", Clause),
        roles=of("role", Role),
        kinds=of("kind", Kind),
        terms=of("term", Term),
        matter_types=of("matter-type", MatterType),
        bodies=of("body", Body),
        item_kinds=of("item-kind", ItemKind),
        committee_kinds=of("committee-kind", CommitteeKind),
        balances=of("balance", Balance),
        obligations=of("obligation", Obligation),
        indicators=of("indicator", Indicator),
        turns=of("turn", Turn),
        flows=of("flow", Flow),
        cases=MappingProxyType({entry.id: entry.spec for entry in reading.sound("case")}),
    )


def pack_in(content: str, version: int) -> Pack:
    """The pack that canonical content holds; its parts in the order of their ids, clauses in that of the document."""
    held: dict[str, Any] = json.loads(content)

    def of(noun: str, kind: type[S]) -> Mapping[str, S]:
        parts = held.get(noun, {})
        ids = sorted(parts, key=clause_order if noun == "clause" else None)
        return MappingProxyType({each: _spec(kind, parts[each]) for each in ids})

    sections = (_spec(Section, each) for each in held["section"].values())
    return Pack(
        about=_spec(About, held["pack"] | {"version": version}),
        fingerprint=digest(content),
        content=content,
        sections=tuple(sorted(sections, key=lambda section: section.number)),
        clauses=of("clause", Clause),
        roles=of("role", Role),
        kinds=of("kind", Kind),
        terms=of("term", Term),
        matter_types=of("matter-type", MatterType),
        bodies=of("body", Body),
        item_kinds=of("item-kind", ItemKind),
        committee_kinds=of("committee-kind", CommitteeKind),
        balances=of("balance", Balance),
        obligations=of("obligation", Obligation),
        indicators=of("indicator", Indicator),
        turns=of("turn", Turn),
        flows=of("flow", Flow),
        cases=MappingProxyType({}),
    )


def clause_order(identifier: str) -> tuple[int, int, str]:
    """The order in which the document has its clauses: 3.2 before 3.10, 4.1a before 4.1b."""
    section, number, letter = re.fullmatch(r"(?:.*-)?(\d+)\.(\d+)([a-z]?)", identifier).groups()  # type: ignore[union-attr]
    return int(section), int(number), letter


def _spec(kind: type[S], value: Any) -> S:
    return kind.model_validate_json(json.dumps(value))
