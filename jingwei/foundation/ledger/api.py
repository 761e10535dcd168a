"""The records over the API: a list to read, one of it; never written from outside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jingwei.foundation.ledger.queries import RECORDS, record_for, told
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Resource, router_of


class RecordOut(Answer):
    """One line of the ledger."""

    id: int
    seq: int
    at: datetime
    verb: str
    sentence: str
    actor: str
    post: str
    on_behalf_of: str
    subject_type: str
    subject_id: int
    subject: str
    part: str
    side: str
    result: str
    clauses: list[str]
    tags: list[str]
    prev_hash: str
    hash: str


def _detail(actor: Actor, record: Any) -> dict[str, Any]:
    ((_, sentence),) = told(actor, [record])
    same = (
        "id seq at verb post on_behalf_of subject_type subject_id part side result prev_hash hash"
    ).split()
    return {name: getattr(record, name) for name in same} | {
        "sentence": sentence,
        "actor": record.actor_name,
        "subject": record.about,
        "clauses": [c for c in record.clauses.split("|") if c],
        "tags": [t for t in record.tags.split("|") if t],
    }


routers = {"records": router_of(Resource("records", record_for, _detail, RecordOut, RECORDS))}
