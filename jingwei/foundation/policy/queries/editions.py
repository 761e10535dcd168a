"""Which edition of the policy an actor's university follows; older ones are read from what was kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.policy.models import Adoption, PackVersion
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.pack import Pack
from jingwei.kernel.packs.spec.about import About
from jingwei.kernel.packs.spec.clause import Clause, Section
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.packs.spec.words import Spec

if TYPE_CHECKING:
    from jingwei.foundation.universities.models import University

SEE = reading("clauses.see", _l("看条款"), "Read the clauses, what they ask, and the official text.")
S = TypeVar("S", bound=Spec)


@dataclass(frozen=True)
class Edition:
    """One version of a policy: its document, its chapters, its clauses in order, what they ask."""

    about: About
    fingerprint: str
    sections: tuple[Section, ...]
    clauses: Mapping[str, Clause]
    obligations: Mapping[str, Obligation]

    @property
    def name(self) -> str:
        """The pack and its number, as `pack@3`."""
        return f"{self.about.id}@{self.about.version}"


@dataclass(frozen=True)
class Followed:
    """What a university follows: `since` is None where nobody decided on it yet, `at_hand` the newest version."""

    university: University
    edition: Edition
    since: date | None
    at_hand: int

    @property
    def newer(self) -> int:
        """The number of the version at hand where it is not the one followed, else 0."""
        return self.at_hand if self.since is None or self.at_hand > self.edition.about.version else 0


def followed_by(actor: Actor) -> Followed:
    """The edition in force today for the actor's university; the pack named at its admission where none is."""
    university = university_for(actor)
    adopted = Adoption.objects.filter(in_force(clock.today()), university_id=university.pk)
    present = (
        adopted.select_related("pack_version")
        .defer("pack_version__content")
        .order_by("-since", "-pk")
        .first()
    )
    if present is None:
        pack = registry.pack(university.pack)
        return Followed(university, _at_hand(pack), None, pack.version)
    version = present.pack_version
    newest = next((p.version for p in registry.packs() if p.id == version.pack), version.version)
    return Followed(university, edition_of(version), present.since, newest)


def edition_of(version: PackVersion) -> Edition:
    """The edition kept as a row; from the files where they still hold the same."""
    for pack in registry.packs():
        if pack.fingerprint == version.fingerprint:
            return _at_hand(pack)
    return _kept(version.content, version.version, version.fingerprint)


def _at_hand(pack: Pack) -> Edition:
    return Edition(pack.about, pack.fingerprint, pack.sections, pack.clauses, pack.obligations)


@lru_cache(maxsize=8)
def _kept(content: str, number: int, fingerprint: str) -> Edition:
    held: dict[str, Any] = json.loads(content)
    about = About.model_validate_json(json.dumps(held["pack"] | {"version": number}))
    sections = sorted((_spec(Section, each) for each in held["section"].values()), key=lambda s: s.number)
    clauses = {each: _spec(Clause, held["clause"][each]) for each in sorted(held["clause"], key=clause_order)}
    obligations = {each: _spec(Obligation, value) for each, value in held["obligation"].items()}
    return Edition(
        about, fingerprint, tuple(sections), MappingProxyType(clauses), MappingProxyType(obligations)
    )


def clause_order(identifier: str) -> tuple[int, int, str]:
    """The order in which the document has its clauses: 3.2 before 3.10, 4.1a before 4.1b."""
    section, number, letter = re.fullmatch(r"(\d+)\.(\d+)([a-z]?)", identifier).groups()  # type: ignore[union-attr]
    return int(section), int(number), letter


def _spec(kind: type[S], value: Any) -> S:
    return kind.model_validate_json(json.dumps(value))


def adoptions_of() -> list[tuple[str, str, str, int, date]]:
    """Who follows what now: code, name, pack, version, since; for the command line."""
    rows = Adoption.objects.filter(in_force(clock.today())).order_by("university__code")
    return list(
        rows.values_list(
            "university__code", "university__name", "pack_version__pack", "pack_version__version", "since"
        )
    )
