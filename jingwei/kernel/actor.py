"""Who is acting: a person in one post, a deputy, a token or the system. One type, never optional."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.utils import translation

from jingwei.kernel.errors import Text
from jingwei.kernel.packs.spec.words import Words


@dataclass(frozen=True)
class Post:
    """The post in use («acting as»): a role at an organisation. `key` names it in a session."""

    key: str
    role: str
    title: Text | Words
    organisation_id: int | None = None
    organisation_name: str = ""
    path: str = ""
    tree: str = ""

    @property
    def kept(self) -> str:
        """The post in words as it is kept: in the language of the policy, whatever its holder reads."""
        with translation.override("zh-hans"):
            return f"{self.organisation_name} {self.title}".strip()


@dataclass(frozen=True)
class Grant:
    """`verbs` (exact names, or `matters.*`) held at each of `paths` and everything below them.

    `whole` says that the paths take in all of the actor's university, so that a list need not ask where; `here`, that
    the verbs are held at the paths themselves, and nowhere below.
    """

    verbs: frozenset[str]
    paths: tuple[str, ...]
    whole: bool = False
    here: bool = False

    def covers(self, verb: str) -> bool:
        """Whether this grant names the verb, exactly or by its mechanism."""
        return verb in self.verbs or f"{verb.partition('.')[0]}.*" in self.verbs


EVERYWHERE = ""
"""The path prefix of every organisation: held by the system alone."""


@dataclass(frozen=True)
class Actor:
    """Who acts, in which post, with which grants. `university_id` is the tenant of the acts, 0 for all.

    `above` says that the post stands above universities, so that its paths reach into several.
    """

    kind: Literal["person", "token", "system"]
    name: str
    university_id: int = 0
    person_id: int | None = None
    account_id: int | None = None
    post: Post | None = None
    on_behalf_of: str = ""
    above: bool = False
    grants: tuple[Grant, ...] = field(default=(), repr=False)

    def holds(self, verb: str, *paths: str) -> bool:
        """Whether the verb is held at any of the organisation paths."""
        held = self.paths(verb)
        if EVERYWHERE in held or any(path.startswith(prefix) for path in paths for prefix in held):
            return True
        return any(
            path in grant.paths
            for grant in self.grants
            if grant.here and grant.covers(verb)
            for path in paths
        )

    def holds_anywhere(self, verb: str) -> bool:
        """Whether the verb is held at some organisation."""
        return any(grant.covers(verb) and grant.paths for grant in self.grants)

    def whole(self, verb: str) -> bool:
        """Whether the verb is held for all of the actor's university."""
        return any(grant.whole and grant.covers(verb) for grant in self.grants)

    def paths(self, verb: str) -> tuple[str, ...]:
        """The organisation path prefixes at and below which the verb is held, none below another, in order."""
        return outermost(
            path for grant in self.grants if grant.covers(verb) and not grant.here for path in grant.paths
        )


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The given prefixes without those that lie below another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def behind(path: str) -> str:
    """The first text after all paths at or below this one."""
    return path[:-1] + chr(ord(path[-1]) + 1)


def system(name: str, *verbs: str, university_id: int = 0) -> Actor:
    """The platform itself, holding the named verbs and no others, everywhere."""
    return Actor("system", name, university_id, grants=(Grant(frozenset(verbs), (EVERYWHERE,), whole=True),))
