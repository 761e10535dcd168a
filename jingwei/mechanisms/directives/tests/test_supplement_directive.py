"""`directives.supplement`: a file is put beside what is issued, with what it is; those touched sign again."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.foundation.evidence.models import Attachment
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.directives.actions import sign_receipt, supplement_directive
from jingwei.mechanisms.directives.queries import files_beside
from jingwei.mechanisms.directives.tests.story import PAPER, drafted, issued
from tests.support.verbs import refused
from tests.support.world import World


def form(name: str = "样表.txt") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, "服务谁、做什么、哪天前\n".encode())


def test_it_is_read_below_and_asks_those_touched_to_sign_again(world: World) -> None:
    with issued(world) as story:
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        sign_receipt(story.receipt("faculty_party"), actor=story.actor("faculty"))
        committee = story.actor("committee")
        supplement_directive(
            story.directive, actor=committee, upload=form(), what="填报样表", sign_again=["teacher-branch"]
        )

        assert [file.name for file in files_beside(story.actor("branch"), story.directive)] == ["样表.txt"]
        assert [story.receipt(name).state for name in ("branch", "faculty_party")] == ["sent", "signed"]
        told = [sentence for _record, sentence in sentences(list(records_about(story.directive)))]
        assert told[-2:] == [
            f"祁远山给“{PAPER['title']}”附上了文件 样表.txt",
            f"祁远山给《{PAPER['title']}》补了附件：填报样表（重新签收 1 个）",
        ]


def test_it_is_refused(world: World) -> None:
    with issued(world) as story:
        with refused(403, "no-grant"):
            supplement_directive(story.directive, actor=story.actor("faculty"), upload=form(), what="样表")
        with refused(422, "invalid"):
            supplement_directive(story.directive, actor=story.actor("committee"), upload=form(), what=" ")
        draft = drafted(world).directive
        with refused(409, "step-not-open"):
            supplement_directive(draft, actor=story.actor("committee"), upload=form(), what="样表")
    assert Attachment.objects.count() == 0


def test_by_page(world: World) -> None:
    with issued(world) as story:
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        client, at = world.client("orgoffice"), f"/directives/{story.directive.pk}/supplement/"
        page = client.get(at).content.decode()
        wrong = client.post(at, {"upload": form(), "what": ""})
        sent = client.post(at, {"upload": form(), "what": "填报样表", "sign_again": ["teacher-branch"]})
        story.directive.refresh_from_db()

        assert "补了什么" in page and "请谁重新签收" in page
        assert (wrong.status_code, sent.status_code, story.directive.edition) == (422, 303, 2)
        assert "样表.txt" in world.client("branch").get(f"/directives/{story.directive.pk}/").content.decode()


def test_over_the_api(world: World) -> None:
    with issued(world) as story:
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        client, at = world.client("committee"), f"/api/v1/directives/{story.directive.pk}/supplement"
        body = {"upload": form(), "what": "填报样表", "sign_again": ["teacher-branch", "faculty-committee"]}
        done = client.post(at, body)

    assert (done.status_code, done.json()["edition"]) == (200, 2), done.content
    assert [file["name"] for file in done.json()["files"]] == ["样表.txt"]
