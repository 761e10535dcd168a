"""The API: multipart in, counts and faults out, the verbs on it, the marked sheet."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jingwei.foundation.people.actions import issue_token
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.tests.sheets import people
from tests.support.sheets import books
from tests.support.world import World

FAULTY = ["N009", "", "教师", "", "", "", ""]


class Machine:
    """A client with a token."""

    def __init__(self, world: World, account: str) -> None:
        token = issue_token(world.accounts[account], post_key=world.posts[account])
        self.client, self.headers = Client(), {"Authorization": f"Bearer {token}"}

    def hand_in(self, rows: list[list[str]] | bytes, key: str = "") -> tuple[int, dict[str, Any]]:
        sheet = rows if isinstance(rows, bytes) else books.xlsx(rows)
        form = {"file": SimpleUploadedFile("名册.xlsx", sheet)}
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        answer = self.client.post("/api/v1/imports", form, headers=headers)
        return answer.status_code, answer.json()

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = self.client.post(
            f"/api/v1/imports/{path}", json.dumps(body), content_type="application/json", headers=self.headers
        )
        return answer.status_code, answer.json()

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/imports{path}", headers=self.headers)


def test_a_sheet_goes_the_whole_way(world: World) -> None:
    machine = Machine(world, "orgoffice")

    status, made = machine.hand_in([*people(2), FAULTY])

    assert status == 200, made
    assert (made["kind"], made["state"], made["new"], made["faulty"]) == ("people", "previewed", 2, 1)
    assert [(row["row"], row["faults"][0]["code"]) for row in made["faults"]] == [(4, "required")]
    assert {verb["verb"] for verb in made["actions"]} == {"imports.apply", "imports.discard", "imports.undo"}
    status, refused = machine.post(f"{made['id']}/apply", {})
    assert (status, refused["code"]) == (409, "faulty-rows")
    status, done = machine.post(f"{made['id']}/apply", {"valid_only": True})
    assert (status, done["state"], done["new"]) == (200, "applied", 2)
    assert Person.objects.filter(code__startswith="N").count() == 2
    assert machine.post(f"{made['id']}/undo", {})[1]["state"] == "undone"
    assert machine.get("").json()["items"][0]["state"] == "已撤回"


def test_rows_are_paged_and_the_sheet_comes_back(world: World) -> None:
    machine = Machine(world, "orgoffice")
    _status, made = machine.hand_in([*people(3), FAULTY])

    first = machine.get(f"/{made['id']}/rows?outcome=new&limit=2").json()
    rest = machine.get(f"/{made['id']}/rows?outcome=new&limit=2&cursor={first['next']}").json()

    assert [row["number"] for row in (*first["items"], *rest["items"])] == [2, 3, 4]
    assert rest["next"] is None
    assert machine.get(f"/{made['id']}/faults.xlsx").content[:2] == b"PK"


def test_a_resent_preview_is_made_once(world: World) -> None:
    machine = Machine(world, "orgoffice")

    sheet = books.xlsx(people(1))  # once: a workbook bears the second it was made in

    first, again = machine.hand_in(sheet, key="k"), machine.hand_in(sheet, key="k")

    assert first[1]["id"] == again[1]["id"]
    assert Import.objects.count() == 1


def test_what_is_no_sheet_is_422_and_what_is_not_yours_is_404(world: World) -> None:
    machine = Machine(world, "orgoffice")
    form = {"file": SimpleUploadedFile("名册.xlsx", b"nothing of the kind")}
    answer = machine.client.post("/api/v1/imports", form, headers=machine.headers)
    _status, made = machine.hand_in(people(1))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")
    assert Machine(world, "outsider").get(f"/{made['id']}").status_code == 404
    assert Machine(world, "branch").hand_in(people(1))[0] == 403
    assert machine.client.post("/api/v1/imports", form).status_code == 401
