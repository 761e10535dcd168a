"""Telling: a record becomes notices of those whom it concerns; what is settled or read is told no more.

What was told to whom and what was read leaves no record: the ledger keeps what was done, not who looked.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from jingwei.adapters import clock, queue
from jingwei.foundation.ledger.queries import is_followed, record_told
from jingwei.foundation.people.queries import accounts_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.notices import TELLINGS, Telling, settling, telling_of
from jingwei.mechanisms.notices.actions.sending import send_later
from jingwei.mechanisms.notices.models import Notice, NoticePreference
from jingwei.mechanisms.notices.queries import (
    channels_of_all,
    notices_for,
    post_that_sees,
    preferences_of,
    thing_of,
)
from jingwei.mechanisms.notices.rules import leaving

FRESH = timedelta(days=3)
"""What was done earlier is history that somebody brings in, and no news."""
PORTION = 200


def tell_of(record: Any) -> None:
    """Tell a record to everybody whom it concerns; many are told in portions."""
    if record.at < clock.now() - FRESH:
        return
    told = {record.actor_id}
    for telling in TELLINGS.get(record.verb, ()):
        people = sorted(set(telling.whom(record)) - told)
        told.update(people)
        if len(people) <= PORTION:
            _tell(record, telling, people)
            continue
        for start in range(0, len(people), PORTION):
            portion = people[start : start + PORTION]
            tell_portion.enqueue(record.university_id, record.pk, telling.kind.name, portion, telling.nth)


def tell_of_many(records: Any) -> None:
    """After a bulk write, tell each of its records that is news, one by one and later."""
    fresh = records.filter(at__gte=clock.now() - FRESH).order_by("pk")
    for university_id, record_id in fresh.values_list("university_id", "pk"):
        tell_one.enqueue(university_id, record_id)


@queue.task()
def tell_one(university_id: int, record_id: int) -> None:
    """Tell one record."""
    with transaction.atomic():
        tell_of(record_told(university_id, record_id))


@queue.task()
def tell_portion(university_id: int, record_id: int, kind: str, people: list[int], nth: int = 0) -> None:
    """Tell a record to some of those whom it concerns; what waited in the queue before `nth` came has none."""
    record = record_told(university_id, record_id)
    telling = telling_of(record.verb, kind, nth)
    if telling is not None:
        with transaction.atomic():
            _tell(record, telling, people)


def _tell(record: Any, telling: Telling, people: Collection[int]) -> None:
    """One notice an account, but for those who may not see what it is about and those who were told lately."""
    if not people or (telling.settled_by and is_followed(record, telling.settled_by)):
        return
    resting = _told_lately(record, telling)
    accounts = [account for account in accounts_of(people) if account.pk not in resting]
    chosen = preferences_of(accounts)
    ways = channels_of_all(accounts, chosen)
    made = [
        _notice(record, telling, account, key, chosen[account.pk], bool(ways[account.pk]))
        for account in accounts
        if (key := post_that_sees(account.pk, record, telling))
    ]
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    for notice in made:
        if notice.leaves_at is not None:
            send_later(notice.university_id, notice.account_id, notice.leaves_at)


def _told_lately(record: Any, telling: Telling) -> set[int]:
    if not telling.rest_days:
        return set()
    # By days, as the verbs that remind count them: whoever pressed at ten may press on the third day at nine.
    since = clock.end_of(clock.today() - timedelta(days=telling.rest_days))
    told = Notice.objects.filter(thing=thing_of(record), kind=telling.kind.name, at__gte=since)
    return set(told.exclude(record_id=record.pk).values_list("account_id", flat=True))


def _notice(
    record: Any, telling: Telling, account: Any, key: str, chosen: NoticePreference, is_open: bool
) -> Notice:
    """What is muted stands in the list as read, and never leaves the page; nor does anything where no way `is_open`."""
    now, muted = clock.now(), telling.kind.name in chosen.muted_kinds
    return Notice(
        university_id=account.university_id,
        account=account,
        record_id=record.pk,
        kind=telling.kind.name,
        nth=telling.nth,
        press=telling.press,
        thing=thing_of(record),
        address=telling.at(record),
        post_key=key,
        at=now,
        read_at=now if muted else None,
        leaves_at=leaving(telling.press, now, chosen) if is_open and not muted else None,
    )


def settle(record: Any) -> None:
    """Count as read what was waiting for this very verb."""
    told = settling().get(record.verb, set())
    _read(Q(thing=thing_of(record), record__verb__in=told, record_id__lt=record.pk))


def see_page(actor: Actor, page: str) -> None:
    """Count as read what leads to a page that its reader has open."""
    _read(Q(account=actor.account_id) & (Q(address=page) | Q(address__startswith=f"{page}#")))


def read_one(actor: Actor, notice: Notice) -> None:
    """Count one of the own notices as read."""
    _read(Q(pk__in=notices_for(actor).filter(pk=notice.pk).values("pk")))


def read_all(actor: Actor) -> None:
    """Count all of the own notices as read."""
    _read(Q(account=actor.account_id))


def _read(which: Q) -> None:
    Notice.objects.filter(which, read_at=None).update(read_at=clock.now())
