"""`closed_periods.close`: the figures of a period are kept as they stood; what comes later is told, never mixed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import height_of, records_about, sentences
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import close_period
from jingwei.mechanisms.measures.actions.closing import is_its_own
from jingwei.mechanisms.measures.models import ClosedPeriod
from jingwei.mechanisms.measures.queries.closed import compared, figures_at, is_as_recorded, still_open
from jingwei.mechanisms.measures.queries.reach import organisation_of, reaches_of
from jingwei.mechanisms.measures.queries.rows import counts_behind
from jingwei.mechanisms.measures.queries.spans import Span, month_count
from jingwei.mechanisms.measures.tests.history import Deed, happened
from jingwei.mechanisms.measures.tests.test_rollup import DEEDS
from tests.support import examples
from tests.support.verbs import refused
from tests.support.world import World

TODAY = date(2026, 11, 2)
LATE = Deed("matters.reckon_milestone", date(2026, 8, 3), 0, 9, part="milestone:900", result="late")


@pytest.fixture
def autumn(year: World) -> Iterator[World]:
    """The year, looked at from November."""
    with clock_at(TODAY):
        yield year


def closed(world: World, account: str = "faculty", at: str = "faculty_party", **more: str) -> ClosedPeriod:
    return close_period(world[at], actor=world.actor(account), **{"period": "2026q3"} | more)


def milestones(world: World, period: ClosedPeriod) -> Any:
    lines = compared(world.actor("faculty"), ClosedPeriod.objects.get(pk=period.pk))
    return next(each for each in lines if each.indicator.id == "milestones-on-time")


def test_every_figure_is_kept_with_what_it_rests_on(autumn: World) -> None:
    height = height_of(autumn["faculty_party"].university_id)
    done = closed(autumn)

    assert (done.begins, done.ends, done.closed_on) == (date(2026, 7, 1), date(2026, 9, 30), TODAY)
    assert [each[0] for each in done.figures] == [each.id for each in registry.indicators()]
    assert (done.height, [each[0] for each in done.packs]) == (height, ["heilongjiang-2022-38"])
    (told,) = [text for _record, text in sentences(list(records_about(done)))]
    assert told == "孟青禾封存了机械工程学院党委 2026-07-01 到 2026-09-30 的 26 个数"
    assert (is_as_recorded(done), done.closed_name) == (True, "孟青禾")


def test_counted_again_it_is_the_same_until_something_comes_late(autumn: World) -> None:
    done = closed(autumn)
    before = milestones(autumn, done)
    happened(autumn, [LATE])
    after = milestones(autumn, done)

    assert (before.is_same, before.later, before.hidden) == (True, [], 0)
    assert (after.is_same_again, after.is_same_now) == (True, False)
    assert (after.now.numerator, after.now.denominator) == (
        before.now.numerator,
        before.now.denominator + 1,
    )
    assert len(after.later) + after.hidden == 1


def test_what_takes_something_out_in_a_later_month_is_named(autumn: World) -> None:
    happened(autumn, [Deed("problems.close", date(2026, 8, 4), matter=each) for each in (71, 72, 73)])
    done = closed(autumn)
    happened(autumn, [Deed("problems.reopen", date(2026, 10, 5), matter=71)])

    lines = compared(autumn.actor("faculty"), ClosedPeriod.objects.get(pk=done.pk))
    changed = {each.indicator.id: each for each in lines if not each.is_same}
    assert {
        name: (line.closed.numerator, line.now.numerator, line.now.denominator)
        for name, line in changed.items()
    } == {"found-good": (6, 5, 12), "problems-solved": (3, 2, 3)}
    for line in changed.values():
        assert [record.verb for record, _sentence in line.later] == ["problems.reopen"]


def test_what_comes_later_in_other_months_changes_nothing(autumn: World) -> None:
    done = closed(autumn)
    happened(autumn, [Deed(LATE.verb, date(2026, 10, 1), 0, 9, part="milestone:901", result="late")])

    assert all(each.is_same for each in compared(autumn.actor("faculty"), done))


@settings(max_examples=examples.of(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(DEEDS, max_size=12), then=st.lists(DEEDS, max_size=12))
def test_what_is_counted_up_to_a_height_is_what_was_counted_then(
    world: World, first: list[Deed], then: list[Deed]
) -> None:
    """Whatever comes after, and whatever it takes out."""
    span = Span(month_count(date(2026, 1, 1)), month_count(date(2026, 6, 1)))
    top = organisation_of(world.actor("committee"), world["committee"].pk)
    reaches = reaches_of(top)
    happened(world, first)
    height = height_of(top.university_id)
    plain = [(each.id, *vars(counts_behind(each, reaches, span)).values()) for each in registry.indicators()]
    happened(world, then)

    again = figures_at(top, registry.indicators(), span, height)
    assert [(name, part, whole) for name, _formula, part, whole in again] == plain


def test_who_has_touched_the_database_is_found_out(autumn: World) -> None:
    done = closed(autumn)
    ClosedPeriod.objects.filter(pk=done.pk).update(figures=[[*each[:2], 0, each[3]] for each in done.figures])
    shown = autumn.client("faculty").get(f"/measures/closed/{done.pk}/").content.decode()

    assert not is_as_recorded(ClosedPeriod.objects.get(pk=done.pk))
    assert "有人动过数据库" in shown


def test_it_is_counted_again_for_whoever_may_read_it_wherever_it_stood_then(autumn: World) -> None:
    """The right is asked where it stands now: who sees nothing of the place of that day compares it as well."""
    done = closed(autumn)
    happened(autumn, [LATE])
    lines = {each.indicator.id: each for each in compared(autumn.actor("neighbour"), done)}

    assert (len(lines), lines["milestones-on-time"].is_same_again) == (26, True)
    assert (lines["milestones-on-time"].later, lines["milestones-on-time"].hidden) == ([], 1)


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("", "请选封存哪一期。"),
        ("2026q4", "2026 年四季度还没有过完，过完了再封存。"),
        ("2026", "2026 年还没有过完，过完了再封存。"),
        ("第三季度", "时段写成 2026q4 或 2026。"),
    ],
)
def test_what_is_wrong_is_told(autumn: World, period: str, says: str) -> None:
    with refused(422, "invalid", says=says):
        closed(autumn, period=period)
    assert ClosedPeriod.objects.count() == 0


def test_a_period_is_closed_once(autumn: World) -> None:
    closed(autumn)

    with refused(422, "invalid", says="2026 年三季度已经封存过了。"):
        closed(autumn, "organizer")
    assert [each.key for each in still_open(autumn["faculty_party"])] == [
        "2025",
        "2026q2",
        "2026q1",
        "2025q4",
    ]


def test_who_may_not(autumn: World) -> None:
    for account in ("branch", "dean", "member", "sysadmin", "auditor", "neighbour", "outsider", "province"):
        with refused(403, "no-grant"):
            closed(autumn, account)
    with refused(403, "rule", says="由本组织来封存自己的数。"):
        closed(autumn, "committee")
    above = autumn.actor("province")
    told = is_its_own(above, autumn["authority"])
    assert told is not None and told.message == "各校封存各校的数，这里不封存。"


def test_by_page(autumn: World) -> None:
    client = autumn.client("faculty")
    asked = client.get("/measures/closed/new/").content.decode()
    empty = client.post("/measures/closed/new/", {"period": ""})
    done = client.post("/measures/closed/new/", {"period": "2026q3"})
    made = ClosedPeriod.objects.get()
    same = client.get(done["Location"]).content.decode()
    happened(autumn, [LATE])
    other = client.get(done["Location"]).content.decode()
    listed = client.get("/measures/closed/").content.decode()

    assert ("2026 年三季度" in asked, "2026 年四季度" in asked) == (True, False)
    assert (empty.status_code, done.status_code) == (422, 303)
    assert done["Location"] == f"/measures/closed/{made.pk}/"
    assert ("再算一遍，一样" in same, "差在哪里" in same) == (True, False)
    assert ("后来有变化" in other, "封存以后记进或者作废的" in other) == (True, True)
    assert f"/measures/closed/{made.pk}/" in listed
    assert [autumn.client(each).get("/measures/closed/new/").status_code for each in ("dean", "student")] == [
        403
    ] * 2
    assert autumn.client("neighbour").get(done["Location"]).status_code == 404


def test_over_the_api(autumn: World) -> None:
    def sent(account: str, **body: Any) -> Any:
        return autumn.client(account).post("/api/v1/closed-periods", body, content_type="application/json")

    place = autumn["faculty_party"].pk
    made = sent("faculty", organisation_id=place, period="2026q3")
    twice = sent("faculty", organisation_id=place, period="2026q3")
    above = sent("committee", organisation_id=place, period="2026q2")
    foreign = sent("outsider", organisation_id=place, period="2026q2")
    read = autumn.client("committee").get(f"/api/v1/closed-periods/{made.json()['id']}").json()

    assert [each.status_code for each in (made, twice, above, foreign)] == [200, 422, 403, 404]
    assert (read["is_as_recorded"], len(read["figures"])) == (True, 26)
    assert all(
        each["numerator"] == each["numerator_now"] == each["numerator_again"] for each in read["figures"]
    )
    assert autumn.client("neighbour").get(f"/api/v1/closed-periods/{read['id']}").status_code == 404
