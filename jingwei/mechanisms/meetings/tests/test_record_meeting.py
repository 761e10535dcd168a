"""`meetings.record`: what was held, who was there, what came of it; what is owed ticks by itself, in the month it was held."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from lxml import html

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links, records_about, sentences
from jingwei.foundation.organisations.actions import begin_membership, end_membership, found_organisation
from jingwei.foundation.people.models import Person
from jingwei.foundation.policy.queries import asks_for, owed_by
from jingwei.mechanisms.meetings.actions import begin_series, record_meeting
from jingwei.mechanisms.meetings.models import Attendance, Meeting
from jingwei.mechanisms.meetings.queries import last_of, under_preparation
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TODAY, TOPIC, CAME = date(2026, 4, 10), "学农时，下地头", "分三组去三个村，月底回来讲"


def there(world: World, *accounts: str) -> list[int]:
    """Who was there, by their accounts."""
    return [world.people[account].pk for account in accounts]


ALL = ("faculty", "head", "branch", "organizer", "member")
"""The members of the teachers' branch."""


def recorded(world: World, body: str = "themed-day", on: date = TODAY, **more: Any) -> Meeting:
    values: dict[str, Any] = {"topic": TOPIC, "outcome": CAME, "present": there(world, *ALL)}
    return record_meeting(
        world["branch"], actor=world.actor("branch"), body=body, held_on=on, **(values | more)
    )


def states(world: World, obligation: str, on: date) -> dict[str, str]:
    """How the branch stands with an obligation on a day, by period."""
    with clock_at(on):
        actor = world.actor("orgoffice")
        asks = [ask for ask in asks_for(actor, on) if ask.obligation.id == obligation]
        owed = owed_by(actor, asks, on, world["branch"].pk)
        return {each.ask.words: each.state for each in owed}


def test_it_is_kept_with_who_was_there(world: World) -> None:
    with clock_at(TODAY):
        made = recorded(world, present=there(world, "head", "branch", "member"), guests="合作社的老周")

    assert (made.body, made.held_on, made.topic, made.outcome) == ("themed-day", TODAY, TOPIC, CAME)
    assert (made.expected, made.present, made.counts, made.guests) == (5, 3, True, "合作社的老周")
    held = Attendance.objects.filter(meeting=made)
    assert {row.person_id: row.present for row in held} == dict.fromkeys(
        there(world, "faculty", "organizer"), False
    ) | dict.fromkeys(there(world, "head", "branch", "member"), True)


def test_the_record_tells_numbers_and_no_names(world: World) -> None:
    with clock_at(TODAY):
        made = recorded(world, present=there(world, "head", "branch"))
    (record,) = records_about(made)

    assert (record.verb, record.result, record.tags) == ("meetings.record", "themed-day", "|body:themed-day|")
    assert sentences([record])[0][1] == (f"沈砚秋记下 2026-04-10 的主题党日“{TOPIC}”")
    assert (record.values["expected"], record.values["present"]) == (5, 2)
    assert "乔望北" not in record.data


def test_what_is_owed_ticks_by_itself(world: World) -> None:
    assert states(world, "themed-day", TODAY) == {"2026 年 3 月": "overdue", "2026 年 4 月": "due"}
    with clock_at(TODAY):
        recorded(world)

    assert states(world, "themed-day", TODAY)["2026 年 4 月"] == "met"
    assert states(world, "branch-assembly", TODAY)["2026 年第 2 季度"] == "due"


def test_what_was_held_last_month_counts_there(world: World) -> None:
    with clock_at(TODAY):
        recorded(world, on=date(2026, 3, 31))

    record = Record.objects.get(verb="meetings.record")
    assert (record.month, record.at.date()) == (202603, TODAY)
    assert states(world, "themed-day", TODAY)["2026 年 3 月"] == "met"
    assert states(world, "themed-day", TODAY)["2026 年 4 月"] == "due"
    assert list(broken_links()) == []


