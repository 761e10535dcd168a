"""`directives.replace` and `directives.give_way`: a new one takes the place of an old one when it is issued, in the open."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.adapters.clock import clock_at
from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.directives.actions import (
    add_addressee,
    issue_directive,
    redraft_directive,
    replace_directive,
    report_receipt,
    sign_receipt,
    take_on_receipt,
    withdraw_directive,
)
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import files_beside, replaced_with, waiting_for
from jingwei.mechanisms.directives.tests.story import NOON, PAPER, Story, drafted, issued
from tests.support.verbs import refused
from tests.support.world import World

NEW = "关于改进服务振兴发展清单的通知"


def replaced(story: Story, **more: object) -> Directive:
    """A new one takes the place of the story's, for Schools alone and without a day of its own."""
    committee = story.actor("committee")
    draft = replace_directive(story.directive, actor=committee)
    values = PAPER | {"title": NEW, "kinds": ["teacher-branch"]} | more
    return issue_directive(redraft_directive(draft, actor=committee, **values), actor=committee)


def test_the_draft_says_all_that_the_old_one_says(world: World) -> None:
    with issued(world, dues={"teacher-branch": PAPER["due"].replace(day=20)}) as story:
        draft = replace_directive(story.directive, actor=story.actor("orgoffice"))
        story.directive.refresh_from_db()

        assert (draft.state, draft.text, draft.addressed, draft.cited, draft.days) == (
            "draft",
            story.directive.text,
            story.directive.addressed,
            story.directive.cited,
            story.directive.days,
        )
        assert (story.directive.state, draft.paper_number) == ("issued", "")
        assert replaced_with(story.actor("committee"), story.directive) == (None, draft)
        assert replaced_with(story.actor("branch"), story.directive) == (None, None)
        with refused(409, "gate-shut", says="已经有一件草稿"):
            replace_directive(story.directive, actor=story.actor("committee"))
        withdraw_directive(draft, actor=story.actor("committee"), reason="不改了")
        assert replace_directive(story.directive, actor=story.actor("committee")).pk != draft.pk


def test_single_ones_named_come_along(world: World) -> None:
    with issued(world) as story:
        draft = drafted(world).directive
        add_addressee(draft, actor=story.actor("committee"), organisation=world["staff_branch"])
        old = issue_directive(draft, actor=story.actor("committee"))
        made = replace_directive(old, actor=story.actor("committee"))

        assert list(made.named.values_list("organisation", "is_out")) == [(world["staff_branch"].pk, False)]


def test_its_files_come_along_and_stay_with_the_old_one(world: World) -> None:
    with clock_at(NOON):
        story, committee = drafted(world), world.actor("committee")
        kept = attach_evidence(
            story.directive, actor=committee, upload=SimpleUploadedFile("样表.txt", b"text")
        )
        old = issue_directive(story.directive, actor=committee)
        made = replace_directive(old, actor=committee)
        (file,) = files_beside(committee, made)
        detach_evidence(file, actor=committee, reason="换一版")

        assert (file.file, file.name) == (kept.file, "样表.txt")
        assert (files_beside(committee, made), files_beside(committee, old)) == ([], [kept])


def test_the_old_one_ends_and_nothing_is_signed_again_silently(world: World) -> None:
    with issued(world) as story:
        take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="包两个村")
        new = replaced(story)
        story.directive.refresh_from_db()
        old, fresh = story.receipt("branch"), Receipt.objects.get(directive=new, organisation=world["branch"])

        assert (story.directive.state, old.state, old.plan) == ("replaced", "taken", "包两个村")
        assert (fresh.state, fresh.edition, fresh.plan, fresh.carries) == ("sent", 0, "", old)
        assert [each.title for each in waiting_for(story.actor("branch"))] == [NEW]
        assert waiting_for(story.actor("faculty")) == []
        with refused(409, "gate-shut", says="不再要求"):
            report_receipt(old, actor=story.actor("branch"), text="办成了")
        told = [sentence for _record, sentence in sentences(list(records_about(story.directive)))]
        assert told[-2:] == [
            f"祁远山起草了一件新的，下发时代替《{PAPER['title']}》",
            f"《{PAPER['title']}》由《{NEW}》代替",
        ]


