"""`meetings.entrust` and `meetings.revoke`: whoever cannot come has a written opinion read out, as the body's rule says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.foundation.ledger.models import Record
from jingwei.kernel.notices import TELLINGS
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Meeting, Seat
from jingwei.mechanisms.meetings.queries import kinds_of
from jingwei.mechanisms.meetings.rules import Count, count_fault, spoken_for, votes_by_proxy, voting_at
from jingwei.mechanisms.meetings.tests.school import PARTY, TODAY, School, following, fresh, told_of
from tests.support.packs import block
from tests.support.verbs import refused

OWN = "own-group"
OPINION = "同意引进，\n先试讲。"


@pytest.fixture
def meeting(school: School) -> Meeting:
    """A meeting of the Party organisation that one of three cannot come to."""
    meeting = school.called(PARTY, school.item())
    return actions.ask_leave(fresh(meeting), actor=school.actor("head"))


def entrusted(
    school: School, meeting: Meeting, to: str = "branch", opinion: str = OPINION, by: str = "head"
) -> Meeting:
    person = school.world.people[to]
    return actions.entrust_voice(fresh(meeting), actor=school.actor(by), holder=person, opinion=opinion)


def seat(school: School, meeting: Meeting, account: str = "head") -> Seat:
    return Seat.objects.get(meeting=meeting, person=school.world.people[account])


def opened(school: School, meeting: Meeting, *there: str) -> Hearing:
    """It opened with these there, its item being heard."""
    keeper = school.actor("organizer")
    here = [school.world.people[each].pk for each in there]
    actions.keep_roster(fresh(meeting), actor=keeper, present=here)
    actions.open_meeting(fresh(meeting), actor=keeper)
    return actions.begin_hearing(Hearing.objects.get(meeting=meeting), actor=keeper)


def test_a_written_opinion_is_read_out_and_nobody_is_there_for_it(school: School, meeting: Meeting) -> None:
    told = told_of(entrusted(school, meeting))
    hearing = opened(school, meeting, "faculty", "branch", "organizer")
    keeper = school.actor("organizer")
    line = actions.write_minute(hearing, actor=keeper, speaker="乔望北（沈砚秋代）", text="同意引进。")

    given = seat(school, meeting)
    assert (given.entrusted_to, given.opinion, line.seat) == (seat(school, meeting, "branch"), OPINION, given)
    assert voting_at(fresh(meeting)) == (3, 2)
    with refused(422, "invalid", says="一共记了 3 票，可是能表决的只到了 2 人，请再数一遍。"):
        actions.resolve_hearing(fresh(hearing), actor=keeper, manner="hands", yes=3, resolution="同意")
    assert told[0::2] == (
        "meetings.entrust",
        "乔望北不能参加 2026-04-10 的院系党组织会议，委托了到会的人",
    )
    assert "试讲" not in Record.objects.filter(verb="meetings.entrust").get().data


def test_who_is_entrusted_is_told(school: School, meeting: Meeting) -> None:
    entrusted(school, meeting)
    (telling,) = TELLINGS["meetings.entrust"]
    record = Record.objects.filter(verb="meetings.entrust").latest("seq")

    assert telling.worded(record) == "乔望北不能参加 2026-04-10 的院系党组织会议，委托了你。"
    assert telling.whom(record) == {school.world.people["branch"].pk}


def test_whoever_comes_speaks_for_themselves(school: School, meeting: Meeting) -> None:
    entrusted(school, meeting)
    actions.come_after_all(fresh(meeting), actor=school.actor("head"))
    back = seat(school, meeting)
    actions.ask_leave(fresh(meeting), actor=school.actor("head"))
    entrusted(school, meeting)
    hearing = opened(school, meeting, "faculty", "branch", "head")

    assert (back.entrusted_to, back.opinion) == (None, "")
    with refused(422, "invalid", says="到会的人里没有“乔望北（沈砚秋代）”。"):
        actions.write_minute(
            hearing, actor=school.actor("organizer"), speaker="乔望北（沈砚秋代）", text="好。"
        )


def test_it_falls_where_who_was_entrusted_is_not_there_either(school: School, meeting: Meeting) -> None:
    entrusted(school, meeting)
    told = []
    for there in (["faculty", "branch"], ["faculty"], ["faculty", "branch", "head"]):
        here = [school.world.people[each].pk for each in there]
        actions.keep_roster(fresh(meeting), actor=school.actor("organizer"), present=here)
        told.append(
            [(giver.person_id, holder.person_id) for giver, holder in spoken_for(meeting.seats.all())]
        )

    people = school.world.people
    assert told == [[(people["head"].pk, people["branch"].pk)], [], []]


def test_it_is_taken_back(school: School, meeting: Meeting) -> None:
    with refused(403, "rule", says="你没有委托人。"):
        actions.revoke_voice(fresh(meeting), actor=school.actor("head"))
    entrusted(school, meeting)
    done = actions.revoke_voice(fresh(meeting), actor=school.actor("head"))

    assert (seat(school, meeting).entrusted_to, seat(school, meeting).opinion) == (None, "")
    assert told_of(done)[2] == "乔望北收回了 2026-04-10 的院系党组织会议上的委托"


def test_by_whom_and_to_whom(school: School, meeting: Meeting) -> None:
    for by, says in (
        ("branch", "先请假，再委托。"),
        ("organizer", "你是列席，没有表决权，不用委托。"),
        ("dean", "这次会的名单上没有你。"),
    ):
        with refused(403, "rule", says=says):
            entrusted(school, meeting, to="faculty", by=by)
    for to in ("head", "organizer", "dean"):
        with refused(422, "invalid", says="请选这次会上另一个有表决权的人。"):
            entrusted(school, meeting, to=to)
    actions.ask_leave(fresh(meeting), actor=school.actor("branch"))
    with refused(422, "invalid", says="沈砚秋也请了假，请另选一个人。"):
        entrusted(school, meeting)
    with refused(422, "invalid", says="这里要写一句。"):
        entrusted(school, meeting, to="faculty", opinion=" ")
    own = school.world.people["outsider"].pk
    assert (
        school.sent(
            "outsider", f"meetings/{meeting.pk}/entrust", {"holder_id": own, "opinion": OPINION}
        ).status_code
        == 404
    )


def test_not_once_it_is_open(school: School, meeting: Meeting) -> None:
    opened(school, meeting, "faculty", "branch")

    with refused(409, "step-not-open"):
        entrusted(school, meeting)


def test_by_page_read_once_it_is_open_and_in_the_minutes(school: School, meeting: Meeting) -> None:
    at = f"/meetings/{meeting.pk}/"
    before = [each for each in school.doors("head", at) if each in ("entrust", "revoke")]
    wrong = school.paged("head", f"{at}entrust/", opinion="", holder=school.world.people["branch"].pk)
    done = school.paged(
        "head", f"{at}entrust/", opinion="同意引进。", holder=school.world.people["branch"].pk
    )
    after = [each for each in school.doors("head", at) if each in ("entrust", "revoke")]
    early = school.client("faculty").get(at).content.decode()
    hearing = opened(school, meeting, "faculty", "branch", "organizer")
    late = school.client("faculty").get(at).content.decode()
    keeper = school.actor("organizer")
    actions.resolve_hearing(hearing, actor=keeper, manner="hands", yes=2, resolution="同意")
    actions.close_meeting(fresh(meeting), actor=keeper)
    paper = school.client("faculty").get(f"{at}papers/minutes.docx")
    read = school.client("faculty").get(f"/api/v1/meetings/{meeting.pk}").json()["seats"]

    assert (before, wrong[0], done, after) == (["entrust"], 422, (303, at), ["entrust", "revoke"])
    assert ("委托沈砚秋" in early, "同意引进。" in early, "同意引进。" in late) == (True, False, True)
    assert paper.status_code == 200
    assert [each["entrusted_to_id"] for each in read if each["name"] == "乔望北"] == [
        school.world.people["branch"].pk
    ]


VOTES = st.integers(0, 6)


@given(VOTES, VOTES, VOTES, VOTES)
def test_a_count_adds_up_with_the_votes_given_for_others(
    present: int, proxies: int, yes: int, no: int
) -> None:
    count = Count(12, present, yes, no, 0, by_proxy=proxies)

    fits = yes + no == present + proxies
    assert (count_fault(count, by_ballot=False) is None) == fits
    assert (count_fault(count, by_ballot=True) is None) == (yes + no <= present + proxies)


@pytest.fixture
def by_vote(school: School, tmp_path: Path) -> Iterator[School]:
    """The School, whose university has a body in which a member votes for one who is not there."""
    own = (
        block("bodies.yaml", PARTY)
        .replace(f"id: {PARTY}", f"id: {OWN}")
        .replace("absent: opinion", "absent: vote")
    )
    own = own.replace("of: seats", "of: present").replace(
        "院系党组织会议, en: Meeting", "议事小组, en: Group"
    )
    with following(school, tmp_path, "bodies:\n" + own):
        kinds = [actions.Kind((OWN,), label="小组的事")]
        actions.adopt_item_list(school.world["faculty_party"], actor=school.actor("faculty"), kinds=kinds)
        yield school


def test_where_the_rule_says_so_a_vote_is_given_for_another(by_vote: School) -> None:
    (kind,) = (each.id for each in kinds_of(by_vote.world["faculty_party"]) if each.route == (OWN,))
    meeting = by_vote.called(OWN, by_vote.item(kind=kind))
    for who in ("head", "faculty"):
        actions.ask_leave(fresh(meeting), actor=by_vote.actor(who))
    entrusted(by_vote, meeting, opinion="")
    with refused(422, "invalid", says="沈砚秋已经受了一个人的委托，请另选一个人。"):
        entrusted(by_vote, meeting, by="faculty", opinion="")
    actions.come_after_all(fresh(meeting), actor=by_vote.actor("faculty"))
    hearing = opened(by_vote, meeting, "faculty", "branch")
    at = f"/meetings/{meeting.pk}/hearings/{hearing.pk}/resolve/"
    form = by_vote.client("organizer").get(at).content.decode()
    values = {"manner": "hands", "resolution": "同意", "person": by_vote.world.people["member"], "due": TODAY}
    with refused(422, "invalid", says="能表决的到了 3 人，只记了 2 人；没有举手的记作弃权。"):
        actions.resolve_hearing(fresh(hearing), actor=by_vote.actor("organizer"), yes=2, **values)
    done = actions.resolve_hearing(fresh(hearing), actor=by_vote.actor("organizer"), yes=2, no=1, **values)

    assert "能表决的到了 2 人。另外有 1 票是受托代投的。" in form
    assert (done.state, done.seats, done.present, done.by_proxy) == ("passed", 3, 2, 1)


def test_who_steps_aside_gives_no_vote_for_another_either(by_vote: School) -> None:
    (kind,) = (each.id for each in kinds_of(by_vote.world["faculty_party"]) if each.route == (OWN,))
    meeting = by_vote.called(OWN, by_vote.item(kind=kind))
    actions.ask_leave(fresh(meeting), actor=by_vote.actor("head"))
    entrusted(by_vote, meeting, opinion="")
    hearing = opened(by_vote, meeting, "faculty", "branch")
    before = votes_by_proxy(hearing)
    person = by_vote.world.people["branch"]
    actions.step_aside(fresh(hearing), actor=by_vote.actor("organizer"), person=person, reason="和他有关")

    assert (before, votes_by_proxy(fresh(hearing))) == (1, 0)


def test_a_school_allows_no_more_than_the_level_above(by_vote: School) -> None:
    strict, loose = (registry.body(each).deciding for each in (PARTY, OWN))
    assert strict is not None and loose is not None
    alike = strict.model_copy(update={"of": "present"})
    assert (loose.looser_than(alike), alike.looser_than(loose)) == ("absent", None)
