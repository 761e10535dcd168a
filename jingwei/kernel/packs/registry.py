"""The packs at hand: read once, asked by id from everywhere."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from jingwei.kernel.packs.fault import BrokenPack
from jingwei.kernel.packs.library import ROOT, bases, readings
from jingwei.kernel.packs.pack import Pack, pack_of
from jingwei.kernel.packs.resolve import resolve
from jingwei.kernel.packs.spec.clause import Clause
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.packs.spec.kind import Kind
from jingwei.kernel.packs.spec.matter_type import MatterType
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.packs.spec.role import Role
from jingwei.kernel.packs.spec.term import Term

S = TypeVar("S")


class Unknown(LookupError):
    """No pack has a `noun` of this id."""

    def __init__(self, noun: str, identifier: str) -> None:
        super().__init__(f"no {noun} «{identifier}» in any pack")
        self.identifier = identifier


@cache
def packs(root: Path = ROOT) -> tuple[Pack, ...]:
    """Read every pack, those they extend first; any fault stops the start and names all of them."""
    found = readings(root)
    faults = [
        fault for reading in found for fault in (*reading.faults, *resolve(reading, bases(reading, found)))
    ]
    if faults:
        raise BrokenPack(tuple(sorted(faults)))
    return tuple(pack_of(reading) for reading in found)


def pack(identifier: str) -> Pack:
    """A pack by its id."""
    return _found({each.id: each for each in packs()}, identifier, "pack")


def roles() -> tuple[Role, ...]:
    """Every role, in the order of the packs."""
    return tuple(each for book in packs() for each in book.roles.values())


def kinds() -> tuple[Kind, ...]:
    """Every kind of organisation."""
    return tuple(each for book in packs() for each in book.kinds.values())


def matter_types() -> tuple[MatterType, ...]:
    """Every type of matter."""
    return tuple(each for book in packs() for each in book.matter_types.values())


def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the packs."""
    return tuple(each for book in packs() for each in book.indicators.values())


def obligations() -> tuple[Obligation, ...]:
    """Every obligation."""
    return tuple(each for book in packs() for each in book.obligations.values())


def terms(group: str = "") -> tuple[Term, ...]:
    """Every term, or those of one group."""
    return tuple(each for book in packs() for each in book.terms.values() if group in ("", each.group))


def role(identifier: str) -> Role:
    """A role by its id."""
    return _found(_roles(), identifier, "role")


def kind(identifier: str) -> Kind:
    """A kind of organisation by its id."""
    return _found(_kinds(), identifier, "kind")


def matter_type(identifier: str) -> MatterType:
    """A type of matter by its id."""
    return _found(_matter_types(), identifier, "matter type")


def indicator(identifier: str) -> Indicator:
    """An indicator by its id."""
    return _found(_indicators(), identifier, "indicator")


def term(identifier: str) -> Term:
    """A term by its id."""
    return _found(_terms(), identifier, "term")


def clause(pack_id: str, identifier: str) -> Clause:
    """A clause by its pack and its number."""
    return _found(pack(pack_id).clauses, identifier, "clause")


@cache
def _roles() -> Mapping[str, Role]:
    return {each.id: each for each in roles()}


@cache
def _kinds() -> Mapping[str, Kind]:
    return {each.id: each for each in kinds()}


@cache
def _matter_types() -> Mapping[str, MatterType]:
    return {each.id: each for each in matter_types()}


@cache
def _indicators() -> Mapping[str, Indicator]:
    return {each.id: each for each in indicators()}


@cache
def _terms() -> Mapping[str, Term]:
    return {each.id: each for each in terms()}


def _found(items: Mapping[str, S], identifier: str, noun: str) -> S:
    try:
        return items[identifier]
    except KeyError:
        raise Unknown(noun, identifier) from None