def test_an_assembly_counts_with_more_than_half_of_those_who_vote(world: World) -> None:
    Person.objects.filter(pk=world.people["organizer"].pk).update(standing="probationary")
    with clock_at(TODAY):
        short = recorded(world, "assembly", present=there(world, "branch", "member", "organizer"))
        assert states(world, "branch-assembly", TODAY)["2026 年第 2 季度"] == "due"
        full = recorded(world, "assembly", topic="再开一次", present=there(world, "branch", "member", "head"))

    assert (short.counts, full.counts) == (False, True)
    results = Record.objects.filter(verb="meetings.record").order_by("seq").values_list("result", flat=True)
    assert list(results) == ["short", "assembly"]
    assert states(world, "branch-assembly", TODAY)["2026 年第 2 季度"] == "met"


def test_of_a_talk_only_the_day_is_kept(world: World) -> None:
    with clock_at(TODAY):
        with refused(422, "invalid", says="不记内容"):
            recorded(world, "talk", present=[])
        made = recorded(world, "talk", topic="", outcome="", present=[])

    assert (made.topic, made.outcome, made.expected, made.present) == ("", "", 0, 0)
    assert Attendance.objects.count() == 0


def test_of_a_committee_those_are_kept_who_were_there(world: World) -> None:
    with clock_at(TODAY):
        made = recorded(world, "committee", present=there(world, "branch", "member"))

    assert (made.expected, made.present) == (0, 2)
    assert Attendance.objects.filter(meeting=made, present=False).count() == 0


def test_a_group_of_the_branch_meets_too(world: World) -> None:
    group = found_organisation(
        world["branch"],
        actor=BUILDER,
        kind="party-group",
        code="g1",
        name="第一党小组",
        since=date(2026, 1, 1),
    )
    end_membership(world["branch"], actor=BUILDER, person=world.people["member"], until=date(2025, 12, 31))
    begin_membership(group, actor=BUILDER, person=world.people["member"], since=date(2026, 1, 1))
    with clock_at(TODAY):
        made = record_meeting(
            group,
            actor=world.actor("branch"),
            body="group",
            held_on=TODAY,
            topic=TOPIC,
            present=there(world, "member"),
        )
        page = world.client("branch").get(f"/meetings/record/?organisation={group.pk}").content.decode()

    assert (made.organisation, made.expected) == (group, 1)
    assert "第一党小组" in page and "喻清川" in page and "裴若谷" not in page


def test_it_is_refused(world: World) -> None:
    with clock_at(TODAY):
        for account in ("member", "faculty", "committee", "neighbour", "outsider", "head"):
            with refused(403, "no-grant"):
                record_meeting(
                    world["branch"], actor=world.actor(account), body="themed-day", held_on=TODAY, topic=TOPIC
                )
        for values, says in (
            ({"body": "group"}, "不开这种会"),
            ({"on": date(2026, 4, 11)}, "还没有到"),
            ({"on": date(2026, 2, 28)}, "只能补记"),
            ({"present": []}, "请勾上"),
            ({"present": there(world, "branch", "dean")}, "不在名册上"),
            ({"topic": " "}, "这里要写一句"),
            ({"outcome": "长" * 1001}, "最多 1000"),
        ):
            with refused(422, "invalid", says=says):
                recorded(world, **values)
    assert Meeting.objects.count() == 0
    with clock_at(TODAY):
        recorded(world)
        with refused(422, "invalid", says="已经记过了"):
            recorded(world, topic=f" {TOPIC} ")
        recorded(world, topic="另一次")


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 3, 31)])
def test_last_month_is_the_one_before_whatever_its_length(world: World, today: date) -> None:
    first = {1: date(2025, 12, 1), 3: date(2026, 2, 1)}[today.month]
    with clock_at(today):
        recorded(world, on=first)
        with refused(422, "invalid"):
            recorded(world, on=date.fromordinal(first.toordinal() - 1))


