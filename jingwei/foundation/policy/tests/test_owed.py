"""What is owed, computed set by set, is what a slow and obvious reading of every record says, on random histories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import ZONE, clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.models import Membership, Organisation
from jingwei.foundation.organisations.queries import FACTS
from jingwei.foundation.people.models import Person
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.foundation.policy.models import Excuse
from jingwei.foundation.policy.queries import asks_for, owed_by, period_of
from jingwei.foundation.policy.queries.owed import Ask
from jingwei.foundation.policy.tests.history import Deed, happened
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.condition import AllOf, AnyOf, Fact, Not
from jingwei.kernel.packs.spec.obligation import Count, Obligation
from tests.support import examples
from tests.support.packs import at_hand, block, write_next
from tests.support.world import World

PACK = "heilongjiang-2022-38"
BRANCHES = ("branch", "student_branch", "staff_branch", "other_branch")
VERBS = ("matters.confirm", "matters.inspect", "matters.note")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Life:
    """When the teachers' branch was founded and ended, and how three of its people came, grew and left."""

    founded: date | None
    ended: date | None
    began: date
    grown: date | None
    left: date | None

    def lived(self, world: World) -> None:
        branch, people = world["branch"], world.people
        Organisation.objects.filter(pk=branch.pk).update(founded_on=self.founded, ended_on=self.ended)
        Membership.objects.filter(person=people["branch"].pk).update(since=self.began)
        Person.objects.filter(pk=people["member"].pk).update(full_member_on=self.grown)
        Person.objects.filter(pk=people["head"].pk).update(left_on=self.left)


def edges() -> list[date]:
    """Days around which a period ends or begins, a leap day among them."""
    return [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2025, 2, 28),
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 6, 30),
    ]


DAYS = st.one_of(st.sampled_from(edges()), st.dates(date(2024, 1, 1), date(2026, 7, 31)))
MOMENTS = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=ZONE) + minutes * MINUTE,
    DAYS,
    st.sampled_from((-1, 0, 1, 479, 480, 720, 1439)),
)
MAYBE = st.one_of(st.none(), DAYS)
LIVES = st.builds(Life, MAYBE, MAYBE, DAYS, MAYBE, MAYBE)


@dataclass(frozen=True)
class Given:
    """A branch excused for the period of a day, from what is asked or from something else; some taken back."""

    branch: str
    on: date
    stands: bool

    def given(self, world: World, asked: Obligation) -> None:
        organisation = world[self.branch]
        obligation = asked.id if self.on.day % 4 else "points-written"
        Excuse.objects.filter(organisation=organisation).delete()
        Excuse.objects.create(
            university_id=organisation.university_id,
            organisation=organisation,
            obligation=obligation,
            since=period_of(asked, self.on)[0],
            reason="新成立",
            made_on=self.on,
            withdrawn_on=None if self.stands else self.on,
        )


CONDITIONS = st.sampled_from(
    (
        None,
        Fact(fact="members", at_least=2),
        Fact(fact="full-members", at_most=2),
        Fact(fact="months-since-founded", at_least=6),
        Not.model_validate({"not": {"fact": "covers-units", "at_least": 1}}),
        AllOf(all=(Fact(fact="members", at_least=1), Fact(fact="full-members", at_least=2))),
        AnyOf(any=(Fact(fact="months-since-founded", at_least=3), Fact(fact="nobody-knows", equals=True))),
    )
)


def obligation(**given: Any) -> Obligation:
    """One of the pack, asked otherwise."""
    return registry.pack(PACK).obligations["matters-inspected"].model_copy(update=given)


OBLIGATIONS = st.builds(
    obligation,
    cycle=st.sampled_from(("once", "year", "quarter", "month")),
    who=st.sampled_from((("teacher-branch",), ("teacher-branch", "student-branch", "faculty-committee"))),
    when=CONDITIONS,
    count=st.builds(
        Count,
        verbs=st.sampled_from((VERBS[:1], VERBS[1:2], VERBS[:2])),
        at_least=st.integers(1, 2),
    ),
    effective_from=st.sampled_from((date(2022, 5, 31), date(2025, 12, 31), date(2026, 4, 1))),
    effective_to=st.sampled_from((None, date(2026, 3, 31), date(2026, 12, 31))),
)


# -- the slow reading -------------------------------------------------------------------------------


def first_of(day: date, cycle: str) -> date:
    while not (
        day.day == 1 and (cycle == "month" or day.month in ((1,) if cycle == "year" else (1, 4, 7, 10)))
    ):
        day -= timedelta(days=1)
    return day


def last_of(day: date, cycle: str) -> date:
    first = first_of(day, cycle)
    while first_of(day + timedelta(days=1), cycle) == first:
        day += timedelta(days=1)
    return day


