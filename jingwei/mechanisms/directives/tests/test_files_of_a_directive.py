"""`evidence.attach` and `evidence.detach` beside a directive: its own files, read by all it reaches and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jingwei.adapters.clock import clock_at
from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.evidence.models import Attachment
from jingwei.foundation.evidence.queries import ATTACHMENTS
from jingwei.kernel.listing import take
from jingwei.kernel.packs import registry
from jingwei.mechanisms.directives.actions import issue_directive, replace_directive, withdraw_directive
from jingwei.mechanisms.directives.tests.story import NOON, Story, drafted
from tests.support.verbs import refused
from tests.support.world import World

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
READERS = ("committee", "orgoffice", "faculty", "branch", "neighbour", "member")
STRANGERS = ("student", "teacher", "dean", "sysadmin", "auditor", "province", "outsider")


def pdf(name: str = "清单样表.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, PDF)


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    """A draft."""
    with clock_at(NOON):
        yield drafted(world)


def laid(story: Story) -> Attachment:
    """A file beside the draft."""
    return attach_evidence(story.directive, actor=story.actor("committee"), upload=pdf())


def asked(client: Client, at: str) -> int:
    """How the address answers; a file is read to its end."""
    response = client.get(at)
    if response.streaming:
        assert b"".join(response.streaming_content) == PDF
    return response.status_code


def opened(story: Story, file: Attachment) -> dict[str, tuple[int, int, bool]]:
    """Who may open the file, by page and by API, and who finds it in the list."""
    found = {}
    for account in (*READERS, *STRANGERS):
        client = story.world.client(account)
        pages = (f"/evidence/{file.pk}/", f"/api/v1/attachments/{file.pk}/content")
        page, api = (asked(client, at) for at in pages)
        listed = any(row["id"] == file.pk for row in take(ATTACHMENTS, story.actor(account), {}).items)
        found[account] = (page, api, listed)
    return found


def test_a_draft_and_its_files_are_read_by_who_may_write_it_alone(story: Story) -> None:
    found = opened(story, laid(story))

    assert {account for account, each in found.items() if each == (200, 200, True)} == {
        "committee",
        "orgoffice",
    }
    assert all(not listed and api in (403, 404) for _page, api, listed in list(found.values())[2:])


def test_once_issued_they_are_read_by_all_it_reaches_and_by_nobody_else(story: Story) -> None:
    file = laid(story)
    issue_directive(story.directive, actor=story.actor("committee"))
    found = opened(story, file)

    assert {account for account, each in found.items() if each == (200, 200, True)} == set(READERS)
    for account in STRANGERS:
        page, api, listed = found[account]
        assert (page in (403, 404), api in (403, 404), listed) == (True, True, False), account


def test_whoever_reads_directives_may_open_files() -> None:
    readers = [role for role in registry.roles() if role.holds("directives.see")]

    # The province opens the files beside its own directives, and none of a university (test_forward_receipt.py).
    assert [role.id for role in readers if not role.holds("evidence.see")] == ["province-officer"]


def test_those_below_open_it_in_one_press_from_the_page(story: Story) -> None:
    file = laid(story)
    issue_directive(story.directive, actor=story.actor("committee"))
    page = story.world.client("branch").get(f"/directives/{story.directive.pk}/").content.decode()

    assert f'href="/evidence/{file.pk}/"' in page and "清单样表.pdf" in page
    assert "取下" not in page and f"/directives/{story.directive.pk}/attach/" not in page


def test_by_page_files_come_and_go_while_it_is_a_draft(story: Story) -> None:
    client, at = story.world.client("committee"), f"/directives/{story.directive.pk}/"
    form = client.get(f"{at}attach/").content.decode()
    empty = client.post(f"{at}attach/", {})
    wrong = client.post(f"{at}attach/", {"upload": SimpleUploadedFile("a.pdf", b"\x00\x01")})
    sent = client.post(f"{at}attach/", {"upload": pdf()})
    file = Attachment.objects.get()
    page = client.get(at).content.decode()
    gone = client.post(f"{at}files/{file.pk}/detach/", {"reason": "换一版"})
    file.refresh_from_db()

    assert 'enctype="multipart/form-data"' in form
    assert (empty.status_code, wrong.status_code, sent.status_code, gone.status_code) == (422, 422, 303, 303)
    assert "清单样表.pdf" in page and f"{at}files/{file.pk}/detach/" in page
    assert (file.state, "清单样表.pdf" in client.get(at).content.decode()) == ("detached", False)
    assert client.get(f"{at}files/{file.pk}/detach/").status_code == 404


def test_what_is_issued_changes_by_verbs_that_those_below_are_told_of(story: Story) -> None:
    file, committee = laid(story), story.actor("committee")
    issue_directive(story.directive, actor=committee)

    with refused(403, "rule", clause="3.5", says="已经下发了"):
        attach_evidence(story.directive, actor=committee, upload=pdf())
    with refused(403, "rule", clause="3.5"):
        detach_evidence(file, actor=committee, reason="换一版")
    with refused(403, "no-grant"):
        attach_evidence(story.directive, actor=story.actor("branch"), upload=pdf())


def test_of_a_draft_that_was_withdrawn_it_is_not_said_that_it_went_out(story: Story) -> None:
    committee = story.actor("committee")
    draft = replace_directive(issue_directive(story.directive, actor=committee), actor=committee)
    withdraw_directive(draft, actor=committee, reason="不改了")

    with refused(403, "rule", says="草稿已经撤回"):
        attach_evidence(draft, actor=committee, upload=pdf())


def test_over_the_api(story: Story) -> None:
    client, at = story.world.client("committee"), f"/api/v1/directives/{story.directive.pk}"
    laid_down: Any = client.post(f"{at}/attach", {"upload": pdf()}).json()
    files = client.get(at).json()["files"]

    assert [(each["name"], each["size"], each["media_type"]) for each in files] == [
        ("清单样表.pdf", len(PDF), "application/pdf")
    ]
    assert laid_down["once"]["attachment_id"] == str(files[0]["id"])
