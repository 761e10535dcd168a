"""Which editions of which documents a university follows on a day, read with what it decided and from when things bind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.policy.models import Adoption, Decision, PackVersion
from jingwei.foundation.policy.queries.owed import in_effect
from jingwei.foundation.policy.queries.reading import Reading, Step
from jingwei.foundation.universities.queries import University, university_for
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import a_day_or_more, in_force
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.pack import Pack, pack_in
from jingwei.kernel.packs.spec.about import About
from jingwei.kernel.packs.spec.body import Body
from jingwei.kernel.packs.spec.clause import Clause, Section
from jingwei.kernel.packs.spec.committee_kind import CommitteeKind
from jingwei.kernel.packs.spec.item_kind import ItemKind
from jingwei.kernel.packs.spec.matter_type import MatterType
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.prepared import Prepared

SEE = reading("clauses.see", _l("看条款"), "Read the clauses, what they ask, and the official text.")


@dataclass(frozen=True)
class Edition:
    """One version of a policy as a university reads it: its chapters, its clauses in order, what they ask.

    `kept` names the clauses that it still reads as they were before.
    """

    version: Pack
    sections: tuple[Section, ...]
    clauses: Mapping[str, Clause]
    obligations: Mapping[str, Obligation]
    kept: frozenset[str] = frozenset()

    @property
    def about(self) -> About:
        """The head of the pack."""
        return self.version.about

    @property
    def name(self) -> str:
        """The pack and its number, as `pack@3`."""
        return f"{self.about.id}@{self.about.version}"


@dataclass(frozen=True)
class Followed:
    """A document that a university follows: `since` is None where nobody decided on it, `at_hand` the newest version.

    `coming` is the day from which another version is already adopted, `until` the last day where it is to be left,
    or was. `read_as` says what an id of an older version
    counts for now; an id that is not in it counts for itself.
    """

    university: University
    edition: Edition
    since: date | None
    at_hand: int
    coming: tuple[int, date] | None = None
    until: date | None = None
    read_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def pack(self) -> str:
        """The id of the pack."""
        return self.edition.about.id

    @property
    def newer(self) -> int:
        """The number of the version at hand where it is not the one followed, now or from a later day; else 0."""
        if self.until or (self.coming and self.coming[0] >= self.at_hand):
            return 0
        return self.at_hand if self.since is None or self.at_hand > self.edition.about.version else 0

    def cited_as(self, clause: str) -> tuple[str, ...]:
        """Every id under which work that counts for a clause may have cited it."""
        return (clause, *(old for old, now in self.read_as.items() if clause in now and old != clause))

    def counts_for(self, cited: str) -> tuple[str, ...]:
        """The clauses that a citation counts for now."""
        return self.read_as.get(cited, (cited,))


def followed_by(actor: Actor, *, pack: str = "", on: date | None = None) -> Followed:
    """The document in force on a day for the actor's university: its own, or the one asked for where it follows it."""
    for each in all_followed(actor, on=on):
        if pack in ("", each.pack):
            return each
    raise NotFound


def all_followed(actor: Actor, *, on: date | None = None) -> tuple[Followed, ...]:
    """All documents in force on a day for the actor's university, the one it came in with first."""
    return followed_of(university_for(actor), on or clock.today())


def all_left(actor: Actor) -> tuple[Followed, ...]:
    """The documents that the actor's university follows no more, each as it was read on its last day."""
    university = university_for(actor)
    rows = Adoption.objects.filter(a_day_or_more(), university_id=university.pk).order_by("since", "pk")
    ends = {pack: until for pack, until in rows.values_list("pack", "until")}
    over = {pack: until for pack, until in ends.items() if until and until < clock.today()}
    return tuple(
        each for pack, until in over.items() for each in followed_of(university, until) if each.pack == pack
    )


def _adoptions(university_id: int) -> QuerySet[Adoption]:
    rows = Adoption.objects.filter(a_day_or_more(), university_id=university_id).order_by("since", "pk")
    return rows.select_related("pack_version").defer("pack_version__content")


ADOPTIONS = Prepared(_adoptions, narrow=True)


def followed_of(university: University, on: date) -> tuple[Followed, ...]:
    """All documents that a university follows on a day; two questions at most."""
    return followed_on(university, (on,))[on]


