"""What somebody chose, or what holds for who never chose, and by which ways an account can be reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F

from jingwei.adapters.channels import mail
from jingwei.adapters.sm3 import sm3
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.errors import NotFound
from jingwei.mechanisms.notices.models import Device, NoticePreference, Reach


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
    return channels_of_all([account], {account.pk: preference})[account.pk]


def channels_of_all(
    accounts: Collection[Any], chosen: Mapping[int, NoticePreference]
) -> dict[int, list[str]]:
    """The same of many accounts, in two questions whatever their number."""
    keys = [account.pk for account in accounts]
    told = set(Device.objects.filter(Among(F("account_id"), keys)).values_list("account_id", flat=True))
    by_app: dict[int, list[Reach]] = {}
    for reach in Reach.objects.filter(Among(F("account_id"), keys)).select_related("app").order_by("pk"):
        by_app.setdefault(reach.account_id, []).append(reach)
    return {
        account.pk: [
            *(["mail"] if _by_mail(account, chosen[account.pk]) else ()),
            *(["push"] if account.pk in told else ()),
            *(["robot"] if chosen[account.pk].concealed else ()),
            *(each.app.kind for each in by_app.get(account.pk, ()) if _is_open(account, each)),
        ]
        for account in accounts
    }


def _by_mail(account: Any, preference: NoticePreference) -> bool:
    return bool(preference.mail and account.person and account.person.email and mail().is_there)


def _is_open(account: Any, reach: Reach) -> bool:
    """Whether a message may be tried by an application: not where the messenger knew nobody."""
    mark = account.person.phone_mark if account.person else ""
    return reach.app.is_set and bool(mark) and not reach.is_lost(mark)


def devices_of(account_id: int) -> list[Device]:
    """The browsers of an account that are subscribed."""
    return list(Device.objects.filter(account=account_id).order_by("pk"))
