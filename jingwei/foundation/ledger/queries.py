"""What may be read of the ledger: records about one subject, a chain's soundness."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.secrets.concealing import Tampered
from jingwei.adapters.witness import Forged, Head, published
from jingwei.foundation.ledger.models import (
    FIRST_HASH,
    Chain,
    PersonalValues,
    Record,
)
from jingwei.kernel.actions import VERBS, reading
from jingwei.kernel.actor import Actor, behind, outermost
from jingwei.kernel.errors import NotFound, Text
from jingwei.kernel.events import EVENTS
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.posts import post_here
from jingwei.kernel.prepared import Prepared
from jingwei.kernel.snapshot import snapshot

CHUNK = 2000
SEE = reading("ledger.see", _l("看台账"), "Read the records about an organisation's work.")
SEE_PEOPLE = "people.see"


def visible(actor: Actor, verb: str = SEE) -> Q:
    """The condition on records this actor may read: those of organisations where `ledger.see` is held."""
    condition = Q(pk__in=())
    for path in outermost(actor.paths(verb)):
        if path == "":
            return Q()
        condition |= Q(party_path__gte=path, party_path__lt=behind(path))
        condition |= Q(unit_path__gte=path, unit_path__lt=behind(path))
    return condition


def records_for(actor: Actor) -> QuerySet[Record]:
    """All records the actor may read: of the own university, of all below where the post stands above them.

    Who reads for the whole university reads also what stands at no organisation: people, accounts, imports.
    """
    if actor.university_id and actor.whole(SEE):
        return Record.objects.filter(university_id=actor.university_id)
    rows = Record.objects.filter(visible(actor))
    return rows if actor.above or not actor.university_id else rows.filter(university_id=actor.university_id)


def counted_for(actor: Actor, verb: str, university_id: int | None) -> QuerySet[Record]:
    """The records of organisations where the actor holds `verb`: to be counted, never shown row by row.

    Without `university_id` (an authority, which looks into several) the range of paths alone decides.
    """
    if university_id and actor.whole(verb):
        return Record.objects.filter(university_id=university_id)
    rows = Record.objects.filter(visible(actor, verb))
    return rows.filter(university_id=university_id) if university_id else rows


def tallied(
    per: str,
    universities: Collection[int],
    verbs: Collection[str],
    spans: Sequence[tuple[int, int]],
    organisations: Collection[int] = (),
) -> dict[tuple[int, str, str], tuple[int, ...]]:
    """By organisation of a tree (`party`, `unit`), verb and result: records in each span of months (yyyymm); one question.

    For organisations that the caller has found through a query taking the actor; few of them may be named. What an
    organisation did is its own wherever it stood then.
    """
    rows = Record.objects.filter(
        university_id__in=universities,
        verb__in=verbs,
        month__gte=min(first for first, _last in spans),
        month__lte=max(last for _first, last in spans),
    ).exclude(**{f"{per}_id": None})
    if organisations:
        rows = rows.filter(**{f"{per}_id__in": organisations})
    counts = {f"n{at}": Count("id", filter=Q(month__range=span)) for at, span in enumerate(spans)}
    grouped = rows.order_by().values_list(f"{per}_id", "verb", "result").annotate(**counts)
    return {(owner, verb, result): tuple(numbers) for owner, verb, result, *numbers in grouped}


def beginning(university: str) -> Subquery:
    """The moment at which a university's chain begins, for rows that name it in this column; None where it has none."""
    return Subquery(Record.objects.filter(university_id=OuterRef(university), seq=1).values("at")[:1])


def records_about(subject: Any) -> QuerySet[Record]:
    """The records about an object that the caller has already found through a query taking the actor."""
    return Record.objects.filter(
        university_id=subject.place.university_id,
        subject_type=type(subject)._meta.model_name,
        subject_id=subject.pk,
    ).order_by("seq")


def history_of(
    subject: Any, *, most: int, until: datetime | None = None, personal: bool = True
) -> list[tuple[Record, str]]:
    """The newest records about such an object with their sentences, those before a moment where one is given (one question)."""
    kind, university_id = type(subject)._meta.model_name, subject.place.university_id
    told = []
    for record in HISTORY(university_id, kind, subject.pk, until, most=most, personal=personal):
        aside = getattr(record, "personal", None) if personal else None
        told.append((record, record.sentence(json.loads(aside.values) if aside else None)))
    return told


