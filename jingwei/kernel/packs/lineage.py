"""What became of each part of a pack from one version to another: kept, reworded, changed, moved, split, merged, repealed.

A part keeps its id for as long as it lives; one that is split gives it up. Where a part of another id takes its place,
that one says so (`replaces`). So an id means one thing for ever, and the line of every part is in the data, through any
number of versions in either direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from jingwei.kernel.packs.pack import Pack
from jingwei.kernel.packs.spec.obligation import Obligation

Kind = Literal["added", "reworded", "changed", "moved", "split", "merged", "repealed"]
Noun = Literal["clause", "obligation", "indicator", "matter-type", "role"]
NOUNS: tuple[Noun, ...] = ("clause", "obligation", "indicator", "matter-type", "role")
WORDS = {
    "text", "source", "summary", "shows", "objects", "terms", "label", "description", "meaning", "not_meaning",
    "improve", "unit", "goals_hint", "number", "verified",
}  # fmt: skip
"""The fields that only say it otherwise; a change in any other field changes what binds."""
Heirs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Difference:
    """A field that differs, with both values in plain form."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """What became of one part: `old` is None where it is new, `heirs` is empty where nothing took its place."""

    noun: Noun
    kind: Kind
    old: Any
    heirs: tuple[Any, ...]

    @property
    def id(self) -> str:
        """The id of the part as it was, or of the one that is new."""
        return str((self.old or self.heirs[0]).id)

    @property
    def key(self) -> str:
        """A name for this change among all between two versions."""
        return f"{self.noun}:{self.id}"

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The fields that differ where one part took the place of one."""
        if self.old is None or len(self.heirs) != 1:
            return ()
        return tuple(differences(self.old, self.heirs[0]))

    @property
    def looser(self) -> str | None:
        """In what respect the old obligation asks less than one that took its place, so that it cannot be kept."""
        found = (self.old.looser_than(heir) for heir in self.heirs if isinstance(heir, Obligation))
        return next((respect for respect in found if respect), None)


def parts(pack: Pack, noun: Noun) -> Mapping[str, Any]:
    """The parts of one noun by id."""
    held: dict[str, Mapping[str, Any]] = {
        "clause": pack.clauses,
        "obligation": pack.obligations,
        "indicator": pack.indicators,
        "matter-type": pack.matter_types,
        "role": pack.roles,
    }
    return held[noun]


def heirs(versions: Sequence[Pack], noun: Noun) -> Heirs:
    """What stands in the place of each part of the first version in the last; versions in the order of their numbers.

    In falling order it is told backwards: which parts of the older version a part came from.
    """
    if len(versions) > 1 and versions[0].version > versions[-1].version:
        return _turned(heirs(versions[::-1], noun), versions[0], noun)
    found: dict[str, tuple[str, ...]] = {each: (each,) for each in parts(versions[0], noun)}
    for before, after in pairwise(versions):
        step = _step(before, after, noun)
        found = {old: _unique(n for each in now for n in step[each]) for old, now in found.items()}
    return found


def _step(before: Pack, after: Pack, noun: Noun) -> dict[str, tuple[str, ...]]:
    later = parts(after, noun)
    found = {each: [each] if each in later else [] for each in parts(before, noun)}
    for identifier, part in later.items():
        for replaced in getattr(part, "replaces", ()):
            if replaced in found:
                found[replaced].append(identifier)
    return {old: _unique(iter(new)) for old, new in found.items()}


def _turned(forward: Heirs, last: Pack, noun: Noun) -> Heirs:
    return {new: tuple(old for old, now in forward.items() if new in now) for new in parts(last, noun)}


def _unique(ids: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def changes(versions: Sequence[Pack]) -> tuple[Change, ...]:
    """All that differs between the first and the last of some versions, noun by noun, in the order of the old one."""
    return tuple(change for noun in NOUNS for change in _changes(versions, noun))


def _changes(versions: Sequence[Pack], noun: Noun) -> Iterator[Change]:
    line, before, after = heirs(versions, noun), parts(versions[0], noun), parts(versions[-1], noun)
    origins: dict[str, int] = {}
    for now in line.values():
        for each in now:
            origins[each] = origins.get(each, 0) + 1
    for identifier, old in before.items():
        new = tuple(after[each] for each in line[identifier])
        if kind := _kind(old, new, origins):
            yield Change(noun, kind, old, new)
    for identifier, part in after.items():
        if identifier not in origins:
            yield Change(noun, "added", None, (part,))


def _kind(old: Any, new: tuple[Any, ...], origins: Mapping[str, int]) -> Kind | None:
    if len(new) != 1:
        return "split" if new else "repealed"
    (heir,) = new
    if origins[heir.id] > 1:
        return "merged"
    if heir.id != old.id or getattr(heir, "shown", "") != getattr(old, "shown", ""):
        return "moved"
    differing = {each.field for each in differences(old, heir)}
    if not differing:
        return None
    return "reworded" if differing <= WORDS else "changed"


def differences(old: Any, new: Any) -> Iterator[Difference]:
    """The fields in which two parts differ; ids and lines of descent are told otherwise."""
    before, after = old.model_dump(mode="json", by_alias=True), new.model_dump(mode="json", by_alias=True)
    for field in before:
        if field not in ("id", "replaces") and before[field] != after.get(field):
            yield Difference(field, before[field], after.get(field))
