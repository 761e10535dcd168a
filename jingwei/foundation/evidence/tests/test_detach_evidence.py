"""`evidence.detach`: a file is taken away for a reason; that it was there stays in the ledger."""

from __future__ import annotations

from typing import Any

import pytest

from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.evidence.models import Attachment
from jingwei.foundation.evidence.queries import attachments_about
from jingwei.foundation.evidence.tests.files import upload
from jingwei.foundation.matters.actions import close_matter, judge_goal
from jingwei.foundation.matters.actions import inspect_matter as inspect
from tests.support.matters import Story, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def attached(story: Story) -> Attachment:
    return attach_evidence(story.matter, actor=story.secretary, upload=upload())


def test_it_is_gone_and_the_record_says_why(world: World) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)
        detach_evidence(file, actor=story.secretary, reason="传错了")

        assert attachments_about(story.secretary, story.matter) == {}
        record = last_record(story)
        assert gist(record) == ("evidence.detach", "", "", "")
        assert record.values == {"name": "方案.pdf", "digest": file.file.digest, "reason": "传错了"}


@pytest.mark.parametrize("account", ["student", "neighbour", "sysadmin", "outsider"])
def test_who_holds_no_grant_is_refused(world: World, account: str) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)
        with refused(403, "no-grant"):
            detach_evidence(file, actor=story.actor(account), reason="传错了")


def test_a_matter_that_is_over_gives_nothing_back(world: World) -> None:
    with story_at(world, "inspecting") as story:
        file = attached(story)
        inspect(story.matter, actor=story.inspector, finding="看了地块和数据", verdict="passed")
        judge_goal(story.goal, actor=story.inspector, figure=story.goal.current)
        close_matter(story.fresh(), actor=story.secretary)

        with refused(403, "rule", clause="4.1a", says="封存"):
            detach_evidence(Attachment.objects.get(pk=file.pk), actor=story.secretary, reason="传错了")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_asked_for(world: World, reason: str) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)
        with refused(422, "invalid", says="为什么"):
            detach_evidence(file, actor=story.secretary, reason=reason)


def test_once_is_enough(world: World) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)
        detach_evidence(file, actor=story.secretary, reason="传错了")
        with refused(409, "step-not-open", says="已取下"):
            detach_evidence(file, actor=story.secretary, reason="传错了")


def test_by_the_page(world: World) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)
        url = f"/matters/{story.matter.pk}/files/{file.pk}/detach/"
        client = world.client("branch")

        offered = client.get(f"/matters/{story.matter.pk}/").content.decode()
        answers = [client.get(url), client.post(url, {"reason": ""}), client.post(url, {"reason": "传错了"})]
        after = client.get(f"/matters/{story.matter.pk}/").content.decode()

    assert f'href="{url}"' in offered
    assert [answer.status_code for answer in answers] == [200, 422, 303]
    assert url not in after


def test_a_file_is_found_in_its_own_matter_alone(world: World) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)
        for account, matter in (("branch", story.matter.pk + 1), ("neighbour", story.matter.pk)):
            url = f"/matters/{matter}/files/{file.pk}/detach/"
            assert world.client(account).post(url, {"reason": "传错了"}).status_code == 404

    assert Attachment.objects.get().state == "attached"


def test_over_the_api(world: World) -> None:
    with story_at(world, "implementing") as story:
        path = f"attachments/{attached(story).pk}"
        before: Any = world.client("branch").get(f"/api/v1/{path}").json()
        wrong = post(story, "branch", f"{path}/detach", {"reason": ""})
        done, again = (
            post(story, "branch", f"{path}/detach", {"reason": "传错了"}, **{"idempotency-key": "k-1"})
            for _ in range(2)
        )
        late = post(story, "branch", f"{path}/detach", {"reason": "传错了"})

    assert before["actions"] == [
        {"verb": "evidence.detach", "label": "取下文件", "refused": None, "code": None}
    ]
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "reason")
    assert (done.status_code, done.json()["state"], again.json()) == (200, "detached", done.json())
    assert (late.status_code, late.json()["code"]) == (409, "step-not-open")
    assert world.client("branch").get("/api/v1/attachments").json()["items"] == []
