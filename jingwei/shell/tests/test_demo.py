"""A small demo of the same shape: whole, deterministic, with something waiting for whoever signs in."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.matters.models import Correction, Deed, Matter, Milestone
from jingwei.foundation.organisations.queries import actor_in_post, coverage_of, posts_of, uncovered_for
from jingwei.foundation.people.actions import open_account
from jingwei.foundation.people.models import Person
from jingwei.foundation.people.queries import account_named
from jingwei.foundation.universities.models import University
from jingwei.kernel.actor import system
from jingwei.shell.demo import accounts, founding, making, personas
from jingwei.shell.desk import desk_for
from tests.support.kept import kept

SCALE = 0.02
NOON = datetime(2026, 4, 16, 12, 0, tzinfo=clock.ZONE)
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
"""Of the last character of an identity number (GB 11643), written here again."""
ADMINISTRATORS = {"sysadmin", "secadmin", "auditor"}
"""They see no content, so nothing of the rooms there are so far can wait for them."""


def open_under_another_name(university: Any, *, username: str, **values: Any) -> Any:
    return open_account(university, username=f"demo-{username}", **values)


@pytest.fixture(autouse=True, scope="module")
def beside_the_world() -> Iterator[None]:
    """The small world has these user names already: make the demo with others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(founding, "open_account", open_under_another_name)
        yield


def gist(university: University) -> tuple[Any, ...]:
    """What two demos have in common if they are the same."""
    matters = Matter.objects.filter(university=university).order_by("number")
    people = Person.objects.filter(university=university).order_by("code")
    records = Record.objects.filter(university_id=university.pk).order_by("seq")
    return (
        list(matters.values_list("number", "title", "state", "touched_at")),
        [(p.code, p.name, p.numbers) for p in people],
        list(records.values_list("at", "verb", "actor_name", "subject_title", "result")),
    )


def test_two_demos_of_a_day_and_a_seed_are_the_same(world: Any) -> None:
    gists = []
    for _time in range(2):
        with transaction.atomic(), clock_at(NOON):
            making.make(scale=SCALE)
            gists.append(gist(University.objects.get(code=founding.HOME)))
            transaction.set_rollback(True)

    assert gists[0] == gists[1]


def test_the_command_refuses_where_there_are_universities(world: Any) -> None:
    with pytest.raises(CommandError, match="universities already"):
        call_command("demo")


def test_accounts_are_named_by_user_and_whose(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()

    call_command("demo", accounts=True, stdout=out)
    assert out.getvalue() == "", "these universities are not the demo's"

    home = world.universities["home"]
    monkeypatch.setattr(accounts, "UNIVERSITIES", ((home.code, home.name, home.kind),))
    call_command("demo", accounts=True, stdout=out)
    assert "branch\t沈砚秋 智能农机教师党支部 党支部书记\n" in out.getvalue()


# From here on the demo stands, for all that follow.


@pytest.fixture(scope="module")
def standing(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Callable[[], University]]:
    """The first university of a small demo, made at noon of a day in spring."""
    yield from kept(django_db_blocker, make_demo)


def make_demo() -> University:
    with clock_at(NOON):
        making.make(scale=SCALE)
        return University.objects.get(code=founding.HOME)


@pytest.fixture
def made(standing: Callable[[], University], db: None) -> University:
    return standing()


def test_a_small_demo_has_all_that_a_page_may_show(made: University) -> None:
    matters = Matter.objects.filter(university=made)
    deeds = Deed.objects.filter(matter__university=made)

    assert set(matters.values_list("state", flat=True)) >= {
        "planning",
        "deploying",
        "implementing",
        "inspecting",
        "closed",
    }
    assert set(deeds.values_list("state", flat=True)) == {"noted", "confirmed", "returned"}
    assert Counter(matters.values_list("title", flat=True)).most_common(1)[0][1] == 1
    assert not matters.filter(title__in=("", None)).exists()
    assert Person.objects.filter(university=made).count() == 600
    assert Milestone.objects.filter(matter__university=made, reckoned=True, state="planned").exists()
    assert Correction.objects.filter(matter__university=made, state="open").exists()


def test_some_units_are_not_covered(made: University) -> None:
    reader = system("系统", "organisations.see", university_id=made.pk)
    with clock_at(NOON):
        found = coverage_of(reader)

        assert 0 < len(uncovered_for(reader)) < found["all"] / 3


def test_both_ledgers_verify(made: University) -> None:
    for code, _name, _kind in founding.UNIVERSITIES:
        assert list(broken_links(University.objects.get(code=code).pk)) == []


def test_nobody_could_be_real(made: University) -> None:
    people = Person.objects.filter(university=made)
    for number, phone in [(p.id_number, p.phone) for p in people]:
        assert number.startswith("990000")
        assert number[-1] == CHECKS[sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True)) % 11]
        assert phone.startswith("199")
    assert people.values("id_number_mark").distinct().count() == 600


