"""Where a pattern is told again and by whom, and the marks that stand for both while it is told the first time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import Person
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor, Post
from jingwei.kernel.posts import post_kept

FIELDS = ("university", "number", "party", "party_path", "party_id", "unit", "unit_path", "unit_id")
PLAYER = ("id", "name", "post", "post_key", "post_organisation_id", "code")
FIRST = 0xE000
"""Marks are letters of the private use area, which no text of ours has; a number is marked by one below nought."""


def mark(place: int) -> str:
    """The letter that stands for a value of the setting."""
    return chr(FIRST + place)


@dataclass(frozen=True)
class Setting:
    """Both organisations, further words by their marks, and who plays, always in the same order."""

    university_id: int
    party: Organisation
    unit: Organisation
    words: Sequence[str]
    players: Sequence[tuple[Any, ...]]

    def values(self, number: str) -> list[Any]:
        """What takes the place of each mark."""
        party, unit = self.party, self.unit
        found: list[Any] = [self.university_id, number]
        found += (party.name, party.path, party.pk, unit.name, unit.path, unit.pk)
        found += self.words
        for player in self.players:
            found += player
        return found


def player(actor: Actor, code: str) -> tuple[Any, ...]:
    """Somebody who acts, in the order of `PLAYER`."""
    post = actor.post
    key, organisation_id = (post.key, post.organisation_id) if post else ("", None)
    return (actor.person_id, actor.name, post_kept(actor), key, organisation_id, code)


@dataclass(frozen=True)
class Marked:
    """A setting of marks: what a pattern is told with. `kinds` are those of both organisations."""

    words: int
    kinds: tuple[str, str]

    @property
    def university(self) -> University:
        """A university that is nowhere."""
        return University(pk=_below_nought(FIELDS.index("university")))

    def organisation(self, side: str) -> Organisation:
        """The organisation of a side."""
        name, path, key = (FIELDS.index(f"{side}{each}") for each in ("", "_path", "_id"))
        kind = self.kinds[side == "unit"]
        return Organisation(
            pk=_below_nought(key), name=mark(name), path=mark(path), tree=side, kind=kind, university_id=-1
        )

    def word(self, at: int) -> str:
        """The mark of a further word."""
        return mark(len(FIELDS) + at)

    def actor(self, at: int) -> Actor:
        """Who plays at a place."""
        person, name, post, key, organisation, _code = self._player(at)
        words = Post(mark(key), "", "", _below_nought(organisation), mark(post), "", "")
        return Actor("person", mark(name), -1, _below_nought(person), post=words)

    def person(self, at: int) -> Person:
        """The same, as a task is given to somebody."""
        person, name, _post, _key, _organisation, code = self._player(at)
        return Person(pk=_below_nought(person), name=mark(name), code=mark(code))

    def _player(self, at: int) -> range:
        first = len(FIELDS) + self.words + len(PLAYER) * at
        return range(first, first + len(PLAYER))


def _below_nought(place: int) -> int:
    return -1 - place
