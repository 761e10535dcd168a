"""`directives.withdraw`: it asks nothing more of anybody; what was answered stays."""

from __future__ import annotations

from jingwei.mechanisms.directives.actions import sign_receipt, withdraw_directive
from jingwei.mechanisms.directives.tests.story import issued
from tests.support.verbs import refused
from tests.support.world import World


def test_answers_stay_and_nothing_more_is_taken(world: World) -> None:
    with issued(world) as story:
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        directive = withdraw_directive(story.directive, actor=story.actor("committee"), reason="并入另一件")

        assert (directive.state, story.receipt("branch").state) == ("withdrawn", "signed")
        with refused(409, "gate-shut", says="不再要求"):
            sign_receipt(story.receipt("faculty_party"), actor=story.actor("faculty"))
        page = world.client("branch").get(f"/directives/{directive.pk}/").content.decode()
        assert "已经撤回：并入另一件" in page


def test_it_is_refused(world: World) -> None:
    with issued(world) as story:
        with refused(403, "no-grant"):
            withdraw_directive(story.directive, actor=story.actor("faculty"), reason="不想办")
        with refused(422, "invalid"):
            withdraw_directive(story.directive, actor=story.actor("committee"), reason="")
        withdraw_directive(story.directive, actor=story.actor("committee"), reason="并入另一件")
        with refused(409, "step-not-open", says="已撤回"):
            withdraw_directive(story.directive, actor=story.actor("committee"), reason="再撤一次")


def test_by_page_and_api(world: World) -> None:
    with issued(world) as story:
        client, at = world.client("committee"), f"/directives/{story.directive.pk}"
        empty = client.post(f"{at}/withdraw/", {"reason": ""})
        done = client.post(f"{at}/withdraw/", {"reason": "并入另一件"})
        again = client.post(f"/api/v1{at}/withdraw", {"reason": "再撤"}, content_type="application/json")

    assert (empty.status_code, done.status_code, again.status_code) == (422, 303, 409)