def test_records_are_of_the_past(made: University) -> None:
    assert not Record.objects.filter(university_id=made.pk, at__gt=NOON).exists()


def test_everybody_signs_in_and_finds_something_on_the_desk(made: University) -> None:
    with clock_at(NOON):
        for username in personas.USERNAMES:
            account = account_named(f"demo-{username}")
            assert account is not None, username
            assert account.check_password(personas.PASSWORD)
            desks = [desk_for(_acting(account.pk, post.key)) for post in posts_of(account.pk)]

            assert any(desk.items for desk in desks) == (username not in ADMINISTRATORS), username


def test_no_desk_asks_more_than_fifteen_questions(made: University) -> None:
    asked: dict[str, int] = {}
    with clock_at(NOON):
        for username in personas.USERNAMES:
            client = Client()
            client.post("/sign-in/", {"username": f"demo-{username}", "password": personas.PASSWORD})
            account = account_named(f"demo-{username}")
            for post in posts_of(account.pk) if account else ():
                client.post("/posts/", {"post": post.key})
                client.get("/")
                with CaptureQueriesContext(connection) as questions:
                    client.get("/")
                asked[f"{username}, {post.role}"] = len(questions)

    assert {desk: number for desk, number in asked.items() if number > 15} == {}


def _acting(account_id: int, key: str) -> Any:
    actor = actor_in_post(account_id, key)
    assert actor is not None
    return actor


def test_the_secretary_acts_in_two_posts(made: University) -> None:
    account = account_named("demo-branch")
    assert account is not None
    with clock_at(NOON):
        titles = [(post.organisation_name, post.role) for post in posts_of(account.pk)]

    assert titles[:2] == [("智能农机教师党支部", "branch-secretary"), ("农机装备研究所", "unit-head")]


def test_the_matter_of_the_secretary_and_the_dean(made: University) -> None:
    matter = Matter.objects.get(university=made, title="春耕智能农机驻点服务与田间试验")
    waiting = Deed.objects.filter(matter=matter, state="noted", benefits="unit")
    planned = Milestone.objects.filter(matter=matter, state="planned")
    days = sorted((milestone.due - NOON.date()).days for milestone in planned)

    assert (matter.state, matter.unit.name) == ("implementing", "机械工程学院")
    assert waiting.count() == 3
    assert Deed.objects.filter(matter=matter, state="returned").count() == 1
    assert days == [-6, 3, 18, 40]


def test_a_browser_sees_the_desk(made: University) -> None:
    with clock_at(NOON):
        client = Client()
        client.post("/sign-in/", {"username": "demo-dean", "password": personas.PASSWORD})
        desk = client.get("/")

    assert "春耕智能农机驻点服务与田间试验" in desk.content.decode()


def test_the_beginning_lies_two_years_and_two_months_back() -> None:
    assert making.months_before(date(2026, 4, 16), making.MONTHS) == date(2024, 2, 1)
    assert making.months_before(date(2026, 1, 31), 1) == date(2025, 12, 1)
