"""`notices.test_app`: whoever looks after an application sends something to themselves, and reads what came back."""

from __future__ import annotations

import json

import pytest

from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import set_app, test_app
from jingwei.mechanisms.notices.models import MessengerApp, Reach
from jingwei.mechanisms.notices.queries import outcome_of
from jingwei.mechanisms.notices.tests.apps import Opened, has_phone, open_platform, set_up, wecom
from tests.support.messengers import AGENT, KEY, Platform
from tests.support.verbs import refused
from tests.support.world import World

__all__ = ["open_platform", "wecom"]
test_app.__test__ = False  # type: ignore[attr-defined]


def tried(world: World, made: MessengerApp) -> MessengerApp:
    test_app(made, actor=world.actor("sysadmin"))
    drain()
    return MessengerApp.objects.get(pk=made.pk)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_it_arrives_with_who_pressed(world: World, open_platform: Opened, kind: str) -> None:
    phone = has_phone(world, "sysadmin").phone
    with open_platform(kind) as there:
        there.people[phone] = "u-sysadmin"
        made = tried(world, set_up(world, there))

    ((user, words),) = there.told
    assert (user, words.startswith("这是一条试发的消息")) == ("u-sysadmin", True)
    assert (made.outcome, "收下了" in outcome_of(made)) == ("sent", True)
    assert [record.verb for record in records_about(made)] == ["notices.set_app", "notices.test_app"]
    assert not Reach.objects.exists()


@pytest.mark.parametrize(
    ("code", "outcome", "says"),
    [
        (60020, "address", "可信 IP"),
        (48002, "right", "可见范围"),
        (40056, "agent", "AgentId 不对"),
        (45009, "later", "过一会儿再试"),
        (99, "other", "企业微信没有收"),
    ],
)
def test_what_is_in_the_way_is_said_in_plain_words(
    world: World, wecom: Platform, code: int, outcome: str, says: str
) -> None:
    has_phone(world, "sysadmin")
    wecom.says.append(("tell", 200, json.dumps({"errcode": code, "errmsg": "from ip: 192.0.2.7"})))
    made = tried(world, set_up(world, wecom))

    assert (made.outcome, made.answer) == (outcome, f"{code} from ip: 192.0.2.7")
    assert says in outcome_of(made)
    page = world.client("sysadmin").get("/notices/apps/").content.decode()
    assert [says in page, made.answer in page] == [True, True]


def test_a_wrong_secret_an_unknown_number_and_none_at_all_are_told_apart(
    world: World, wecom: Platform
) -> None:
    assert tried(world, set_up(world, wecom)).outcome == "phone"
    has_phone(world, "sysadmin", "19911110000")
    assert tried(world, set_up(world, wecom)).outcome == "user"
    assert tried(world, set_up(world, wecom, secret="falsch")).outcome == "secret"


@pytest.mark.parametrize("seconds", [10**12, -1])
def test_a_token_that_is_good_for_ages_or_not_at_all_leaves_no_try_hanging(
    world: World, wecom: Platform, seconds: int
) -> None:
    phone = has_phone(world, "sysadmin").phone
    wecom.people[phone] = "u-sysadmin"
    made = set_up(world, wecom)
    wecom.tokens.append("t")
    told = {"errcode": 0, "errmsg": "ok", "access_token": "t", "expires_in": seconds}
    wecom.says.append(("token", 200, json.dumps(told)))

    assert tried(world, made).outcome == "sent"


def test_what_no_column_holds_leaves_no_try_hanging(world: World, wecom: Platform) -> None:
    has_phone(world, "sysadmin")
    made = set_up(world, wecom)
    wecom.says.append(("token", 200, json.dumps({"errcode": 7, "errmsg": "a\x00b"})))
    made = tried(world, made)

    assert (made.outcome, made.answer) == ("other", "7 a b")


def test_a_platform_that_is_not_there_is_waited_for(world: World, wecom: Platform) -> None:
    has_phone(world, "sysadmin")
    made = set_up(world, wecom)
    wecom.says.append(("token", 502, "bad gateway"))

    assert tried(world, made).outcome == "later"


def test_what_was_set_up_anew_meanwhile_does_not_bear_the_old_answer(world: World, wecom: Platform) -> None:
    has_phone(world, "sysadmin")
    test_app(set_up(world, wecom), actor=world.actor("sysadmin"))
    set_up(world, wecom)
    drain()

    assert MessengerApp.objects.get().outcome == ""


def test_who_holds_no_grant_is_refused_and_what_is_not_there_is_not_tried(
    world: World, wecom: Platform
) -> None:
    made = set_up(world, wecom)
    with refused(403, "no-grant"):
        test_app(made, actor=world.actor("branch"))
    MessengerApp.objects.update(concealed="")
    with refused(403, "rule", says="还没有接上"):
        test_app(made, actor=world.actor("sysadmin"))


def test_the_page_asks_until_there_is_an_answer(world: World, wecom: Platform) -> None:
    has_phone(world, "sysadmin")
    set_up(world, wecom)
    client, fragment = world.client("sysadmin"), "/notices/apps/wecom/outcome/"

    assert client.post("/notices/apps/wecom/test/").status_code == 303
    waiting = client.get(fragment).content.decode()
    drain()
    done = client.get(fragment).content.decode()

    assert ["every 2s" in each for each in (waiting, done)] == [True, False]
    assert ["正在试" in waiting, "收下了" in done] == [True, True]
    assert client.get("/notices/apps/other/outcome/").status_code == 404


def test_a_machine_tries_it(world: World, wecom: Platform) -> None:
    has_phone(world, "sysadmin")
    made, client = set_up(world, wecom), world.client("sysadmin")
    told = client.post(
        f"/api/v1/messenger-apps/{made.pk}/test-app", {}, content_type="application/json"
    ).json()
    assert (told["outcome"], told["words"]) == ("waiting", "正在试，几秒钟就有结果。")
    drain()

    told = client.get(f"/api/v1/messenger-apps/{made.pk}").json()
    assert (told["outcome"], told["words"]) == ("sent", "企业微信收下了，请看手机。")


def test_a_platform_that_is_named_no_more_is_spoken_to_no_more(
    world: World, wecom: Platform, settings: object
) -> None:
    has_phone(world, "sysadmin")
    made = set_app(
        world.universities["home"],
        actor=world.actor("sysadmin"),
        kind="wecom",
        key=KEY,
        secret="x",
        agent=AGENT,
        base=wecom.url,
    )
    MessengerApp.objects.update(base="https://localhost:1")

    assert (tried(world, made).outcome, wecom.asked) == ("other", [])
