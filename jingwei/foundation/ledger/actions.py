"""The only door into the ledger: a record, many records at once, first answers, delivery of reactions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic_core import to_json

from jingwei.adapters import clock, queue, witness
from jingwei.adapters.secrets.concealing import mark, marks
from jingwei.adapters.secrets.rotation import PORTION, moves
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.models import (
    ASIDE,
    AT,
    CHAINED,
    SALT,
    Chain,
    FirstAnswer,
    PersonalValues,
    Record,
    aside,
    canonical,
    microseconds,
)
from jingwei.foundation.ledger.queries import chains
from jingwei.kernel.actions import keep_answers_in, note_record
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.kernel.call import Call, current_call
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.events import Event
from jingwei.kernel.place import Place, Subject
from jingwei.kernel.reactions import REACTIONS, reactions_to

BULK = 200
"""From so many records on, a reaction that can is told of all at once."""
COLUMNS = ("id", *CHAINED, "hash")
QUESTION = "ledger.firstanswer|question"
"""A request is compared by a mark: its plain digest could be tried out where an ID number is in it."""
ANSWERS_KEPT = timedelta(days=7)
"""Longer than a phone without network or a script over a holiday waits before it sends again; a form lives 12 hours."""


@dataclass(slots=True)
class Entry:
    """One record to be: an event about a subject at a place, at a moment, by an actor.

    Not frozen, since thousands are made at once and freezing would double what that costs.
    """

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
    """Write one record about `subject` into its university's chain, in the transaction under way.

    A subject that may have been moved while we waited for the chain reads again where it stands (`stand_again`).
    """
    more: dict[str, Any] = {"part": part, "side": side, "result": result, "tags": tags, "clauses": clauses}

    def about() -> list[Entry]:
        if stand_again := getattr(subject, "stand_again", None):
            stand_again()
        return [Entry.about(subject, event, actor, **more)]

    row = _append(subject.place.university_id, about)
    return Record(**dict(zip(COLUMNS, row, strict=True)))


def record_many(entries: Iterable[Entry]) -> int:
    """Write many records of one university at once, in the given order; returns how many.

    What it writes equals what `record` would have written, reactions included.
    """
    written = list(entries)
    if written:
        (university_id,) = {entry.place.university_id for entry in written}
        _append(university_id, lambda: written)
    return len(written)


def hold_chain(university_id: int) -> int:
    """Let nobody else write into a university's chain until the transaction ends; returns its height.

    What is read after this stays true until then, since every change leaves a record.
    """
    Chain.objects.get_or_create(university_id=university_id)
    return Chain.objects.select_for_update(no_key=True).get(university_id=university_id).height


def _append(university_id: int, making_entries: Callable[[], list[Entry]]) -> tuple[Any, ...]:
    """Write entries, made once nobody else can write, as rows of `COLUMNS`, each hashed onto the one before.

    Returns the last row.
    """
    kept: list[tuple[Any, ...]] = []
    with transaction.atomic():
        Chain.objects.get_or_create(university_id=university_id)
        chain = Chain.objects.select_for_update(no_key=True).get(university_id=university_id)
        entries = making_entries()
        ids = reserve_ids(Record, len(entries))
        making = _Rows(chain, token_hex(SALT // 2 * len(entries)), kept)
        insert_many(Record, COLUMNS, map(making, ids, entries))
        if kept:
            insert_many(PersonalValues, ASIDE, kept)
        chain.save(update_fields=["height", "head"])
        for verb in {entry.event.verb for entry in entries}:
            note_record(verb)
        _announce(university_id, [(entry.event.verb, pk) for pk, entry in zip(ids, entries, strict=True)])
    return making.last


def _announce(university_id: int, written: list[tuple[str, int]]) -> None:
    """Put the reactions to these records into the queue, in the same transaction; a bulk write's together."""
    bulk: dict[str, list[str]] = {}
    for verb, record_id in written:
        for reaction in reactions_to(verb):
            if reaction.run_many and len(written) >= BULK:
                bulk.setdefault(reaction.name.partition(":")[0], []).append(reaction.name)
            else:
                deliver.enqueue(university_id, record_id, reaction.name)
    ids = [record_id for _verb, record_id in written]
    for names in bulk.values():
        deliver_many.enqueue(university_id, min(ids), max(ids), sorted(set(names)))