def slow_facts(organisation: Organisation, on: date) -> dict[str, int]:
    people: dict[int, Person] = {}
    for row in Membership.objects.select_related("person", "organisation"):
        if not row.organisation.path.startswith(organisation.path):
            continue
        if row.since <= on and (row.until is None or row.until >= on):
            people[row.person_id] = row.person
    members = [
        p
        for p in people.values()
        if p.standing in ("member", "probationary")
        and (p.left_on is None or p.left_on >= on)
        and (p.joined_on is None or p.joined_on <= on)
    ]
    full = [
        p for p in members if p.standing == "member" and (p.full_member_on is None or p.full_member_on <= on)
    ]
    found = {"members": len(members), "full-members": len(full)}
    found["covers-units"] = sum(
        link.since <= on and (link.until is None or link.until >= on) for link in organisation.coverages.all()
    )
    if organisation.founded_on:
        months = 0
        while (organisation.founded_on.year, organisation.founded_on.month + months) != (on.year, on.month):
            ahead = organisation.founded_on.year * 12 + organisation.founded_on.month + months
            if ahead == on.year * 12 + on.month:
                break
            months += 1 if ahead < on.year * 12 + on.month else -1
        found["months-since-founded"] = months
    return found


def slow_holds(condition: Any, facts: dict[str, int]) -> bool | None:
    if isinstance(condition, Fact):
        value = facts.get(condition.fact)
        if value is None:
            return None
        if condition.at_least is not None:
            return value >= condition.at_least
        return value <= condition.at_most if condition.at_most is not None else value == condition.equals
    if isinstance(condition, Not):
        inner = slow_holds(condition.negated, facts)
        return None if inner is None else not inner
    parts = [slow_holds(p, facts) for p in (condition.all if isinstance(condition, AllOf) else condition.any)]
    decisive = isinstance(condition, AnyOf)
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def slow_state(
    asked: Obligation, organisation: Organisation, inside: date, on: date, began: date
) -> tuple[str, int]:
    """State and count for the period of `asked` in which the day `inside` lies, said as plainly as can be."""
    once = asked.cycle == "once"
    last = on if once else last_of(inside, asked.cycle)
    first = date.min if once else first_of(inside, asked.cycle)
    looked = min(last, on)
    if organisation.kind not in asked.who or not asked.effective_from <= looked:
        return "none", 0
    if asked.effective_to and looked > asked.effective_to:
        return "none", 0
    if asked.when is not None and slow_holds(asked.when, slow_facts(organisation, looked)) is not True:
        return "none", 0
    assert asked.count
    count = 0
    for record in Record.objects.all():
        day = record.at.astimezone(ZONE).date()
        counts = record.verb in asked.count.verbs and record.party_id == organisation.pk
        if counts and first <= day and (day.year, day.month) <= (looked.year, looked.month):
            count += 1
    if count >= asked.count.at_least:
        return "met", count
    begins = on if once else first
    if organisation.founded_on and organisation.founded_on > begins:
        return "none", count
    if organisation.ended_on and organisation.ended_on < last:
        return "none", count
    if last >= on:
        return "due", count
    return ("none" if began > first else "overdue"), count


def slow_excused(organisation: Organisation, asked: Obligation, first: date) -> bool:
    """Whether somebody excused it from this in this period, and did not take that back."""
    return any(
        excuse.organisation_id == organisation.pk
        and excuse.obligation == asked.id
        and excuse.since == first
        and excuse.withdrawn_on is None
        for excuse in Excuse.objects.all()
    )


# -- both against each other ------------------------------------------------------------------------


@settings(max_examples=examples.of(60), suppress_health_check=list(HealthCheck))
@given(
    history=st.lists(
        st.builds(Deed, st.sampled_from(VERBS), MOMENTS, st.sampled_from(BRANCHES), st.booleans()),
        max_size=20,
    ),
    asked=OBLIGATIONS,
    on=DAYS,
    back=st.booleans(),
    life=LIVES,
    excuses=st.lists(st.builds(Given, st.sampled_from(BRANCHES), DAYS, st.booleans()), max_size=6),
)
def test_the_engine_says_what_a_slow_reading_says(
    world: World,
    history: list[Deed],
    asked: Obligation,
    on: date,
    back: bool,
    life: Life,
    excuses: list[Given],
) -> None:
    with transaction.atomic():
        happened(world, history)
        life.lived(world)
        for excuse in excuses:
            excuse.given(world, asked)
        _compare(world, asked, on, back)
        transaction.set_rollback(True)


