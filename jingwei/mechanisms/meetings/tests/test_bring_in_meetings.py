"""`meetings.bring_in`: a roster of meetings held elsewhere comes in through the importer, once, and goes again whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links, sentences
from jingwei.foundation.organisations.actions import found_organisation
from jingwei.foundation.people.actions import issue_token
from jingwei.foundation.policy.queries import asks_for, owed_by
from jingwei.mechanisms.meetings.actions import bring_in_meetings, correct_meeting, take_back_meetings
from jingwei.mechanisms.meetings.models import Attendance, Meeting
from jingwei.mechanisms.meetings.queries.rosters import OldMeeting
from tests.support.sheets import books
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TODAY = date(2026, 4, 10)
HEAD = "所在分党委编码 所在分党委 所在党支部编码 所在党支部 会议类型 主持人学工号 主持人姓名 会议名称 计划会议时间 实际会议时间"
HEADER = [*HEAD.split(), "会议地点", "应到人数", "实到人数", "请假人数", "列席人员", "会议内容", "会议决议"]
ONE = {
    "所在分党委编码": "faculty_party",
    "所在党支部编码": "branch",
    "会议类型": "党员大会",
    "会议名称": "推选优秀党员",
    "实际会议时间": "2025-03-20 14:30:00",
    "应到人数": 5,
    "实到人数": 4,
    "主持人姓名": "沈砚秋",
    "会议决议": "推选喻清川",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock_at(TODAY):
        yield


def sheet(*rows: dict[str, Any], header: list[str] = HEADER) -> bytes:
    return books.xlsx([header, *([row.get(name, "") for name in header] for row in rows)])


def hand_in(client: Client, content: bytes, kind: str = "") -> str:
    file = SimpleUploadedFile("三会一课.xlsx", content)
    answer = client.post("/imports/", {"file": file, "kind": kind})
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return str(answer["Location"])


def taken_in(world: World, content: bytes, kind: str = "") -> str:
    client = world.client("orgoffice")
    where = hand_in(client, content, kind)
    assert client.post(f"{where}apply/").status_code == 303
    return where


def faults(world: World, *rows: dict[str, Any], header: list[str] = HEADER) -> list[tuple[int, str, str]]:
    """What the preview by API blames: row, column, code."""
    token = issue_token(world.accounts["orgoffice"], post_key=world.posts["orgoffice"])
    answer = Client().post(
        "/api/v1/imports",
        {"file": SimpleUploadedFile("三会一课.xlsx", sheet(*rows, header=header)), "kind": "meetings"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 200, answer.json()
    return [
        (row["row"], each["column"], each["code"])
        for row in answer.json()["faults"]
        for each in row["faults"]
    ]


def owed(world: World, on: date) -> dict[str, str]:
    actor = world.actor("orgoffice")
    asks = [ask for ask in asks_for(actor, on) if ask.obligation.id == "branch-assembly"]
    return {each.ask.words: each.state for each in owed_by(actor, asks, on, world["branch"].pk)}


def test_a_roster_comes_in_on_the_day_it_tells_of_without_names(world: World) -> None:
    where = hand_in(world.client("orgoffice"), sheet(ONE))
    look = world.client("orgoffice").get(where).content.decode()
    assert "旧会议" in look and "共 1 行：新增 1，更正 0，不变 0，有问题 0" in look
    assert "支部党员大会：推选优秀党员" in look and "2025-03-20" in look and "4/5" in look
    assert "这些列没有导入：" in look and "主持人姓名" in look

    assert world.client("orgoffice").post(f"{where}apply/").status_code == 303

    made = Meeting.objects.get()
    assert (made.organisation, made.body, made.held_on) == (world["branch"], "assembly", date(2025, 3, 20))
    assert (made.topic, made.outcome) == ("推选优秀党员", "推选喻清川")
    assert (made.expected, made.present, made.counts, made.recorded_name) == (5, 4, True, "戚晓岚")
    assert Attendance.objects.count() == 0
    records = Record.objects.filter(verb__startswith="meetings.").order_by("seq")
    assert [(each.verb, each.month, each.result) for each in records] == [
        ("meetings.record", 202503, "assembly"),
        ("meetings.bring_in", 202604, ""),
    ]
    assert sentences(list(records))[1][1] == "戚晓岚导入了 2025-03-20 到 2025-03-20 的 1 次旧会议"
    assert list(broken_links()) == []


def test_what_was_owed_then_is_met(world: World) -> None:
    then = date(2025, 3, 31)
    with clock_at(then):
        assert owed(world, then)["2025 年第 1 季度"] == "due"
    taken_in(world, sheet(ONE))

    with clock_at(then):
        assert owed(world, then)["2025 年第 1 季度"] == "met"


def test_twice_changes_nothing(world: World) -> None:
    taken_in(world, sheet(ONE))
    client = world.client("orgoffice")

    look = client.get(hand_in(client, sheet(ONE, ONE | {"会议类型": "支委会"}))).content.decode()

    assert "共 2 行：新增 1，更正 0，不变 1，有问题 0" in look


def test_columns_in_any_order_and_an_old_system_s_activities(world: World) -> None:
    header = ["活动主题", "实际时间", "应到", "实到", "所在党支部", "主要内容及特色"]
    row = ["学农时，下地头", "2025年5月8日", 5, 5, "智能农机教师党支部", "分三组去三个村"]

    taken_in(world, books.xlsx([header, row]))

    made = Meeting.objects.get()
    assert (made.body, made.held_on, made.topic) == ("themed-day", date(2025, 5, 8), "学农时，下地头")
    assert (made.outcome, made.expected, made.present) == ("分三组去三个村", 5, 5)


def test_a_comma_separated_file_by_the_command(world: World, tmp_path: Path) -> None:
    path, out = tmp_path / "三会一课.csv", StringIO()
    path.write_bytes(books.text([list(ONE), list(ONE.values())], "gb18030"))

    call_command("import", "meetings", str(path), "--as", "orgoffice", stdout=out, stderr=StringIO())

    assert "1 new, 0 changed, 0 same, 0 faulty" in out.getvalue()
    assert Meeting.objects.count() == 1


def test_what_cannot_be_is_blamed_on_its_cell(world: World) -> None:
    rows = (
        ONE | {"会议类型": "茶话会"},
        ONE | {"所在党支部编码": "nowhere"},
        ONE | {"实际会议时间": "2026-05-01"},
        ONE | {"实到人数": 6},
        ONE | {"会议名称": "字" * 81},
        ONE | {"会议类型": "党小组会"},
        ONE,
        ONE,
        ONE | {"会议名称": ""},
        ONE | {"会议类型": "谈心谈话"},
    )

    assert faults(world, *rows) == [
        (2, "会议类型", "choice-unknown"),
        (3, "所在党支部编码", "unknown-organisation"),
        (4, "实际会议时间", "refused"),
        (5, "实到人数", "refused"),
        (6, "会议名称", "text-too-long"),
        (7, "会议类型", "refused"),
        (9, "会议名称", "duplicate-in-sheet"),
        (10, "会议名称", "required"),
        (11, "会议类型", "choice-unknown"),
    ]


def test_a_group_is_named_in_a_column_of_its_own(world: World) -> None:
    group = found_organisation(world["branch"], actor=BUILDER, kind="party-group", code="G1", name="第一小组")

    taken_in(world, sheet(ONE | {"会议类型": "党小组会", "党小组": "第一小组"}, header=[*HEADER, "党小组"]))

    assert Meeting.objects.get().organisation == group


def test_too_few_by_the_numbers_counts_for_nothing(world: World) -> None:
    taken_in(world, sheet(ONE | {"实到人数": 2}))

    assert Meeting.objects.get().counts is False
    assert Record.objects.get(verb="meetings.record").result == "short"


def test_it_goes_again_whole_and_counts_no_longer(world: World) -> None:
    then = date(2025, 3, 31)
    where = taken_in(world, sheet(ONE, ONE | {"会议类型": "支委会"}))

    assert world.client("orgoffice").post(f"{where}undo/").status_code == 303

    assert "已经撤回" in world.client("orgoffice").get(where).content.decode()
    assert set(Meeting.objects.values_list("state", "reason")) == {("struck", "导入撤回了")}
    with clock_at(then):
        assert owed(world, then)["2025 年第 1 季度"] == "due"
    assert list(broken_links()) == []
    taken_in(world, sheet(ONE))
    assert Meeting.objects.filter(state="recorded").count() == 1


def test_what_was_put_right_since_stays(world: World) -> None:
    where = taken_in(world, sheet(ONE))
    correct_meeting(Meeting.objects.get(), actor=world.actor("branch"), reason="记错了", outcome="推选两人")
    client = world.client("orgoffice")

    assert client.post(f"{where}undo/").status_code == 409
    assert "1 项改正过的会议（支部党员大会“推选优秀党员”）" in client.get(where).content.decode()
    assert Meeting.objects.get().state == "recorded"


def test_it_is_offered_beside_the_other_sheets(world: World) -> None:
    client = world.client("orgoffice")

    page = client.get("/imports/").content.decode()

    assert "旧会议" in page and "三会一课、主题党日的旧台账" in page
    assert client.get("/imports/template/meetings.xlsx").status_code == 200
    assert client.get("/imports/template/themed-days.xlsx").status_code == 200


def test_only_who_holds_it_brings_in_and_takes_back(world: World) -> None:
    home, branch = world.universities["home"], world["branch"]
    row = OldMeeting(branch.pk, "assembly", date(2025, 3, 20), "推选优秀党员", "", 5, 4, True)

    with refused(403, "no-grant"):
        bring_in_meetings(home, actor=world.actor("branch"), rows=[row])
    with refused(403, "no-grant"):
        take_back_meetings(home, actor=world.actor("branch"), ids=[1])
    with refused(422, "invalid", says="没有要导入的会议"):
        bring_in_meetings(home, actor=world.actor("orgoffice"), rows=[])
    assert bring_in_meetings(home, actor=world.actor("orgoffice"), rows=[row]) == 1
