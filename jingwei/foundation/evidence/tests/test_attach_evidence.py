"""`evidence.attach`: a file is put beside a matter or one of its notes, if it is what it says and runs nothing."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.foundation.evidence import rules
from jingwei.foundation.evidence.actions import attach_evidence
from jingwei.foundation.evidence.models import Attachment, File
from jingwei.foundation.evidence.queries import attachments_about
from jingwei.foundation.evidence.tests.files import JPEG, PDF, PNG, WORDS, office, packed, upload
from jingwei.foundation.matters.actions import note_deed, withdraw_deed
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, refused
from tests.support.world import World

EXTERNAL = '<Relationship Type="…/attachedTemplate" Target="https://elsewhere.example/t.dotm" TargetMode="External"/>'


def test_a_file_lies_beside_its_note_and_the_record_holds_its_digest(world: World) -> None:
    with story_at(world, "implementing") as story:
        part = f"deed:{_note(story).pk}"
        attached = attach_evidence(story.matter, actor=story.secretary, upload=upload(), part=part)

        assert attachments_about(story.secretary, story.matter) == {part: [attached]}
        assert (attached.file.digest, attached.file.size, attached.file.media_type) == (
            hashlib.sha256(PDF).hexdigest(),
            len(PDF),
            "application/pdf",
        )
        record = last_record(story)
        assert gist(record) == ("evidence.attach", part, "", "")
        assert record.values == {"name": "方案.pdf", "digest": attached.file.digest, "size": len(PDF)}


def test_the_same_content_is_kept_once(world: World) -> None:
    with story_at(world, "implementing") as story:
        for name in ("一稿.pdf", "又一稿.pdf"):
            attach_evidence(story.matter, actor=story.secretary, upload=upload(name=name))

    assert (File.objects.count(), Attachment.objects.count()) == (1, 2)


def test_who_holds_no_grant_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        for account in ("student", "neighbour", "sysadmin", "auditor"):
            with refused(403, "no-grant"):
                attach_evidence(story.matter, actor=story.actor(account), upload=upload())


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_a_matter_that_is_over_takes_no_more_files(world: World, state: str) -> None:
    with story_at(world, state) as story, refused(403, "rule", clause="4.1a", says="封存"):
        attach_evidence(story.matter, actor=story.secretary, upload=upload())


def test_a_file_lies_beside_a_note_of_its_own_matter_alone(world: World) -> None:
    with story_at(world, "implementing") as story:
        gone = _note(story)
        withdraw_deed(gone, actor=story.actor("member"))
        for part in (
            f"deed:{gone.pk}",
            "deed:99999999",
            "goal:1",
            "deed:",
            "deed:1 OR 1",
            f"deed:{'9' * 30}",
        ):
            with refused(403, "rule", says="没有这一笔"):
                attach_evidence(story.matter, actor=story.secretary, upload=upload(), part=part)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (WORDS, "text/plain"),
        (office(), rules.INSIDE["word/document.xml"]),
        (packed(**{"OFD.xml": "<o/>"}), "application/ofd"),
    ],
)
def test_what_a_file_is_is_read_from_its_content(content: bytes, kind: str) -> None:
    assert rules.sniffed(upload(content, "随便.bin"), len(content)) == kind


HOSTILE = {
    "a program": b"MZ\x90\x00" + b"\x00" * 60,
    "a page": b"<html><body>x</body></html>",
    "a script in words": "看<ScRiPt>alert(1)</script>".encode(),
    "a drawing that runs": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>1</script></svg>',
    "nothing": b"",
    "noise": bytes(range(256)),
    "a plain zip": packed(**{"readme.md": "x"}),
    "a broken zip": b"PK\x03\x04" + b"\x00" * 40,
    "a macro": office(**{"word/vbaProject.bin": b"x"}),
    "a macro in capitals": office(**{"word/VBAPROJECT.BIN": b"x"}),
    "a macro by another name": office(
        **{"[Content_Types].xml": '<Override ContentType="application/vnd.ms-office.vbaProject"/>'}
    ),
    "a macro of the old sheets": packed(**{"xl/workbook.xml": "<w/>", "xl/macrosheets/sheet1.xml": "<m/>"}),
    "a control": office(**{"word/activeX/activeX1.bin": b"x"}),
    "a template from elsewhere": office(**{"word/_rels/settings.xml.rels": EXTERNAL}),
    "a picture that is a package": PNG + packed(**{"META-INF/MANIFEST.MF": "x"}),
    "a paper that is a package": PDF + packed(**{"a.class": "x"}),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_unknown_double_or_runs_is_not_taken(world: World, what: str) -> None:
    with story_at(world, "implementing") as story, refused(422, "invalid"):
        attach_evidence(story.matter, actor=story.secretary, upload=upload(HOSTILE[what], "照片.png"))

    assert not File.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(world: World) -> None:
    large = upload()
    large.size = rules.LARGEST + 1

    with story_at(world, "implementing") as story, refused(413, "file-too-large", says="20 MB"):
        attach_evidence(story.matter, actor=story.secretary, upload=large)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("方案.pdf", "方案.pdf"),
        ("方案.PDF", "方案.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\windows\\calc.exe", "calc.exe.pdf"),
        ("报告\u202egpj.exe", "报告gpj.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("a\x00.pdf", "a.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("..", "文件.pdf"),
        ("", "文件.pdf"),
        (f"{'长' * 300}.pdf", f"{'长' * 116}.pdf"),
    ],
)
def test_a_name_has_no_path_no_tricks_and_the_ending_of_its_content(given: str, kept: str) -> None:
    assert rules.named(given, "application/pdf") == kept


@pytest.mark.parametrize(("name", "kept"), [("x.bat", "x.bat.txt"), ("x.TXT", "x.TXT")])
def test_words_never_end_as_a_program(name: str, kept: str) -> None:
    assert rules.named(name, "text/plain") == kept


@pytest.mark.parametrize("name", ["x.jpg", "x.jpeg"])
def test_a_picture_may_end_in_two_ways(name: str) -> None:
    assert rules.named(name, "image/jpeg") == name


def test_by_the_page(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = _note(story)
        url = f"/matters/{story.matter.pk}/deeds/{deed.pk}/attach/"
        client = world.client("branch")
        sent = client.post(url, {"upload": upload()})
        wrong = client.post(url, {"upload": upload(HOSTILE["a macro"], "方案.docx")})
        page = client.get(f"/matters/{story.matter.pk}/").content.decode()

    assert (sent.status_code, wrong.status_code) == (303, 422)
    assert "带有宏" in wrong.content.decode()
    assert page.count("方案.pdf") == 1


def test_a_file_beside_the_matter_itself_stands_on_its_page(world: World) -> None:
    with story_at(world, "implementing") as story:
        attach_evidence(story.matter, actor=story.secretary, upload=upload(name="任务书.pdf"))

        assert "任务书.pdf" in world.client("head").get(f"/matters/{story.matter.pk}/").content.decode()


def test_over_the_api(world: World) -> None:
    with story_at(world, "implementing") as story:
        part = f"deed:{_note(story).pk}"
        answer = _send(story, "branch", upload=upload(), part=part)

        attached = Attachment.objects.get()
        assert (answer.status_code, answer.json()["once"]) == (200, {"attachment_id": str(attached.pk)})
        body = world.client("branch").get(f"/api/v1/attachments/{attached.pk}").json()
        assert (body.pop("attached_at")[:4], len(body.pop("actions"))) == (str(attached.attached_at.year), 1)
        assert body == {
            "id": attached.pk,
            "name": "方案.pdf",
            "size": len(PDF),
            "media_type": "application/pdf",
            "digest": attached.file.digest,
            "subject_type": "matter",
            "subject_id": story.matter.pk,
            "subject": story.matter.title,
            "part": part,
            "state": "attached",
            "attached_by": "沈砚秋",
        }
        listed = world.client("branch").get("/api/v1/attachments", {"part": part}).json()["items"]
        assert [row["name"] for row in listed] == ["方案.pdf"]


def test_what_the_api_is_sent_wrongly_is_told_by_field(world: World) -> None:
    with story_at(world, "implementing") as story:
        for sent, field in (({}, "upload"), ({"upload": upload(HOSTILE["a page"])}, "upload")):
            answer = _send(story, "branch", **sent)
            assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
        assert _send(story, "neighbour", upload=upload()).status_code == 404
        assert _send(story, "student", upload=upload()).status_code in (403, 404)
    assert not Attachment.objects.exists()


def test_sent_again_it_is_attached_once(world: World) -> None:
    with story_at(world, "implementing") as story:
        first, again = (_send(story, "branch", key="k-1", upload=upload()) for _ in range(2))

    assert (first.status_code, again.json()) == (200, first.json())
    assert Attachment.objects.count() == 1


def _note(story: Any) -> Any:
    return note_deed(story.matter, actor=story.actor("member"), text="分守五个监测点")


def _send(story: Any, account: str, *, key: str = "", **sent: SimpleUploadedFile | str) -> Any:
    client = story.world.client(account)
    headers = {"idempotency-key": key} if key else {}
    return client.post(f"/api/v1/matters/{story.matter.pk}/attach", sent, headers=headers)
