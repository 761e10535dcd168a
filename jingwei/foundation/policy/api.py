"""Documents and obligations over the API: what a policy says, and what it asks of whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from jingwei.adapters import clock
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.foundation.policy.queries import SEE, Followed, followed_by, standings_for
from jingwei.foundation.policy.queries.obligations import in_effect
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
    """The policy document of a pack, as its first page names it; `followed` is the version in force for us."""

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


class Asked(Paged):
    """How the list of obligations is narrowed; `on` is the day on which they bind."""

    clause: str = Field("", max_length=8)
    kind: str = Field("", max_length=60)
    on: date | None = None


documents = Router(tags=["documents"])
obligations = Router(tags=["obligations"])


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.holds_anywhere(SEE):
        raise NotAllowed("no-grant", str(VERBS[SEE].label))
    return actor


def _document(pack: Pack, followed: Followed) -> dict[str, Any]:
    about, document = pack.about, pack.about.document
    is_ours = followed.edition.about.id == pack.id
    return {
        "id": pack.id,
        "name": document.name,
        "number": document.number,
        "issued_on": document.date,
        "issuer": document.issuer.here(),
        "version": pack.version,
        "fingerprint": pack.fingerprint,
        "effective_from": about.effective_from,
        "followed": followed.edition.about.version if is_ours else None,
        "since": followed.since if is_ours else None,
    }


def _pack(identifier: str) -> Pack:
    try:
        return registry.pack(identifier)
    except registry.Unknown as unknown:
        raise NotFound from unknown


def _document_detail(actor: Actor, identifier: str) -> dict[str, Any]:
    pack, followed = _pack(identifier), followed_by(actor)
    return _document(pack, followed) | {"actions": open_verbs(actor, followed.university, ("packs.adopt",))}


@documents.get(
    "",
    response={200: DocumentsPage, **PROBLEMS},
    operation_id="documents.list",
    summary="List the documents.",
)
def _documents(request: HttpRequest, asked: Query[Paged]) -> Any:
    followed = followed_by(_reader(request))
    rows = [_document(pack, followed) for pack in registry.packs()]
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
    adopt_pack(followed_by(actor).university, actor=actor, pack=_pack(id).id, since=body.since)
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
    edition, on = followed_by(_reader(request)).edition, asked.on or clock.today()
    rows = [
        _obligation(each)
        for each in edition.obligations.values()
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
    summary="One of the obligations, and how it stands in the period that runs now.",
)
def _one_obligation(request: HttpRequest, id: str) -> Any:
    actor = _reader(request)
    followed = followed_by(actor)
    if (each := followed.edition.obligations.get(id)) is None:
        raise NotFound
    standing = standings_for(actor, followed, clock.today(), [each]).get(id)
    if standing is None:
        raise NotFound
    return _obligation(each) | {
        "since": standing.since,
        "until": standing.until,
        "counted": standing.counted,
        "met": standing.met,
        "owing": [organisation.id for organisation in standing.owing],
        "actions": [],
    }


routers = {"documents": documents, "obligations": obligations}
