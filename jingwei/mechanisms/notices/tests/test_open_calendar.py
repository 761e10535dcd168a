"""`notices.open_calendar`: a secret address, shown once, that reads one's own dates until it is made anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import icalendar
from django.test import Client

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.people.models import Account
from jingwei.mechanisms.notices.actions import open_calendar
from jingwei.mechanisms.notices.models import NoticePreference
from jingwei.mechanisms.notices.queries import preference_for
from tests.support.matters import CALLED, story_at
from tests.support.verbs import refused
from tests.support.world import World


def opened(world: World, account: str) -> NoticePreference:
    actor = world.actor(account)
    made: NoticePreference = open_calendar(preference_for(actor, actor.account_id or 0), actor=actor)
    return made


def address(made: NoticePreference) -> str:
    return f"/notices/calendar/{made.secret}.ics"


def events(answer: Any) -> list[icalendar.Component]:
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_holds_what_waits_for_its_owner_alone(world: World) -> None:
    with story_at(world, "implementing") as story:
        mine, other = (Client().get(address(opened(world, each))) for each in ("member", "outsider"))

        (task,) = events(mine)
        assert mine["Content-Type"] == "text/calendar; charset=utf-8"
        assert str(task["SUMMARY"]) == "任务：组织突击队下田"
        assert task["DTSTART"].dt == story.tasks["party"].due
        assert task["DTEND"].dt == story.tasks["party"].due + timedelta(days=1)
        assert str(task["URL"]).endswith(f"/matters/{story.matter.pk}/#task-{story.tasks['party'].pk}")
        assert events(other) == []


def test_the_same_dates_are_not_sent_again(world: World) -> None:
    with story_at(world, "implementing"):
        made = opened(world, "member")
        first = Client().get(address(made))
        again = Client().get(address(made), headers={"If-None-Match": first["ETag"]})
        with clock_at(CALLED + timedelta(days=1)):
            later = Client().get(address(made), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert later.status_code == 200


def test_a_new_address_kills_the_old_one(world: World) -> None:
    first, second = opened(world, "member"), opened(world, "member")

    assert Client().get(address(first)).status_code == 404
    assert Client().get(address(second)).status_code == 200
    assert [r.verb for r in records_about(second)] == ["notices.open_calendar"] * 2


def test_the_secret_is_kept_nowhere(world: World) -> None:
    made = opened(world, "member")

    assert made.secret not in str(NoticePreference.objects.values_list().get())
    assert made.secret not in "".join(records_about(made).values_list("data", flat=True))


def test_the_calendar_of_a_closed_account_is_dead(world: World) -> None:
    made = opened(world, "member")
    Account.objects.filter(pk=world.accounts["member"].pk).update(is_active=False)

    assert Client().get(address(made)).status_code == 404


def test_nobody_opens_another_s(world: World) -> None:
    mine = preference_for(world.actor("member"), world.accounts["member"].pk)
    with refused(403, "rule"):
        open_calendar(mine, actor=world.actor("sysadmin"))


def test_the_page_shows_the_address_once(world: World) -> None:
    client = world.client("member")

    shown = client.post("/notices/settings/calendar/open/").content.decode()
    (found,) = [part for part in shown.split("<code>")[1].split("</code>")[:1]]

    assert Client().get(found.partition("testserver")[2]).status_code == 200
    assert "<code>" not in client.get("/notices/settings/").content.decode()
    assert client.post("/notices/settings/calendar/elsewhere/").status_code == 404


def test_a_machine_opens_it(world: World) -> None:
    pk = world.accounts["member"].pk
    answer = (
        world.client("member")
        .post(f"/api/v1/notice-preferences/{pk}/open-calendar", {}, content_type="application/json")
        .json()
    )

    assert answer["has_calendar"] is True
    assert Client().get(f"/notices/calendar/{answer['once']['secret']}.ics").status_code == 200
