"""The only door into the ledger: a record, many records at once, first answers, delivery of reactions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from pydantic_core import to_json

from jingwei.adapters import chance, clock, queue, witness
from jingwei.adapters.retention import keeps
from jingwei.adapters.secrets import keys
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
    microseconds,
    personal_digest,
)
from jingwei.foundation.ledger.queries import chains, records_about
from jingwei.kernel.actions import keep_answers_in, note_record
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, insert_new, reserve_ids, update_many
from jingwei.kernel.call import Call, current_call
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.events import Event
from jingwei.kernel.place import Place, Subject
from jingwei.kernel.prepared import Prepared
from jingwei.kernel.reactions import REACTIONS, reactions_to
from jingwei.kernel.tails import current_tails, once

BULK = 200
"""From so many records on, a reaction that can is told of all at once."""
COLUMNS = ("id", *CHAINED, "hash")
CLAIMED = ("asker", "key", "verb", "question", "answer_type", "at")
QUESTION = "ledger.firstanswer|question"
"""A request is compared by a mark: its plain digest could be tried out where an ID number is in it."""
Line = tuple[Any, ...]
"""A record that has no place in the chain yet: its moment, the same as the chain counts it, `CHAINED` from `month` to
`data`, then its personal and its secret values, each as JSON or nothing."""
VERB = CHAINED.index("verb") - AT + 1
SUBJECT, DATA, PERSONAL, SECRET = CHAINED.index("subject_id") - AT + 1, -3, -2, -1


@dataclass(slots=True)
class Entry:
    """One record to be: an event about a subject at a place, at a moment, by an actor.

    It counts in the month of that moment, or of `counts_on` where what is told was on an earlier day.

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
    counts_on: date | None = None

    @classmethod
    def about(cls, subject: Subject, event: Event, actor: Actor, **more: Any) -> Entry:
        """An entry about a model object, now unless `at` says otherwise."""
        given: dict[str, Any] = {"at": clock.now(), "place": subject.place} | more
        kind = type(subject)._meta.model_name  # type: ignore[attr-defined]
        return cls(event, actor, kind, subject.pk, subject.title[:200], **given)


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
    counts_on: date | None = None,
) -> None:
    """Write one record about `subject` into its university's chain, in the transaction under way.

    It counts in this month, or in that of the day `counts_on`.

    A subject that may have been moved while we waited for the chain is asked again where it stands (`place_now`).
    """
    more: dict[str, Any] = {"part": part, "side": side, "result": result, "tags": tags, "clauses": clauses}
    more["counts_on"] = counts_on
    held = None
    if place_now := getattr(subject, "place_now", None):
        held = _chain_held(subject.place.university_id)
        more["place"] = place_now()
    entry = Entry.about(subject, event, actor, **more)
    _append(entry.place.university_id, lines_of([entry]), [event.verb], held)


def record_many(entries: Iterable[Entry]) -> int:
    """Write many records of one university at once, in the given order; returns how many.

    What it writes equals what `record` would have written, reactions included.
    """
    written = list(entries)
    if written:
        (university_id,) = {entry.place.university_id for entry in written}
        _append(university_id, lines_of(written), [entry.event.verb for entry in written])
    return len(written)


def hold_chain(university_id: int) -> int:
    """Let nobody else write into a university's chain until the transaction ends; returns its height.

    What is read after this stays true until then, since every change leaves a record.
    """
    return _chain_held(university_id).height


LOCKED = Prepared(
    lambda university_id: Chain.objects.select_for_update(no_key=True).filter(university_id=university_id)
)


def _chain_held(university_id: int) -> Chain:
    """The chain of a university under its lock, begun where it has none yet."""
    if not (found := LOCKED(university_id)):
        Chain.objects.get_or_create(university_id=university_id)
        found = LOCKED(university_id)
    return found[0]


def record_lines(university_id: int, lines: Sequence[Line]) -> int:
    """Write lines of one university that are complete but for their place in the chain; returns how many.

    What `record_many` makes of its entries, for who makes the same by the million.
    """
    if lines:
        _append(university_id, lines, [line[VERB] for line in lines])
    return len(lines)


