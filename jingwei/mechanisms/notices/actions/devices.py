"""The verbs on browsers: one is subscribed to be told while no page is open, and ended."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock, outward, push
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.mechanisms.notices import events, rules
from jingwei.mechanisms.notices.models import Device, NoticePreference

MOST = 10
LONGEST = 1000


@action("notices.subscribe", label=_l("订阅浏览器推送"), rule=rules.ones_own, lock=False)
def subscribe(
    preference: NoticePreference, *, actor: Actor, endpoint: str, p256dh: str, auth: str
) -> NoticePreference:
    """Let a browser be told, by what its push service gave it; a browser that changed hands goes along with them."""
    try:
        if len(endpoint) > LONGEST:
            raise ValueError("too long for an address")
        told = push.subscription(endpoint, p256dh, auth)
    except (ValueError, outward.Forbidden) as fault:
        raise Invalid.field("endpoint", _("这个浏览器给的推送地址不能用。")) from fault
    own = Device.objects.filter(account=preference.pk)
    digest = sm3(endpoint.encode())
    if own.exclude(digest=digest).count() >= MOST:
        raise Invalid.field("endpoint", _("已经有 {count} 个浏览器了，先停掉不用的。").format(count=MOST))
    kept = {"account_id": preference.pk, "university_id": preference.university_id, "endpoint": endpoint}
    kept |= {"p256dh": push.packed(told.key), "auth": push.packed(told.secret), "made_at": clock.now()}
    Device.objects.update_or_create(digest=digest, defaults=kept)
    record(events.BrowserSubscribed(), actor=actor, subject=preference)
    return preference


@action("notices.unsubscribe", label=_l("停掉浏览器推送"), rule=rules.ones_own, lock=False)
def unsubscribe(preference: NoticePreference, *, actor: Actor, device_id: int) -> NoticePreference:
    """Tell a browser no more."""
    if not Device.objects.filter(account=preference.pk, pk=device_id).delete()[0]:
        raise NotFound
    record(events.BrowserEnded(), actor=actor, subject=preference)
    return preference