def test_by_page_everybody_is_there_until_taken_out(world: World) -> None:
    client = world.client("branch")
    with clock_at(TODAY):
        asked = client.get("/meetings/record/?body=themed-day").content.decode()
        talk = client.get("/meetings/record/?body=talk", headers={"HX-Request": "true"}).content.decode()
        known = ",".join(map(str, there(world, *ALL)))
        kept = {"body": "lecture", "held_on": "2026-04-08", "topic": TOPIC, "outcome": CAME, "known": known}
        switched = client.post(
            "/meetings/record/?fields=1",
            kept | {"present": there(world, "branch", "head")},
            headers={"HX-Request": "true"},
        ).content.decode()
        typed = {"body": "themed-day", "held_on": "2026-04-10", "topic": "", "outcome": CAME}
        wrong = client.post("/meetings/record/", typed | {"present": there(world, "branch")})
        done = client.post("/meetings/record/", typed | {"topic": TOPIC, "present": there(world, *ALL)})
        made = Meeting.objects.get()
        shown = client.get(done["Location"]).content.decode()
        above = world.client("faculty").get(done["Location"]).content.decode()
        member = world.client("member").get("/meetings/record/")

    assert asked.count("checked") == 1 + len(ALL)
    assert (TOPIC in switched, CAME in switched, "2026-04-08" in switched) == (True, True, True)
    assert (switched.count("checked"), Meeting.objects.count()) == (2, 1)
    assert "只记日期" in talk and 'name="topic"' not in talk
    assert (wrong.status_code, CAME in wrong.content.decode()) == (422, True)
    assert (done.status_code, done["Location"]) == (303, f"/meetings/{made.pk}/")
    assert "到会名单" in shown and "乔望北" in shown
    assert "到会名单" not in above and "实到 5 人" in above
    assert member.status_code == 403


def test_what_is_owed_leads_there(world: World) -> None:
    client = world.client("branch")
    with clock_at(date(2026, 4, 25)):
        page = client.get(f"/organisations/{world['branch'].pk}/").content.decode()
        desk = client.get("/").content.decode()
        month = client.get("/obligations/month/", headers={"HX-Request": "true"}).content.decode()
        plain = client.get("/obligations/month/")
        above = world.client("faculty").get(f"/organisations/{world['branch'].pk}/").content.decode()

    at = f"/meetings/record/?body=themed-day&amp;organisation={world['branch'].pk}"
    assert "/obligations/month/" in desk and plain["Location"] == "/obligations/"
    assert at in page and at in month and at not in above


def test_over_the_api(world: World) -> None:
    client = world.client("branch")
    body = {
        "organisation_id": world["branch"].pk,
        "body": "themed-day",
        "held_on": "2026-04-10",
        "topic": TOPIC,
        "present": there(world, *ALL),
    }
    with clock_at(TODAY):
        made = client.post("/api/v1/meetings", body, content_type="application/json")
        other = client.post(
            "/api/v1/meetings",
            body | {"organisation_id": world["other_branch"].pk},
            content_type="application/json",
        )
        listed = world.client("faculty").get("/api/v1/meetings?body=themed-day").json()["items"]
        none = world.client("neighbour").get("/api/v1/meetings").json()["items"]

    assert (made.status_code, made.json()["present"], other.status_code) == (200, 5, 404)
    assert ([each["present"] for each in listed], none) == (["5/5"], [])


def test_the_roster_is_that_of_the_day_it_was_held(world: World) -> None:
    begin_membership(world["branch"], actor=BUILDER, person=_newcomer(world), since=date(2026, 4, 8))
    client = world.client("branch")
    with clock_at(TODAY):
        today = client.get("/meetings/record/?body=themed-day").content.decode()
        before = client.get("/meetings/record/?body=themed-day&held_on=2026-03-31").content.decode()
        made = recorded(world, on=date(2026, 3, 31))

    assert ("程小雨" in today, "程小雨" in before, made.expected) == (True, False, 5)


