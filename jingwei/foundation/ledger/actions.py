"""The only door into the ledger: a record, many records at once, first answers, delivery of reactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from jingwei.adapters import clock, queue
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.models import (
    CHAINED,
    Chain,
    FirstAnswer,
    PersonalValues,
    Record,
    canonical,
    chained_hash,
    personal_digest,
)
from jingwei.kernel.actions import keep_answers_in, note_record
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.kernel.call import Call, current_call
from jingwei.kernel.errors import Invalid
from jingwei.kernel.events import Event
from jingwei.kernel.place import Place, Subject
from jingwei.kernel.reactions import REACTIONS, reactions_to

COLUMNS = ("id", *CHAINED, "hash")


@dataclass(frozen=True)
class Entry:
    """One record to be: an event about a subject at a place, at a moment, by an actor."""

    event: Event
    actor: Actor
    subject_type: str
    subject_id: int
    subject_title: str
    place: Place
    at: Any
    part: str = ""
    side: str = ""
    result: str = ""
    tags: Sequence[str] = ()
    clauses: Sequence[str] = ()

    @classmethod
    def about(cls, subject: Subject, event: Event, actor: Actor, **more: Any) -> Entry:
        """An entry about a model object, now unless `at` says otherwise."""
        more.setdefault("at", clock.now())
        kind = type(subject)._meta.model_name  # type: ignore[attr-defined]
        return cls(event, actor, kind, subject.pk, subject.title[:200], subject.place, **more)


def record(
    event: Event,
    *,
    actor: Actor,
    subject: Any,
    part: str = "",
    side: str = "",
    result: str = "",
    tags: Sequence[str] = (),
    clauses: Sequence[str] = (),
) -> Record:
    """Write one record about `subject` into its university's chain, in the transaction under way."""
    entry = Entry.about(
        subject, event, actor, part=part, side=side, result=result, tags=tags, clauses=clauses
    )
    return _append([entry])[0]


def record_many(entries: Iterable[Entry]) -> int:
    """Write many records of one university at once, in the given order; returns how many.

    What it writes equals what `record` would have written, reactions included.
    """
    return len(_append(list(entries)))


def _append(entries: list[Entry]) -> list[Record]:
    if not entries:
        return []
    (university_id,) = {entry.place.university_id for entry in entries}
    request_id = current_call().request_id
    with transaction.atomic():
        Chain.objects.get_or_create(university_id=university_id)
        chain = Chain.objects.select_for_update(no_key=True).get(university_id=university_id)
        rows, personal = [], []
        ids = reserve_ids(Record, len(entries)) if len(entries) > 1 else [None]
        for record_id, entry in zip(ids, entries, strict=True):
            row = _row(entry, chain, request_id)
            row["id"] = record_id
            if aside := entry.event.personal_values():
                salt, values = token_hex(16), canonical(aside)
                row["personal_digest"] = personal_digest(salt, values)
                personal.append((row, salt, values))
            row["hash"] = chain.head = chained_hash(row)
            chain.height += 1
            rows.append(row)
        records = _write(rows)
        _write_aside(personal)
        chain.save(update_fields=["height", "head"])
        for entry, written in zip(entries, records, strict=True):
            note_record(entry.event.verb)
            for reaction in reactions_to(entry.event.verb):
                deliver.enqueue(written.pk, reaction.name, 1)
        return records


def _row(entry: Entry, chain: Chain, request_id: str) -> dict[str, Any]:
    actor, place = entry.actor, entry.place
    post = actor.post
    return {
        "university_id": place.university_id,
        "seq": chain.height + 1,
        "at": entry.at,
        "month": clock.month_of(entry.at),
        "verb": entry.event.verb,
        "actor_kind": actor.kind,
        "actor_id": actor.person_id,
        "actor_name": actor.name,
        "on_behalf_of": actor.on_behalf_of,
        "post": f"{post.organisation_name} {post.title}".strip()[:120] if post else "",
        "subject_type": entry.subject_type,
        "subject_id": entry.subject_id,
        "subject_title": entry.subject_title,
        "part": entry.part,
        "party_id": place.party_id,
        "party_path": place.party_path,
        "unit_id": place.unit_id,
        "unit_path": place.unit_path,
        "side": entry.side,
        "result": entry.result,
        "tags": f"|{'|'.join(entry.tags)}|" if entry.tags else "",
        "clauses": f"|{'|'.join(entry.clauses)}|" if entry.clauses else "",
        "data": canonical(entry.event.public_values()),
        "personal_digest": "",
        "request_id": request_id,
        "prev_hash": chain.head,
    }


def _write(rows: list[dict[str, Any]]) -> list[Record]:
    if len(rows) == 1:
        return [Record.objects.create(**rows[0])]
    insert_many(Record, COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
    return [Record(**row) for row in rows]


def _write_aside(personal: list[tuple[dict[str, Any], str, str]]) -> None:
    if not personal:
        return
    if len(personal) == 1 and personal[0][0]["id"] is None:
        row, salt, values = personal[0]
        record_id = Record.objects.only("id").get(university_id=row["university_id"], seq=row["seq"]).pk
        PersonalValues.objects.create(record_id=record_id, salt=salt, values=values)
        return
    insert_many(
        PersonalValues,
        ("record_id", "salt", "values"),
        ((row["id"], salt, values) for row, salt, values in personal),
    )


@queue.task()
def deliver(record_id: int, reaction: str, tried: int) -> None:
    """Run one reaction to one record; try again later where it fails."""
    try:
        with transaction.atomic():
            REACTIONS[reaction].run(Record.objects.get(pk=record_id))
    except Exception:
        queue.try_again(deliver, tried, record_id, reaction)


class FirstAnswers:
    """First answers in the database, claimed by the key's unique row: a second claim waits for the first."""

    def recall(self, actor: Actor, call: Call, verb: str, asked: str) -> Any | None:
        """Claim the key, or give the first answer; the same key with another question is refused."""
        question = sm3(asked.encode())
        kept, new = FirstAnswer.objects.get_or_create(
            asker=_asker(actor), key=call.idempotency_key, defaults={"verb": verb, "question": question}
        )
        if new:
            return None
        if (kept.verb, kept.question) != (verb, question):
            raise Invalid.field("idempotency_key", _("这个请求编号已经用在另一件事上，请换一个再提交。"))
        return apps.get_model(kept.answer_type)._base_manager.get(pk=kept.answer_id)

    def keep(self, actor: Actor, call: Call, verb: str, answer: Any) -> None:
        """Remember which object the verb answered with."""
        FirstAnswer.objects.filter(asker=_asker(actor), key=call.idempotency_key).update(
            answer_type=answer._meta.label, answer_id=answer.pk
        )


def _asker(actor: Actor) -> str:
    return f"account:{actor.account_id}" if actor.account_id else f"system:{actor.name}"


keep_answers_in(FirstAnswers())