def test_those_who_are_no_longer_asked_are_told(world: World) -> None:
    with issued(world) as story:
        replaced(story)
        record = Record.objects.get(verb="directives.give_way")
        (telling,) = TELLINGS["directives.give_way"]

        assert telling.whom(record) == {world.people["faculty"].pk}
        assert telling.worded(record) == f"《{PAPER['title']}》由《{NEW}》代替，你们不用再办。"


def test_what_has_ended_meanwhile_stays_as_it_ended(world: World) -> None:
    with issued(world) as story:
        committee = story.actor("committee")
        draft = replace_directive(story.directive, actor=committee)
        withdraw_directive(story.directive, actor=committee, reason="不办了")
        issue_directive(draft, actor=committee)
        story.directive.refresh_from_db()

        page = world.client("committee").get(f"/directives/{story.directive.pk}/").content.decode()
        assert story.directive.state == "withdrawn"
        assert "后来另发了一件" in page and "已经由新的代替" not in page
        assert not Record.objects.filter(verb="directives.give_way").exists()


def test_what_took_its_place_keeps_its_link_when_it_is_withdrawn(world: World) -> None:
    with issued(world) as story:
        new = replaced(story)
        withdraw_directive(new, actor=story.actor("committee"), reason="不办了")

        assert replaced_with(story.actor("branch"), story.directive) == (None, new)
        page = world.client("branch").get(f"/directives/{story.directive.pk}/").content.decode()
        assert "已经由新的代替" in page and f'href="/directives/{new.pk}/"' in page


def test_what_was_said_is_offered_after_signing_too_until_something_else_is_said(world: World) -> None:
    with issued(world) as story:
        branch = story.actor("branch")
        take_on_receipt(story.receipt("branch"), actor=branch, plan="包两个村")
        new = replaced(story)
        receipt = Receipt.objects.get(directive=new, organisation=world["branch"])
        sign_receipt(receipt, actor=branch)
        form, at = world.client("branch"), f"/directives/{new.pk}/receipts/{receipt.pk}/take-on/"
        signed = form.get(at).content.decode()
        take_on_receipt(Receipt.objects.get(pk=receipt.pk), actor=branch, plan="改包三个村")
        own = form.get(at).content.decode()

        assert "包两个村" in signed
        assert "改包三个村" in own and "包两个村" not in own


def test_it_is_refused(world: World) -> None:
    with issued(world) as story:
        for account in ("faculty", "branch", "outsider"):
            with refused(403, "no-grant"):
                replace_directive(story.directive, actor=story.actor(account))
        draft = drafted(world).directive
        with refused(409, "step-not-open"):
            replace_directive(draft, actor=story.actor("committee"))


def test_by_page_both_lead_to_each_other_and_what_was_said_is_offered(world: World) -> None:
    with issued(world) as story:
        take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="包两个村")
        client, old = world.client("committee"), f"/directives/{story.directive.pk}/"
        made = client.post(f"{old}replace/")
        new = made["Location"]
        draft = client.get(new).content.decode()
        client.post(f"{new}issue/")
        branch = world.client("branch")
        before, after = branch.get(old).content.decode(), branch.get(new).content.decode()
        receipt = Receipt.objects.get(directive__replaces=story.directive, organisation=world["branch"])
        form = branch.get(f"{new}receipts/{receipt.pk}/take-on/").content.decode()

        assert made.status_code == 303 and new != old
        assert "下发时代替：" in draft and f'href="{old}"' in draft
        assert "已经由新的代替" in before and f'href="{new}"' in before
        assert "代替了：" in after and f'href="{old}"' in after and "旧的那一件：已承接" in after
        assert "包两个村" in form


def test_over_the_api(world: World) -> None:
    with issued(world) as story:
        client, at = world.client("committee"), "/api/v1/directives"
        done = client.post(f"{at}/{story.directive.pk}/replace", {}, content_type="application/json").json()
        made = int(done["once"]["directive_id"])
        client.post(f"{at}/{made}/issue", {}, content_type="application/json")
        old = world.client("branch").get(f"{at}/{story.directive.pk}").json()
        new = world.client("branch").get(f"{at}/{made}").json()

    assert (old["state"], old["replaced_by_id"], new["replaces_id"]) == ("replaced", made, old["id"])
