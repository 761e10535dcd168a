"""What tests of messenger applications say often: one is set up, somebody has a phone number and switched it on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from jingwei.adapters.worker import drain
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.notices.actions import set_app, turn_on_app
from jingwei.mechanisms.notices.models import MessengerApp, NoticePreference
from jingwei.mechanisms.notices.queries import preference_for
from tests.support.messengers import AGENT, KEY, SECRET, Platform, platform
from tests.support.world import World

PHONES = {"member": "19900001111", "sysadmin": "19900002222", "branch": "19900003333"}
Opened = Callable[[str], AbstractContextManager[Platform]]


@pytest.fixture
def open_platform(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Opened:
    """The open platform of a messenger on this machine, opened by its name."""
    return lambda kind: platform(kind, settings, monkeypatch, tmp_path)


@pytest.fixture
def wecom(open_platform: Opened) -> Iterator[Platform]:
    """企业微信, which knows everybody who has a phone number here."""
    with open_platform("wecom") as there:
        there.people.update({phone: f"u-{account}" for account, phone in PHONES.items()})
        yield there


def has_phone(world: World, account: str, phone: str = "") -> Person:
    """The person of an account, with a phone number in the register."""
    person = Person.objects.get(pk=world.people[account].pk)
    person.phone = phone or PHONES[account]
    person.save()
    return person


def set_up(world: World, there: Platform, **more: str) -> MessengerApp:
    """The system administrator sets up the application of the university."""
    given = {"kind": there.kind, "key": KEY, "secret": SECRET, "agent": AGENT, "base": there.url} | more
    made: MessengerApp = set_app(world.universities["home"], actor=world.actor("sysadmin"), **given)
    return made


def own(world: World, account: str = "member") -> NoticePreference:
    """What the account chose."""
    return preference_for(world.actor(account), world.accounts[account].pk)


def switch_on(world: World, kind: str = "wecom", account: str = "member") -> None:
    """Somebody with a phone number switches it on, and the queue works."""
    has_phone(world, account)
    turn_on_app(own(world, account), actor=world.actor(account), kind=kind)
    drain()