def followed_on(university: University, days: Iterable[date]) -> dict[date, tuple[Followed, ...]]:
    """The same on each of several days, with the same two questions."""
    return _followed(university, ADOPTIONS(university.pk), days)


def followed_for(actor: Actor, days: Iterable[date]) -> dict[date, tuple[Followed, ...]]:
    """The same for the actor's university, which comes with the first of the two questions."""
    rows = UNIVERSITY_WITH_ADOPTIONS(actor.university_id)
    if not rows:
        raise NotFound
    ours, theirs = len(OF_UNIVERSITY), len(OF_UNIVERSITY) + len(OF_ADOPTION)
    university = University.from_db(None, OF_UNIVERSITY, rows[0][:ours])
    adoptions = []
    for row in rows:
        if row[ours] is not None:
            adoptions.append(Adoption.from_db(None, OF_ADOPTION, row[ours:theirs]))
            adoptions[-1].pack_version = PackVersion.from_db(DEFAULT_DB_ALIAS, OF_VERSION, row[theirs:])
    return _followed(university, adoptions, days)


OF_UNIVERSITY = ("id", "code", "name", "kind", "pack", "pack_version")
OF_ADOPTION = ("id", "university_id", "pack", "pack_version_id", "former", "since", "until")
OF_VERSION = ("id", "pack", "version", "fingerprint", "kept_at")


def _university_with_adoptions(university_id: int) -> QuerySet[University, Any]:
    """The university in each row, with nothing beside it where nobody decided yet."""
    adopted = FilteredRelation("adoptions", condition=a_day_or_more("adoptions__"))
    rows = University.objects.filter(pk=university_id).annotate(adopted=adopted)
    named = [*OF_UNIVERSITY, *(f"adopted__{each}" for each in OF_ADOPTION)]
    named += [f"adopted__pack_version__{each}" for each in OF_VERSION]
    return rows.order_by("adopted__since", "adopted__pk").values_list(*named)


UNIVERSITY_WITH_ADOPTIONS = Prepared(_university_with_adoptions, narrow=True)


def _followed(
    university: University, adoptions: Sequence[Adoption], days: Iterable[date]
) -> dict[date, tuple[Followed, ...]]:
    decided = _decided([each.pk for each in adoptions if each.former is not None])
    packs = dict.fromkeys((university.pack, *(each.pack for each in adoptions)))
    found: dict[date, tuple[Followed, ...]] = {}
    for on in days:
        followed = []
        for pack in packs:
            mine = [each for each in adoptions if each.pack == pack]
            if version := _in_force(university, pack, mine, on):
                followed.append(_read(university, version, mine, decided, on))
        found[on] = _tightened(followed, on)
    return found


@dataclass(frozen=True)
class Norms:
    """What a university may cite and open today, of all documents it follows together."""

    clauses: Mapping[str, Clause]
    matter_types: Mapping[str, MatterType]
    bodies: Mapping[str, Body]
    item_kinds: Mapping[str, ItemKind]
    committee_kinds: Mapping[str, CommitteeKind]


def norms_of(university: University) -> Norms:
    """Clauses, matter types, bodies, kinds of items and of committees of all documents that a university follows, by id.

    Under a document that is to be left nothing new is opened any more, so that nothing is under way when it ends.
    """
    followed = followed_of(university, clock.today())
    return Norms(
        {each: clause for one in followed for each, clause in one.edition.clauses.items()},
        {
            each: kind
            for one in followed
            if one.until is None
            for each, kind in one.edition.version.matter_types.items()
        },
        _strictest({each: body for one in followed for each, body in one.edition.version.bodies.items()}),
        {each: kind for one in followed for each, kind in one.edition.version.item_kinds.items()},
        {each: kind for one in followed for each, kind in one.edition.version.committee_kinds.items()},
    )


def _strictest(bodies: Mapping[str, Body]) -> Mapping[str, Body]:
    """Bodies without those in whose place an organisation meets in a stricter one."""
    replaced = {body.tightens for body in bodies.values()}
    return {each: body for each, body in bodies.items() if each not in replaced}


def cited_by(university: University, clause: str) -> Q:
    """The condition on matters of a university that cite a clause under any id that counts for it now."""
    for each in followed_of(university, clock.today()):
        if clause in each.edition.clauses:
            return citing(each, clause)
    return Q(clauses__contains=f"|{clause}|")


