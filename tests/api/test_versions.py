"""What people edit has a version: the API gives it as an ETag and takes it back as If-Match."""

from __future__ import annotations

from tests.api.conftest import Machine, problem
from tests.support.world import World


def rename(client: object, world: World, name: str, version: str) -> object:
    return client.post(  # type: ignore[attr-defined]
        f"/api/v1/organisations/{world['branch'].pk}/rename",
        {"name": name},
        content_type="application/json",
        headers={"if-match": version},
    )


def test_the_version_read_is_the_version_to_edit(world: World, machine: Machine) -> None:
    client = machine("orgoffice")
    read = client.get(f"/api/v1/organisations/{world['branch'].pk}")
    tag = read.headers["ETag"]
    assert tag == f'"{read.json()["version"]}"'

    first = rename(client, world, "新名一", tag)
    second = rename(client, world, "新名二", tag)

    assert first.status_code == 200  # type: ignore[attr-defined]
    assert first.headers["ETag"] != tag  # type: ignore[attr-defined]
    problem(second, 409, "edited-meanwhile")
    assert rename(client, world, "新名二", first.headers["ETag"]).status_code == 200  # type: ignore[attr-defined]


def test_any_version_will_do_where_a_star_says_so(world: World, machine: Machine) -> None:
    assert rename(machine("orgoffice"), world, "新名", "*").status_code == 200  # type: ignore[attr-defined]


def test_what_has_no_version_has_no_tag(world: World, machine: Machine) -> None:
    client = machine("auditor")
    (first, *_) = client.get("/api/v1/records").json()["items"]

    assert "ETag" not in client.get(f"/api/v1/records/{first['id']}").headers
