"""`organisations.withdraw`, `.take_effect`, `.hold`: what is decided for a day ahead, carried out once when it begins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jingwei.adapters import queue
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.organisations.actions import (
    carry_out,
    end_organisation,
    hold_change,
    move_organisation,
    rename_organisation,
    take_effect,
    withdraw_change,
)
from jingwei.foundation.organisations.models import Organisation, Placement, PlannedChange
from jingwei.foundation.organisations.queries import held_changes_for
from jingwei.foundation.organisations.reactions import carry_out_planned_changes
from tests.support.page import of_class, said
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TODAY, DAY = date(2026, 5, 20), timedelta(days=1)
AHEAD = TODAY + 10 * DAY


def planned(world: World) -> PlannedChange:
    """The branch is to move to the other faculty in ten days."""
    with clock_at(TODAY):
        move_organisation(
            world["branch"],
            actor=world.actor("orgoffice"),
            parent=world["other_faculty_party"],
            since=AHEAD,
        )
    return PlannedChange.objects.get()


def stand(organisation: Organisation) -> list[tuple[int | None, date, date | None]]:
    rows = Placement.objects.filter(organisation=organisation).order_by("since", "pk")
    return list(rows.values_list("parent", "since", "until"))


def told(since: int) -> list[str]:
    return list(Record.objects.order_by("id").values_list("verb", flat=True)[since:])


def test_nothing_changes_before_its_day_and_all_of_it_then(world: World) -> None:
    before = Record.objects.count()
    change, path = planned(world), world["branch"].path

    assert (change.day, change.state, change.told) == (
        AHEAD,
        "planned",
        "把智能农机教师党支部从机械工程学院党委划到外国语学院党委，自 2026-05-30 起",
    )
    with clock_at(AHEAD - DAY):
        carry_out_planned_changes.func()
        assert Organisation.objects.get(pk=world["branch"].pk).path == path
    with clock_at(AHEAD):
        carry_out_planned_changes.func()
        carry_out_planned_changes.func()

    assert stand(world["branch"])[1:] == [(world["other_faculty_party"].pk, AHEAD, None)]
    assert told(before) == ["organisations.move", "organisations.take_effect"]
    last = Record.objects.order_by("id").last()
    assert last and (last.actor_kind, last.on_behalf_of, last.subject_id) == (
        "system",
        "戚晓岚",
        world["branch"].pk,
    )
    assert list(broken_links(world["branch"].university_id)) == []


def test_days_that_were_missed_are_made_up_from_the_planned_day(world: World) -> None:
    planned(world)

    with clock_at(AHEAD + 5 * DAY):
        assert "jingwei.foundation.organisations.reactions.carry_out_planned_changes" in queue.tick()
        carry_out_planned_changes.func()

    assert stand(world["branch"])[1:] == [(world["other_faculty_party"].pk, AHEAD, None)]


def test_who_comes_second_carries_nothing_out(world: World) -> None:
    change = planned(world)

    with clock_at(AHEAD):
        assert [carry_out(change), carry_out(PlannedChange.objects.get()), carry_out(change)] == [
            True,
            False,
            False,
        ]
    assert Record.objects.filter(verb="organisations.take_effect").count() == 1


def test_it_is_taken_back_and_never_comes(world: World) -> None:
    change, path = planned(world), world["branch"].path

    taken = withdraw_change(change, actor=world.actor("orgoffice"))

    assert taken.state == "withdrawn"
    with clock_at(AHEAD):
        carry_out_planned_changes.func()
    assert Organisation.objects.get(pk=world["branch"].pk).path == path
    with refused(409, "step-not-open"):
        withdraw_change(change, actor=world.actor("orgoffice"))


def test_who_holds_no_grant_takes_nothing_back(world: World) -> None:
    change = planned(world)

    with refused(403, "no-grant"):
        withdraw_change(change, actor=world.actor("faculty"))


def test_only_the_system_carries_out_and_holds(world: World) -> None:
    change = planned(world)

    with refused(403, "no-grant"):
        take_effect(change, actor=world.actor("orgoffice"))
    with refused(403, "no-grant"):
        hold_change(change, actor=world.actor("orgoffice"), reason="不行")
    assert hold_change(change, actor=BUILDER, reason="不行").state == "held"


def test_what_stands_against_it_is_told_and_it_is_tried_again(world: World) -> None:
    planned(world)
    home = world["other_faculty_party"]
    Organisation.objects.filter(pk=home.pk).update(ended_on=TODAY)

    with clock_at(AHEAD):
        carry_out_planned_changes.func()
        carry_out_planned_changes.func()
        change = PlannedChange.objects.get()
        assert (change.state, change.reason) == ("held", "这个组织已经撤销。")
        assert Record.objects.filter(verb="organisations.hold").count() == 1
        (waiting,) = held_changes_for(world.actor("orgoffice"))
        assert waiting.why == "2026-05-30 该生效，没能生效：这个组织已经撤销。"
        assert held_changes_for(world.actor("faculty")) == []

        Organisation.objects.filter(pk=home.pk).update(ended_on=None)
        carry_out_planned_changes.func()

    assert stand(world["branch"])[1:] == [(home.pk, AHEAD, None)]
    assert PlannedChange.objects.get().state == "done"


def test_one_that_breaks_keeps_no_other_back(world: World) -> None:
    planned(world)
    PlannedChange.objects.update(asked="{}")
    with clock_at(TODAY):
        rename_organisation(world["team"], actor=BUILDER, name="新所", since=AHEAD)

    with clock_at(AHEAD), pytest.raises(ExceptionGroup):
        carry_out_planned_changes.func()

    assert Organisation.objects.get(pk=world["team"].pk).name == "新所"


def test_the_same_is_planned_once(world: World) -> None:
    planned(world)

    with clock_at(TODAY), refused(422, "invalid", says="已经计划了一次"):
        move_organisation(world["branch"], actor=BUILDER, parent=world["committee"], since=AHEAD + DAY)


def test_a_parent_and_its_child_end_on_the_same_day(world: World) -> None:
    home, below = world["other_faculty_party"], world["other_branch"]
    person = world.people["neighbour"]
    person.left_on = TODAY
    person.save()
    with clock_at(TODAY):
        with refused(403, "rule", says="下面还有组织"):
            end_organisation(home, actor=BUILDER, reason="撤并", until=AHEAD)
        end_organisation(below, actor=BUILDER, reason="撤并", until=AHEAD)
        end_organisation(home, actor=BUILDER, reason="撤并", until=AHEAD)

    with clock_at(AHEAD + DAY):
        carry_out_planned_changes.func()

    ended = Organisation.objects.filter(pk__in=(home.pk, below.pk)).values_list("ended_on", flat=True)
    assert list(ended) == [AHEAD, AHEAD]


def test_the_pages_of_all_concerned_show_it(world: World) -> None:
    change = planned(world)

    for key in ("branch", "other_faculty_party"):
        answer = world.client("orgoffice").get(f"/organisations/{world[key].pk}/")
        (line,) = of_class(answer, "planned")
        assert "划到外国语学院党委，自 2026-05-30 起" in said(line)
        assert said(line).endswith("撤回")
    (line,) = of_class(world.client("faculty").get(f"/organisations/{world['branch'].pk}/"), "planned")
    assert not said(line).endswith("撤回")

    url = f"/organisations/changes/{change.pk}/withdraw/"
    assert [world.client(a).post(url).status_code for a in ("outsider", "faculty", "orgoffice")] == [
        403,
        403,
        303,
    ]


def test_a_machine_reads_and_takes_back(world: World) -> None:
    change, client = planned(world), world.client("orgoffice")

    (item,) = client.get("/api/v1/planned-changes?state=planned").json()["items"]
    one = client.get(f"/api/v1/planned-changes/{change.pk}").json()
    answer = client.post(f"/api/v1/planned-changes/{change.pk}/withdraw", {}, content_type="application/json")

    assert (item["id"], item["day"]) == (change.pk, "2026-05-30")
    assert (one["verb"], one["state"], one["planned_by"]) == ("organisations.move", "planned", "戚晓岚")
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert world.client("outsider").get(f"/api/v1/planned-changes/{change.pk}").status_code == 404
    assert client.get("/api/v1/planned-changes?state=x").status_code == 422
