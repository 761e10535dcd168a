"""`committee_seats.nominate`: by the Party organisation that covers the unit, of a secretary there or below, not of oneself."""

from __future__ import annotations

from datetime import date

from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import make_appointment
from jingwei.foundation.organisations.models import Appointment, Coverage
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.actor import system
from jingwei.mechanisms.committees.actions import end_committee, find_eligible, found_committee, nominate
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.mechanisms.committees.queries import candidates_for
from jingwei.mechanisms.committees.tests.story import GROUNDS, NAME, TODAY, Story, last, sentence
from tests.support.verbs import refused
from tests.support.world import BUILDER


def test_it_is_nominated_for_a_post_that_the_platform_knows(story: Story) -> None:
    seat = story.nominated()

    assert (seat.state, seat.role, seat.post_at) == ("nominated", "branch-secretary", story.world["branch"])
    assert (seat.party, seat.nominated_on) == (story.world["faculty_party"], TODAY)
    assert sentence(seat) == f"机械工程学院党委提名沈砚秋进入{NAME}：{GROUNDS}"
    assert sentence(seat, personal=False) == f"机械工程学院党委提名——进入{NAME}：——"
    record = last(seat)
    assert (record.party_id, record.unit_id) == (story.world["faculty_party"].pk, story.world["faculty"].pk)
    assert "沈砚秋" not in f"{record.values}{record.subject_title}"
    assert story.told("committee_seats.nominate") == [
        (f"机械工程学院党委向{NAME}提名了一位委员，等查资格。", {"dean"})
    ]


def test_who_may_be_nominated(story: Story) -> None:
    def names(account: str) -> list[str]:
        return [each.name for each in candidates_for(story.actor(account), story.committee).rows]

    assert names("faculty") == ["沈砚秋"]
    assert names("committee") == ["孟青禾", "沈砚秋"]
    story.nominated()
    assert (names("faculty"), names("committee")) == ([], ["孟青禾"])


def test_nobody_who_has_a_seat_is_offered(story: Story) -> None:
    story.seated(until=date(2026, 12, 31))

    def rows() -> list[str]:
        return [each.name for each in candidates_for(story.actor("faculty"), story.committee).rows]

    with clock_at(date(2026, 7, 15)):
        late = rows()
    assert (rows(), late) == ([], ["沈砚秋"])


def test_each_stands_there_with_the_post(story: Story) -> None:
    shown = html.fromstring(story.get("committee", step="nominate").content.decode())

    told = [" ".join(each.text_content().split()) for each in shown.xpath("//label[input[@name='person']]")]
    assert told == ["孟青禾 机械工程学院 院系党组织书记", "沈砚秋 农机装备研究所 党支部书记"]


def test_a_committee_of_the_whole_university(story: Story) -> None:
    """Its clerk founds it and takes the later steps; the Party committee of the university nominates."""
    world = story.world
    make_appointment(
        world["university"], actor=BUILDER, person=world.people["teacher"], role="academic-clerk"
    )
    key = next(each.key for each in posts_of(world.accounts["teacher"].pk) if each.role == "academic-clerk")
    clerk = actor_in_post(world.accounts["teacher"].pk, key)
    assert clerk is not None
    made = found_committee(world["university"], actor=clerk, kind="academic-committee")
    seat = nominate(made, actor=story.actor("committee"), person=world.people["faculty"], grounds=GROUNDS)
    found = find_eligible(seat, actor=clerk, finding="查到的都符合")

    assert (found.state, made.name) == ("eligible", "北疆理工大学学术委员会")
    with refused(403, "no-grant"):
        nominate(made, actor=clerk, person=world.people["branch"], grounds=GROUNDS)


def test_whom_one_may_not_nominate(story: Story) -> None:
    faculty = story.actor("faculty")
    people = story.world.people
    for account in ("dean", "member", "neighbour", "committee"):
        with refused(422, "invalid", says="现任书记"):
            nominate(story.committee, actor=faculty, person=people[account], grounds=GROUNDS)
    with refused(403, "rule", clause="3.3c", says="不能提名自己"):
        nominate(story.committee, actor=faculty, person=people["faculty"], grounds=GROUNDS)
    with refused(422, "invalid"):
        nominate(story.committee, actor=faculty, person=people["branch"], grounds=" ")
    story.nominated()
    with refused(422, "invalid", says="还没有走完"):
        story.nominated()


def test_who_may_not_nominate(story: Story) -> None:
    for account in ("dean", "branch", "organizer", "orgoffice", "neighbour", "outsider"):
        with refused(403, "no-grant"):
            story.nominated(by=account)
    person = story.world.people["branch"]
    machine = system("系统", "committee_seats.nominate", university_id=story.committee.university_id)
    with refused(403, "rule", clause="3.3c"):
        nominate(story.committee, actor=machine, person=person, grounds=GROUNDS)


def test_coverage_decides_and_not_the_name_of_the_organisation(story: Story) -> None:
    Coverage.objects.filter(unit=story.world["faculty"]).update(until=date(2026, 1, 1))

    with refused(403, "no-grant"):
        nominate(
            type(story.committee).objects.get(pk=story.committee.pk),
            actor=story.actor("faculty"),
            person=story.world.people["branch"],
            grounds=GROUNDS,
        )
    assert story.nominated("faculty", by="committee").party == story.world["committee"]


def test_a_post_that_ended_is_none(story: Story) -> None:
    Appointment.objects.filter(person=story.world.people["branch"]).update(until=date(2026, 4, 1))

    with refused(422, "invalid", says="现任书记"):
        story.nominated()


def test_somebody_may_be_nominated_again_half_a_year_before_the_end(story: Story) -> None:
    story.seated(until=date(2026, 12, 31))
    with refused(422, "invalid", says="已经是这个委员会的委员"):
        story.nominated()

    with clock_at(date(2026, 7, 15)):
        assert story.nominated().state == "nominated"


def test_none_for_one_that_is_dissolved(story: Story) -> None:
    end_committee(story.committee, actor=story.actor("dean"), reason="并入学校的")

    with refused(409, "step-not-open", says="撤销"):
        story.nominated()


def test_by_page_and_api(story: Story) -> None:
    person = story.world.people["branch"]
    asked = story.get("faculty", step="nominate")
    nobody = story.post("faculty", "nominate", person="", grounds=GROUNDS)
    done = story.post("faculty", "nominate", person=f"{person.name}　{person.code}", grounds=GROUNDS)
    by_api = story.api(
        "committee",
        "committee-seats",
        committee_id=story.committee.pk,
        person_id=story.world.people["faculty"].pk,
        grounds=GROUNDS,
    )
    refusal = story.api(
        "dean", "committee-seats", committee_id=story.committee.pk, person_id=person.pk, grounds=GROUNDS
    )

    assert (asked.status_code, nobody.status_code, done.status_code) == (200, 422, 303)
    assert (by_api.status_code, by_api.json()["post"]) == (200, "机械工程学院党委 院系党组织书记")
    assert (refusal.status_code, refusal.json()["code"]) == (403, "no-grant")
    assert CommitteeSeat.objects.count() == 2
    assert story.get("dean", step="nominate").status_code == 403
