"""The packs at hand: read once, asked by id from everywhere.

Lists hold what the newest versions say. A part is found by its id in any version, since what was done under it stays.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from django.conf import settings

from jingwei.kernel.packs import lineage
from jingwei.kernel.packs.check import fitting
from jingwei.kernel.packs.fault import BrokenPack
from jingwei.kernel.packs.library import ROOT, readings
from jingwei.kernel.packs.lineage import Change
from jingwei.kernel.packs.pack import Pack, pack_in, pack_of
from jingwei.kernel.packs.spec.body import Body
from jingwei.kernel.packs.spec.clause import Clause
from jingwei.kernel.packs.spec.committee_kind import CommitteeKind
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.packs.spec.item_kind import ItemKind
from jingwei.kernel.packs.spec.kind import Kind
from jingwei.kernel.packs.spec.matter_type import MatterType
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.packs.spec.role import Role
from jingwei.kernel.packs.spec.term import Term
from jingwei.kernel.packs.spec.turn import Turn
from jingwei.kernel.packs.spec.words import Words
from jingwei.kernel.packs.versions import published

S = TypeVar("S")
P = ParamSpec("P")
_kept: list[Any] = []


def kept(made: Callable[P, S]) -> Callable[P, S]:
    """Keep what a function makes of the packs alone, until they are read anew."""
    _kept.append(cache(made))
    return cast(Callable[P, S], _kept[-1])


class Unknown(LookupError):
    """No pack has a `noun` of this id."""

    def __init__(self, noun: str, identifier: str) -> None:
        super().__init__(f"no {noun} «{identifier}» in any pack")
        self.identifier = identifier


def roots() -> tuple[Path, ...]:
    """Where packs lie: those that came with the platform, and those this installation has loaded."""
    return ROOT, Path(settings.DATA) / "packs"


@kept
def packs() -> tuple[Pack, ...]:
    """Read every pack, those they extend first; any fault stops the start and names all of them."""
    found = readings(*roots())
    faults = [fault for reading in found for fault in fitting(reading, found)]
    if faults:
        raise BrokenPack(tuple(sorted(set(faults))))
    return tuple(pack_of(reading) for reading in found)


@kept
def versions(identifier: str) -> Mapping[int, Pack]:
    """Every published version of a pack up to the one at hand, by its number."""
    newest = pack(identifier)
    folder = next(path for root in reversed(roots()) if (path := root / identifier).is_dir())
    older = {n: content for n, content in published(folder).items() if n < newest.version}
    return {n: pack_in(content, n) for n, content in older.items()} | {newest.version: newest}


def between(identifier: str, first: int, last: int) -> tuple[Pack, ...]:
    """The versions of a pack from one to another, in that order."""
    known = versions(identifier)
    if missing := [each for each in (first, last) if each not in known]:
        raise Unknown("version", f"{identifier}@{missing[0]}")
    low, high = sorted((first, last))
    line = tuple(known[n] for n in sorted(known) if low <= n <= high)
    return line if first <= last else line[::-1]


@kept
def changes(identifier: str, first: int, last: int) -> tuple[Change, ...]:
    """What became of each part of a pack from one version to another."""
    return lineage.changes(between(identifier, first, last))


def forget() -> None:
    """Read the packs anew when they are next asked for."""
    for each in _kept:
        each.cache_clear()


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


def bodies() -> tuple[Body, ...]:
    """Every body."""
    return tuple(each for book in packs() for each in book.bodies.values())


def item_kinds() -> tuple[ItemKind, ...]:
    """Every kind of agenda item."""
    return tuple(each for book in packs() for each in book.item_kinds.values())


def committee_kinds() -> tuple[CommitteeKind, ...]:
    """Every kind of academic committee."""
    return tuple(each for book in packs() for each in book.committee_kinds.values())


def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the packs."""
    return tuple(each for book in packs() for each in book.indicators.values())


def known_indicators() -> tuple[Indicator, ...]:
    """Every indicator of any version, each as the newest that has it says: what was counted under it goes on."""
    return tuple(_parts("indicators").values())


def known_turns() -> tuple[Turn, ...]:
    """Every turn of any version."""
    return tuple(_parts("turns").values())


def obligations() -> tuple[Obligation, ...]:
    """Every obligation."""
    return tuple(each for book in packs() for each in book.obligations.values())


def terms(group: str = "") -> tuple[Term, ...]:
    """Every term, or those of one group."""
    return tuple(each for book in packs() for each in book.terms.values() if group in ("", each.group))


def role(identifier: str) -> Role:
    """A role by its id."""
    return _part(Role, "roles", identifier, "role")


def kind(identifier: str) -> Kind:
    """A kind of organisation by its id."""
    return _part(Kind, "kinds", identifier, "kind")


def matter_type(identifier: str) -> MatterType:
    """A type of matter by its id."""
    return _part(MatterType, "matter_types", identifier, "matter type")


def body(identifier: str) -> Body:
    """A body by its id."""
    return _part(Body, "bodies", identifier, "body")


def item_kind(identifier: str) -> ItemKind:
    """A kind of agenda item by its id."""
    return _part(ItemKind, "item_kinds", identifier, "kind of agenda item")


def committee_kind(identifier: str) -> CommitteeKind:
    """A kind of academic committee by its id."""
    return _part(CommitteeKind, "committee_kinds", identifier, "kind of academic committee")


def indicator(identifier: str) -> Indicator:
    """An indicator by its id."""
    return _part(Indicator, "indicators", identifier, "indicator")


def term(identifier: str) -> Term:
    """A term by its id."""
    return _part(Term, "terms", identifier, "term")


def clause(identifier: str) -> Clause:
    """A clause by its id."""
    return _part(Clause, "clauses", identifier, "clause")


def called(noun: str) -> Callable[[str], str]:
    """How a part of the packs is called in the reader's language; kept is its id, or how it was called in Chinese then."""

    def say(kept: str) -> str:
        part = _by_name(noun).get(kept)
        return _name(part).here() if part else kept

    return say


def _name(part: Any) -> Words:
    """What a part is called; an obligation, which has no name, by its text."""
    words: Words = part.text if isinstance(part, Obligation) else part.label
    return words


@kept
def _by_name(noun: str) -> Mapping[str, Any]:
    """The parts of all packs by their Chinese labels of any version, and by id."""
    older = [
        part
        for book in packs()
        for each in versions(book.id).values()
        for part in getattr(each, noun).values()
    ]
    return {_name(part).zh: part for part in older} | dict(_parts(noun))


@kept
def _parts(noun: str) -> Mapping[str, Any]:
    """The parts of all packs by id, each as the newest version that has it says."""
    found: dict[str, Any] = {}
    for book in packs():
        for version in versions(book.id).values():
            found |= getattr(version, noun)
    return found


def _part(_kind: type[S], nouns: str, identifier: str, noun: str) -> S:
    found: S = _found(_parts(nouns), identifier, noun)
    return found


def _found(items: Mapping[str, S], identifier: str, noun: str) -> S:
    try:
        return items[identifier]
    except KeyError:
        raise Unknown(noun, identifier) from None
