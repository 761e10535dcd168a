"""What goes by itself: numbers of people who are gone, tokens that ended; the chain stays whole, a dry run changes nothing."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from jingwei.adapters import clock, retention
from jingwei.adapters.clock import clock_at
from jingwei.adapters.models import Clearance
from jingwei.foundation.ledger.models import PersonalValues, Record
from jingwei.foundation.ledger.queries import broken_links, records_about, sentences
from jingwei.foundation.people.actions import amend_person, ask_amendment, erase_person, issue_token
from jingwei.foundation.people.models import Person, Token
from jingwei.kernel.actor import system
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

PHONE, LEFT = "19900001234", date(2022, 7, 1)
OVER = datetime(2025, 6, 30, 9, tzinfo=clock.ZONE)
KEEPER = system("系统", "people.erase")


@pytest.fixture
def gone(world: World) -> Person:
    """The member left on 2022-07-01; 1095 days later is 2025-06-30."""
    person = world.people["member"]
    ask_amendment(person, actor=world.actor("member"), wish=PHONE)
    amend_person(
        Person.objects.get(pk=person.pk), actor=BUILDER, phone=PHONE, email="a@example.invalid", left_on=LEFT
    )
    return Person.objects.get(pk=person.pk)


def dry_run() -> dict[str, str]:
    out = io.StringIO()
    call_command("retain", "--dry-run", stdout=out)
    return {line.split()[0]: line.split()[3] for line in out.getvalue().splitlines()}


def test_on_the_last_day_it_stays_on_the_next_it_goes(world: World, gone: Person) -> None:
    with clock_at(OVER):
        assert retention.apply("people.gone") == 0
    with clock_at(OVER + timedelta(days=1)):
        assert dry_run()["people.gone"] == "1"
        assert retention.apply("people.gone") == 1
        assert retention.apply("people.gone") == 0

    left = Person.objects.get(pk=gone.pk)
    assert (left.name, left.phone, left.email, left.erased_on) == ("喻清川", "", "", date(2025, 7, 1))
    assert left.concealed == left.phone_mark == ""
    assert not PersonalValues.objects.filter(record__in=records_about(gone)).exists()
    assert left.amendments.get().said == {}
    assert list(broken_links(gone.university_id)) == []
    assert sentences(list(records_about(gone)))[-1][1] == "喻清川离校满1095天，个人信息按期删除"
    assert (
        Clearance.objects.get(rule="people.gone").gone,
        Clearance.objects.get(rule="people.gone").total,
    ) == (0, 1)


def test_a_dry_run_changes_nothing(world: World, gone: Person) -> None:
    before = Record.objects.count()
    with clock_at(OVER + timedelta(days=30)):
        told = dry_run()

    assert sorted(told) == sorted(retention.KEEPS)
    assert Record.objects.count() == before
    assert Person.objects.get(pk=gone.pk).phone == PHONE
    assert not Clearance.objects.exists()


def test_before_its_time_nobody_erases(world: World, gone: Person) -> None:
    with clock_at(OVER), refused(403, "rule", says="期限"):
        erase_person(gone, actor=KEEPER)
    with refused(403, "rule", says="期限"):
        erase_person(world.people["dean"], actor=KEEPER)


@pytest.mark.parametrize("account", ["orgoffice", "sysadmin", "secadmin", "auditor"])
def test_no_person_erases(world: World, gone: Person, account: str) -> None:
    with clock_at(OVER + timedelta(days=30)), refused(403, "no-grant"):
        erase_person(gone, actor=world.actor(account))


def test_tokens_that_ended_go_a_month_later(world: World) -> None:
    issue_token(world.accounts["dean"])
    Token.objects.update(good_until=clock.now() - timedelta(days=31))
    issue_token(world.accounts["dean"])

    assert retention.apply("tokens.expired") == 1
    assert Token.objects.count() == 1


def test_every_rule_of_the_file_has_something_that_follows_it(settings) -> None:  # type: ignore[no-untyped-def]
    assert sorted(settings.RULES.days) == sorted(retention.KEEPS)