def _append(
    university_id: int, lines: Iterable[Line], verbs: Sequence[str], held: Chain | None = None
) -> None:
    """Write lines as rows of `COLUMNS`, each hashed onto the one before; `held` is the chain where it was locked just now."""
    kept: list[tuple[Any, ...]] = []
    alone = current_tails() is None
    with transaction.atomic(savepoint=alone):
        keys.ready()
        # Who goes on meanwhile knows the end of the chain before the database does.
        known = held if alone else None
        chain = known or once((LOCKED, university_id), lambda: _chain_held(university_id))
        ids = reserve_ids(Record, len(verbs))
        rows = _linked(chain, ids, lines, chance.salts(SALT // 2 * len(verbs)), kept)
        insert_many(Record, COLUMNS, rows)
        if kept:
            insert_many(PersonalValues, ASIDE, kept)
        update_many(Chain, ("height", "head"), [(chain.pk, chain.height, chain.head)])
        for verb in set(verbs):
            note_record(verb)
        _announce(university_id, ids, verbs)


def _announce(university_id: int, ids: Sequence[int], verbs: Sequence[str]) -> None:
    """Put the reactions to these records into the queue, in the same transaction; a bulk write's together."""
    reactions = {verb: reactions_to(verb) for verb in sorted(set(verbs))}
    bulk: dict[str, set[str]] = {}
    for following in reactions.values():
        for reaction in following:
            if reaction.run_many and len(ids) >= BULK:
                bulk.setdefault(reaction.name.partition(":")[0], set()).add(reaction.name)
    together = set().union(*bulk.values())
    singly = {
        verb: [r.name for r in following if r.name not in together] for verb, following in reactions.items()
    }
    if any(singly.values()):
        for record_id, verb in zip(ids, verbs, strict=True):
            for name in singly[verb]:
                deliver.enqueue(university_id, record_id, name)
    for names in bulk.values():
        deliver_many.enqueue(university_id, min(ids), max(ids), sorted(names))


class _Lines:
    """Makes lines of entries; what many entries share is made once."""

    def __init__(self) -> None:
        self.actor: Actor | None = None
        self.at: Any = None

    def __call__(self, entry: Entry) -> Line:
        """What the ledger keeps of the entry, but for its place in the chain."""
        actor, place, event = entry.actor, entry.place, entry.event
        if actor is not self.actor:
            post = actor.post
            worded = post.kept[:120] if post else ""
            self.actor = actor
            self.who = (actor.kind, actor.person_id, actor.name, actor.on_behalf_of, worded)
        if entry.at is not self.at:
            self.at = entry.at
            self.when = (entry.at, microseconds(entry.at), clock.month_of(entry.at))
        month = clock.month_of(entry.counts_on) if entry.counts_on else self.when[2]
        return (
            *self.when[:2],
            month,
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
            *event.written(vars(event)),
        )


def lines_of(entries: Iterable[Entry]) -> Iterator[Line]:
    """The entries as lines."""
    return map(_Lines(), entries)


class Alike:
    """Makes lines that differ from that of a first entry only in their subjects and in what their events say."""

    def __init__(self, first: Entry) -> None:
        (line,) = lines_of([first])
        self._before, self._after = line[:SUBJECT], line[SUBJECT + 2 : DATA]
        self._subject = line[SUBJECT : SUBJECT + 2]
        self._written = first.event.written

    def line(self, values: dict[str, Any], *subject: Any) -> Line:
        """The line of an event with these values, about the same subject or another one, given by id and title."""
        return (*self._before, *(subject or self._subject), *self._after, *self._written(values))


def _linked(
    chain: Chain, ids: Iterable[int], lines: Iterable[Line], salts: str, kept: list[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """The rows of lines, made while the database takes them in: each in its place, what is personal aside."""
    university_id, height, head = chain.university_id, chain.height, chain.head
    request_id, used = current_call().request_id, 0
    for record_id, line in zip(ids, lines, strict=True):
        digest, personal = "", line[PERSONAL]
        if personal:
            salt, secret = salts[used : used + SALT], line[SECRET]
            used += SALT
            digest = personal_digest(salt, f"{personal}{secret}")
            kept.append(aside(record_id, salt, personal, secret))
        height += 1
        told, end = line[2:PERSONAL], (digest, request_id, head)
        head = sm3(to_json((university_id, height, line[1], *told, *end)))
        yield (record_id, university_id, height, line[0], *told, *end, head)
    chain.height, chain.head = height, head


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


def _old_answers(before: datetime) -> QuerySet[FirstAnswer]:
    return FirstAnswer.objects.filter(at__lt=before)


@keeps("answers.first", _l("首次答复"), lambda before: _old_answers(before).count())
def forget_old_answers(before: datetime) -> int:
    """Drop what requests were first answered with, once nobody sends them again."""
    return _old_answers(before).delete()[0]


def erase_personal_values(subject: Any) -> int:
    """Erase what is personal in all records about an object; the chain keeps the digests and stays whole."""
    about = records_about(subject).exclude(personal_digest="").values("pk")
    return PersonalValues.objects.filter(record_id__in=about).delete()[0]


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
        asker, key = _asker(actor), call.idempotency_key
        row = (asker, key, verb, mark(QUESTION, asked), "", clock.now())
        if insert_new(FirstAnswer, CLAIMED, row) is not None:
            return None
        kept = FirstAnswer.objects.get(asker=asker, key=key)
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
