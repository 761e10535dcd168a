"""What somebody chose, or what holds for who never chose, and by which ways an account can be reached."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F

from jingwei.adapters.channels import mail
from jingwei.adapters.sm3 import sm3
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.errors import NotFound
from jingwei.mechanisms.notices.models import Device, NoticePreference


def preference_for(actor: Actor, account_id: int) -> NoticePreference:
    """What the asking account chose, the defaults where it never did; NotFound for any other account."""
    if account_id != actor.account_id:
        raise NotFound
    return preference_of(account_id, actor.university_id)


def preference_of(account_id: int, university_id: int) -> NoticePreference:
    """What an account chose, or the defaults."""
    found = NoticePreference.objects.filter(pk=account_id).first()
    return found or NoticePreference(account_id=account_id, university_id=university_id)


def preferences_of(accounts: Collection[Any]) -> dict[int, NoticePreference]:
    """What each of these accounts chose, or the defaults, by account."""
    rows = NoticePreference.objects.filter(Among(F("pk"), [account.pk for account in accounts]))
    chosen = {row.pk: row for row in rows}
    return {
        account.pk: chosen.get(account.pk)
        or NoticePreference(account_id=account.pk, university_id=account.university_id)
        for account in accounts
    }


def calendar_of(secret: str) -> NoticePreference:
    """Whose calendar has this secret in its address, or NotFound."""
    found = NoticePreference.objects.filter(calendar_digest=sm3(secret.encode())).first()
    if found is None or not found.account.is_active:
        raise NotFound
    return found


def channels_of(account: Any, preference: NoticePreference) -> list[str]:
    """The names of the ways by which an account wishes to be reached, and can be."""
    address = account.person.email if account.person else ""
    by_mail = preference.mail and address and mail().is_there
    ways = {"mail": by_mail, "push": devices_of(account.pk), "robot": preference.concealed}
    return [name for name, is_open in ways.items() if is_open]


def devices_of(account_id: int) -> list[Device]:
    """The browsers of an account that are subscribed."""
    return list(Device.objects.filter(account=account_id).order_by("pk"))
