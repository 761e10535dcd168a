"""`hearings.recuse`: somebody steps aside for one item, and leaves its count."""

from __future__ import annotations

import pytest
from lxml import html

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Recusal
from jingwei.mechanisms.meetings.rules import count_base
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, last, told_of
from tests.support.verbs import refused

WHY = "议的是他的学生"


@pytest.fixture
def hearing(school: School) -> Hearing:
    return school.heard(PARTY, school.item())


def aside(school: School, hearing: Hearing, who: str = "head", by: str = "organizer") -> Hearing:
    person = school.world.people[who]
    return actions.step_aside(fresh(hearing), actor=school.actor(by), person=person, reason=WHY)


def base(hearing: Hearing) -> tuple[int, int]:
    return count_base(hearing)


def test_they_leave_the_count_of_this_item(school: School, hearing: Hearing) -> None:
    before = base(hearing)

    done = aside(school, hearing)

    assert (before, base(hearing), done.state) == ((3, 3), (2, 2), "under-way")
    assert told_of(hearing) == ("hearings.recuse", "|3.3a|", f"《教师引进方案》议决时有人回避：{WHY}")


def test_the_name_is_kept_where_it_can_be_erased(school: School, hearing: Hearing) -> None:
    aside(school, hearing)

    assert ("乔望北" in str(last(hearing).data), Recusal.objects.get().person.name) == (False, "乔望北")


def test_whoever_stayed_away_has_nothing_to_step_aside_from(school: School) -> None:
    hearing = school.heard(PARTY, school.item(), absent=("head",))

    with refused(422, "invalid", says="他没有表决权，或者没有到会，不用回避。"):
        aside(school, hearing)


def test_too_few_are_left_to_vote(school: School) -> None:
    """Whoever steps aside counts on neither side: of three one is left, of two seats one is there."""
    hearing = school.heard(PARTY, school.item(), absent=("branch",))
    aside(school, hearing)

    with refused(409, "gate-shut", says="能表决的应到 2 人，实到 1 人，不够议这一项。"):
        actions.resolve_hearing(
            fresh(hearing), actor=school.actor("organizer"), manner="hands", yes=1, resolution="同意"
        )


def test_two_of_two_are_all(school: School, hearing: Hearing) -> None:
    aside(school, hearing)

    done = actions.resolve_hearing(
        fresh(hearing), actor=school.actor("organizer"), manner="hands", yes=2, resolution="同意"
    )

    assert (done.seats, done.present, done.yes, done.state) == (2, 2, 2, "passed")


def test_only_those_with_a_vote_and_once(school: School, hearing: Hearing) -> None:
    with refused(422, "invalid", says="他没有表决权，或者没有到会，不用回避。"):
        aside(school, hearing, "organizer")
    with refused(422, "invalid", says="他没有表决权，或者没有到会，不用回避。"):
        aside(school, hearing, "dean")
    aside(school, hearing)
    with refused(422, "invalid", says="已经记了他回避。"):
        aside(school, hearing)


@pytest.mark.parametrize(("reason", "says"), [("", "这里要写一句。"), ("长" * 201, "最多 200 个字。")])
def test_a_reason_is_one_sentence(school: School, hearing: Hearing, reason: str, says: str) -> None:
    with refused(422, "invalid", says=says):
        actions.step_aside(
            hearing, actor=school.actor("organizer"), person=school.world.people["head"], reason=reason
        )
    assert Recusal.objects.count() == 0


def test_only_while_it_is_heard(school: School, hearing: Hearing) -> None:
    actions.postpone_hearing(fresh(hearing), actor=school.actor("organizer"), reason="再想想")

    with refused(409, "step-not-open", says="现在是“缓议”，还不能“回避”。"):
        aside(school, hearing)


@pytest.mark.parametrize("account", ["head", "dean", "sysadmin", "neighbour", "outsider"])
def test_it_is_not_open_to_others(school: School, hearing: Hearing, account: str) -> None:
    with refused(403, "no-grant"):
        aside(school, hearing, by=account)


def offered(school: School, step: str) -> list[str]:
    shown = html.fromstring(school.client("organizer").get(step).content.decode())
    return [each.text_content().strip() for each in shown.xpath("//select[@name='person']/option")]


def test_by_page(school: School, hearing: Hearing) -> None:
    at = f"/meetings/{hearing.meeting_id}/"
    step, person = f"{at}hearings/{hearing.pk}/recuse/", school.world.people["head"].pk
    asked = offered(school, step)
    empty = school.paged("organizer", step, person=person, reason="")
    done = school.paged("organizer", step, person=person, reason=WHY)
    again = offered(school, step)

    assert (asked, again) == (["孟青禾", "乔望北", "沈砚秋"], ["孟青禾", "沈砚秋"])
    assert (empty, done) == ((422, ["为什么 这里要写，不能空着。"]), (303, f"{at}#now"))
    assert f"乔望北回避：{WHY}" in school.client("branch").get(at).content.decode()


def test_over_the_api(school: School, hearing: Hearing) -> None:
    at, body = f"hearings/{hearing.pk}/recuse", {"person_id": school.world.people["head"].pk, "reason": WHY}
    done = school.sent("organizer", at, body)
    again = school.sent("organizer", at, body)
    nobody = school.sent("organizer", at, body | {"person_id": school.world.people["outsider"].pk})

    assert [each.status_code for each in (done, again, nobody)] == [200, 422, 404]
    assert again.json()["errors"] == [{"field": "person", "message": "已经记了他回避。"}]
