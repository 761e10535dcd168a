"""The whole story again by a machine: nothing but HTTP, every change sent twice, done once."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.support.house import House
from tests.support.sheets import books
from tests.support.world import PASSWORD

TODAY = date.today() + timedelta(days=1)
SOON = (TODAY + timedelta(days=20)).isoformat()
BORDER = "journey-boundary"
Json = dict[str, Any]


@dataclass
class Machine:
    """A client with the token of one account; it sends every change twice under one key, as a phone may."""

    house: House
    account: str
    token: str = ""

    def __post_init__(self) -> None:
        body = {"username": self.account, "password": PASSWORD}
        self.token = self._send("POST", "auth/token", json.dumps(body).encode(), key="")["token"]

    def reads(self, path: str) -> Json:
        """Read a noun."""
        return self._send("GET", path, None, key="")

    def does(self, path: str, **body: Any) -> Json:
        """Carry out a verb, and again with the same key: the second answer is about the same thing."""
        return self._twice(path, json.dumps(body).encode(), "application/json")

    def hands_in(self, name: str, rows: list[list[str]]) -> Json:
        """Upload a sheet."""
        head = f'--{BORDER}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + books.xlsx(rows) + f"\r\n--{BORDER}--\r\n".encode()
        return self._twice("imports", body, f"multipart/form-data; boundary={BORDER}")

    def _twice(self, path: str, body: bytes, kind: str) -> Json:
        key = secrets.token_hex(8)
        first = self._send("POST", path, body, key=key, kind=kind)
        again = self._send("POST", path, body, key=key, kind=kind)
        assert again["id"] == first["id"], (path, first, again)
        return first

    def _send(
        self, method: str, path: str, body: bytes | None, *, key: str, kind: str = "application/json"
    ) -> Json:
        headers = {"Content-Type": kind, "Idempotency-Key": key, "Authorization": f"Bearer {self.token}"}
        used = {
            name: value
            for name, value in headers.items()
            if value and (self.token or name != "Authorization")
        }
        request = Request(f"{self.house.url}/api/v1/{path}", body, used, method=method)
        try:
            with urlopen(request, timeout=30) as answer:
                return dict(json.load(answer))
        except HTTPError as refused:
            raise AssertionError(f"{method} {path}: {refused.code} {refused.read().decode()}") from refused


def found(machine: Machine, noun: str, asked: str, name: str) -> int:
    """The id of the row with this name."""
    rows = machine.reads(f"{noun}?{asked}")["items"]
    return int(next(row["id"] for row in rows if name in row.values()))


def part(matter: Json, kind: str, words: str) -> Json:
    """The part of a matter with these words."""
    return dict(next(each for each in matter[kind] if words in each.values()))


@pytest.mark.smoke
def test_given_tokens_when_every_change_is_sent_twice_then_one_matter_is_carried_and_measured(
    house: House,
) -> None:
    officer, secretary, head = (Machine(house, each) for each in ("orgoffice", "branch", "head"))
    committee = Machine(house, "committee")

    # Given an officer brings a unit in, twice, and it is there once
    mark = secrets.token_hex(2)
    header = ["单位编码", "单位名称", "上级单位编码", "单位类别"]
    sheet = [header, [f"Z{mark}", f"极地装备团队{mark}", "faculty", "团队与课题组"]]
    preview = officer.hands_in("业务单位.xlsx", sheet)
    assert (preview["new"], preview["faulty"]) == (1, 0), preview
    assert officer.does(f"imports/{preview['id']}/apply")["state"] == "applied"
    assert officer.hands_in("业务单位.xlsx", sheet)["same"] == 1

    # When both sides carry a matter through the four stages
    branch = found(secretary, "organisations", "tree=party", "智能农机教师党支部")
    team = found(secretary, "organisations", "tree=unit", "农机装备研究所")
    title = f"冰期装备联合测试 {mark}"
    matter = secretary.does(
        "matters", organisation_id=branch, partner_id=team, type="general", title=title,
        starts=TODAY.isoformat(), due=(TODAY + timedelta(days=90)).isoformat(),
        functions=["research"], guarantees=["organisation"], clauses=["2.3", "4.1a"],
    )  # fmt: skip
    here = f"matters/{matter['id']}"
    secretary.does(
        f"{here}/set-points", combine="突击队编进测试组", effort="抓住封冻期", contribute="低温故障减半"
    )
    head.does(
        f"{here}/add-goal", text="低温故障减半", measure="故障数", unit_word="次", baseline=20, target=10
    )
    secretary.does(f"{here}/add-milestone", title="首轮冷启动", due=SOON, owner="both", weight=60)
    planned = secretary.does(f"{here}/add-milestone", title="三轮数据", due=SOON, owner="unit", weight=40)
    goal = part(planned, "goals", "低温故障减半")
    both, own = (part(planned, "milestones", name) for name in ("首轮冷启动", "三轮数据"))
    for side in (secretary, head):
        side.does(f"{here}/agree-plan")
    for side, post in ((secretary, "突击队队长"), (head, "测试工程师")):
        side.does(f"{here}/assign-task", title="守夜班", due=SOON, post=post)
    for side in (secretary, head):
        side.does(f"{here}/agree-deployment")
    secretary.does(f"{here}/note", text="突击队改了夜班编组", milestone_id=both["id"], changed="decision")
    head.does(f"{here}/note", text="冷启动三轮", milestone_id=both["id"], kind="deed")
    reached = {"milestone_id": own["id"], "goal_id": goal["id"], "value": 9}
    noted = head.does(f"{here}/note", text="故障降到 9 次", kind="outcome", **reached)
    dean = Machine(house, "dean")
    for deed in noted["deeds"]:
        answering = dean if deed["benefits"] == "unit" else secretary
        assert answering.does(f"deeds/{deed['id']}/confirm")["state"] == "confirmed"
    for milestone in (both, own):
        secretary.does(f"milestones/{milestone['id']}/accept-milestone")
    secretary.does(f"{here}/call-inspection")
    officer.does(f"{here}/inspect", finding="看了夜班记录和数据", verdict="passed")
    assert officer.does(f"goals/{goal['id']}/judge-goal", figure=9)["reached"] is True
    assert secretary.does(f"{here}/close")["state"] == "closed"

    # Then nothing was doubled, and the record is among the rows of the measure, with its hash in the ledger
    whole = secretary.reads(here)
    counts = {
        part: len(whole[part])
        for part in ("goals", "milestones", "tasks", "deeds", "agreements", "inspections")
    }
    assert counts == {"goals": 1, "milestones": 2, "tasks": 2, "deeds": 3, "agreements": 4, "inspections": 1}
    records = committee.reads(f"records?subject_type=matter&subject_id={matter['id']}&limit=100")["items"]
    verbs = sorted(row["verb"] for row in records)
    assert len(verbs) == 1 + 1 + 1 + 2 + 2 + 2 + 2 + 3 + 3 + 2 + 1 + 1 + 1 + 1, verbs
    rows = committee.reads("measures/matters-of-substance/rows?limit=100")
    assert rows["shown"] + rows["hidden"] == rows["total"]
    (row,) = [row for row in rows["items"] if row["subject"] == title]
    record = committee.reads(f"records/{row['id']}")
    assert (record["verb"], record["subject_id"]) == ("matters.inspect", matter["id"])
    assert len(record["hash"]) == 64 and record["hash"] != record["prev_hash"]
