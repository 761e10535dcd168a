"""`directives.close`: it ends when all that were addressed are settled or excused, and not before."""

from __future__ import annotations

from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.directives.actions import close_directive, excuse_receipt
from jingwei.mechanisms.directives.tests.story import PAPER, Story, issued
from tests.support.verbs import refused
from tests.support.world import World


def excused(story: Story, *names: str) -> None:
    for name in names:
        excuse_receipt(story.receipt(name), actor=story.actor("committee"), reason="今年不办")


ALL = ("branch", "other_branch", "faculty_party", "other_faculty_party")


def test_it_ends_with_its_figures(world: World) -> None:
    with issued(world) as story:
        excused(story, *ALL)
        directive = close_directive(story.directive, actor=story.actor("committee"))

        assert directive.state == "closed"
        told = sentences(list(records_about(directive)))[-1][1]
        assert told == f"祁远山办结了《{PAPER['title']}》：0 个核销，4 个免办"


def test_it_is_refused(world: World) -> None:
    with issued(world) as story:
        excused(story, *ALL[:-1])
        with refused(409, "gate-shut", clause="3.5", says="还有 1 个组织"):
            close_directive(story.directive, actor=story.actor("committee"))
        with refused(403, "no-grant"):
            close_directive(story.directive, actor=story.actor("faculty"))
        excused(story, ALL[-1])
        close_directive(story.directive, actor=story.actor("orgoffice"))
        with refused(409, "step-not-open", says="已办结"):
            close_directive(story.directive, actor=story.actor("committee"))


def test_by_page_the_reason_stands_on_the_button_and_by_api(world: World) -> None:
    with issued(world) as story:
        client, at = world.client("committee"), f"/directives/{story.directive.pk}/"
        page = client.get(at).content.decode()
        excused(story, *ALL)
        done = client.post(f"/api/v1{at}close", {}, content_type="application/json")

    assert "还有 4 个组织没有核销" in page
    assert (done.status_code, done.json()["state"]) == (200, "closed")
