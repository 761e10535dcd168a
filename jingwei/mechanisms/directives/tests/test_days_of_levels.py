"""By which day each level reports: the day of its kind, and nothing later than a level above has set."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.directives.actions import (
    draft_directive,
    issue_directive,
    redraft_directive,
    revise_directive,
    sign_receipt,
    take_on_receipt,
)
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries import cascade_for, waiting_for
from jingwei.mechanisms.directives.tests.story import DUE, KINDS, NOON, PAPER, Story, drafted, issued
from tests.support import examples
from tests.support.verbs import refused
from tests.support.world import World

EARLY, EARLIER = date(2026, 4, 20), date(2026, 4, 15)
BRANCHES = {"teacher-branch": EARLY}


def days(story: Story) -> dict[str, date]:
    """The day that holds, by name."""
    return {name: story.receipt(name).due for name in ("faculty_party", "branch", "other_branch")}


def set_below(story: Story, day: date | None, account: str = "faculty", name: str = "faculty_party") -> None:
    """A level takes it on and sets a day for those below."""
    take_on_receipt(story.receipt(name), actor=story.actor(account), plan="排", due_below=day)


def test_a_kind_has_a_day_of_its_own_and_all_others_the_one_of_the_directive(world: World) -> None:
    with issued(world, dues=BRANCHES) as story:
        assert days(story) == {"faculty_party": DUE, "branch": EARLY, "other_branch": EARLY}
        assert [each.due for each in waiting_for(story.actor("branch"))] == [EARLY]
        assert [each.due for each in waiting_for(story.actor("faculty"))] == [DUE]
        page = world.client("committee").get(f"/directives/{story.directive.pk}/").content.decode()
        own = world.client("branch").get(f"/directives/{story.directive.pk}/").content.decode()
        listed = world.client("branch").get("/api/v1/directives").json()["items"][0]

        assert "教师党支部 4月20日" in page and "4月30日前回报" in page
        assert "4月20日前回报" in own and "4月30日" not in own
        assert listed["due"] == "2026-04-20"


def test_a_level_sets_those_below_a_day_not_later_than_its_own(world: World) -> None:
    with issued(world) as story:
        set_below(story, EARLY)
        set_earlier = days(story)
        set_below(story, None)

        assert set_earlier == {"faculty_party": DUE, "branch": EARLY, "other_branch": DUE}
        assert days(story) == {"faculty_party": DUE, "branch": DUE, "other_branch": DUE}
        with refused(422, "invalid", says="下级不能更晚"):
            set_below(story, DUE + timedelta(days=1))
        with refused(422, "invalid", says="今天以后"):
            set_below(story, NOON.date() - timedelta(days=1))


def test_what_is_late_goes_by_the_day_that_holds(world: World) -> None:
    with issued(world) as story:
        set_below(story, EARLY)
        take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="办")
    with clock_at(EARLY + timedelta(days=1)):
        cascade = cascade_for(story.actor("faculty"), story.directive, world["faculty_party"].path)
        assert (cascade.whole.count, cascade.whole.stuck) == (1, 1)


def test_a_later_edit_of_the_days_keeps_what_a_level_has_set(world: World) -> None:
    with issued(world, dues=BRANCHES) as story:
        set_below(story, EARLIER)
        later = PAPER | {"due": date(2026, 5, 9), "what": "推迟"}
        revise_directive(story.directive, actor=story.actor("committee"), **later)

        assert days(story) == {
            "faculty_party": date(2026, 5, 9),
            "branch": EARLIER,
            "other_branch": date(2026, 5, 9),
        }


@pytest.mark.parametrize(
    ("dues", "says"),
    [
        ({"teacher-branch": date(2026, 4, 1)}, "今天以后"),
        ({"staff-branch": EARLY}, "不发给这类组织"),
    ],
)
def test_what_cannot_be_is_told(world: World, dues: dict[str, date], says: str) -> None:
    with clock_at(NOON), refused(422, "invalid", says=says):
        draft_directive(world["committee"], actor=world.actor("committee"), kinds=KINDS, dues=dues, **PAPER)


def test_a_day_that_has_passed_is_not_issued(world: World) -> None:
    with clock_at(NOON):
        draft = drafted(world, dues=BRANCHES).directive
    with clock_at(EARLY + timedelta(days=1)), refused(422, "invalid", says="已经过了"):
        issue_directive(draft, actor=world.actor("committee"))
    with clock_at(NOON):
        again = PAPER | {"kinds": KINDS}
        assert redraft_directive(draft, actor=world.actor("committee"), **again).days == {}


def test_by_page_the_days_are_folded_away_and_come_back(world: World) -> None:
    client = world.client("committee")
    body = PAPER | {"due": "2026-04-30", "kinds": list(KINDS), "due_of_teacher-branch": "2026-04-20"}
    with clock_at(NOON):
        form = client.get("/directives/new/").content.decode()
        wrong = client.post("/directives/new/", body | {"due_of_teacher-branch": "2026-04-01"})
        made = client.post("/directives/new/", body)
        again = client.get(f"{made['Location']}redraft/").content.decode()
        client.post(f"{made['Location']}issue/")
        receipt = Receipt.objects.get(organisation=world["faculty_party"])
        at = f"{made['Location']}receipts/{receipt.pk}/take-on/"
        faculty, asked = world.client("faculty"), world.client("faculty").get(at).content.decode()
        late = faculty.post(at, {"plan": "排", "due_below": "2026-05-01"})
        sent = faculty.post(at, {"plan": "排", "due_below": "2026-04-15"})

    assert '<details class="days">' in form and "教师党支部哪天前回报" in form
    assert (wrong.status_code, "2026-04-01" in wrong.content.decode()) == (422, True)
    assert '<details class="days" open>' in again and "2026-04-20" in again
    assert "下级哪天前回报" in asked and "4月30日" in asked
    assert (late.status_code, sent.status_code) == (422, 303)
    assert Receipt.objects.get(organisation=world["branch"]).due == EARLIER


def test_over_the_api(world: World) -> None:
    body = PAPER | {"due": "2026-04-30", "kinds": list(KINDS), "dues": {"teacher-branch": "2026-04-20"}}
    with clock_at(NOON):
        client = world.client("committee")
        made = client.post(
            "/api/v1/directives",
            body | {"organisation_id": world["committee"].pk},
            content_type="application/json",
        ).json()
        client.post(f"/api/v1/directives/{made['id']}/issue", {}, content_type="application/json")
        seen = world.client("branch").get(f"/api/v1/directives/{made['id']}").json()

    assert made["dues"] == {"teacher-branch": "2026-04-20"}
    assert (seen["mine"][0]["due"], seen["due"]) == ("2026-04-20", "2026-04-30")


def told(verb: str, story: Story, subject: int) -> list[tuple[str, set[str]]]:
    """What a record of the verb says to whom, each person in the first words that name them."""
    record, known, found = Record.objects.filter(verb=verb, subject_id=subject).latest("seq"), set(), []
    names = {person.pk: account for account, person in story.world.people.items()}
    for telling in TELLINGS[verb]:
        whom = set(telling.whom(record)) - known
        known |= whom
        found.append((telling.worded(record), {names[each] for each in whom}))
    return found


def test_everybody_is_told_the_own_day(world: World) -> None:
    with issued(world, dues=BRANCHES) as story:
        by_rule, own = told("directives.issue", story, story.directive.pk)
        set_below(story, EARLIER)
        (below,) = told("receipts.take_on", story, story.receipt("faculty_party").pk)

        assert by_rule == (f"祁远山下发了《{PAPER['title']}》，2026-04-30 前回报。", {"faculty"})
        assert own[1] == {"branch", "neighbour"} and "自己的回报日子" in own[0]
        assert below == (f"机械工程学院党委把《{PAPER['title']}》的回报日子定在 2026-04-15。", {"branch"})


def test_whose_day_was_moved_is_told(world: World) -> None:
    with issued(world, dues=BRANCHES) as story:
        committee, changed = story.actor("committee"), PAPER | {"what": "支部提前五天"}
        revise_directive(story.directive, actor=committee, **changed, dues={"teacher-branch": EARLIER})
        again, moved = told("directives.revise", story, story.directive.pk)
        revise_directive(story.directive, actor=committee, **changed, dues={"teacher-branch": EARLIER})
        after = told("directives.revise", story, story.directive.pk)

        assert again[1] == set()
        assert moved == (f"《{PAPER['title']}》的回报日子改了：支部提前五天。", {"branch", "neighbour"})
        assert [whom for _words, whom in after] == [set(), set()]


def test_who_has_to_sign_again_is_told_once(world: World) -> None:
    with issued(world, dues=BRANCHES) as story:
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        words = PAPER | {"what": "支部提前五天", "dues": {"teacher-branch": EARLIER}}
        again = ["teacher-branch"]
        revise_directive(story.directive, actor=story.actor("committee"), sign_again=again, **words)

        whom = [each for _words, each in told("directives.revise", story, story.directive.pk)]
        assert whom == [{"branch"}, {"neighbour"}]


DAYS = st.dates(NOON.date(), DUE)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.sampled_from(["faculty_party", "branch"]), st.none() | DAYS),
        st.tuples(st.just("revise"), st.sampled_from(["", "teacher-branch", "faculty-committee"]), DAYS),
    ),
    max_size=8,
)


@settings(max_examples=examples.of(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_whatever_order_the_earliest_day_above_holds(world: World, steps: list[Any]) -> None:
    point = transaction.savepoint()
    with issued(world) as story:
        for step, what, day in steps:
            if step == "revise":
                dues = {what: day} if what else {}
                words = PAPER | {"what": "改", "dues": dues}
                revise_directive(story.directive, actor=story.actor("committee"), **words)
            elif day is None or day <= story.receipt(what).due:
                account = {"faculty_party": "faculty", "branch": "branch"}[what]
                set_below(story, day, account, what)
            for receipt in Receipt.objects.filter(directive=story.directive):
                above = receipt.parent.due_below if receipt.parent else None
                assert receipt.due == min(filter(None, (receipt.due_given, above)))
    transaction.savepoint_rollback(point)
