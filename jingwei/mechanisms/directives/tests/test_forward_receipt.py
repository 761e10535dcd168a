"""`receipts.forward`: what the authority sent to a university goes on to those below as it is, and comes back settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links, sentences
from jingwei.foundation.organisations.actions import found_organisation
from jingwei.kernel.actions import may
from jingwei.kernel.errors import NotFound
from jingwei.mechanisms.directives import actions
from jingwei.mechanisms.directives.actions import (
    close_directive,
    close_receipt,
    draft_directive,
    excuse_receipt,
    forward_receipt,
    issue_directive,
    nudge_receipt,
    replace_directive,
    report_receipt,
    revise_directive,
    sign_receipt,
    take_on_receipt,
    withdraw_directive,
)
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import (
    cascade_for,
    directive_for,
    directives_for,
    receipts_for,
    waiting_for,
)
from jingwei.mechanisms.directives.tests.story import DUE, KINDS, NOON, PAPER, Story
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TITLE, EARLIER = PAPER["title"], date(2026, 4, 20)
BELOW = [
    "中共北疆理工大学委员会",
    "机械工程学院党委",
    "智能农机教师党支部",
    "外国语学院党委",
    "俄语教师党支部",
]


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    """Issued by the authority to both universities."""
    with clock_at(NOON):
        yield Story(world, issue_directive(drafted(world), actor=world.actor("province")))


def drafted(world: World, **more: Any) -> Directive:
    """A draft of the authority."""
    values = PAPER | {"kinds": ["university-committee"], "paper_number": "教工委〔2026〕5号"} | more
    return draft_directive(world["authority"], actor=world.actor("province"), **values)


def forwarded(story: Story, **more: Any) -> Receipt:
    """Sent on by the committee to its Schools and the branches of teachers."""
    values: dict[str, Any] = {"kinds": KINDS, "plan": "每月碰一次头", "due_below": EARLIER} | more
    return forward_receipt(story.receipt("committee"), actor=story.actor("committee"), **values)


def records(story: Story, university: str) -> list[str]:
    """What the chain of a university says of directives, in order."""
    rows = Record.objects.filter(
        university_id=story.world.universities[university].pk, subject_type__in=("directive", "receipt")
    )
    return [sentence for _record, sentence in sentences(list(rows.order_by("seq")))]


def names(actor: Any, directive: Directive) -> list[str]:
    return list(
        receipts_for(actor).filter(directive=directive).order_by("path").values_list("name", flat=True)
    )


def test_it_reaches_the_heads_of_universities_and_goes_on_as_it_is(story: Story) -> None:
    reached = list(Receipt.objects.order_by("path").values_list("organisation__code", "university__code"))
    receipt = forwarded(story)

    assert sorted(reached) == [("committee", "U-0001"), ("foreign_committee", "U-0002")]
    assert (receipt.state, receipt.plan, receipt.due_below, receipt.edition) == (
        "taken",
        "每月碰一次头",
        EARLIER,
        1,
    )
    assert names(story.actor("committee"), story.directive) == BELOW
    assert {(each.directive_id, each.university_id) for each in receipt.children.all()} == {
        (story.directive.pk, receipt.university_id)
    }
    below = story.receipt("branch")
    assert (below.parent, below.due, below.due_given) == (story.receipt("faculty_party"), EARLIER, DUE)
    assert Directive.objects.count() == 1
    page = story.world.client("branch").get(f"/directives/{story.directive.pk}/").content.decode()
    assert PAPER["text"] in page and "4月20日前回报" in page
    school = story.world.client("faculty").get(f"/directives/{story.directive.pk}/").content.decode()
    assert "中共北疆理工大学委员会的安排：每月碰一次头" in school


def test_each_university_sees_its_own_and_the_authority_the_heads(story: Story) -> None:
    forwarded(story)
    take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="包两个村")

    assert names(story.actor("province"), story.directive) == [
        "中共北疆理工大学委员会",
        "中共临江师范学院委员会",
    ]
    assert names(story.actor("outsider"), story.directive) == ["中共临江师范学院委员会"]
    assert names(story.actor("branch"), story.directive) == ["智能农机教师党支部"]
    for account, count in (("province", 1), ("outsider", 1), ("committee", 1), ("branch", 1), ("member", 1)):
        assert directives_for(story.actor(account)).count() == count
    pages = {
        who: story.world.client(who).get(f"/directives/{story.directive.pk}/?show=answered").content.decode()
        for who in ("province", "outsider", "committee")
    }
    assert ("包两个村" in pages["province"], "包两个村" in pages["outsider"]) == (False, False)
    seen = cascade_for(story.actor("province"), story.directive, story.world["authority"].path)
    assert [(level.name, level.count) for level in seen.levels] == [
        ("中共北疆理工大学委员会", 1),
        ("中共临江师范学院委员会", 1),
    ]
    own = cascade_for(story.actor("committee"), story.directive, story.world["committee"].path)
    assert (own.whole.count, own.whole.gates) == (4, [4, 1, 1, 0])


def test_where_it_was_not_sent_nobody_sees_it(world: World) -> None:
    with clock_at(NOON):
        draft = drafted(world)
        actions.leave_out_addressee(
            draft, actor=world.actor("province"), organisation=world["foreign_committee"]
        )
        with pytest.raises(NotFound):
            directive_for(world.actor("committee"), draft.pk)
        issue_directive(Directive.objects.get(pk=draft.pk), actor=world.actor("province"))

        assert directives_for(world.actor("committee")).count() == 1
        assert directives_for(world.actor("outsider")).count() == 0


def test_the_authority_does_not_see_what_a_university_issues(story: Story) -> None:
    own = draft_directive(
        story.world["committee"], actor=story.actor("committee"), **PAPER | {"kinds": list(KINDS)}
    )
    issue_directive(own, actor=story.actor("committee"))

    with pytest.raises(NotFound):
        directive_for(story.actor("province"), own.pk)
    refusal = may(story.actor("province"), "directives.withdraw", Directive.objects.get(pk=own.pk))
    assert refusal is not None and refusal.code == "no-grant"
    with refused(403, "no-grant"):
        draft_directive(story.world["committee"], actor=story.actor("province"), **PAPER | {"kinds": KINDS})


def test_it_comes_back_settled_from_below_to_above(story: Story) -> None:
    forwarded(story)
    for name, who in (("branch", "branch"), ("faculty_party", "faculty")):
        sign_receipt(story.receipt(name), actor=story.actor(who))
        report_receipt(story.receipt(name), actor=story.actor(who), text="办成了")
    close_receipt(story.receipt("branch"), actor=story.actor("faculty"))
    close_receipt(story.receipt("faculty_party"), actor=story.actor("committee"))
    report_receipt(story.receipt("committee"), actor=story.actor("committee"), text="都办成了")
    with refused(409, "gate-shut", says="下面还有 1 个组织没有核销"):
        close_receipt(story.receipt("committee"), actor=story.actor("province"))
    for name in ("other_branch", "other_faculty_party"):
        excuse_receipt(story.receipt(name), actor=story.actor("committee"), reason="没有这类专业")
    with refused(403, "no-grant"):
        nudge_receipt(story.receipt("branch"), actor=story.actor("province"))
    close_receipt(story.receipt("committee"), actor=story.actor("province"))
    excuse_receipt(story.receipt("foreign_committee"), actor=story.actor("province"), reason="没有农科")
    done = close_directive(Directive.objects.get(), actor=story.actor("province"))

    assert done.state == "closed"
    assert records(story, "authority") == [
        f"龙望舒起草了《{TITLE}》",
        f"龙望舒下发了《{TITLE}》，送达 2 个组织，2026-04-30 前回报",
        f"龙望舒办结了《{TITLE}》：1 个核销，1 个免办",
    ]
    here = records(story, "home")
    assert here[:2] == [
        f"北原省委教育工作委员会的《{TITLE}》送到了中共北疆理工大学委员会，2026-04-30 前回报",
        f"中共北疆理工大学委员会把《{TITLE}》转发给下面 4 个组织，2026-04-20 前回报：每月碰一次头",
    ]
    assert here[-1] == f"龙望舒核销了中共北疆理工大学委员会的《{TITLE}》"
    assert records(story, "foreign") == [
        f"北原省委教育工作委员会的《{TITLE}》送到了中共临江师范学院委员会，2026-04-30 前回报",
        f"龙望舒同意中共临江师范学院委员会免办《{TITLE}》，理由：没有农科",
    ]
    assert list(broken_links()) == []


def test_who_has_it_already_is_not_asked_again(story: Story) -> None:
    forwarded(story, kinds=["faculty-committee"], with_covered=True)
    sign_receipt(story.receipt("faculty_party"), actor=story.actor("faculty"))
    first = set(Receipt.objects.values_list("pk", flat=True))
    again = forwarded(story, kinds=[*KINDS, "staff-branch"], with_covered=True, plan="")

    new = Receipt.objects.exclude(pk__in=first)
    assert set(new.values_list("organisation__code", flat=True)) == {
        *("branch", "other_branch", "staff_branch", "team", "other_team")
    }
    assert again.plan == "每月碰一次头"
    assert story.receipt("branch").parent == story.receipt("faculty_party")
    assert story.receipt("team").parent == story.receipt("branch")
    assert story.receipt("faculty_party").state == "signed"
    paths = list(Receipt.objects.values_list("path", flat=True))
    assert len(set(paths)) == len(paths)
    with refused(422, "invalid", says="都已经收到了"):
        forwarded(story, kinds=KINDS)


def test_a_branch_that_was_founded_later_can_still_be_reached(story: Story) -> None:
    forwarded(story)
    found_organisation(
        story.world["faculty_party"], actor=BUILDER, kind="teacher-branch", code="new", name="新支部"
    )
    forwarded(story)

    assert Receipt.objects.get(name="新支部").parent == story.receipt("faculty_party")


@pytest.mark.parametrize(
    ("account", "code"), [("faculty", "no-grant"), ("branch", "no-grant"), ("province", "no-grant")]
)
def test_only_the_committee_sends_it_on(story: Story, account: str, code: str) -> None:
    with refused(403, code):
        forward_receipt(story.receipt("committee"), actor=story.actor(account), kinds=KINDS)


def test_not_in_the_place_of_another_committee(story: Story) -> None:
    with refused(403, "no-grant"):
        forward_receipt(story.receipt("foreign_committee"), actor=story.actor("committee"), kinds=KINDS)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kinds": ["faculty"]}, "自己这棵树"),
        ({"kinds": ["party-group"]}, "没有这样的组织"),
        ({"kinds": []}, "没有这样的组织"),
        ({"due_below": DUE + timedelta(days=1)}, "下级不能更晚"),
        ({"due_below": NOON.date() - timedelta(days=1)}, "今天以后"),
    ],
)
def test_what_cannot_be_is_said(story: Story, values: dict[str, Any], says: str) -> None:
    with refused(422, "invalid", says=says):
        forwarded(story, **values)


def test_what_is_settled_or_over_goes_nowhere(story: Story) -> None:
    report = forwarded(story)
    report_receipt(report, actor=story.actor("committee"), text="办成了")
    with refused(409, "step-not-open"):
        forwarded(story, kinds=["staff-branch"])
    withdraw_directive(Directive.objects.get(), actor=story.actor("province"), reason="上级另有安排")
    foreign = story.receipt("foreign_committee")
    with refused(409, "gate-shut", says="不再要求"):
        forward_receipt(foreign, actor=story.actor("outsider"), kinds=["staff-branch"])
    assert records(story, "home")[-1].endswith("不用再办：上级另有安排")


def test_a_major_edit_asks_those_touched_in_every_university(story: Story) -> None:
    forwarded(story)
    sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
    sign_receipt(story.receipt("foreign_committee"), actor=story.actor("outsider"))
    words = PAPER | {"what": "第二条改了", "sign_again": ["teacher-branch", "university-committee"]}
    changed = revise_directive(Directive.objects.get(), actor=story.actor("province"), **words)

    assert changed.edition == 2
    states = {name: story.receipt(name).state for name in ("committee", "branch", "foreign_committee")}
    assert set(states.values()) == {"sent"}
    assert records(story, "home")[-1] == (
        f"送给中共北疆理工大学委员会的《{TITLE}》改了：第二条改了（重新签收 2 个）"
    )
    assert records(story, "foreign")[-1].endswith("重新签收 1 个）")


def test_another_one_takes_its_place_and_is_sent_on_anew(story: Story) -> None:
    forwarded(story)
    draft = replace_directive(Directive.objects.get(), actor=story.actor("province"))
    new = issue_directive(draft, actor=story.actor("province"))
    told_before = records(story, "home")
    at = Receipt.objects.get(directive=new, organisation=story.world["committee"])
    forward_receipt(at, actor=story.actor("committee"), kinds=KINDS)

    assert [each for each in told_before if "不用再办" in each] == [
        f"送给中共北疆理工大学委员会的《{TITLE}》不用再办：由《{TITLE}》代替"
    ]
    below = Receipt.objects.get(directive=new, organisation=story.world["branch"])
    assert below.carries == Receipt.objects.get(directive=story.directive, organisation=story.world["branch"])


def test_the_desk_leads_there(story: Story) -> None:
    (waits,) = waiting_for(story.actor("committee"))
    sign_receipt(story.receipt("committee"), actor=story.actor("committee"))
    (signed,) = waiting_for(story.actor("committee"))
    forwarded(story)
    (taken,) = waiting_for(story.actor("committee"))
    assert (waits.act, signed.act, taken.act) == ("签收", "去转发", "去回报")
    assert [word for word, _to in waits.others] == ["转发下级", "不归我办"]
    assert [word for word, _to in signed.others] == ["承接", "交给一个人", "不归我办"]
    report_receipt(story.receipt("committee"), actor=story.actor("committee"), text="办成了")
    (settle,) = waiting_for(story.actor("province"))
    assert (settle.why, settle.act) == ("1 个下级回报了，等你核销。", "去核销")


def test_the_page_asks_for_no_text_again(story: Story) -> None:
    client, receipt = story.world.client("committee"), story.receipt("committee")
    at = f"/directives/{story.directive.pk}/receipts/{receipt.pk}/forward/"
    form = html.fromstring(client.get(at).content.decode())
    named = {each.get("name") for each in form.xpath("//main//form//*[@name]")} - {
        "csrfmiddlewaretoken",
        "key",
    }
    sent = client.post(at, {"kinds": list(KINDS), "plan": "每月碰一次头", "due_below": EARLIER.isoformat()})

    assert named >= {"kinds", "with_covered", "plan", "due_below"} and not named & {"title", "text"}
    assert sent.status_code == 303
    assert story.receipt("committee").children.count() == 2
    page = client.get(f"/directives/{story.directive.pk}/").content.decode()
    assert "共 4 个组织" in page


def test_a_faulty_page_keeps_what_was_typed(story: Story) -> None:
    client, receipt = story.world.client("committee"), story.receipt("committee")
    at = f"/directives/{story.directive.pk}/receipts/{receipt.pk}/forward/"
    answer = client.post(at, {"kinds": [], "plan": "每月碰一次头", "due_below": EARLIER.isoformat()})

    assert answer.status_code == 422
    assert "每月碰一次头" in answer.content.decode() and "没有这样的组织" in answer.content.decode()


def test_a_machine_may_send_it_on(story: Story) -> None:
    at = f"/api/v1/receipts/{story.receipt('committee').pk}"
    body = {"kinds": list(KINDS), "plan": "每月碰一次头"}
    answer = story.world.client("committee").post(f"{at}/forward", body, content_type="application/json")
    seen = {who: story.world.client(who).get(at).status_code for who in ("province", "outsider", "branch")}
    below = story.receipt("branch")

    assert (answer.status_code, answer.json()["state"]) == (200, "taken")
    assert (below.due, story.receipt("committee").due_below) == (DUE, DUE)
    assert seen == {"province": 200, "outsider": 404, "branch": 404}
    assert story.world.client("province").get(f"/api/v1/receipts/{below.pk}").status_code == 404


def test_files_beside_it_are_read_in_each_university(story: Story) -> None:
    upload = SimpleUploadedFile("清单样表.txt", "样表".encode())
    actions.supplement_directive(
        Directive.objects.get(), actor=story.actor("province"), upload=upload, what="补了样表"
    )
    at = f"/directives/{story.directive.pk}/"
    before = story.world.client("branch").get(at).status_code
    forwarded(story)
    readers = ("province", "committee", "branch", "outsider")
    pages = {who: story.world.client(who).get(at).content.decode() for who in readers}

    assert before == 404
    links = {html.fromstring(page).xpath("//*[@class='paper-files']//a/@href")[0] for page in pages.values()}
    (link,) = links
    for who in readers:
        assert b"".join(story.world.client(who).get(link).streaming_content) == "样表".encode()