def citing(followed: Followed, clause: str) -> Q:
    """The condition on records, or on matters, that cite a clause under any id that counts for it now."""
    found = Q(pk__in=())
    for cited in followed.cited_as(clause):
        found |= Q(clauses__contains=f"|{cited}|")
    return found


def _decided(adoptions: Sequence[int]) -> dict[tuple[int, str], Decision]:
    """The newest decision on each change."""
    if not adoptions:
        return {}
    rows = Decision.objects.filter(adoption__in=adoptions).order_by("pk")
    return {(each.adoption_id, each.change): each for each in rows}


def _in_force(university: University, pack: str, mine: Sequence[Adoption], on: date) -> Pack | None:
    """The version of a pack that binds on a day; that of the admission before anything was adopted, none once left."""
    present = [each for each in mine if each.since <= on and (each.until is None or each.until >= on)]
    if present:
        return version_of(present[-1].pack_version)
    if pack != university.pack or any(each.since <= on for each in mine):
        return None
    if mine and mine[0].former is None:
        return version_of(mine[0].pack_version)
    number = mine[0].former if mine and mine[0].former else university.pack_version
    return registry.versions(pack).get(number) or registry.pack(pack)


def version_of(kept: PackVersion) -> Pack:
    """The version kept as a row: from the files where they still hold the same."""
    try:
        found = registry.versions(kept.pack).get(kept.version)
    except registry.Unknown:
        found = None
    if found and found.fingerprint == kept.fingerprint:
        return found
    return _of_content(kept.content, kept.version)


@lru_cache(maxsize=8)
def _of_content(content: str, number: int) -> Pack:
    return pack_in(content, number)


def _read(
    university: University,
    version: Pack,
    mine: Sequence[Adoption],
    decided: Mapping[tuple[int, str], Decision],
    on: date,
) -> Followed:
    begun = [each for each in mine if each.since <= on]
    steps = [Step(change, decided.get((each.pk, change.key))) for each in begun for change in each.changes]
    read = Reading(version, steps, on)
    edition = Edition(version, read.sections, read.clauses, read.obligations, read.kept)
    later = next((each for each in mine if each.since > on), None)
    return Followed(
        university,
        edition,
        next((each.since for each in reversed(begun) if each.until is None or each.until >= on), None),
        _newest(version),
        (later.pack_version.version, later.since) if later else None,
        mine[-1].until if mine else None,
        read.read_as,
    )


def _newest(version: Pack) -> int:
    return next((each.version for each in registry.packs() if each.id == version.id), version.version)


def _tightened(found: Sequence[Followed], on: date) -> tuple[Followed, ...]:
    """What one document asks more strictly than another stands in its place there, while it binds."""
    stricter = {
        obligation.tightens: obligation
        for each in found
        for obligation in each.edition.obligations.values()
        if obligation.tightens and in_effect(obligation, on)
    }
    if not stricter:
        return tuple(found)
    return tuple(replace(each, edition=_with(each.edition, stricter)) for each in found)


def _with(edition: Edition, stricter: Mapping[str, Obligation]) -> Edition:
    standing = (stricter.get(identifier, each) for identifier, each in edition.obligations.items())
    return replace(edition, obligations={each.id: each for each in standing})


def adoptions_of() -> list[tuple[str, str, str, int, date]]:
    """Who follows what now: code, name, pack, version, since; for the command line."""
    rows = Adoption.objects.filter(in_force(clock.today())).order_by("university__code", "pack")
    return list(
        rows.values_list("university__code", "university__name", "pack", "pack_version__version", "since")
    )


def spells_of(pack: str) -> list[tuple[int, int, date | None]]:
    """Which university followed which version of a pack from which day on, None from ever; two questions."""
    rows = Adoption.objects.filter(a_day_or_more(), pack=pack).order_by("since", "pk")
    adopted = list(rows.values_list("university_id", "pack_version__version", "since", "former"))
    first = {university: former or version for university, version, _since, former in reversed(adopted)}
    admitted = University.objects.filter(pack=pack).values_list("pk", "pack_version")
    before = [(university, first.get(university, version), None) for university, version in admitted]
    return [*before, *((university, version, since) for university, version, since, _former in adopted)]