def test_who_became_a_full_member_later_did_not_vote_then(world: World) -> None:
    Person.objects.filter(pk__in=there(world, "organizer", "faculty")).update(full_member_on=date(2026, 4, 5))
    with clock_at(TODAY):
        made = recorded(world, "assembly", on=date(2026, 4, 1), present=there(world, "branch", "member"))

    assert made.counts is True


def _newcomer(world: World) -> Person:
    return Person.objects.create(
        university=world.universities["home"],
        code="N-0042",
        name="程小雨",
        category="teacher",
        standing="member",
    )


def test_what_is_recorded_late_asks_for_its_day(world: World) -> None:
    client = world.client("branch")
    with clock_at(TODAY):
        month = client.get("/obligations/month/", headers={"HX-Request": "true"}).content.decode()
        at = f"/meetings/record/?body=themed-day&organisation={world['branch'].pk}&by=2026-03-31"
        page = html.fromstring(client.get(at).content.decode())
        switched = client.post(
            "/meetings/record/?fields=1", {"body": "lecture", "held_on": ""}, headers={"HX-Request": "true"}
        )
        elsewhere = client.get(f"/meetings/record/?organisation={world['other_branch'].pk}")

    (day,) = page.xpath("//input[@name='held_on']")
    (again,) = html.fromstring(switched.content.decode()).xpath("//input[@name='held_on']")
    assert at.replace("&", "&amp;") in month
    assert (day.get("value"), day.get("max"), again.get("value")) == (None, "2026-03-31", None)
    assert elsewhere.status_code == 404


def test_the_hour_and_the_room_of_a_series_come_with_its_day(world: World) -> None:
    with clock_at(TODAY):
        begin_series(
            world["branch"],
            actor=world.actor("branch"),
            body="themed-day",
            nth=2,
            weekday=5,
            begins_at=time(14, 30),
            room="302 室",
        )
        client = world.client("branch")
        (link,) = html.fromstring(client.get("/meetings/come/").content).xpath("//a[text()='记一次']/@href")
        shown = html.fromstring(client.get(link).content)
        (summary,) = shown.xpath("//details[.//input[@name='room']]/summary/text()")
        typed = {name: shown.xpath(f"//input[@name='{name}']/@value") for name in ("begins_at", "room")}
        given = {"body": "themed-day", "held_on": "2026-04-10", "topic": TOPIC, "begins_at": "14:30"}
        answer = client.post("/meetings/record/", given | {"room": " 302  室", "present": there(world, *ALL)})
        made = Meeting.objects.get()
        page = " ".join(client.get(answer["Location"]).content.decode().split())

    assert (summary, typed) == ("14:30 302 室", {"begins_at": ["14:30"], "room": ["302 室"]})
    assert (made.starts_at, made.room) == (datetime(2026, 4, 10, 14, 30, tzinfo=clock.ZONE), "302 室")
    assert "<span>4月10日 14:30</span><span>302 室</span>" in page


def test_who_comes_without_a_series_is_not_asked_for_hour_and_room(world: World) -> None:
    with clock_at(TODAY):
        client = world.client("branch")
        page = client.get("/meetings/record/").content.decode()
        changed = client.post(
            "/meetings/record/?fields=1", {"body": "talk", "begins_at": "14:30", "room": "302"}
        )
        made = recorded(world)
        talk = recorded(world, "talk", topic="", outcome="", present=[], begins_at=time(9), room="302")

    assert 'name="room"' not in page + changed.content.decode()
    assert [(each.starts_at, each.room) for each in (made, talk)] == [(None, ""), (None, "")]


def test_a_recorded_hour_makes_no_meeting_that_decides(world: World) -> None:
    with clock_at(TODAY):
        recorded(world, begins_at=time(9), room="302")
        actor = world.actor("branch")

        assert (under_preparation(actor), last_of(world["branch"])) == ([], None)
