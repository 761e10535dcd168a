"""A download that nobody reads on holds its place, and no more than its place."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.support.world import World

LISTS = "/people/?format=xlsx"


def test_a_reader_has_two_downloads_at_once_and_the_pages_go_on(world: World) -> None:
    client = world.client("orgoffice")
    first, second = client.get(LISTS), client.get(LISTS)

    third = client.get(LISTS)
    assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
    assert int(third.headers["Retry-After"]) > 0
    assert "等其中一个下完再试" in third.content.decode()
    assert client.get("/people/").status_code == 200

    _read(first)
    assert client.get(LISTS).status_code == 200
    assert client.get(LISTS).status_code == 429


def test_a_download_read_to_its_end_gives_its_place_back(world: World) -> None:
    client = world.client("orgoffice")

    for _time in range(3):
        assert _read(client.get(LISTS))[:2] == b"PK"


def test_all_readers_together_leave_half_of_the_threads(world: World) -> None:
    one_server, held = Client(), []
    for name in ("orgoffice", "committee", "faculty", "branch", "organizer"):
        one_server.cookies = world.client(name).cookies
        held += [one_server.get(LISTS) for _time in range(2)]

    assert [each.status_code for each in held] == [200] * 8 + [429] * 2
    assert "现在下载的人多" in held[-1].content.decode()
    for each in held[:8]:
        _read(each)
    assert one_server.get(LISTS).status_code == 200


def _read(answer: Any) -> bytes:
    """To its end, as a browser that takes its time."""
    return b"".join(answer.streaming_content)
