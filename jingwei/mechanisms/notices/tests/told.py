"""What tests of notices say often: the queue works, and this is what somebody was told."""

from __future__ import annotations

from jingwei.adapters.worker import drain
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.notices.models import Notice
from tests.support.world import World


def told(world: World, account: str) -> list[str]:
    """Let the queue work; the words of what an account was told, in order."""
    drain()
    rows = Notice.objects.filter(account=world.accounts[account]).select_related("record").order_by("pk")
    return [each.words for each in rows]


def unread(world: World, account: str) -> list[str]:
    """Let the queue work; the verbs of the unread notices of an account, in order."""
    drain()
    rows = Notice.objects.filter(account=world.accounts[account], read_at=None).order_by("pk")
    return list(rows.values_list("record__verb", flat=True))


def everybody(world: World, verb: str) -> set[str]:
    """Let the queue work; the accounts that were told of a verb."""
    drain()
    found = set(Notice.objects.filter(record__verb=verb).values_list("account_id", flat=True))
    return {name for name, account in world.accounts.items() if account.pk in found}


def with_mail(world: World, account: str) -> str:
    """Give the person of an account a mail address; returns it."""
    address = f"{account}@example.com"
    Person.objects.filter(pk=world.people[account].pk).update(email=address)
    return address
