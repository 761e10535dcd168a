"""`paper_templates.set`: a university writes a paper in its own form from then on; what is wrong with a file changes nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from jingwei.adapters.papers import check_template, fill_template, starter
from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.evidence.models import Attachment
from jingwei.foundation.evidence.queries import attachments_for
from jingwei.mechanisms.meetings.actions import set_paper_template
from jingwei.mechanisms.meetings.models import PAPER_KINDS, PaperTemplate
from jingwei.mechanisms.meetings.tests.school import PARTY, TITLE, School, last, sentence
from jingwei.mechanisms.meetings.tests.test_papers import held, words
from jingwei.mechanisms.meetings.views.filled import VALUES
from tests.support.verbs import refused
from tests.support.world import World

OWN = (
    "北疆理工大学议程专用纸",
    "{{ 会议 }}",
    "{%p for 行 in 议题 %}",
    "{{ 行.序号 }}、{{ 行.题目 }}",
    "{%p endfor %}",
)


def document(paragraphs: Sequence[str] = OWN) -> bytes:
    """A .docx of these paragraphs."""
    made, file = docx.Document(), io.BytesIO()
    for each in paragraphs:
        made.add_paragraph(each)
    made.save(file)
    return file.getvalue()


def upload(content: bytes = b"", name: str = "学校的议程.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or document())


def put(
    world: World, kind: str = "agenda", content: bytes = b"", account: str = "orgoffice"
) -> PaperTemplate:
    home = world.universities["home"]
    made: PaperTemplate = set_paper_template(
        home, actor=world.actor(account), kind=kind, upload=upload(content)
    )
    return made


def agenda(school: School, kind: str = "docx") -> Any:
    """The agenda of a meeting as its School gets it."""
    meeting = school.called(PARTY, school.item())
    return school.client("faculty").get(f"/meetings/{meeting.pk}/papers/agenda.{kind}")


def in_use(world: World) -> list[str]:
    return list(PaperTemplate.objects.filter(state="in-use").values_list("name", flat=True))


def test_from_then_on_the_paper_is_written_in_it(school: School) -> None:
    made = put(school.world)

    assert words(agenda(school).content).split("\n") == [OWN[0], "院系党组织会议", f"1、{TITLE}"]
    assert sentence(made) == "戚晓岚给议程换上了自己的模板：学校的议程.docx"
    assert (last(made).verb, made.set_name) == ("paper_templates.set", "戚晓岚")


def test_what_is_printed_stays_as_it_was(school: School) -> None:
    put(school.world)

    answer = agenda(school, "pdf")

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_another_university_and_another_paper_go_on_as_before(school: School) -> None:
    world = school.world
    put(world, "summary", document(("{{ 会议 }}",)))
    foreign = world.universities["foreign"]
    PaperTemplate.objects.create(
        university=foreign, kind="agenda", name="甲.docx", set_name="甲", set_on="2026-04-01"
    )

    assert TITLE in words(agenda(school).content).split("\n")


def test_the_last_one_is_in_use(school: School) -> None:
    put(school.world)
    put(school.world, content=document(("第二版：{{ 会议 }}",)))

    assert words(agenda(school).content) == "第二版：院系党组织会议"
    assert PaperTemplate.objects.filter(state="in-use").count() == 1
    assert PaperTemplate.objects.filter(state="dropped").count() == 1


@pytest.mark.parametrize("name", sorted(PAPER_KINDS))
def test_every_paper_fills_in_its_starter(school: School, name: str) -> None:
    world, kind = school.world, PAPER_KINDS[name]
    begun = world.client("orgoffice").get(f"/meetings/templates/{name}/start.docx").content
    check_template(kind, begun)
    assert begun == starter(kind)
    put(world, name, begun)
    meeting = held(school)
    item = school.item(title="另一件")
    at = (
        f"/meetings/items/{item.pk}/sheet.docx"
        if name == "sheet"
        else f"/meetings/{meeting}/papers/{name}.docx"
    )

    told = words(school.client("faculty").get(at).content).split("\n")

    known = {
        "notice": ("孟青禾、柏鸿钧、喻清川", TITLE),
        "agenda": (TITLE, "裴若谷"),
        "sign-in": ("柏鸿钧", "院长"),
        "minutes": (
            "孟青禾、柏鸿钧、喻清川",
            TITLE,
            "喻清川：先试讲。",
            "举手：赞成 3，反对 0，弃权 0。通过。",
        ),
        "summary": ("按方案引进。", "由喻清川办，2026年4月10日 前办成。"),
        "resolutions": ("按方案引进。", "3"),
        "sheet": ("另一件", "院系党组织会议 → 党政联席会议", "孟青禾"),
    }[name]
    assert [each for each in known if each not in told] == []


def test_every_paper_has_values_for_its_placeholders(school: School) -> None:
    assert VALUES.keys() == PAPER_KINDS.keys()
    values = VALUES["sheet"](school.actor("faculty"), school.item())

    assert fill_template(PAPER_KINDS["sheet"], starter(PAPER_KINDS["sheet"]), values)[:2] == b"PK"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no document", "打不开"),
        (document(("没有占位符",)), "没有占位符"),
        (document(("{{ 会议 }}{{ 主席 }}",)), "没有“主席”这个占位符"),
        (document(("{{ 会议.upper() }}",)), "不允许的写法"),
    ],
)
def test_what_cannot_be_filled_in_is_told_and_changes_nothing(
    school: School, content: bytes, says: str
) -> None:
    world = school.world
    put(world)
    client = world.client("orgoffice")

    answer = client.post("/meetings/templates/agenda/", {"upload": upload(content)})

    page = html.fromstring(answer.content)
    (section,) = page.xpath("//section[@id='agenda']")
    assert (answer.status_code, says in section.text_content()) == (422, True)
    assert len(page.xpath("//div[@role='alert']")) == 1
    assert in_use(world) == ["学校的议程.docx"]
    assert words(agenda(school).content).startswith(OWN[0])


def test_the_page_takes_it(world: World) -> None:
    client = world.client("orgoffice")
    before = html.fromstring(client.get("/meetings/templates/").content)

    answer = client.post("/meetings/templates/agenda/", {"upload": upload()})

    after = client.get("/meetings/templates/").content.decode()
    assert before.xpath("//section[@id]/@id") == list(PAPER_KINDS)
    assert (answer.status_code, answer["Location"]) == (303, "/meetings/templates/")
    assert "学校的议程.docx" in after and "PDF 总是按平台的版式印" in after
    assert client.post("/meetings/templates/other/", {"upload": upload()}).status_code == 404
    assert client.post("/meetings/templates/agenda/").status_code == 422
    assert world.client("faculty").get("/meetings/templates/").status_code == 403


def test_by_the_api(world: World) -> None:
    client, home = world.client("orgoffice"), world.universities["home"]
    given = {"university_id": home.pk, "kind": "agenda", "upload": upload()}

    answer = client.post("/api/v1/paper-templates", given)
    made = answer.json()

    assert answer.status_code == 200, made
    assert (made["kind"], made["name"], made["state"]) == ("agenda", "学校的议程.docx", "in-use")
    assert client.get(f"/api/v1/paper-templates/{made['id']}").json() == made
    assert world.client("outsider").get(f"/api/v1/paper-templates/{made['id']}").status_code == 404
    other = given | {"kind": "diploma", "upload": upload()}
    assert client.post("/api/v1/paper-templates", other).status_code == 422


def test_sent_again_it_is_set_once(world: World) -> None:
    client, home = world.client("orgoffice"), world.universities["home"]
    answers = [
        client.post(
            "/api/v1/paper-templates",
            {"university_id": home.pk, "kind": "agenda", "upload": upload()},
            headers={"idempotency-key": "t-1"},
        )
        for _ in range(2)
    ]

    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert PaperTemplate.objects.count() == 1


def test_only_who_holds_it(world: World) -> None:
    for account in ("committee", "faculty", "branch", "outsider"):
        with refused(403, "no-grant"):
            put(world, account=account)
    assert PaperTemplate.objects.count() == 0


def test_its_file_is_read_by_who_sets_it_and_comes_and_goes_with_it(world: World) -> None:
    made = put(world)
    laid = Attachment.objects.get()

    assert list(attachments_for(world.actor("orgoffice"))) == [laid]
    for account in ("committee", "faculty", "branch", "outsider"):
        assert list(attachments_for(world.actor(account))) == []
    with refused(403, "rule", says="上传自己的模板"):
        attach_evidence(made, actor=world.actor("orgoffice"), upload=upload())
    with refused(403, "no-grant"):
        detach_evidence(laid, actor=world.actor("orgoffice"), reason="不要了")
