"""`receipts.hand` and `receipts.give_back`: a person of the organisation does it and reports; it stays the organisation's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.models import Membership, Organisation
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.directives.actions import (
    give_back_receipt,
    hand_receipt,
    issue_directive,
    report_receipt,
    return_receipt,
    revise_directive,
    sign_receipt,
)
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries import hands_for, hanging_for, waiting_for
from jingwei.mechanisms.directives.tests.story import DUE, NOON, PAPER, Story, drafted, issued
from tests.support.verbs import refused
from tests.support.world import World


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    """Signed by the branch."""
    with issued(world) as made:
        sign_receipt(made.receipt("branch"), actor=made.actor("branch"))
        yield made


def handed(story: Story, to: str = "member") -> Receipt:
    """In the hands of a member of the branch."""
    person = story.world.people[to]
    return hand_receipt(story.receipt("branch"), actor=story.actor("branch"), person=person)


def told(verb: str, story: Story) -> list[tuple[str, set[str]]]:
    """What the last record of a verb says to whom."""
    names = {person.pk: account for account, person in story.world.people.items()}
    record = Record.objects.filter(verb=verb).latest("seq")
    return [(each.worded(record), {names[pk] for pk in each.whom(record)}) for each in TELLINGS[verb]]


def test_it_is_on_the_desk_of_the_person_who_reports_it(story: Story) -> None:
    receipt = handed(story)
    (waiting,) = waiting_for(story.actor("member"))
    (still,) = waiting_for(story.actor("branch"))
    done = report_receipt(story.receipt("branch"), actor=story.actor("member"), text="两个村都去了")

    assert (receipt.state, receipt.moved_on) == ("signed", NOON.date())
    assert (waiting.title, waiting.why, waiting.act) == (
        PAPER["title"],
        "交给你办，做出结果就回报。",
        "去回报",
    )
    assert (still.why, still.answer, waiting.answer) == ("交给喻清川办了。", False, True)
    assert (done.state, done.answer, waiting_for(story.actor("member"))) == ("reported", "两个村都去了", [])
    told_of = [sentence for _record, sentence in sentences(list(records_about(done)))]
    assert told_of[-2:] == [
        f"沈砚秋把《{PAPER['title']}》交给喻清川办（智能农机教师党支部）",
        f"智能农机教师党支部回报了《{PAPER['title']}》：两个村都去了",
    ]
    assert told("receipts.hand", story) == [(f"沈砚秋把《{PAPER['title']}》交给你办。", {"member"})]


def test_the_name_is_kept_where_it_can_be_erased(story: Story) -> None:
    handed(story)
    record = Record.objects.filter(verb="receipts.hand").latest("seq")

    assert "喻清川" not in str(record.values)


def test_what_comes_back_from_above_comes_back_to_the_person(story: Story) -> None:
    handed(story)
    report_receipt(story.receipt("branch"), actor=story.actor("member"), text="去了")
    return_receipt(story.receipt("branch"), actor=story.actor("faculty"), reason="没写去了哪里")

    assert told("receipts.return", story) == [
        (f"《{PAPER['title']}》的回报退回来了：没写去了哪里", {"branch", "member"})
    ]
    assert [each.why for each in waiting_for(story.actor("member"))] == ["退回补充：没写去了哪里"]
    assert [each.why for each in waiting_for(story.actor("branch"))] == ["退回补充：没写去了哪里"]


def test_it_is_given_back_with_a_reason_for_who_is_in_charge(story: Story) -> None:
    handed(story)
    back = give_back_receipt(story.receipt("branch"), actor=story.actor("member"), reason="那两周出差")

    assert (back.hand, waiting_for(story.actor("member"))) == (None, [])
    assert [each.why for each in waiting_for(story.actor("branch"))] == ["交回来了：那两周出差"]
    assert told("receipts.give_back", story) == [
        (f"喻清川交回了《{PAPER['title']}》，理由在部署里。", {"branch"})
    ]
    again = handed(story, "organizer")
    assert (again.hand, again.given_back) == (story.world.people["organizer"], "")


def test_why_it_came_back_is_kept_where_it_can_be_erased_and_read_by_few(story: Story) -> None:
    handed(story)
    back = give_back_receipt(story.receipt("branch"), actor=story.actor("member"), reason="住院两周")
    record = Record.objects.filter(verb="receipts.give_back").latest("seq")
    at = f"/directives/{story.directive.pk}/"
    readers = [
        account
        for account in ("branch", "member", "organizer", "faculty")
        if "住院两周" in story.world.client(account).get(f"{at}?group={back.path}").content.decode()
    ]

    assert "住院两周" not in str(record.values)
    assert sentences([record])[0][1].endswith("理由：住院两周")
    assert sentences([record], personal=False)[0][1].endswith("理由：——")
    assert readers == ["branch", "member"]


def test_it_is_in_hand_as_long_as_the_person_acts_there(story: Story) -> None:
    handed(story)
    at = f"/directives/{story.directive.pk}/"
    there = story.world.client("branch").get(at).content.decode()
    ended = Membership.objects.filter(person=story.world.people["member"])
    ended.update(until=NOON.date() - timedelta(days=1))
    (waiting,) = waiting_for(story.actor("branch"))
    gone = story.world.client("branch").get(at).content.decode()

    assert "喻清川在办" in there
    assert (waiting.why, waiting.answer) == ("签收了，还没说怎么落实。", True)
    assert "喻清川在办" not in gone and "交给喻清川办了，但喻清川已不在这里" in gone


def test_nobody_hands_it_to_themselves(story: Story) -> None:
    with refused(422, "invalid", says="不用交给自己"):
        handed(story, "branch")
    assert story.receipt("branch").hand is None


def test_one_that_was_renamed_hangs_once(story: Story) -> None:
    Organisation.objects.filter(pk=story.world["branch"].pk).update(name="智能农机党支部")
    second = drafted(story.world).directive
    issue_directive(second, actor=story.actor("committee"))

    assert [(each.where, each.count) for each in hanging_for(story.actor("faculty"))] == [
        ("智能农机党支部", 2)
    ]


def test_a_new_edition_is_signed_before_anybody_goes_on(story: Story) -> None:
    handed(story)
    values = PAPER | {"what": "一项改为两项", "sign_again": ["teacher-branch"]}
    revise_directive(story.directive, actor=story.actor("committee"), **values)

    assert waiting_for(story.actor("member")) == []
    assert [each.why for each in waiting_for(story.actor("branch"))] == ["上级的部署，看过就签收。"]
    sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
    assert [each.title for each in waiting_for(story.actor("member"))] == [PAPER["title"]]


def test_only_those_of_the_organisation_take_it(story: Story) -> None:
    rows = hands_for(story.actor("branch"), story.receipt("branch")).rows
    accounts = {person.pk: account for account, person in story.world.people.items()}

    assert {accounts[person.pk] for person in rows} == {"faculty", "head", "branch", "organizer", "member"}
    for account in ("neighbour", "teacher", "outsider"):
        with refused(422, "invalid", says="只能交给"):
            handed(story, account)


def test_who_handed_it_sees_with_whom_it_hangs_and_how_many_hang_below(story: Story) -> None:
    handed(story)
    here, below = (
        [(each.where, each.what, each.count, each.late) for each in hanging_for(story.actor(account))]
        for account in ("branch", "faculty")
    )

    assert here == [("喻清川", PAPER["title"], 1, 0)]
    assert below == [("智能农机教师党支部", "部署", 1, 0)]
    assert [hanging_for(story.actor(account)) for account in ("member", "committee")] == [[], []]
    with clock_at(DUE + timedelta(days=1)):
        assert [each.late for each in hanging_for(story.actor("branch"))] == [1]


def test_it_is_refused(story: Story) -> None:
    handed(story)
    member = story.world.people["member"]
    with refused(403, "rule", says="只有收到部署的组织"):
        hand_receipt(story.receipt("branch"), actor=story.actor("faculty"), person=member)
    with refused(403, "no-grant"):
        hand_receipt(story.receipt("branch"), actor=story.actor("member"), person=member)
    for account in ("branch", "organizer"):
        with refused(403, "rule", says="没有交给你"):
            give_back_receipt(story.receipt("branch"), actor=story.actor(account), reason="不办")
    with refused(403, "rule"):
        report_receipt(story.receipt("branch"), actor=story.actor("organizer"), text="办了")
    unsigned = story.receipt("other_branch")
    with refused(409, "step-not-open"):
        hand_receipt(unsigned, actor=story.actor("neighbour"), person=story.world.people["neighbour"])
    with refused(422, "invalid"):
        give_back_receipt(story.receipt("branch"), actor=story.actor("member"), reason=" ")


def test_by_page(story: Story) -> None:
    receipt = story.receipt("branch")
    at = f"/directives/{story.directive.pk}/receipts/{receipt.pk}/"
    branch, member = story.world.client("branch"), story.world.client("member")
    suggested = branch.get(f"{at}hand/?suggest=person&person=喻").content.decode()
    wrong = branch.post(f"{at}hand/", {"person": "没有这个人"})
    sent = branch.post(f"{at}hand/", {"person": story.world.people["member"].code})
    desk, page = (
        member.get("/").content.decode(),
        member.get(f"/directives/{story.directive.pk}/").content.decode(),
    )
    opened = f"/directives/{story.directive.pk}/?group={story.receipt('faculty_party').path}"
    above = story.world.client("committee").get(opened).content.decode()
    back = member.post(f"{at}give-back/", {"reason": "那两周出差"})

    assert "喻清川" in suggested
    assert (wrong.status_code, sent.status_code, back.status_code) == (422, 303, 303)
    assert f"{at}report/" in desk and f"{at}give-back/" in desk
    assert "喻清川在办" in page and f"{at}give-back/" in page and f"{at}sign/" not in page
    assert receipt.name in above.partition('id="lines"')[2] and "喻清川" not in above
    assert "交回来了：那两周出差" in branch.get(f"/directives/{story.directive.pk}/").content.decode()


def test_over_the_api(story: Story) -> None:
    at = f"/api/v1/receipts/{story.receipt('branch').pk}"
    body = {"person_id": story.world.people["member"].pk}
    given = story.world.client("branch").post(f"{at}/hand", body, content_type="application/json")
    above = story.world.client("faculty").get(at).json()
    reason = {"reason": "那两周出差"}
    back = story.world.client("member").post(f"{at}/give-back", reason, content_type="application/json")

    assert (given.json()["hand"], above["hand"]) == ("喻清川", None)
    assert (back.status_code, back.json()["hand"]) == (200, None)
