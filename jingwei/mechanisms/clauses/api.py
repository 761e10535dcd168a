"""Clauses over the API: text, state, what was done; the official text is attached here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from jingwei.foundation.policy.actions import attach_text
from jingwei.foundation.policy.queries import SEE
from jingwei.kernel.access import actor_of
from jingwei.kernel.actions import VERBS
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST, take_from
from jingwei.kernel.resources import PROBLEMS, Answer, OpenVerb, open_verbs
from jingwei.mechanisms.clauses.queries import Row, clause_for, sheet_for


class Asked(Schema):
    """How the list is narrowed, and which page of it."""

    section: int = Field(0, ge=0, le=99)
    state: str = Field("", max_length=12)
    cursor: str = Field("", max_length=8)
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST)


class ClauseOut(Answer):
    """A clause with its state this year, for the organisations whose work the reader may see."""

    id: str
    section: int
    summary: str
    text: str | None
    orienting: bool
    state: str
    matters_in_hand: int
    matters_closed: int
    confirmed: int
    obligations: list[str]
    gaps: int


class MatterOf(Answer):
    """A matter that carries the clause out."""

    id: int
    title: str
    closed: bool


class ClauseDetail(ClauseOut):
    """With the document it stands in, where its text came from, who carries it out."""

    document: str
    shows: str
    text_from: str | None
    text_source_digest: str | None
    matters: list[MatterOf]
    actions: list[OpenVerb]


class ClausesPage(Answer):
    """A page of clauses."""

    items: list[ClauseOut]
    next: str | None = None


class AttachBody(Schema):
    """What `clauses.attach_text` takes."""

    model_config = ConfigDict(extra="forbid", str_max_length=20_000)
    text: str
    source_digest: str = ""


router = Router(tags=["clauses"])


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.holds_anywhere(SEE):
        raise NotAllowed("no-grant", str(VERBS[SEE].label))
    return actor


def _out(row: Row) -> dict[str, Any]:
    return {
        "id": row.clause.id,
        "section": row.clause.section,
        "summary": row.clause.summary.here(),
        "text": row.text.text if row.text else None,
        "orienting": row.clause.orienting,
        "state": row.state,
        "matters_in_hand": row.work.in_hand,
        "matters_closed": row.work.closed,
        "confirmed": row.work.confirmed,
        "obligations": [standing.obligation.id for standing in row.standings],
        "gaps": sum(len(standing.owing) for standing in row.gaps),
    }


def _detail(actor: Actor, clause_id: str) -> dict[str, Any]:
    found = clause_for(actor, clause_id)
    row = found.row
    return _out(row) | {
        "document": found.followed.edition.about.id,
        "shows": row.clause.shows.here(),
        "text_from": row.text.owner if row.text else None,
        "text_source_digest": row.text.source_digest or None if row.text else None,
        "matters": [{"id": m.id, "title": m.title, "closed": m.is_closed} for m in found.carriers],
        "actions": open_verbs(actor, found.followed.university, ("clauses.attach_text",)),
    }


@router.get(
    "", response={200: ClausesPage, **PROBLEMS}, operation_id="clauses.list", summary="List the clauses."
)
def _list(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = [
        _out(row)
        for row in sheet_for(_reader(request)).rows
        if asked.section in (0, row.clause.section) and asked.state in ("", row.state)
    ]
    page = take_from(rows, cursor=asked.cursor, limit=asked.limit)
    return {"items": page.items, "next": page.next}


@router.get(
    "/{id}",
    response={200: ClauseDetail, **PROBLEMS},
    operation_id="clauses.one",
    summary="One of the clauses, with the verbs open to you now.",
)
def _one(request: HttpRequest, id: str) -> Any:
    return _detail(_reader(request), id)


@router.post(
    "/{id}/attach-text",
    response={200: ClauseDetail, **PROBLEMS},
    operation_id="clauses.attach_text",
    summary=VERBS["clauses.attach_text"].summary,
)
def _attach(request: HttpRequest, id: str, body: AttachBody) -> Any:
    actor = _reader(request)
    followed = clause_for(actor, id).followed
    text, digest = body.text.replace("\x00", ""), body.source_digest.strip()
    pack = followed.edition.about.id
    attach_text(followed.university, actor=actor, pack=pack, clause=id, text=text, source_digest=digest)
    return _detail(actor, id)


routers = {"clauses": router}
