"""Reaching somebody through the application of a messenger: a token while it is good, a person found once, a message.

No transaction is open while the other end is spoken to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from jingwei.adapters import clock, messengers, outward, queue
from jingwei.adapters.channels import Never, NotNow
from jingwei.adapters.messengers import App, Refused, Said, Stale, Trouble
from jingwei.foundation.people.queries import accounts_of
from jingwei.mechanisms.notices.models import Delivery, MessengerApp, Outcome, Reach

EARLY = timedelta(minutes=5)
"""So long before a token ends another is fetched."""
LONGEST_ANSWER = 200
T = TypeVar("T")


def say_by_app(delivery: Delivery, said: Said) -> str:
    """Send a message by the application of its channel; whom the messenger does not know is not tried again."""
    rows = Reach.objects.filter(account=delivery.account_id, app__kind=delivery.channel)
    reach = rows.select_related("app", "account__person").first()
    if reach is None or not reach.app.is_set:
        raise Never("not switched on any more")
    try:
        user = reach.user if _is_found(reach) else _found(reach)
        return _with_token(reach.app, lambda app, token: messengers.tell(app, token, user, said))
    except Refused as fault:
        if fault.trouble is Trouble.USER:
            _remember(reach, "")
        raise


@queue.task()
def look_up(university_id: int, reach_id: int) -> None:
    """Ask the messenger who somebody is, so that their page says whether they are reached; else the first message asks."""
    rows = Reach.objects.filter(pk=reach_id, university=university_id)
    reach = rows.select_related("app", "account__person").first()
    if reach is None or not reach.app.is_set or _is_found(reach):
        return
    try:
        _found(reach)
    except (Never, NotNow):
        # Said where it is tried next: by a message, or by whoever looks after the application.
        return


@queue.task()
def try_app(university_id: int, app_id: int, person_id: int) -> None:
    """Send something to whoever looks after an application, and keep what the other end answered."""
    app = MessengerApp.objects.filter(pk=app_id, university=university_id).first()
    if app is None:
        return
    # A person has one account at most.
    phones = [account.person.phone for account in accounts_of([person_id]) if account.person]
    outcome, answer = _tried(app, "".join(phones))
    rows = MessengerApp.objects.filter(pk=app.pk, version=app.version, outcome=Outcome.WAITING)
    rows.update(outcome=outcome, answer=answer[:LONGEST_ANSWER])


def _tried(app: MessengerApp, phone: str) -> tuple[str, str]:
    moment = clock.now().astimezone(clock.ZONE)
    said = Said(
        _("这是一条试发的消息，收到就是接通了。"), f"{moment:%m-%d %H:%M:%S}", f"test-{moment:%m%d%H%M%S}"
    )

    def try_out(connection: App, token: str) -> str:
        return messengers.tell(connection, token, messengers.find(connection, token, phone), said)

    if not phone:
        return Outcome.NO_PHONE, ""
    try:
        return Outcome.SENT, _with_token(app, try_out)
    except Refused as fault:
        return fault.trouble, str(fault)
    except NotNow as fault:
        return Outcome.LATER, str(fault)
    except Never as fault:
        return Outcome.OTHER, str(fault)


def _is_found(reach: Reach) -> bool:
    """Whether the messenger said who this is, by the number that stands in the register today."""
    return bool(reach.user) and reach.asked_of == _mark(reach)


def _mark(reach: Reach) -> str:
    person: Any = reach.account.person
    return person.phone_mark if person else ""


def _found(reach: Reach) -> str:
    """Who has the number, asked once: too many unknown ones and the messenger answers no more that day."""
    mark = _mark(reach)
    if not mark or reach.is_lost(mark):
        raise Refused(Trouble.USER, "nobody has this phone number there")
    person: Any = reach.account.person
    try:
        user = _with_token(reach.app, lambda app, token: messengers.find(app, token, person.phone))
    except Refused as fault:
        if fault.trouble is Trouble.USER:
            _remember(reach, "")
        raise
    _remember(reach, user)
    return user


def _remember(reach: Reach, user: str) -> None:
    reach.user, reach.asked_of = user, _mark(reach)
    Reach.objects.filter(pk=reach.pk).update(user=user, asked_of=reach.asked_of)


def _with_token(app: MessengerApp, ask: Callable[[App, str], T]) -> T:
    """Ask with the token that is held; with a fresh one where that is good no more, once."""
    try:
        connection = app.connection
    except (ValueError, outward.Forbidden) as fault:
        raise Refused(Trouble.OTHER, str(fault)) from fault
    try:
        return ask(connection, _token(app, connection))
    except Stale:
        return ask(connection, _fresh_token(app, connection))


def _token(app: MessengerApp, connection: App) -> str:
    if app.token and app.token_until is not None and app.token_until > clock.now():
        field: Any = MessengerApp._meta.get_field("token")
        held: str = field.reveal(app)
        return held
    return _fresh_token(app, connection)


def _fresh_token(app: MessengerApp, connection: App) -> str:
    token, seconds = messengers.token(connection)
    field: Any = MessengerApp._meta.get_field("token")
    app.token = field.conceal(token, app.university_id, app.kind)
    app.token_until = clock.now() + timedelta(seconds=seconds) - EARLY
    # Not into an application that was set up anew meanwhile.
    rows = MessengerApp.objects.filter(pk=app.pk, version=app.version)
    rows.update(token=app.token, token_until=app.token_until)
    return token
