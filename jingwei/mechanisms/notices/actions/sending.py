"""Sending: what is due leaves the page in as few messages as can be; each is tried until it arrives or is given up."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from jingwei.adapters import clock, queue
from jingwei.adapters.channels import Never, NotNow
from jingwei.kernel.notices import Press
from jingwei.mechanisms.notices.actions.reaching import LONGEST_ANSWER
from jingwei.mechanisms.notices.actions.ways import WAYS
from jingwei.mechanisms.notices.models import Delivery, Notice, NoticePreference
from jingwei.mechanisms.notices.queries import channels_of, due_for, message_of, post_that_sees, preference_of
from jingwei.mechanisms.notices.rules import is_quiet, next_waking

GAP = timedelta(minutes=10)
"""Between two messages to the same account: what comes meanwhile goes together."""
MOST_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LEASE = timedelta(minutes=2)
"""For so long a message that somebody is sending is left to them."""
log = logging.getLogger(__name__)


def send_later(university_id: int, account_id: int, moment: datetime) -> None:
    """Look at a moment what an account is to be sent."""
    dispatch.using(run_after=_by_the_queue(moment)).enqueue(university_id, account_id)


def _by_the_queue(moment: datetime) -> datetime:
    """The queue goes by the machine's clock, whatever ours is held at."""
    return timezone.now() + (moment - clock.now())


@queue.task()
def dispatch(university_id: int, account_id: int) -> None:
    """Put what is due for an account into one message by each of its ways, or look again when it may go."""
    with transaction.atomic():
        preference = _held(university_id, account_id)
        now = clock.now()
        due = due_for(account_id, now)
        opens = _opens(account_id, now, preference)
        going = due if opens <= now else [each for each in due if each.press == Press.NOW]
        if len(going) < len(due):
            send_later(university_id, account_id, opens)
        _put_together(preference, going, now)


def _held(university_id: int, account_id: int) -> NoticePreference:
    """The row of what the account chose, locked, so that no other puts together what it is sent."""
    NoticePreference.objects.get_or_create(account_id=account_id, defaults={"university_id": university_id})
    return NoticePreference.objects.select_for_update(no_key=True).get(pk=account_id)


def _opens(account_id: int, now: datetime, preference: NoticePreference) -> datetime:
    """From when on something that can wait may go: not in quiet hours, not right after another message."""
    last = (
        Delivery.objects.filter(account=account_id).order_by("-pk").values_list("made_at", flat=True).first()
    )
    waits = max(now, last + GAP) if last else now
    return next_waking(waits, preference) if is_quiet(waits, preference) else waits


def _put_together(preference: NoticePreference, going: Sequence[Notice], now: datetime) -> None:
    """Whether the account may see each thing is asked again, by its grants of today."""
    seen = [each for each in going if post_that_sees(each.account_id, each.record, each.telling)]
    for channel in channels_of(preference.account, preference) if seen else ():
        delivery = Delivery.objects.create(
            university_id=preference.university_id,
            account_id=preference.pk,
            channel=channel,
            made_at=now,
        )
        delivery.notices.set(seen)
        attempt.enqueue(preference.university_id, delivery.pk)
    Notice.objects.filter(pk__in=[each.pk for each in going]).update(left_at=now)


@queue.task()
def attempt(university_id: int, delivery_id: int) -> None:
    """Try to send a message. No transaction is open meanwhile: the other end may take its time."""
    delivery = _claimed(university_id, delivery_id)
    if delivery is None:
        return
    message, account = message_of(delivery), delivery.account
    wished = channels_of(account, preference_of(account.pk, account.university_id))
    if not message.lines or delivery.channel not in wished:
        # Read in the page, out of sight, or not wished this way any more before it went.
        delivery.delete()
        return
    try:
        delivery.answer = WAYS[delivery.channel](delivery, message)[:LONGEST_ANSWER]
        delivery.state = Delivery.State.SENT
    except (NotNow, Never) as fault:
        delivery.answer = str(fault)[:LONGEST_ANSWER]
        if isinstance(fault, Never) or delivery.tries >= MOST_TRIES:
            _give_up(delivery)
            return
    _note(delivery)


def _claimed(university_id: int, delivery_id: int) -> Delivery | None:
    """The message in our hands, counted as tried; None where it is done, or in the hands of another."""
    now = clock.now()
    with transaction.atomic():
        rows = Delivery.objects.select_for_update(of=("self",), no_key=True)
        found = rows.filter(pk=delivery_id, state=Delivery.State.WAITING).first()
        if found is None:
            return None
        if not found.answer and found.tried_at is not None and found.tried_at > now - LEASE:
            attempt.using(run_after=_by_the_queue(now + LEASE)).enqueue(university_id, delivery_id)
            return None
        if found.tries >= MOST_TRIES:
            # Whoever had it in their hands died each time before they could say how it went.
            _give_up(found)
            return None
        found.tries, found.tried_at, found.answer = found.tries + 1, now, ""
        found.save(update_fields=["tries", "tried_at", "answer"])
    return found


def _give_up(delivery: Delivery) -> None:
    delivery.state = Delivery.State.DEAD
    delivery.save(update_fields=["state", "answer"])
    log.warning("delivery %s given up after %s tries", delivery.pk, delivery.tries)


def _note(delivery: Delivery) -> None:
    """Keep how it went, and when it is tried again."""
    with transaction.atomic():
        delivery.save(update_fields=["state", "answer"])
        if delivery.state == Delivery.State.WAITING:
            wait = FIRST_WAIT * 4 ** (delivery.tries - 1)
            again = attempt.using(run_after=_by_the_queue(clock.now() + wait))
            again.enqueue(delivery.university_id, delivery.pk)
