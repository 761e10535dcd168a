"""`agenda_items.urge`, `second` and `review`: a paper is decided unstudied where two ask, and the level above looks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.actions import make_deputation
from jingwei.foundation.organisations.models import Appointment
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing
from jingwei.mechanisms.meetings.queries import waiting_for
from jingwei.mechanisms.meetings.tests.school import (
    JOINT,
    PARTY,
    TITLE,
    TODAY,
    School,
    fresh,
    last,
    told_of,
)
from tests.support.verbs import refused

WHY = "报到截止就在明天"


@pytest.fixture
def item(school: School) -> AgendaItem:
    return school.item()


def urged(school: School, item: AgendaItem, by: str = "dean") -> AgendaItem:
    return actions.urge_item(fresh(item), actor=school.actor(by), reason=WHY)


def seconded(school: School, item: AgendaItem, by: str = "faculty") -> AgendaItem:
    urged(school, item)
    return actions.second_item(fresh(item), actor=school.actor(by))


def used(school: School, item: AgendaItem) -> Hearing:
    """Decided as an exception."""
    return school.passed(JOINT, seconded(school, item))


def standing_in(school: School, whose: str, who: str) -> Actor:
    """Somebody as the deputy of another."""
    world = school.world
    post = Appointment.objects.get(pk=int(world.posts[whose][1:]))
    away = system("系统", "deputations.*")
    make_deputation(
        post, actor=away, deputy=world.people[who], since=TODAY, until=TODAY + timedelta(3), reason="出差"
    )
    account = world.accounts[who].pk
    (key,) = [each.key for each in posts_of(account) if each.key.startswith("d")]
    deputy = actor_in_post(account, key)
    assert deputy is not None
    return deputy


def titles(school: School, account: str) -> list[str]:
    """The items that wait on a desk."""
    return [each.title for each in waiting_for(school.actor(account)) if each.title == TITLE]


def whom(school: School, verb: str) -> list[tuple[str, set[str]]]:
    """What the last record of a verb says to whom."""
    names = {person.pk: account for account, person in school.world.people.items()}
    record = Record.objects.filter(verb=verb).latest("seq")
    return [(each.worded(record), {names[pk] for pk in each.whom(record)}) for each in TELLINGS[verb]]


def test_one_asks_and_it_is_no_exception_yet(school: School, item: AgendaItem) -> None:
    done = urged(school, item)

    assert (done.urged_by, done.urgent_paper, done.urgent_reason) == (school.world.people["dean"], 1, WHY)
    assert (done.is_exception, done.state) == (False, "ready")
    assert told_of(item) == ("agenda_items.urge", "|3.3a|", f"柏鸿钧申请《教师引进方案》紧急上会：{WHY}")
    assert whom(school, "agenda_items.urge") == [
        (f"柏鸿钧申请《教师引进方案》紧急上会，等你附议：{WHY}", {"faculty"})
    ]
    meeting = school.meeting(JOINT)
    with refused(403, "rule", clause="3.3a"):
        actions.enter_item(done, actor=school.actor("organizer"), meeting=meeting)


def test_a_second_one_agrees_and_the_level_above_is_told(school: School, item: AgendaItem) -> None:
    done = seconded(school, item)

    assert (done.is_exception, done.seconded_by) == (True, school.world.people["faculty"])
    assert told_of(item) == (
        "agenda_items.second",
        "|3.3a|",
        f"孟青禾附议《教师引进方案》紧急上会，柏鸿钧申请的：{WHY}",
    )
    assert last(item).tags == "|kind:teachers|exception:item|"
    assert whom(school, "agenda_items.second") == [
        (f"《教师引进方案》没有先研究就要上会，两个人同意了：{WHY}", {"committee", "orgoffice"})
    ]


def test_it_is_decided_then_and_stands_out_everywhere(school: School, item: AgendaItem) -> None:
    hearing = used(school, item)

    assert (hearing.is_exception, hearing.state, fresh(item).state) == (True, "passed", "settled")
    assert last(hearing).values["is_exception"] is True
    assert last(hearing).tags == "|body:joint-meeting|exception:item|"


def test_it_holds_for_one_paper(school: School, item: AgendaItem) -> None:
    seconded(school, item)
    actions.revise_item(fresh(item), actor=school.actor("organizer"), proposal="引进三名。")
    changed = actions.approve_item(fresh(item), actor=school.actor("faculty"))

    meeting = school.meeting(JOINT)
    assert changed.is_exception is False
    with refused(403, "rule", clause="3.3a"):
        actions.enter_item(changed, actor=school.actor("organizer"), meeting=meeting)
    again = urged(school, changed)
    assert (again.seconded_by, again.urgent_paper, again.is_exception) == (None, 2, False)


def test_nobody_seconds_what_they_asked_for(school: School, item: AgendaItem) -> None:
    urged(school, item)

    with refused(403, "rule", clause="3.3a", says="紧急上会要两个人：申请的人不能自己附议。"):
        actions.second_item(fresh(item), actor=school.actor("dean"))


def test_not_as_the_deputy_of_another_either(school: School, item: AgendaItem) -> None:
    deputy = standing_in(school, "faculty", "dean")
    assert deputy.holds("agenda_items.second", item.organisation.path)
    urged(school, item)

    with refused(403, "rule", clause="3.3a", says="紧急上会要两个人"):
        actions.second_item(fresh(item), actor=deputy)


def test_nor_does_a_machine(school: School, item: AgendaItem) -> None:
    machine = system("系统", "agenda_items.*", university_id=item.university_id)
    urged(school, item)

    with refused(403, "rule", clause="3.3a"):
        actions.second_item(fresh(item), actor=machine)


def test_each_is_asked_once_for_a_paper(school: School, item: AgendaItem) -> None:
    with refused(403, "rule", says="这一稿没有人申请紧急上会。"):
        actions.second_item(item, actor=school.actor("faculty"))
    seconded(school, item)

    with refused(403, "rule", says="这一稿已经有人申请了。"):
        urged(school, item, "faculty")
    with refused(403, "rule", says="已经附议过了。"):
        actions.second_item(fresh(item), actor=school.actor("faculty"))


def test_what_needs_no_study_needs_no_exception(school: School, item: AgendaItem) -> None:
    others = [school.item(kind=each) for each in ("affairs", "cadres")]

    for each in (school.studied(item), *others):
        with refused(403, "rule", says="这个议题不用紧急上会：该研究的都研究过了。"):
            urged(school, each, "faculty")


def test_what_was_studied_meanwhile_is_not_seconded(school: School, item: AgendaItem) -> None:
    urged(school, item)
    studied = school.studied(item)

    with refused(403, "rule", says="这个议题不用紧急上会：该研究的都研究过了。"):
        actions.second_item(studied, actor=school.actor("faculty"))
    assert titles(school, "faculty") == []


def test_both_sides_ask_and_not_one_of_them_twice(school: School, item: AgendaItem) -> None:
    """Whoever stands in for the dean is the same side."""
    deputy = standing_in(school, "dean", "member")
    assert deputy.holds("agenda_items.second", *item.grant_paths)
    urged(school, item)

    with refused(403, "rule", clause="3.3a", says="紧急上会要党政两边各一个人"):
        actions.second_item(fresh(item), actor=deputy)
    assert waiting_for(deputy) == []


def test_until_one_exception_is_reviewed_there_is_no_other(school: School, item: AgendaItem) -> None:
    seconded(school, item)
    meeting = school.heard(JOINT, fresh(item)).meeting
    hearing = Hearing.objects.get(meeting=meeting)
    actions.postpone_hearing(hearing, actor=school.actor("organizer"), reason="再听听")
    actions.close_meeting(fresh(meeting), actor=school.actor("organizer"))
    actions.revise_item(fresh(item), actor=school.actor("organizer"), proposal="引进三名。")
    actions.approve_item(fresh(item), actor=school.actor("faculty"))

    with refused(403, "rule", clause="3.3a", says="上一次紧急上会，上级还没有复核。"):
        urged(school, item)
    actions.review_item(fresh(item), actor=school.actor("committee"), text="情况属实")
    assert urged(school, item).urgent_paper == 2
    again = actions.second_item(fresh(item), actor=school.actor("faculty"))
    with refused(403, "rule", says="这个议题没有紧急上过会。"):
        actions.review_item(again, actor=school.actor("committee"), text="又一次")
    assert titles(school, "orgoffice") == []


def test_only_what_was_agreed_to(school: School) -> None:
    item = school.item(ready=False)

    with refused(409, "step-not-open"):
        urged(school, item)


@pytest.mark.parametrize("account", ["organizer", "head", "member", "committee", "sysadmin", "outsider"])
def test_it_is_not_open_to_others(school: School, item: AgendaItem, account: str) -> None:
    with refused(403, "no-grant"):
        urged(school, item, account)
    urged(school, item)
    with refused(403, "no-grant"):
        actions.second_item(fresh(item), actor=school.actor(account))


def test_the_level_above_says_afterwards_what_is_to_be_said(school: School, item: AgendaItem) -> None:
    hearing = used(school, item)

    done = actions.review_item(fresh(hearing.item), actor=school.actor("committee"), text="情况属实")

    assert (done.review, done.state) == ("情况属实", "settled")
    assert told_of(item) == (
        "agenda_items.review",
        "|3.3a|",
        "祁远山复核了《教师引进方案》的紧急上会：情况属实",
    )
    with refused(403, "rule", says="已经复核过了。"):
        actions.review_item(fresh(item), actor=school.actor("orgoffice"), text="再看一次")


def test_what_was_no_exception_is_not_reviewed(school: School, item: AgendaItem) -> None:
    with refused(403, "rule", says="这个议题没有紧急上过会。"):
        actions.review_item(item, actor=school.actor("committee"), text="情况属实")


def test_nor_before_it_was_used(school: School, item: AgendaItem) -> None:
    done = seconded(school, item)

    with refused(403, "rule", says="这个议题没有紧急上过会。"):
        actions.review_item(done, actor=school.actor("committee"), text="情况属实")
    assert waiting_for(school.actor("orgoffice")) == []


def test_nobody_reviews_what_they_asked_for(school: School, item: AgendaItem) -> None:
    """Not from a post above either."""
    hearing = used(school, item)
    school.seat("faculty", "organisation-officer", "committee")

    with refused(403, "rule", clause="3.3a", says="是你申请或者附议的，由别的人来复核。"):
        actions.review_item(fresh(hearing.item), actor=school.actor("faculty"), text="情况属实")
    assert titles(school, "faculty") == []
    assert titles(school, "orgoffice") == [TITLE]


@pytest.mark.parametrize("account", ["faculty", "dean", "organizer", "sysadmin", "neighbour", "outsider"])
def test_nobody_reviews_on_their_own_level(school: School, item: AgendaItem, account: str) -> None:
    used(school, item)

    with refused(403, "no-grant"):
        actions.review_item(fresh(item), actor=school.actor(account), text="情况属实")


def test_each_waits_on_a_desk(school: School, item: AgendaItem) -> None:
    urged(school, item)
    asked = [(each.title, each.why) for each in waiting_for(school.actor("faculty"))]
    own = waiting_for(school.actor("dean"))
    actions.second_item(fresh(item), actor=school.actor("faculty"))
    idle = waiting_for(school.actor("orgoffice"))
    school.heard(JOINT, fresh(item))
    above = [(each.title, each.why) for each in waiting_for(school.actor("orgoffice"))]

    assert asked == [(TITLE, "有人申请紧急上会，等你附议。")]
    assert (own, idle, titles(school, "faculty")) == ([], [], [])
    assert above == [(TITLE, "没有先研究就上了会，等上级复核。")]


def test_by_page(school: School, item: AgendaItem) -> None:
    at = f"/meetings/items/{item.pk}/"
    empty = school.paged("dean", f"{at}urge/", reason="")
    asked = school.paged("dean", f"{at}urge/", reason=WHY)
    own = school.paged("dean", f"{at}second/")
    doors = [school.doors(account, at) for account in ("dean", "faculty")]
    agreed = school.paged("faculty", f"{at}second/")
    school.heard(JOINT, fresh(item))
    long = school.paged("committee", f"{at}review/", text="长" * 301)
    reviewed = school.paged("committee", f"{at}review/", text="情况属实")

    assert empty == (422, ["为什么等不及 这里要写，不能空着。"])
    assert (asked, own, agreed, reviewed) == ((303, at), (403, ""), (303, at), (303, at))
    assert ["second" in each for each in doors] == [False, True]
    assert (long[0], fresh(item).review) == (422, "情况属实")


def test_over_the_api(school: School, item: AgendaItem) -> None:
    at = f"agenda-items/{item.pk}"
    asked = school.sent("dean", f"{at}/urge", {"reason": WHY})
    own = school.sent("dean", f"{at}/second")
    agreed = school.sent("faculty", f"{at}/second")
    hearing = school.heard(JOINT, fresh(item))
    below = school.sent("faculty", f"{at}/review", {"text": "情况属实"})
    reviewed = school.sent("orgoffice", f"{at}/review", {"text": "情况属实"})
    listed = school.client("orgoffice").get("/api/v1/agenda-items?exception=1").json()["items"]

    assert [each.status_code for each in (asked, own, agreed, below, reviewed)] == [200, 403, 200, 403, 200]
    assert (own.json()["code"], own.json()["clause"]) == ("rule", "3.3a")
    assert (agreed.json()["is_exception"], reviewed.json()["review"]) == (True, "情况属实")
    assert [(each["id"], each["marked"]) for each in listed] == [(item.pk, "紧急上会")]
    assert [each.is_exception for each in Hearing.objects.all()] == [hearing.is_exception] == [True]


def test_an_exception_for_the_party_organisation_there_is_none(school: School, item: AgendaItem) -> None:
    """It hears every paper first: nothing has to be studied before."""
    seconded(school, item)

    hearing = school.heard(PARTY, fresh(item))

    assert hearing.is_exception is False


def test_once_two_have_asked_the_way_leads_to_the_meeting_that_decides(
    school: School, item: AgendaItem
) -> None:
    at = f"/meetings/items/{item.pk}/"
    before = school.client("faculty").get(at).content.decode()
    seconded(school, item)
    after = school.client("faculty").get(at).content.decode()

    told = "第 1 稿还要先经院系党组织会议研究通过。"
    assert (told in before, "?body=party-meeting" in before) == (True, True)
    assert (told in after, "?body=joint-meeting" in after) == (False, True)


def test_who_is_to_second_finds_that_in_front(school: School, item: AgendaItem) -> None:
    urged(school, item)

    assert school.doors("faculty", f"/meetings/items/{item.pk}/")[0] == "second"


def test_only_the_other_side_is_asked_to_second(school: School, item: AgendaItem) -> None:
    """Whoever stands in for who asked is of their side."""
    standing_in(school, "dean", "member")
    urged(school, item)

    assert [accounts for _text, accounts in whom(school, "agenda_items.urge")] == [{"faculty"}]
