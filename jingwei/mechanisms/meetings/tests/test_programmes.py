"""一卡一课三重温: whose political birthday falls into the month is read by who records alone, and nothing is typed."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.people.models import Person
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.queries.programmes import Birthday, runs_in
from jingwei.mechanisms.meetings.tests.test_begin_series import fragment
from tests.support.world import World

TODAY = date(2026, 4, 10)
JOINED = {"member": date(2014, 4, 22), "head": date(2001, 4, 2), "branch": date(2010, 7, 1)}


def joined(world: World) -> None:
    for account, day in JOINED.items():
        Person.objects.filter(pk=world.people[account].pk).update(joined_on=day)


def test_it_is_for_whom_the_month_is_theirs() -> None:
    people = [
        Person(name="喻清川", joined_on=date(2014, 4, 22)),
        Person(name="乔望北", joined_on=date(2001, 4, 2)),
        Person(name="沈砚秋", joined_on=date(2010, 7, 1)),
        Person(name="明小满", joined_on=date(2026, 4, 1)),
        Person(name="姜一舟"),
    ]

    (run,) = runs_in(registry.body("themed-day"), people, TODAY)

    assert run.birthdays == (Birthday("乔望北", 2, 25), Birthday("喻清川", 22, 12))
    assert [step.zh for step in run.programme.steps][:2] == ["送一张政治生日贺卡", "上一堂党课"]
    assert runs_in(registry.body("assembly"), people, TODAY) == []
    assert runs_in(registry.body("themed-day"), people, date(2026, 5, 1)) == []


def test_they_are_named_where_the_themed_day_is_recorded(world: World) -> None:
    joined(world)
    with clock_at(TODAY):
        client = world.client("branch")
        shown = client.get("/meetings/record/?body=themed-day").content.decode()
        may = client.get("/meetings/record/?body=themed-day&held_on=2026-03-20").content.decode()
        other = client.get("/meetings/record/?body=assembly").content.decode()

    assert "乔望北 2 日，入党 25 年；喻清川 22 日，入党 12 年" in " ".join(shown.split())
    assert "重温入党誓词" in shown
    assert "政治生日" not in may and "政治生日" not in other


def test_they_stand_beside_what_is_owed_and_one_press_leads_to_recording(world: World) -> None:
    joined(world)
    with clock_at(TODAY):
        (link,) = html.fromstring(fragment(world)).xpath("//a[text()='照这个记一次']/@href")
        shown = html.fromstring(world.client("branch").get(link).content)

    assert "topic=一卡一课三重温" in unquote(link)
    assert shown.xpath("//input[@name='topic']/@value") == ["一卡一课三重温"]
    assert shown.xpath("//input[@name='body'][@checked]/@value") == ["themed-day"]


def test_nobody_else_reads_them(world: World) -> None:
    joined(world)
    with clock_at(TODAY):
        for account in ("member", "head", "faculty", "orgoffice", "neighbour"):
            assert "喻清川" not in fragment(world, account)
