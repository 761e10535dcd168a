"""`excuses.make`: an organisation above says why one below need not do it this time; nobody excuses their own."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jingwei.adapters.clock import ZONE, clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.policy.actions import make_excuse
from jingwei.foundation.policy.models import Excuse
from jingwei.foundation.policy.queries import asks_for, owed_by, standings_for, waiting_for
from jingwei.foundation.policy.queries.editions import followed_of
from jingwei.foundation.policy.tests.history import Deed, happened
from tests.support.verbs import refused
from tests.support.world import World

INSPECTED, WHY = "matters-inspected", "今年刚成立"
TODAY = date(2026, 12, 20)


def states(world: World, account: str = "committee", on: date = TODAY) -> dict[tuple[int, date], str]:
    """How the teachers' branch stands with being inspected, by year."""
    actor, branch = world.actor(account), world["branch"].pk
    owed = owed_by(actor, asks_for(actor, on), on, branch)
    return {
        (each.owner.id, each.ask.since): each.state for each in owed if each.ask.obligation.id == INSPECTED
    }


@pytest.mark.parametrize(("on", "since"), [(None, date(2026, 1, 1)), (date(2025, 12, 31), date(2025, 1, 1))])
def test_one_period_is_excused_and_nothing_else(world: World, on: date | None, since: date) -> None:
    branch = world["branch"]
    with clock_at(TODAY):
        before = states(world)
        made = make_excuse(
            branch, actor=world.actor("faculty"), obligation=INSPECTED, reason=f" {WHY} ", on=on
        )
        after = states(world)
        actor = world.actor("committee")
        (followed,) = followed_of(branch.university, TODAY)
        standing = standings_for(actor, followed, TODAY)[INSPECTED]
        waits = [each.key for each in waiting_for(world.actor("branch")) if INSPECTED in (each.key or "")]

    assert (made.organisation_id, made.obligation, made.since, made.reason) == (
        branch.pk,
        INSPECTED,
        since,
        WHY,
    )
    assert after == before | {(branch.pk, since): "excused"}
    assert (branch.pk in {each.id for each in standing.owing}) is (since.year == 2025)
    other = {2026: date(2025, 1, 1), 2025: date(2026, 1, 1)}[since.year]
    assert waits == [f"obligation.{INSPECTED}.{other}:{branch.pk}"] * (other.year == 2026)


def test_the_record_says_who_excused_whom_from_what(world: World) -> None:
    with clock_at(TODAY):
        make_excuse(world["branch"], actor=world.actor("faculty"), obligation=INSPECTED, reason=WHY)
    about = list(records_about(world["branch"]))

    assert about[-1].verb == "excuses.make"
    assert sentences(about)[-1][1] == (
        "孟青禾免了智能农机教师党支部2026 年的“在办的事项每年至少请两边都不沾的人检查一次。”：今年刚成立"
    )


def test_what_is_done_afterwards_counts_as_done(world: World) -> None:
    with clock_at(TODAY):
        make_excuse(world["branch"], actor=world.actor("faculty"), obligation=INSPECTED, reason=WHY)
    happened(world, [Deed("matters.inspect", datetime(2026, 12, 1, 9, tzinfo=ZONE), "branch")])

    assert states(world)[world["branch"].pk, date(2026, 1, 1)] == "met"


def test_it_is_refused(world: World) -> None:
    branch, faculty = world["branch"], world.actor("faculty")
    with clock_at(TODAY):
        with refused(403, "no-grant"):
            make_excuse(branch, actor=world.actor("branch"), obligation=INSPECTED, reason=WHY)
        with refused(403, "rule", says="上一级"):
            make_excuse(world["faculty_party"], actor=faculty, obligation=INSPECTED, reason=WHY)
        with refused(422, "invalid", says="没有这一项"):
            make_excuse(branch, actor=faculty, obligation="nothing", reason=WHY)
        with refused(422, "invalid", says="太早"):
            make_excuse(branch, actor=faculty, obligation=INSPECTED, reason=WHY, on=date(2024, 6, 1))
        with refused(422, "invalid", says="没有要求这个组织"):
            make_excuse(branch, actor=faculty, obligation="branch-has-three", reason=WHY)
        with refused(422, "invalid", says="为什么"):
            make_excuse(branch, actor=faculty, obligation=INSPECTED, reason="  ")
        make_excuse(branch, actor=faculty, obligation=INSPECTED, reason=WHY)
        with refused(422, "invalid", says="已经免了"):
            make_excuse(branch, actor=faculty, obligation=INSPECTED, reason=WHY)
        happened(world, [Deed("matters.inspect", datetime(2026, 12, 1, 9, tzinfo=ZONE), "staff_branch")])
        with refused(422, "invalid", says="已经做到"):
            make_excuse(
                world["staff_branch"], actor=world.actor("committee"), obligation=INSPECTED, reason=WHY
            )
    assert Excuse.objects.count() == 1


def test_by_page_and_api(world: World) -> None:
    client, branch = world.client("faculty"), world["branch"]
    at = f"/obligations/{INSPECTED}/excuse/{branch.pk}/"
    with clock_at(TODAY):
        asked = client.get(at)
        empty = client.post(at, {"reason": ""})
        long = client.post(at, {"reason": "长" * 201})
        done = client.post(at, {"reason": WHY})
        told = client.get(f"/obligations/{INSPECTED}/").content.decode()
        again = client.post(
            "/api/v1/excuses",
            {"organisation_id": branch.pk, "obligation": INSPECTED, "reason": WHY},
            content_type="application/json",
        )
        listed = client.get("/api/v1/excuses").json()["items"]
        own = client.get(f"/obligations/{INSPECTED}/excuse/{world['faculty_party'].pk}/")
        strange = client.get(f"/obligations/{INSPECTED}/excuse/{world['foreign_committee'].pk}/")
        unknown = client.get(f"/obligations/nothing/excuse/{branch.pk}/")
        below = world.client("branch").get(at)

    assert (asked.status_code, empty.status_code, long.status_code, done.status_code) == (200, 422, 422, 303)
    assert WHY in told
    assert again.status_code == 422
    assert [(each["organisation"], each["reason"]) for each in listed] == [(branch.name, WHY)]
    assert (own.status_code, strange.status_code, unknown.status_code, below.status_code) == (
        403,
        404,
        404,
        403,
    )