class _Rows:
    """Makes the rows of entries while the database takes them in; what many entries share is made once."""

    def __init__(self, chain: Chain, salts: str, kept: list[tuple[Any, ...]]) -> None:
        self.chain, self.salts, self.kept = chain, salts, kept
        self.request_id = current_call().request_id
        self.actor: Actor | None = None
        self.at: Any = None
        self.last: tuple[Any, ...] = ()

    def __call__(self, record_id: int, entry: Entry) -> tuple[Any, ...]:
        """The columns of the entry that is next in the chain; what is personal in it goes aside."""
        actor, place, event, chain = entry.actor, entry.place, entry.event, self.chain
        if actor is not self.actor:
            post = actor.post
            worded = f"{post.organisation_name} {post.title}".strip()[:120] if post else ""
            self.actor = actor
            self.who = (actor.kind, actor.person_id, actor.name, actor.on_behalf_of, worded)
        if entry.at is not self.at:
            self.at = entry.at
            self.when = (microseconds(entry.at), clock.month_of(entry.at))
        digest = ""
        personal, secret = event.personal_values(), event.secret_values()
        if personal or secret:
            used = SALT * len(self.kept)
            digest, row_aside = aside(record_id, self.salts[used : used + SALT], personal, secret)
            self.kept.append(row_aside)
        chain.height += 1
        row = [
            place.university_id,
            chain.height,
            *self.when,
            event.verb,
            *self.who,
            entry.subject_type,
            entry.subject_id,
            entry.subject_title,
            entry.part,
            place.party_id,
            place.party_path,
            place.unit_id,
            place.unit_path,
            entry.side,
            entry.result,
            f"|{'|'.join(entry.tags)}|" if entry.tags else "",
            f"|{'|'.join(entry.clauses)}|" if entry.clauses else "",
            canonical(event.public_values()),
            digest,
            self.request_id,
            chain.head,
        ]
        chain.head = sm3(to_json(row))
        row[AT] = entry.at
        self.last = (record_id, *row, chain.head)
        return self.last


@queue.task()
def deliver(university_id: int, record_id: int, reaction: str) -> None:
    """Run one reaction to one record of a university, whole or not at all."""
    with transaction.atomic():
        REACTIONS[reaction].run(Record.objects.get(university_id=university_id, pk=record_id))


@queue.task()
def deliver_many(university_id: int, first: int, last: int, reactions: list[str]) -> None:
    """Run one reaction to a bulk write: the university's records of those ids whose verbs it follows."""
    verbs = [REACTIONS[name].verb for name in reactions]
    run_many = REACTIONS[reactions[0]].run_many
    if run_many is None:
        raise LookupError(reactions[0])
    rows = Record.objects.filter(university_id=university_id, pk__range=(first, last))
    with transaction.atomic():
        run_many(rows.filter(verb__in=verbs))


@queue.every_day(time(0, 10))
@queue.task()
def publish_heads() -> None:
    """Put the heads of all chains where the database does not reach."""
    witness.publish(chains())


@queue.every_day(time(3, 15))
@queue.task()
def forget_old_answers() -> None:
    """Drop what requests were first answered with, once nobody sends them again."""
    FirstAnswer.objects.filter(at__lt=timezone.now() - ANSWERS_KEPT).delete()


@moves("ledger.personalvalues.concealed")
def move_personal_values(key: str, after: int) -> int | None:
    """Conceal the next rows anew. They cannot be changed, only erased: each is laid down again with the same digest."""
    field: Any = PersonalValues._meta.get_field("concealed")
    with transaction.atomic():
        rows = PersonalValues.objects.select_for_update().filter(pk__gt=after).exclude(concealed="")
        found = list(rows.exclude(concealed__startswith=key).order_by("pk")[:PORTION])
        anew = [(r.pk, r.salt, r.values, field.conceal(field.reveal(r), r.pk)) for r in found]
        PersonalValues.objects.filter(pk__in=[row.pk for row in found]).delete()
        insert_many(PersonalValues, ASIDE, anew)
    return found[-1].pk if found else None


class FirstAnswers:
    """First answers in the database, claimed by the key's unique row: a second claim waits for the first."""

    def recall(self, actor: Actor, call: Call, verb: str, asked: str) -> Any | None:
        """Claim the key, or give the first answer; the same key with another question is refused."""
        kept, new = FirstAnswer.objects.get_or_create(
            asker=_asker(actor),
            key=call.idempotency_key,
            defaults={"verb": verb, "question": mark(QUESTION, asked)},
        )
        if new:
            return None
        if kept.verb != verb or kept.question not in marks(QUESTION, asked):
            raise Invalid.field("idempotency_key", _("这个请求编号已经用在另一件事上，请换一个再提交。"))
        found = apps.get_model(kept.answer_type)._base_manager.filter(pk=kept.answer_id).first()
        if found is None:
            raise NotFound
        return found

    def keep(self, actor: Actor, call: Call, verb: str, answer: Any) -> None:
        """Remember which object the verb answered with."""
        FirstAnswer.objects.filter(asker=_asker(actor), key=call.idempotency_key).update(
            answer_type=answer._meta.label, answer_id=answer.pk
        )


def _asker(actor: Actor) -> str:
    return f"account:{actor.account_id}" if actor.account_id else f"system:{actor.name}"


keep_answers_in(FirstAnswers())