def _history(
    university_id: int, kind: str, subject_id: int, until: datetime | None, *, most: int, personal: bool
) -> QuerySet[Record]:
    rows = Record.objects.filter(university_id=university_id, subject_type=kind, subject_id=subject_id)
    if until is not None:
        rows = rows.filter(at__lt=until)
    return (rows.select_related("personal") if personal else rows).order_by("-seq")[:most]


HISTORY = Prepared(_history, narrow=True)


def records_between(university_id: int, first: int, last: int) -> Iterator[tuple[str, int, str]]:
    """Verb, subject and part of a span of one university's records, for an object already found to be seen."""
    rows = Record.objects.filter(university_id=university_id, seq__gte=first, seq__lte=last)
    return rows.order_by("seq").values_list("verb", "subject_id", "part").iterator(CHUNK)


def record_told(university_id: int, record_id: int) -> Record:
    """A record that the platform itself follows up, by its university and id."""
    return Record.objects.get(university_id=university_id, pk=record_id)


def is_followed(record: Record, verbs: Collection[str]) -> bool:
    """Whether one of the verbs was done later to the same subject and part."""
    later = Record.objects.filter(university_id=record.university_id, seq__gt=record.seq)
    same = {"subject_type": record.subject_type, "subject_id": record.subject_id, "part": record.part}
    return later.filter(verb__in=verbs, **same).exists()


def changed_since(university_id: int, height: int, *kinds: str) -> bool:
    """Whether anything was recorded about subjects of these kinds since the chain was so high."""
    later = Record.objects.filter(university_id=university_id, seq__gt=height)
    return later.filter(subject_type__in=kinds).exists()


def height_of(university_id: int) -> int:
    """How many records a university's chain has."""
    return Chain.objects.filter(pk=university_id).values_list("height", flat=True).first() or 0


def record_for(actor: Actor, record_id: int) -> Record:
    """One record as the actor may read it, or NotFound."""
    found = records_for(actor).filter(pk=record_id).first()
    if found is None:
        raise NotFound
    return found


def sentences(records: Sequence[Record], *, personal: bool = True) -> list[tuple[Record, str]]:
    """Records with their sentences, personal values joined where they are still held (one question)."""
    wanted = [r.pk for r in records if r.personal_digest] if personal else []
    aside = {p.record_id: json.loads(p.values) for p in PersonalValues.objects.filter(record_id__in=wanted)}
    return [(r, r.sentence(aside.get(r.pk))) for r in records]


def told(actor: Actor, records: Sequence[Record]) -> list[tuple[Record, str]]:
    """The same for a reader of the ledger itself: names from aside are for those who may see people."""
    return sentences(records, personal=actor.holds_anywhere(SEE_PEOPLE))


def _present(actor: Actor, records: Sequence[Record]) -> list[Row]:
    return [
        {
            "id": r.pk,
            "url": f"/ledger/{r.pk}/",
            "at": r.at,
            "sentence": sentence,
            "actor": r.who,
            "post": post_here(r.post),
            "verb": r.verb,
            "side": r.side,
            "subject": r.about,
            "hash": r.hash,
        }
        for r, sentence in told(actor, records)
    ]


def _verbs(actor: Actor) -> list[tuple[str, Text]]:
    """The verbs that leave records, as their buttons name them."""
    return [(name, VERBS[name].label) for name in EVENTS if name in VERBS]


def _of_organisation(organisation_id: int) -> Q:
    return Q(party_id=organisation_id) | Q(unit_id=organisation_id)


def _between(months: str) -> Q:
    """The condition on records of the months from one to another, said as `202601-202606`."""
    first, last = months.split("-")
    return Q(month__gte=int(first), month__lte=int(last))


