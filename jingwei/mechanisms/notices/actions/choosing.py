"""The verbs of notices: what somebody chooses for themselves, and the way out of a message without signing in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Invalid
from jingwei.kernel.events import label_kept
from jingwei.kernel.notices import KINDS
from jingwei.mechanisms.notices import events, rules
from jingwei.mechanisms.notices.models import Delivery, NoticePreference


@action("notices.choose", label=_l("改通知设置"), rule=rules.ones_own, lock=False)
def choose(
    preference: NoticePreference,
    *,
    actor: Actor,
    mail: bool | None = None,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    rests: bool | None = None,
    digest_at: time | None = None,
    muted: Sequence[str] | None = None,
) -> NoticePreference:
    """Choose by which ways and when one is told, and what not; what is left out stays as it is."""
    chosen = held(preference)
    given = {
        name: value
        for name, value in (
            ("mail", mail),
            ("quiet_from", quiet_from),
            ("quiet_until", quiet_until),
            ("rests", rests),
            ("digest_at", digest_at),
        )
        if value is not None
    }
    for name, value in given.items():
        setattr(chosen, name, value)
    if muted is not None:
        if unknown := sorted(set(muted) - KINDS.keys()):
            raise Invalid.field("muted", _("没有“{kind}”这一类通知。").format(kind=unknown[0]))
        chosen.muted = f"|{'|'.join(sorted(set(muted)))}|" if muted else ""
    if rules.is_hushed(chosen.digest_at, chosen):
        raise Invalid.field("digest_at", _("每日汇总的时间落在安静时段里，请错开。"))
    return kept(chosen, events.NoticesChosen(), actor)


@action("notices.open_calendar", label=_l("换日历地址"), rule=rules.ones_own, lock=False)
def open_calendar(preference: NoticePreference, *, actor: Actor) -> NoticePreference:
    """Make a new secret address of one's own calendar, shown once; the one before is dead at once."""
    chosen = held(preference)
    chosen.secret = secrets.token_urlsafe(24)
    chosen.calendar_digest = sm3(chosen.secret.encode())
    return kept(chosen, events.CalendarOpened(), actor)


@action("notices.close_calendar", label=_l("停用日历地址"), rule=rules.ones_own, lock=False)
def close_calendar(preference: NoticePreference, *, actor: Actor) -> NoticePreference:
    """Let the secret address of one's own calendar be dead."""
    chosen = held(preference)
    chosen.calendar_digest = None
    return kept(chosen, events.CalendarClosed(), actor)


@action("notices.leave", label=_l("退订"), lock=False, system_only=True)
def leave(preference: NoticePreference, *, actor: Actor) -> NoticePreference:
    """Send no more mail to whoever followed the signed link in one."""
    chosen = held(preference)
    chosen.mail = False
    return kept(chosen, events.ChannelLeft(channel=label_kept(Delivery.Channel.MAIL.label)), actor)


def leave_by_link(preference: NoticePreference) -> NoticePreference:
    """What the signed link in a mail does."""
    actor = system("系统", "notices.leave", university_id=preference.university_id)
    left: NoticePreference = leave(preference, actor=actor)
    return left


def held(preference: NoticePreference) -> NoticePreference:
    """The row of the account, made where there is none yet, locked."""
    NoticePreference.objects.get_or_create(
        account_id=preference.pk, defaults={"university_id": preference.university_id}
    )
    return NoticePreference.objects.select_for_update(no_key=True).get(pk=preference.pk)


def kept(chosen: NoticePreference, event: Any, actor: Actor) -> NoticePreference:
    """Keep what was chosen, with its record."""
    chosen.version += 1
    chosen.save()
    record(event, actor=actor, subject=chosen)
    return chosen
