"""Documents and obligations over the API: what a policy says, and what it asks of whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from jingwei.adapters import clock
from jingwei.foundation.policy.actions import adopt_pack, decide_change, leave_pack
from jingwei.foundation.policy.queries import (
    SEE,
    Followed,
    Standing,
    all_followed,
    changes_for,
    standings_for,
    words_of,
)
from jingwei.foundation.policy.queries import Asked as AskedChange
from jingwei.foundation.policy.queries.owed import in_effect
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.access import actor_of
from jingwei.kernel.actions import VERBS
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed, NotFound
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST, take_from
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.pack import Pack
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.resources import PROBLEMS, Answer, OpenVerb, open_verbs


class Paged(Schema):
    """Which page of a list."""

    cursor: str = Field("", max_length=120)
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST)


class DocumentOut(Answer):
    """The policy document of a pack, as its first page names it.

    `followed` is the version in force for us, `until` the last day where we are to leave it.
    """

    id: str
    name: str
    number: str
    issued_on: date
    issuer: str
    version: int
    fingerprint: str
    effective_from: date
    followed: int | None
    since: date | None
    until: date | None


class DocumentDetail(DocumentOut):
    """With the verbs open now."""

    actions: list[OpenVerb]


class DocumentsPage(Answer):
    """A page of documents."""

    items: list[DocumentOut]
    next: str | None = None


class AdoptBody(Schema):
    """What `packs.adopt` takes."""

    model_config = ConfigDict(extra="forbid")
    since: date | None = None
    version: int | None = Field(None, ge=1, le=10_000)


class LeaveBody(Schema):
    """What `packs.leave` takes."""

    model_config = ConfigDict(extra="forbid")
    since: date | None = None


class DecideBody(Schema):
    """What `packs.decide` takes; `version` is the adopted version that made the change, the newest unless said."""

    model_config = ConfigDict(extra="forbid", str_max_length=80)
    change: str
    choice: str
    heirs: list[str] = Field([], max_length=20)
    version: int | None = Field(None, ge=1, le=10_000)


class ChangeOut(Answer):
    """What became of a part of a document, as `clause:3.4`, and what we decided; `heirs` took its place."""

    id: str
    change: str
    kind: str
    version: int
    former: int | None
    since: date
    old: str
    heirs: dict[str, str]
    choices: list[str]
    choice: str | None
    assigned: list[str]


class ChangesPage(Answer):
    """A page of changes."""

    items: list[ChangeOut]
    next: str | None = None


class ObligationOut(Answer):
    """A reading of a clause or another instrument: who owes what, how often; `verified` once a person read the source."""

    id: str
    text: str
    clause: str | None
    who: list[str]
    modality: str
    strength: str
    cycle: str
    instrument: str
    article: str
    level: str
    verified: bool
    effective_from: date
    effective_to: date | None


class ObligationDetail(ObligationOut):
    """How it stands with the organisations the reader may see, in the period that runs now."""

    since: date
    until: date | None
    counted: bool
    met: int
    owing: list[int]
    actions: list[OpenVerb]


class ObligationsPage(Answer):
    """A page of obligations."""

    items: list[ObligationOut]
    next: str | None = None


class Day(Schema):
    """The day on which something is looked at."""

    on: date | None = None


class Asked(Paged):
    """How the list of obligations is narrowed; `on` is the day on which they bind."""

    clause: str = Field("", max_length=16)
    kind: str = Field("", max_length=60)
    on: date | None = None


documents = Router(tags=["documents"])
obligations = Router(tags=["obligations"])


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.holds_anywhere(SEE):
        raise NotAllowed("no-grant", str(VERBS[SEE].label))
    return actor


def _document(pack: Pack, ours: Mapping[str, Followed]) -> dict[str, Any]:
    about, document, followed = pack.about, pack.about.document, ours.get(pack.id)
    return {
        "id": pack.id,
        "name": document.name,
        "number": document.number,
        "issued_on": document.date,
        "issuer": document.issuer.here(),
        "version": pack.version,
        "fingerprint": pack.fingerprint,
        "effective_from": about.effective_from,
        "followed": followed.edition.about.version if followed else None,
        "since": followed.since if followed else None,
        "until": followed.until if followed else None,
    }


def _pack(identifier: str) -> Pack:
    try:
        return registry.pack(identifier)
    except registry.Unknown as unknown:
        raise NotFound from unknown


def _ours(actor: Actor) -> dict[str, Followed]:
    return {each.pack: each for each in all_followed(actor)}


def _document_detail(actor: Actor, identifier: str) -> dict[str, Any]:
    pack, university, ours = _pack(identifier), university_for(actor), _ours(actor)
    open_now = open_verbs(actor, university, ("packs.adopt",))
    if identifier in ours:
        open_now += open_verbs(actor, university, ("packs.leave",), pack=identifier)
    if adoption := _adoption_of(actor, identifier):
        open_now += open_verbs(actor, adoption, ("packs.decide",))
    return _document(pack, ours) | {"actions": open_now}


def _adoption_of(actor: Actor, identifier: str, version: int | None = None) -> Any:
    """The adoption of a pack that changed something, the newest or that of a version."""
    found = (each.adoption for each in changes_for(actor) if each.adoption.pack == identifier)
    return next((each for each in found if version in (None, each.pack_version.version)), None)


def _change(each: AskedChange) -> dict[str, Any]:
    adoption, change = each.adoption, each.change
    return {
        "id": f"{change.key}@{adoption.pack_version.version}",
        "change": change.key,
        "kind": change.kind,
        "version": adoption.pack_version.version,
        "former": adoption.former,
        "since": adoption.since,
        "old": words_of(change.old),
        "heirs": {heir.id: words_of(heir) for heir in change.heirs},
        "choices": list(each.choices),
        "choice": each.decision.choice if each.decision else None,
        "assigned": list(each.decision.heir_ids) if each.decision else [],
    }


@documents.get(
    "",
    response={200: DocumentsPage, **PROBLEMS},
    operation_id="documents.list",
    summary="List the documents.",
)
def _documents(request: HttpRequest, asked: Query[Paged]) -> Any:
    ours = _ours(_reader(request))
    rows = [_document(pack, ours) for pack in registry.packs()]
    page = take_from(rows, cursor=asked.cursor, limit=asked.limit)
    return {"items": page.items, "next": page.next}


@documents.get(
    "/{id}",
    response={200: DocumentDetail, **PROBLEMS},
    operation_id="documents.one",
    summary="One of the documents, with the verbs open to you now.",
)
def _one_document(request: HttpRequest, id: str) -> Any:
    return _document_detail(_reader(request), id)


@documents.post(
    "/{id}/adopt",
    response={200: DocumentDetail, **PROBLEMS},
    operation_id="packs.adopt",
    summary=VERBS["packs.adopt"].summary,
)
def _adopt(request: HttpRequest, id: str, body: AdoptBody) -> Any:
    actor = _reader(request)
    university = university_for(actor)
    adopt_pack(university, actor=actor, pack=_pack(id).id, since=body.since, version=body.version)
    return _document_detail(actor, id)


@documents.post(
    "/{id}/leave",
    response={200: DocumentDetail, **PROBLEMS},
    operation_id="packs.leave",
    summary=VERBS["packs.leave"].summary,
)
def _leave(request: HttpRequest, id: str, body: LeaveBody) -> Any:
    actor = _reader(request)
    leave_pack(university_for(actor), actor=actor, pack=_pack(id).id, since=body.since)
    return _document_detail(actor, id)


@documents.get(
    "/{id}/changes",
    response={200: ChangesPage, **PROBLEMS},
    operation_id="documents.changes",
    summary="What adopted versions of a document changed, and what we decided.",
)
def _changes(request: HttpRequest, id: str, asked: Query[Paged]) -> Any:
    rows = [_change(each) for each in changes_for(_reader(request)) if each.adoption.pack == _pack(id).id]
    page = take_from(rows, cursor=asked.cursor, limit=asked.limit)
    return {"items": page.items, "next": page.next}


@documents.post(
    "/{id}/decide",
    response={200: DocumentDetail, **PROBLEMS},
    operation_id="packs.decide",
    summary=VERBS["packs.decide"].summary,
)
def _decide(request: HttpRequest, id: str, body: DecideBody) -> Any:
    actor = _reader(request)
    if (adoption := _adoption_of(actor, _pack(id).id, body.version)) is None:
        raise NotFound
    decide_change(adoption, actor=actor, change=body.change, choice=body.choice, heirs=body.heirs)
    return _document_detail(actor, id)


def _obligation(each: Obligation) -> dict[str, Any]:
    same = (
        "id",
        "clause",
        "modality",
        "strength",
        "cycle",
        "level",
        "verified",
        "effective_from",
        "effective_to",
    )
    return {name: getattr(each, name) for name in same} | {
        "text": each.text.here(),
        "who": list(each.who),
        "instrument": each.source.instrument,
        "article": each.source.article,
    }


@obligations.get(
    "",
    response={200: ObligationsPage, **PROBLEMS},
    operation_id="obligations.list",
    summary="List what is asked of whom.",
)
def _obligations(request: HttpRequest, asked: Query[Asked]) -> Any:
    on = asked.on or clock.today()
    binding = {o.id: o for f in all_followed(_reader(request), on=on) for o in f.edition.obligations.values()}
    rows = [
        _obligation(each)
        for each in binding.values()
        if in_effect(each, on)
        and asked.clause in ("", each.clause)
        and (not asked.kind or asked.kind in each.who)
    ]
    page = take_from(rows, cursor=asked.cursor, limit=asked.limit)
    return {"items": page.items, "next": page.next}


@obligations.get(
    "/{id}",
    response={200: ObligationDetail, **PROBLEMS},
    operation_id="obligations.one",
    summary="One of the obligations, and how it stands in the period of a day, today unless said.",
)
def _one_obligation(request: HttpRequest, id: str, asked: Query[Day]) -> Any:
    actor, on = _reader(request), asked.on or clock.today()
    for followed in all_followed(actor, on=on):
        if (each := followed.edition.obligations.get(id)) is not None:
            standing = standings_for(actor, followed, on, [each]).get(id)
            if standing is not None:
                return _stands(each, standing)
    raise NotFound


def _stands(each: Obligation, standing: Standing) -> dict[str, Any]:
    return _obligation(each) | {
        "since": standing.since,
        "until": standing.until,
        "counted": standing.counted,
        "met": standing.met,
        "owing": [organisation.id for organisation in standing.owing],
        "actions": [],
    }


routers = {"documents": documents, "obligations": obligations}
