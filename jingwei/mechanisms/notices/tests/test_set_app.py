"""`notices.set_app`: the system administrator sets up the university's application; its secret is shown to nobody again."""

from __future__ import annotations

import pytest
from django.utils import translation

from jingwei.adapters.secrets import keys
from jingwei.adapters.secrets.rotation import MOVES
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import set_app
from jingwei.mechanisms.notices.forms import SetApp
from jingwei.mechanisms.notices.models import MessengerApp, Reach
from jingwei.mechanisms.notices.tests.apps import open_platform, set_up, switch_on, wecom
from tests.support.messengers import AGENT, KEY, SECRET, Platform
from tests.support.verbs import refused
from tests.support.world import World

__all__ = ["open_platform", "wecom"]
PAGE = "/notices/apps/"
GIVEN = {"kind": "wecom", "key": KEY, "secret": SECRET, "agent": AGENT}


def test_its_secret_lies_concealed_and_is_recorded_nowhere(world: World, wecom: Platform) -> None:
    made = set_up(world, wecom)
    switch_on(world)

    stored = str(list(MessengerApp.objects.values_list()))
    assert made.connection.secret == SECRET
    assert [secret in stored for secret in (SECRET, wecom.tokens[-1])] == [False, False]
    assert [record.verb for record in records_about(made)] == ["notices.set_app"]
    told = "".join(Record.objects.filter(verb__startswith="notices.").values_list("data", flat=True))
    assert [secret in told for secret in (SECRET, KEY, "19900001111")] == [False, False, False]


def test_secret_and_token_move_to_another_key(world: World, wecom: Platform) -> None:
    made = set_up(world, wecom)
    switch_on(world)
    before = MessengerApp.objects.get(pk=made.pk)
    for name in ("concealed", "token"):
        move = MOVES[f"notices.messengerapp.{name}"]
        assert (move("another", 0), move("another", made.pk)) == (made.pk, None)
        assert move(keys.current().name, 0) is None

    after = MessengerApp.objects.get(pk=made.pk)
    assert (after.concealed != before.concealed, after.token != before.token) == (True, True)
    assert after.connection == before.connection


def test_another_application_knows_nobody_yet(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    switch_on(world)
    assert Reach.objects.get().user == "u-member"
    again = set_up(world, wecom)

    assert (again.version, again.token, again.token_until) == (3, "", None)
    assert (Reach.objects.get().user, Reach.objects.get().asked_of) == ("", "")


@pytest.mark.parametrize("account", ["orgoffice", "secadmin", "auditor", "branch", "outsider"])
def test_who_holds_no_grant_is_refused(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        set_app(world.universities["home"], actor=world.actor(account), **GIVEN)
    client = world.client(account)
    assert [client.get(PAGE).status_code, client.post(f"{PAGE}wecom/", GIVEN).status_code] == [403, 403]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "other"}, "没有“other”这个软件"),
        ({"key": " "}, "这一项要填"),
        ({"secret": ""}, "这一项要填"),
        ({"secret": "x" * 201}, "写得太长"),
        ({"key": "a\x00b"}, "看不见的字符"),
        ({"agent": ""}, "这一项是数字"),
        ({"agent": "app"}, "这一项是数字"),
        ({"base": "https://example.com"}, "不是所选软件的地址"),
        ({"base": "https://10.0.0.1"}, "不是所选软件的地址"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(world: World, wrong: dict[str, str], says: str) -> None:
    with refused(422, "invalid", says=says):
        set_app(world.universities["home"], actor=world.actor("sysadmin"), **(GIVEN | wrong))
    assert not MessengerApp.objects.exists()


def test_nobody_sets_up_that_of_another_university(world: World) -> None:
    with refused(403, "no-grant"):
        set_app(world.universities["foreign"], actor=world.actor("sysadmin"), **GIVEN)


def test_the_page_keeps_what_was_typed_and_shows_no_secret_later(world: World) -> None:
    client = world.client("sysadmin")

    wrong = client.post(f"{PAGE}wecom/", GIVEN | {"agent": "app"})
    assert wrong.status_code == 422
    assert [each in wrong.content.decode() for each in ("这一项是数字", KEY)] == [True, True]
    assert client.post(f"{PAGE}wecom/", GIVEN).status_code == 303
    assert client.post(f"{PAGE}feishu/", GIVEN).status_code == 303
    assert client.post(f"{PAGE}other/", GIVEN).status_code == 404
    page = client.get(PAGE).content.decode()
    assert (page.count("已接上"), SECRET in page) == (2, False)


def test_the_words_of_its_back_office_are_there_in_english(world: World) -> None:
    with translation.override("en"):
        assert str(SetApp(kind="wecom")["key"].label) == "CorpID (company ID)"


def test_a_machine_sets_it_up_and_lists_what_there_is(world: World) -> None:
    client, home = world.client("sysadmin"), world.universities["home"].pk
    body = GIVEN | {"university_id": home}

    told = client.post("/api/v1/messenger-apps", body, content_type="application/json").json()
    assert (told["kind"], told["is_set"], told["key"], told["agent"]) == ("wecom", True, KEY, AGENT)
    assert SECRET not in str(told)
    (row,) = client.get("/api/v1/messenger-apps").json()["items"]
    assert (row["id"], row["kind"], row["state"]) == (told["id"], "wecom", "已接上")
    assert world.client("branch").get("/api/v1/messenger-apps").json()["items"] == []
    assert world.client("branch").get(f"/api/v1/messenger-apps/{told['id']}").status_code == 404
