"""`amendments.ask`, `.accept`, `.decline`: one asks about oneself, the office that keeps the register answers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.people.actions import (
    accept_amendment,
    amend_person,
    ask_amendment,
    decline_amendment,
    unmask_person,
)
from jingwei.foundation.people.models import Amendment, Person
from jingwei.foundation.people.queries import waiting_for
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

WISH = "电话应为 19900001234"


@pytest.fixture
def asked(world: World) -> Amendment:
    """The member asks for another phone number."""
    return ask_amendment(world.people["member"], actor=world.actor("member"), wish=WISH)


def member(world: World) -> Person:
    return Person.objects.get(pk=world.people["member"].pk)


def verbs(since: int) -> list[str]:
    return list(Record.objects.filter(pk__gt=since).order_by("seq").values_list("verb", flat=True))


def test_it_is_accepted_by_the_existing_verb(world: World, asked: Amendment) -> None:
    before = Record.objects.latest("pk").pk

    done = accept_amendment(asked, actor=world.actor("orgoffice"), phone="19900001234", answer="已核对")

    assert (done.state, done.said) == ("accepted", {"wish": WISH, "answer": "已核对"})
    assert member(world).phone == "19900001234"
    assert verbs(before) == ["people.amend", "amendments.accept"]


def test_it_is_declined_with_a_reason_that_the_person_reads(world: World, asked: Amendment) -> None:
    office = world.actor("orgoffice")
    with refused(422, "invalid", says="为什么不更正"):
        decline_amendment(asked, actor=office, answer=" ")

    decline_amendment(asked, actor=office, answer="这个号码登记在别人名下")

    page = world.client("member").get("/people/mine/").content.decode()
    assert "这个号码登记在别人名下" in page
    assert "未更正" in page
    assert member(world).phone == ""


def test_neither_wish_nor_answer_lies_in_clear(world: World, asked: Amendment) -> None:
    decline_amendment(asked, actor=world.actor("orgoffice"), answer="号码 19900001235 也不对")

    row = Amendment.objects.values().get(pk=asked.pk)
    about = Record.objects.filter(subject_type="amendment").values_list("data", flat=True)
    assert "1990000" not in f"{row}{list(about)}"


@pytest.mark.parametrize(("wish", "says"), [("  ", "写一句"), ("长" * 301, "最多 300")])
def test_a_wish_that_will_not_do_is_told(world: World, wish: str, says: str) -> None:
    with refused(422, "invalid", says=says):
        ask_amendment(world.people["member"], actor=world.actor("member"), wish=wish)


def test_five_wait_at_once_at_most(world: World) -> None:
    for number in range(5):
        ask_amendment(world.people["member"], actor=world.actor("member"), wish=f"第 {number} 件")

    with refused(422, "invalid", says="5 件"):
        ask_amendment(world.people["member"], actor=world.actor("member"), wish="再一件")


def test_one_asks_about_oneself_alone(world: World) -> None:
    with refused(403, "rule", says="自己的信息"):
        ask_amendment(world.people["dean"], actor=world.actor("member"), wish=WISH)


@pytest.mark.parametrize("account", ["branch", "faculty", "secadmin", "sysadmin", "outsider"])
def test_others_do_not_answer(world: World, asked: Amendment, account: str) -> None:
    with refused(403, "no-grant"):
        accept_amendment(asked, actor=world.actor(account), phone="19900001234")
    assert world.client(account).get(f"/people/amendments/{asked.pk}/").status_code == 404


def test_nobody_answers_the_own_request(world: World) -> None:
    own = ask_amendment(world.people["orgoffice"], actor=world.actor("orgoffice"), wish=WISH)

    with refused(403, "rule", says="你自己的申请"):
        accept_amendment(own, actor=world.actor("orgoffice"), phone="19900001234")
    assert waiting_for(world.actor("orgoffice")) == []


def test_it_is_answered_once(world: World, asked: Amendment) -> None:
    office = world.actor("orgoffice")
    with refused(422, "invalid", says="没有要更正的"):
        accept_amendment(asked, actor=office, name="喻清川")
    accept_amendment(asked, actor=office, phone="19900001234")

    with refused(409, "step-not-open"):
        decline_amendment(asked, actor=office, answer="迟了")


def test_it_waits_on_the_desk_of_the_office(world: World, asked: Amendment) -> None:
    (waiting,) = waiting_for(world.actor("orgoffice"))

    assert (waiting.title, waiting.url, waiting.verb) == (
        "喻清川",
        f"/people/amendments/{asked.pk}/",
        "amendments.accept",
    )
    assert waiting.url in world.client("orgoffice").get("/").content.decode()


def test_the_pages_ask_keep_what_was_typed_and_answer(world: World) -> None:
    mine, office = world.client("member"), world.client("orgoffice")
    long = "长" * 301
    kept = mine.post("/people/mine/", {"wish": long})
    assert (kept.status_code, long in kept.content.decode()) == (422, True)

    assert mine.post("/people/mine/", {"wish": WISH}).status_code == 303
    asked = Amendment.objects.get()
    url = f"/people/amendments/{asked.pk}/"
    assert WISH in office.get(url).content.decode()
    assert "喻清川" in office.get("/people/amendments/").content.decode()
    wrong = office.post(f"{url}accept/", {"joined_on": "昨天", "answer": "已核对"})
    assert (wrong.status_code, "已核对" in wrong.content.decode()) == (422, True)
    assert office.post(f"{url}accept/", {"phone": "19900001234"}).status_code == 303
    assert office.post(f"{url}nothing/", {}).status_code == 404
    assert "已更正" in mine.get("/people/mine/").content.decode()


def test_a_machine_asks_and_answers(world: World) -> None:
    def send(account: str, path: str, body: dict[str, Any]) -> Any:
        return world.client(account).post(f"/api/v1/amendments{path}", body, content_type="application/json")

    made = send("member", "", {"person_id": world.people["member"].pk, "wish": WISH}).json()
    assert (made["state"], made["wish"], made["answer"]) == ("open", WISH, "")

    done = send("orgoffice", f"/{made['id']}/accept", {"phone": "19900001234"}).json()

    assert (done["state"], done["answered_by"]) == ("accepted", "戚晓岚")
    items = world.client("member").get("/api/v1/amendments").json()["items"]
    assert [item["id"] for item in items] == [made["id"]]
    assert world.client("student").get("/api/v1/amendments").json()["items"] == []


def test_my_data_say_why_how_long_and_who_looked(world: World) -> None:
    amend_person(world.people["member"], actor=BUILDER, phone="19900001234")
    unmask_person(member(world), actor=world.actor("orgoffice"), reason="核对党费转账")

    page = world.client("member").get("/people/mine/").content.decode()

    told = ("19900001234", "工作联系", "离校满 3 年后删除", "戚晓岚", "理由：核对党费转账", "登录平台")
    assert [words for words in told if words not in page] == []


def test_my_data_can_be_taken_along_whole(world: World, asked: Amendment) -> None:
    unmask_person(member(world), actor=world.actor("orgoffice"), reason="核对名册")

    answer = world.client("member").get("/people/mine/?format=xlsx")

    rows = load_workbook(BytesIO(b"".join(answer)), read_only=True).active.values
    held = [(what, told) for what, told, *_rest in rows]
    assert [what for what, _told in held] == [
        "项目", "学工号", "姓名", "类别", "政治面貌", "账号", "登录的设备", "所在组织", "所在组织", "谁看过证件号和电话",
        "申请更正", "谁改过",
    ]  # fmt: skip
    assert ("姓名", "喻清川") in held
    assert [told.endswith(WISH) for what, told in held if what == "申请更正"] == [True]
    assert "导出我的数据" in world.client("member").get("/people/mine/").content.decode()
