"""`receipts.take_on`, `receipts.report`, `receipts.reckon`: by a matter that reports by itself, or in a sentence."""

from __future__ import annotations

import pytest

from jingwei.adapters import worker
from jingwei.foundation.matters.actions import confirm_deed, note_deed
from jingwei.kernel.errors import NotFound
from jingwei.mechanisms.directives.actions import reckon_receipt, report_receipt, take_on_receipt
from jingwei.mechanisms.directives.reactions import CLOCKWORK
from jingwei.mechanisms.directives.tests.story import PAPER, issued
from tests.support.matters import story_at
from tests.support.verbs import refused
from tests.support.world import World


def test_a_matter_carries_it_and_its_first_confirmed_note_reports(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    with story_at(world, "implementing") as work, issued(world) as story:
        taken = take_on_receipt(
            story.receipt("branch"), actor=story.actor("branch"), matter_id=work.matter.pk
        )
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            deed = note_deed(work.matter, actor=work.actor("teacher"), text="农机到田")
            confirm_deed(deed, actor=work.secretary)
        worker.drain()

        assert (taken.state, taken.edition, taken.matter) == ("taken", 1, work.matter)
        assert story.receipt("branch").state == "reported"
        assert story.told()[-2:] == [("receipts.take_on", "沈砚秋"), ("receipts.reckon", "系统")]
        assert "等你核销" in world.client("faculty").get("/").content.decode()


def test_a_sentence_will_do_and_those_below_read_the_plan_of_the_level_above(world: World) -> None:
    with issued(world) as story:
        take_on_receipt(story.receipt("faculty_party"), actor=story.actor("faculty"), plan="每月排一次")
        take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="包两个村")
        done = report_receipt(story.receipt("branch"), actor=story.actor("branch"), text="两个村都去了")
        page = world.client("branch").get(f"/directives/{story.directive.pk}/").content.decode()

        assert (done.state, done.answer) == ("reported", "两个村都去了")
        assert "机械工程学院党委的安排：每月排一次" in page


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as work, issued(world) as story:
        mine, secretary = story.receipt("branch"), story.actor("branch")
        with refused(422, "invalid"):
            take_on_receipt(mine, actor=secretary)
        with pytest.raises(NotFound):
            take_on_receipt(mine, actor=secretary, matter_id=work.matter.pk + 1)
        with refused(422, "invalid", says="自己组织的事项"):
            take_on_receipt(
                story.receipt("faculty_party"), actor=story.actor("faculty"), matter_id=work.matter.pk
            )
        with refused(403, "rule"):
            take_on_receipt(mine, actor=story.actor("faculty"), plan="替他写")
        with refused(409, "step-not-open", says="送达"):
            report_receipt(mine, actor=secretary, text="没签收就回报")
        with refused(403, "rule", says="没有交给你"):
            report_receipt(mine, actor=story.actor("member"), text="替他报")
        with refused(409, "step-not-open"):
            reckon_receipt(mine, actor=CLOCKWORK)
        with refused(403, "no-grant"):
            reckon_receipt(mine, actor=secretary)


def test_by_page_what_was_typed_stays_and_by_api(world: World) -> None:
    with issued(world) as story:
        client, receipt = world.client("branch"), story.receipt("branch")
        at = f"/directives/{story.directive.pk}/receipts/{receipt.pk}"
        form = client.get(f"{at}/take-on/")
        empty = client.post(f"{at}/take-on/", {"matter_id": "", "plan": " "})
        long = client.post(f"{at}/take-on/", {"plan": "村" * 301})
        taken = client.post(f"{at}/take-on/", {"plan": "包两个村"})
        told = client.post(
            f"/api/v1/receipts/{receipt.pk}/report", {"text": "都去了"}, content_type="application/json"
        )

    assert (form.status_code, empty.status_code, long.status_code, taken.status_code) == (200, 422, 422, 303)
    assert "村" * 301 in long.content.decode() and PAPER["title"] in form.content.decode()
    assert (told.status_code, told.json()["state"]) == (200, "reported")
