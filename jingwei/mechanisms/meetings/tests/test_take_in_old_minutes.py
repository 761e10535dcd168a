"""`old_minutes.take_in`, `old_minutes.strike`: minutes from before come in from their .docx, read, mended, whole or not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.evidence.actions import attach_evidence
from jingwei.foundation.evidence.models import Attachment, File
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.people.actions import issue_token
from jingwei.mechanisms.meetings.actions import strike_old_minutes, take_in_old_minutes
from jingwei.mechanisms.meetings.models import Hearing, Meeting, OldMinutes
from jingwei.mechanisms.meetings.queries.old_minutes import old_minutes_for
from jingwei.mechanisms.meetings.tests.school import typed_in
from tests.support.verbs import refused
from tests.support.world import World

TODAY = date(2026, 4, 10)
LINES = (
    "北疆理工大学机械工程学院",
    "党政联席会议纪要",
    "第 5 次",
    "时间：2023年5月10日下午",
    "地点：机械楼 302",
    "主持人：孟青禾",
    "出席：孟青禾 柏鸿钧",
    "列席：裴若谷",
    "会议议定以下事项：",
    "一、同意引进两名教师。",
    "二、实验室搬迁由柏鸿钧负责，六月底前办成。",
    "抄送：各系",
)
TEXT = "会议议定以下事项：\n一、同意引进两名教师。\n二、实验室搬迁由柏鸿钧负责，六月底前办成。"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock_at(TODAY):
        yield


def document(*lines: str) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(file)
    return file.getvalue()


FILE = document(*LINES)


def upload(content: bytes = FILE, name: str = "联席会纪要.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def taken(world: World, account: str = "faculty", at: str = "faculty_party", **more: Any) -> OldMinutes:
    values: dict[str, Any] = {
        "body": "joint-meeting",
        "held_on": date(2023, 5, 10),
        "topic": "第5次",
        "present": "主持：孟青禾",
        "text": TEXT,
        "upload": upload(),
    }
    made: OldMinutes = take_in_old_minutes(world[at], actor=world.actor(account), **(values | more))
    return made


def read(client: Client, content: bytes = FILE, name: str = "联席会纪要.docx") -> Any:
    return client.post("/meetings/old/new/?read=1", {"upload": upload(content, name)})


def test_it_is_kept_with_its_file_and_marked(world: World) -> None:
    made = taken(world)

    assert (made.state, made.body, made.taken_name, made.text) == (
        "taken-in",
        "joint-meeting",
        "孟青禾",
        TEXT,
    )
    (attached,) = Attachment.objects.all()
    assert (attached.subject_type, attached.subject_id, attached.file.digest) == (
        "oldminutes",
        made.pk,
        made.digest,
    )
    told = [sentence for _record, sentence in sentences(list(records_about(made)))]
    assert "孟青禾照原件收进了 2023-05-10 的党政联席会议“第5次”的记录" in told
    page = world.client("faculty").get(f"/meetings/old/{made.pk}/").content.decode()
    assert "不是在这里记的" in page and "联席会纪要.docx" in page and "二、实验室搬迁" in page


def test_it_counts_in_nothing(world: World) -> None:
    taken(world)

    record = Record.objects.get(verb="old_minutes.take_in")
    assert (record.result, record.tags, record.clauses) == ("", "", "")
    assert (Meeting.objects.count(), Hearing.objects.count()) == (0, 0)


def test_what_was_read_is_shown_mended_and_taken_over(world: World) -> None:
    client = world.client("faculty")

    shown = read(client)
    page = html.fromstring(shown.content.decode())
    typed = typed_in(page)
    unread = page.xpath("//details//li/text()")
    done = client.post("/meetings/old/new/", typed | {"topic": "第五次", "upload": upload()})

    assert (shown.status_code, OldMinutes.objects.count(), File.objects.count()) == (200, 1, 1)
    assert {name: typed[name] for name in ("body", "held_on", "topic", "present", "text")} == {
        "body": "joint-meeting",
        "held_on": "2023-05-10",
        "topic": "第5次",
        "present": "主持：孟青禾\n出席：孟青禾 柏鸿钧\n列席：裴若谷",
        "text": TEXT,
    }
    assert unread == [
        "北疆理工大学机械工程学院",
        "时间：2023年5月10日下午",
        "地点：机械楼 302",
        "抄送：各系",
    ]
    made = OldMinutes.objects.get()
    assert (done.status_code, done["Location"], made.topic) == (303, f"/meetings/old/{made.pk}/", "第五次")


def test_reading_keeps_nothing(world: World) -> None:
    assert read(world.client("faculty")).status_code == 200
    assert (OldMinutes.objects.count(), File.objects.count()) == (0, 0)


def test_a_refused_form_loses_nothing(world: World) -> None:
    client = world.client("faculty")
    typed = typed_in(html.fromstring(read(client).content.decode())) | {"held_on": "2030-01-01"}

    answer = client.post("/meetings/old/new/", typed | {"upload": upload()})

    page = html.fromstring(answer.content.decode())
    assert (answer.status_code, OldMinutes.objects.count(), File.objects.count()) == (422, 0, 0)
    assert "这一天还没有到" in answer.content.decode()
    assert typed_in(page)["text"] == TEXT


def test_twice_changes_nothing(world: World) -> None:
    made = taken(world)
    with refused(422, "invalid", says="这份文件已经收过了"):
        taken(world, topic="另一个名字")
    with refused(422, "invalid", says="这一天的这次已经收过了"):
        taken(world, upload=upload(document("另一份文件")))
    assert (OldMinutes.objects.count(), Attachment.objects.count()) == (1, 1)

    strike_old_minutes(made, actor=world.actor("faculty"), reason="收错了")
    again = taken(world)

    assert (again.state, File.objects.count()) == ("taken-in", 1)


def encrypted() -> bytes:
    file = io.BytesIO(FILE)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    content = bytearray(FILE)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = 0
        for _name in names:
            begin = content.index(mark, begin)
            content[begin + at] |= 1
            begin += 4
    return bytes(content)


def inflating() -> bytes:
    file = io.BytesIO(FILE)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.xml", "w") as part,
    ):
        for _piece in range(101):
            part.write(b" " * 1024 * 1024)
    return file.getvalue()


def with_words(document_xml: bytes) -> bytes:
    """The file, something else standing where its words should."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILE)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, document_xml if name == "word/document.xml" else before.read(name))
    return file.getvalue()


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (FILE[: len(FILE) // 2], "a.docx", "打不开"),
        (b"PK\x03\x04 broken", "a.docx", "打不开"),
        (encrypted(), "a.docx", "打不开"),
        (b"\xd0\xcf\x11\xe0 locked", "a.docx", "去掉密码"),
        (b"\xd0\xcf\x11\xe0 old", "a.doc", "去掉密码"),
        (with_words(b"<a/>"), "a.docx", "打不开"),
        (with_words(b"<a>"), "a.docx", "打不开"),
        (with_words(LAUGHS), "a.docx", "打不开"),
        (with_words(b"<a>" * 5000), "a.docx", "打不开"),
        (inflating(), "a.docx", "展开以后太大"),
        (b"no document", "a.docx", "不是 .docx"),
        (document(), "a.docx", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(
    world: World, content: bytes, name: str, says: str
) -> None:
    client = world.client("faculty")
    shown = read(client, content, name)
    with refused(422, "invalid"):
        taken(world, upload=upload(content, name))

    assert (shown.status_code, OldMinutes.objects.count(), File.objects.count()) == (422, 0, 0)
    assert says in shown.content.decode()


def test_what_cannot_be(world: World) -> None:
    with refused(422, "invalid", says="不开这种会"):
        taken(world, body="assembly")
    with refused(422, "invalid", says="不开这种会"):
        taken(world, account="branch", at="branch", body="talk")
    with refused(422, "invalid", says="这一天还没有到"):
        taken(world, held_on=date(2026, 4, 11))
    with refused(422, "invalid", says="要写一句"):
        taken(world, text="  ")
    with refused(422, "invalid", says="要 .docx"):
        taken(world, upload=upload(b"text", "a.txt"))
    with refused(403, "no-grant"):
        taken(world, account="dean")
    with refused(403, "rule", says="本组织的职务"):
        taken(world, account="faculty", at="branch", body="assembly")


def test_who_reads_it(world: World) -> None:
    joint = taken(world)
    branch = taken(
        world,
        account="branch",
        at="branch",
        body="assembly",
        upload=upload(document("支部党员大会记录", "时间：2022-03-01", "讨论发展对象。")),
    )

    def seen(account: str) -> set[int]:
        return {each.pk for each in old_minutes_for(world.actor(account))}

    assert {account: seen(account) for account in ("faculty", "organizer", "dean", "committee")} == {
        "faculty": {joint.pk},
        "organizer": {joint.pk},
        "dean": set(),
        "committee": {joint.pk},
    }
    assert {account: seen(account) for account in ("branch", "member", "neighbour", "outsider")} == {
        "branch": {branch.pk},
        "member": set(),
        "neighbour": set(),
        "outsider": set(),
    }
    assert world.client("member").get(f"/meetings/old/{branch.pk}/").status_code == 404


def test_the_file_is_read_with_it_alone(world: World) -> None:
    made = taken(world)
    (attached,) = Attachment.objects.all()

    given = world.client("organizer").get(f"/evidence/{attached.pk}/")
    assert (given.status_code, b"".join(given.streaming_content)) == (200, FILE)
    assert world.client("branch").get(f"/evidence/{attached.pk}/").status_code == 404
    with refused(403, "rule", says="收进旧记录"):
        attach_evidence(made, actor=world.actor("faculty"), upload=upload())


def test_it_is_struck_out_with_a_reason(world: World) -> None:
    made, client = taken(world), world.client("faculty")

    empty = client.post(f"/meetings/old/{made.pk}/strike/", {"reason": ""})
    done = client.post(f"/meetings/old/{made.pk}/strike/", {"reason": "收错了"})

    made.refresh_from_db()
    assert (empty.status_code, done.status_code, made.state) == (422, 303, "struck")
    assert "作废了：收错了" in client.get(f"/meetings/old/{made.pk}/").content.decode()
    with refused(409, "step-not-open"):
        strike_old_minutes(made, actor=world.actor("faculty"), reason="再一次")


def test_the_list_and_the_way_to_it(world: World) -> None:
    taken(world)
    client = world.client("faculty")

    assert "/meetings/old/" in client.get("/meetings/").content.decode()
    assert "/meetings/old/" not in world.client("member").get("/meetings/").content.decode()
    shown = client.get("/meetings/old/?q=搬迁").content.decode()
    assert "党政联席会议“第5次”" in shown and "照原件收进来的" in shown
    assert "第5次" not in client.get("/meetings/old/?q=没有这句").content.decode()
    assert world.client("member").get("/meetings/old/new/").status_code == 403


def test_over_the_api(world: World) -> None:
    token = issue_token(world.accounts["faculty"], post_key=world.posts["faculty"])
    body = {"organisation_id": world["faculty_party"].pk, "body": "joint-meeting", "held_on": "2023-05-10"}

    def sent() -> Any:
        return Client().post(
            "/api/v1/old-minutes",
            body | {"text": TEXT, "upload": upload()},
            headers={"Authorization": f"Bearer {token}"},
        )

    made, again = sent(), sent()

    assert (made.status_code, again.status_code) == (200, 422), made.json()
    assert (made.json()["state"], made.json()["text"]) == ("taken-in", TEXT)
    assert [each["verb"] for each in made.json()["actions"]] == ["old_minutes.strike"]
