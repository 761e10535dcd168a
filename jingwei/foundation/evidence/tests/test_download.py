"""A file opens for those who may see its subject where it stands now, always as a download, never as a page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.evidence.models import Attachment
from jingwei.foundation.evidence.tests.files import PDF, WORDS, upload
from jingwei.foundation.organisations.actions import move_organisation
from tests.support.matters import Story, story_at
from tests.support.world import BUILDER, World

DOORS = ("/evidence/{}/", "/api/v1/attachments/{}/content")


def attached(story: Story, content: bytes = PDF, name: str = "方案.pdf") -> Attachment:
    return attach_evidence(story.matter, actor=story.secretary, upload=upload(content, name))


def status(client: Client, url: str) -> int:
    """The answer's status; a file is read to its end, which is how the test's browser lets go of it."""
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.parametrize("door", DOORS)
def test_it_comes_as_it_was_and_runs_nowhere(world: World, door: str) -> None:
    with story_at(world, "implementing") as story:
        response = world.client("head").get(door.format(attached(story).pk))

    assert (response.status_code, b"".join(response.streaming_content)) == (200, PDF)
    assert {name: response[name] for name in SAFE} == SAFE
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('方案.pdf')}"


SAFE = {
    "Content-Type": "application/pdf",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


def test_words_are_never_read_as_a_page(world: World) -> None:
    with story_at(world, "implementing") as story:
        response = world.client("head").get(DOORS[0].format(attached(story, WORDS, "记录.html").pk))
    response.close()

    assert response["Content-Type"] == "text/plain"
    assert quote("记录.html.txt") in response["Content-Disposition"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("account", "answer"),
    [
        ("branch", 200),
        ("teacher", 200),
        ("dean", 200),
        ("orgoffice", 200),
        ("neighbour", 404),
        ("outsider", 404),
    ],
)
def test_who_may_see_the_work_may_open_its_files(world: World, account: str, answer: int, door: str) -> None:
    with story_at(world, "implementing") as story:
        assert status(world.client(account), door.format(attached(story).pk)) == answer


@pytest.mark.parametrize("account", ["student", "sysadmin", "secadmin", "auditor", "province"])
def test_who_reads_no_files_opens_none(world: World, account: str) -> None:
    with story_at(world, "implementing") as story:
        assert world.client(account).get(DOORS[0].format(attached(story).pk)).status_code == 403


@pytest.mark.parametrize("door", DOORS)
def test_what_was_taken_away_opens_no_more(world: World, door: str) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)
        detach_evidence(file, actor=story.secretary, reason="传错了")

        assert world.client("branch").get(door.format(file.pk)).status_code == 404


def test_a_file_moves_with_the_organisations_of_its_matter(world: World) -> None:
    with story_at(world, "implementing") as story:
        url = DOORS[0].format(attached(story).pk)
        before = [status(world.client(account), url) for account in ("faculty", "branch")]
        for key, to in (("branch", "other_faculty_party"), ("team", "other_faculty")):
            move_organisation(world[key], actor=BUILDER, parent=world[to])

        after = [status(world.client(account), url) for account in ("faculty", "branch")]

    assert (before, after) == ([200, 200], [404, 200])


def test_nobody_signed_in_opens_nothing(world: World) -> None:
    with story_at(world, "implementing") as story:
        file = attached(story)

    assert [status(Client(), door.format(file.pk)) for door in DOORS] == [303, 401]
