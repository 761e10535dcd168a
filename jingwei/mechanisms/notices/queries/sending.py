"""What is due to leave the page, what a message says, and how the messages went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Count, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from jingwei.adapters.channels import Message
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.mechanisms.notices.models import Delivery, Notice, NoticePreference
from jingwei.mechanisms.notices.queries.seeing import post_that_sees

OVERSEE = reading("notices.oversee", _l("看发送情况"), "See how many messages went out and which failed.")
LEAVING = "jingwei.notices.leave-mail"
LONGEST = 140
RECENT = 20


def due_for(account_id: int, now: datetime) -> list[Notice]:
    """The unread notices of an account whose time to leave the page has come, in order."""
    rows = Notice.objects.filter(account=account_id, read_at=None, left_at=None, leaves_at__lte=now)
    return list(rows.select_related("record").order_by("pk"))


def message_of(delivery: Delivery) -> Message:
    """The message as it is now: what was read or may be seen no more is not in it, what is confidential is not said."""
    rows = delivery.notices.filter(read_at=None).select_related("record").order_by("pk")
    notices = [each for each in rows if post_that_sees(each.account_id, each.record, each.telling)]
    # A worker has no reader whose language it could take.
    with translation.override(settings.LANGUAGE_CODE):
        return Message(
            subject=_subject(notices),
            bare=_number(len(notices)),
            lines=tuple((_said(each), f"{settings.SITE}/notices/{each.pk}/") for each in notices),
            home=f"{settings.SITE}/notices/",
            settings=f"{settings.SITE}/notices/settings/",
            leave=f"{settings.SITE}/notices/leave/{leaving_token(delivery.account_id)}/",
            key=f"notice-{delivery.pk}",
        )


def _subject(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        return _said(notices[0])
    return _number(len(notices))


def _number(count: int) -> str:
    return ngettext("有 {n} 件新事", "有 {n} 件新事", count).format(n=count)


def _said(notice: Notice) -> str:
    if notice.is_confidential:
        return _("有一件新事")
    words = " ".join(notice.words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def leaving_token(account_id: int) -> str:
    """What in a link says, signed, whose mail is to end."""
    return signing.dumps(account_id, salt=LEAVING)


def leaving_of(token: str) -> NoticePreference:
    """Whose mail such a link ends, or NotFound where it was not made here."""
    try:
        account_id = signing.loads(token, salt=LEAVING)
    except (signing.BadSignature, ValueError) as fault:
        raise NotFound from fault
    found = NoticePreference.objects.filter(pk=account_id).first()
    if found is None:
        raise NotFound
    return found


def deliveries_for(actor: Actor) -> list[Delivery]:
    """The latest messages to the own account."""
    rows = Delivery.objects.filter(account_id=actor.account_id or 0).annotate(count=Count("notices"))
    return list(rows.order_by("-pk")[:RECENT])


def overview_for(actor: Actor) -> dict[str, Any]:
    """How the messages of the university went: numbers by channel and state, and the latest failures, of nobody in particular."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(university_id=actor.university_id)
    if not actor.holds_anywhere(OVERSEE):
        rows = rows.none()
    counted = rows.order_by().values_list("channel", "state").annotate(count=Count("pk"))
    failed = rows.exclude(state=Delivery.State.SENT).exclude(answer="").order_by("-pk")
    columns = ("channel", "state", "tries", "answer", "tried_at")
    return {
        "counts": sorted((*_worded(channel, state), count) for channel, state, count in counted),
        "failures": [
            row | dict(zip(("channel", "state"), _worded(row["channel"], row["state"]), strict=True))
            for row in failed.values(*columns)[:RECENT]
        ],
    }


def _worded(channel: str, state: str) -> tuple[str, str]:
    return str(Delivery.Channel(channel).label), str(Delivery.State(state).label)