def _compare(world: World, asked: Obligation, on: date, back: bool) -> None:
    inside = on if not back or asked.cycle == "once" else first_of(on, asked.cycle) - timedelta(days=1)
    last = None if asked.cycle == "once" else last_of(inside, asked.cycle)
    first = asked.effective_from if last is None else first_of(inside, asked.cycle)

    found = owed_by(world.actor("orgoffice"), [Ask(asked, "test@1", first, last, on)], on)

    first_record = Record.objects.get(university_id=world.universities["home"].pk, seq=1)
    expected = {}
    for organisation in Organisation.objects.filter(university=world.universities["home"]):
        if organisation.ended_on is None or organisation.ended_on >= on:
            day = first_record.at.astimezone(ZONE).date()
            state, count = slow_state(asked, organisation, inside, on, day)
            if state in ("due", "overdue") and slow_excused(organisation, asked, first):
                state = "excused"
            if state != "none":
                expected[organisation.pk] = (state, count)
    assert {each.owner.id: (each.state, each.count) for each in found} == expected


# -- what is asked at all ---------------------------------------------------------------------------


def test_the_facts_are_those_a_condition_of_the_pack_may_name() -> None:
    assert set(FACTS) == {term.id for term in registry.pack(PACK).terms.values() if term.group == "fact"}


def asked_of_inspections(world: World, on: date) -> set[tuple[str, str, date, str]]:
    """Version, cycle, first day and state of what the teachers' branch owes in inspections on a day."""
    actor = world.actor("branch")
    owed = owed_by(actor, asks_for(actor, on), on)
    return {
        (o.ask.version, o.ask.obligation.cycle, o.ask.since, o.state)
        for o in owed
        if o.ask.obligation.id == "matters-inspected"
    }


def test_a_past_period_is_held_against_the_version_of_its_last_day(world: World, tmp_path: Path) -> None:
    inspected = block("obligations/notice.yaml", "matters-inspected")
    monthly = inspected.replace("cycle: year", "cycle: month").replace("2022-05-31", "2026-03-15")
    write_next(tmp_path, {"obligations/notice.yaml": ((inspected, monthly),)}, effective="2026-03-15")
    home, secretary = world.universities["home"], world.actor("committee")
    year, later = ("year", date(2025, 1, 1), "overdue"), (f"{PACK}@1", f"{PACK}@2")

    with at_hand(tmp_path), clock_at(date(2026, 3, 15)):
        before = asked_of_inspections(world, date(2026, 3, 14))
        adopt_pack(home, actor=secretary, pack=PACK)
        since = asked_of_inspections(world, date(2026, 3, 15))
        april = asked_of_inspections(world, date(2026, 4, 1))

    assert before == {(later[0], *year), (later[0], "year", date(2026, 1, 1), "due")}
    assert since == {(later[0], *year), (later[1], "month", date(2026, 3, 1), "due")}
    assert april == {
        (later[0], *year),
        (later[1], "month", date(2026, 3, 1), "overdue"),
        (later[1], "month", date(2026, 4, 1), "due"),
    }


def test_a_deed_counts_in_the_month_of_shanghai(world: World) -> None:
    midnight = datetime(2026, 1, 1, tzinfo=ZONE)
    happened(world, [Deed("matters.inspect", midnight - MINUTE, "branch")])
    before = asked_of_inspections(world, date(2026, 1, 1))
    happened(world, [Deed("matters.inspect", midnight, "branch")])
    after = asked_of_inspections(world, date(2026, 1, 1))

    assert {state for _version, _cycle, since, state in before if since.year == 2025} == {"met"}
    assert {state for _version, _cycle, since, state in before if since.year == 2026} == {"due"}
    assert {state for _version, _cycle, since, state in after} == {"met"}


def test_what_nothing_counts_is_never_overdue(world: World) -> None:
    actor, on = world.actor("branch"), date(2026, 6, 15)

    states = {(o.ask.obligation.id, o.state) for o in owed_by(actor, asks_for(actor, on), on)}

    assert ("branch-has-three", "uncounted") in states
    assert {state for name, state in states if name == "branch-has-three"} == {"uncounted"}


def test_a_reader_is_told_of_the_organisations_whose_work_she_may_see(world: World) -> None:
    on = date(2026, 6, 15)
    told = {
        account: {o.owner.name for o in owed_by(world.actor(account), asks_for(world.actor(account), on), on)}
        for account in ("branch", "faculty", "student", "outsider")
    }

    assert told["branch"] == {"智能农机教师党支部"}
    assert told["faculty"] == {"机械工程学院党委", "智能农机教师党支部", "机械研究生第一党支部"}
    assert told["student"] == set()
    assert told["outsider"] == {"中共临江师范学院委员会", "临江机关党支部"}


def test_the_questions_are_fixed(world: World, django_assert_num_queries: Any) -> None:
    on = date(2026, 6, 15)
    for account in ("branch", "orgoffice"):
        actor = world.actor(account)
        asks = [ask for ask in asks_for(actor, on) if ask.obligation.count]
        with django_assert_num_queries(4):
            owed_by(actor, asks, on)
