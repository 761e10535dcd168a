"""`receipts.sign`, `receipts.decline`: those addressed answer for themselves, once, in a press or a sentence."""

from __future__ import annotations

import pytest

from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.directives.actions import decline_receipt, sign_receipt
from jingwei.mechanisms.directives.tests.story import PAPER, issued
from tests.support.verbs import refused
from tests.support.world import World


def test_signing_is_one_press_on_the_desk(world: World) -> None:
    with issued(world) as story:
        client, receipt = world.client("branch"), story.receipt("branch")
        at = f"/directives/{story.directive.pk}/receipts/{receipt.pk}/sign/"
        desk = client.get("/").content.decode()
        done = client.post(at, {"back": "desk"})
        after = client.get("/").content.decode()

        assert PAPER["title"] in desk and f'action="{at}"' in desk
        assert (done.status_code, done["Location"]) == (303, "/")
        assert f'action="{at}"' not in after and "还没说怎么落实" in after
        receipt = story.receipt("branch")
        assert (receipt.state, receipt.edition) == ("signed", 1)
        told = sentences(list(records_about(receipt)))[-1][1]
        assert told == f"智能农机教师党支部签收了《{PAPER['title']}》（沈砚秋）"


def test_what_is_not_theirs_goes_back_with_a_reason(world: World) -> None:
    with issued(world) as story:
        receipt = decline_receipt(story.receipt("branch"), actor=story.actor("branch"), reason="没有这类专业")
        above = world.client("faculty").get("/").content.decode()

        assert (receipt.state, receipt.reason) == ("declined", "没有这类专业")
        assert "1 个下级说不归自己办" in above
        assert PAPER["title"] not in world.client("branch").get("/").content.decode()


@pytest.mark.parametrize("verb", ["sign", "decline"])
def test_nobody_answers_for_another(world: World, verb: str) -> None:
    def run(account: str) -> None:
        if verb == "sign":
            sign_receipt(story.receipt("branch"), actor=story.actor(account))
        else:
            decline_receipt(story.receipt("branch"), actor=story.actor(account), reason="不办")

    with issued(world) as story:
        for account in ("faculty", "committee"):
            with refused(403, "rule", clause="3.5"):
                run(account)
        for account in ("member", "neighbour", "outsider"):
            with refused(403, "no-grant"):
                run(account)
        run("branch")
        with refused(409, "step-not-open"):
            sign_receipt(story.receipt("branch"), actor=story.actor("branch"))


def test_over_the_api(world: World) -> None:
    with issued(world) as story:
        client, receipt = world.client("branch"), story.receipt("branch")
        path = f"/api/v1/receipts/{receipt.pk}"
        signed = client.post(f"{path}/sign", {}, content_type="application/json")
        empty = client.post(f"{path}/decline", {"reason": ""}, content_type="application/json")
        declined = client.post(f"{path}/decline", {"reason": "不办"}, content_type="application/json")
        unseen = world.client("neighbour").get(path)

    assert (signed.json()["state"], empty.status_code, declined.json()["state"], unseen.status_code) == (
        "signed",
        422,
        "declined",
        404,
    )