RECORDS = Listing(
    name="records",
    label=_l("台账"),
    columns=(
        Column("at", _l("时间"), "time"),
        Column("sentence", _l("记录"), width=60),
        Column("actor", _l("谁")),
        Column("post", _l("身份"), width=24),
        Column("subject", _l("关于"), width=30),
        Column("hash", _l("摘要"), "digest", width=66),
    ),
    visible=records_for,
    present=_present,
    order=("-id",),
    filters=(
        Filter("verb", _l("做了什么"), lambda actor, value: Q(verb=value), _verbs),
        Filter("month", _l("月份"), lambda actor, value: Q(month=int(value.replace("-", ""))), kind="month"),
        Filter("subject_type", _l("关于什么"), lambda actor, value: Q(subject_type=value), kind="linked"),
        Filter("subject_id", _l("编号"), lambda actor, value: Q(subject_id=int(value)), kind="linked"),
        Filter("organisation", _l("组织"), lambda actor, value: _of_organisation(int(value)), kind="linked"),
        Filter("verbs", _l("做了哪些"), lambda actor, value: Q(verb__in=value.split(",")), kind="linked"),
        Filter("results", _l("结果"), lambda actor, value: Q(result__in=value.split(",")), kind="linked"),
        Filter("months", _l("哪几个月"), lambda actor, value: _between(value), kind="linked"),
    ),
)


@dataclass(frozen=True)
class Broken:
    """The first broken link of a chain: where, and what is wrong with it."""

    university_id: int
    seq: int
    what: str


def broken_links(university_id: int | None = None) -> Iterator[Broken]:
    """The first broken link of each chain that has one, of one university or of all; nothing where all is whole.

    What was published outside the database must still stand in it: so a tail that was cut off is missed, too.
    """
    try:
        witnessed = _witnessed()
    except Forged as fault:
        yield Broken(0, 0, str(fault))
        return
    with snapshot():
        known = set(Chain.objects.values_list("university_id", flat=True)) | witnessed.keys()
        known |= set(Record.objects.order_by().values_list("university_id", flat=True).distinct())
        for each in sorted(known) if university_id is None else [university_id]:
            if broken := _first_broken(each, witnessed.get(each, {})):
                yield broken


def _witnessed() -> dict[int, dict[int, set[str]]]:
    """The published hashes of each university by height."""
    found: dict[int, dict[int, set[str]]] = {}
    for line in published():
        for university_id, height, head in line.heads:
            found.setdefault(university_id, {}).setdefault(height, set()).add(head)
    return found


def _first_broken(university_id: int, witnessed: dict[int, set[str]]) -> Broken | None:
    seq, previous = 0, FIRST_HASH
    rows = Record.objects.filter(university_id=university_id).order_by("seq").select_related("personal")
    for record in rows.iterator(chunk_size=CHUNK):
        seq += 1
        if record.seq != seq:
            return Broken(university_id, seq, _("这一条不见了"))
        if record.prev_hash != previous:
            return Broken(university_id, seq, _("和前一条接不上"))
        if record.hash != record.expected_hash():
            return Broken(university_id, seq, _("内容被改过"))
        held = getattr(record, "personal", None)
        if held and _is_altered(held, record.personal_digest):
            return Broken(university_id, seq, _("个人信息部分被改过"))
        if witnessed.get(seq, {record.hash}) != {record.hash}:
            return Broken(university_id, seq, _("和公布过的摘要不一致"))
        previous = record.hash
    if (published_height := max(witnessed, default=0)) > seq:
        return Broken(university_id, seq + 1, _("公布过 {n} 条，后面的不见了").format(n=published_height))
    chain = Chain.objects.filter(pk=university_id).first() or Chain(university_id=university_id)
    if (chain.height, chain.head) != (seq, previous):
        return Broken(university_id, seq + 1, _("链尾和登记的不一致"))
    return None


def _is_altered(held: PersonalValues, digest: str) -> bool:
    try:
        return held.expected_digest() != digest
    except Tampered:
        return True


def chains() -> list[Head]:
    """Each university's id with the height and the head of its chain; for the command line and the witness."""
    return list(Chain.objects.order_by("pk").values_list("pk", "height", "head"))


def unfinished_work(university_id: int) -> Q:
    """The condition on work in the queue that is a university's: it names the university first, by its id."""
    return Q(task_path__startswith="jingwei.", args_kwargs__args__0=university_id)
