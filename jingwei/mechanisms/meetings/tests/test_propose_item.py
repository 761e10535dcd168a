"""`agenda_items.propose`: three fields, a kind that brings its way with it, and a file where there is one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from lxml import html

from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.models import Record
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem
from jingwei.mechanisms.meetings.queries import kinds_of, paper_of, waiting_for
from jingwei.mechanisms.meetings.tests.school import ASKED, TITLE, TODAY, School, last, told_of, typed_in
from tests.support.verbs import refused

AT = "/meetings/items/propose/"


def test_the_kind_brings_the_bodies_on_its_way(school: School) -> None:
    item = school.item(ready=False)

    assert (item.organisation, item.unit) == (school.world["faculty_party"], school.world["faculty"])
    assert (item.state, item.paper, item.kind_label, item.item_list) == ("proposed", 1, "教师队伍建设", None)
    assert item.bodies == ("party-meeting", "joint-meeting")
    assert (item.proposed_name, item.proposed_on) == ("裴若谷", TODAY)


def test_it_is_written_down_with_the_digest_of_all_that_is_asked(school: School) -> None:
    item = school.item(ready=False)

    assert told_of(item) == (
        "agenda_items.propose",
        "|3.3a|",
        "裴若谷提出议题《教师引进方案》（教师队伍建设）",
    )
    asked = "\n".join((TITLE, "|party-meeting|joint-meeting|", ASKED))
    assert (last(item).tags, last(item).values) == (
        "|kind:teachers|",
        {
            "kind": "教师队伍建设",
            "route": ["party-meeting", "joint-meeting"],
            "digest": sm3(asked.encode()),
        },
    )


def test_the_dean_proposes_from_the_side_of_the_unit(school: School) -> None:
    item = actions.propose_item(
        school.world["faculty"],
        actor=school.actor("dean"),
        title="排课",
        kind="affairs",
        proposal="早八取消。",
    )

    assert (item.organisation, item.unit) == (school.world["faculty_party"], school.world["faculty"])
    assert item.bodies == ("joint-meeting",)


def test_what_the_party_organisation_decides_alone_is_not_the_unit_s(school: School) -> None:
    """Neither to propose nor to see, from its side."""
    item = school.item(kind="cadres", ready=False)
    with refused(422, "invalid", says="这一类只上党组织会议，由党组织一侧提。"):
        actions.propose_item(
            school.world["faculty"], actor=school.actor("dean"), title=TITLE, kind="cadres", proposal=ASKED
        )
    offered = {
        account: [
            each.get("value")
            for each in html.fromstring(school.client(account).get(AT).content.decode()).xpath(
                "//input[@name='kind']"
            )
        ]
        for account in ("faculty", "dean")
    }

    assert (item.unit, AgendaItem.objects.count()) == (None, 1)
    assert school.client("dean").get(f"/meetings/items/{item.pk}/").status_code == 404
    alone = set(offered["faculty"]) - set(offered["dean"])
    assert "cadres" in alone
    assert all(each.route == ("party-meeting",) for each in kinds_of(item.organisation) if each.id in alone)


@pytest.mark.parametrize("account", ["sysadmin", "auditor", "neighbour", "outsider", "student", "teacher"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    with refused(403, "no-grant"):
        actions.propose_item(
            school.world["faculty_party"],
            actor=school.actor(account),
            title=TITLE,
            kind="teachers",
            proposal=ASKED,
        )


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", " ", "这里要写一句。"),
        ("title", "长" * 81, "最多 80 个字。"),
        ("proposal", "", "这里要写一句。"),
        ("proposal", "长" * 2001, "最多 2000 个字。"),
        ("kind", "own-1-1", "请从本组织的议事清单里选一类。"),
        ("kind", "", "请从本组织的议事清单里选一类。"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(school: School, field: str, value: str, says: str) -> None:
    with refused(422, "invalid", says=says):
        school.item(ready=False, **{field: value})
    assert AgendaItem.objects.count() == 0


def test_who_stands_above_proposes_nothing_below(school: School) -> None:
    with refused(403, "rule", says="要用本组织的职务来办；上级只看不办。"):
        actions.propose_item(
            school.world["staff_branch"],
            actor=school.actor("committee"),
            title=TITLE,
            kind="teachers",
            proposal=ASKED,
        )


def test_by_page_the_kind_follows_from_the_title_and_a_file_comes_with_it(school: School) -> None:
    client = school.client("organizer")
    asked = client.get(AT).content.decode()
    typed = client.post(f"{AT}?kind_of=1", {"title": "青年人才引进"}, headers={"HX-Request": "true"})
    carried = typed_in(html.fromstring(asked))
    sent = {"title": TITLE, "kind": "teachers", "proposal": ASKED}
    sent["idempotency_key"] = carried["idempotency_key"]
    done, again = (
        client.post(AT, sent | {"upload": SimpleUploadedFile("方案.txt", "两名".encode())}) for _ in range(2)
    )
    item = AgendaItem.objects.get()

    (chosen,) = html.fromstring(typed.content.decode()).xpath("//input[@checked]")
    assert ("checked" in asked, chosen.get("value")) == (False, "teachers")
    at = f"/meetings/items/{item.pk}/"
    assert [(each.status_code, each["Location"]) for each in (done, again)] == [(303, at)] * 2
    assert [each.name for each in paper_of(school.actor("organizer"), item)] == ["方案.txt"]
    assert (item.paper, item.state) == (1, "proposed")
    assert list(Record.objects.filter(subject_id=item.pk, verb__startswith="agenda_items").values_list("verb", flat=True)) == [
        "agenda_items.propose",
        "agenda_items.lay",
    ]  # fmt: skip


def test_the_university_has_kinds_of_its_own(school: School) -> None:
    shown = html.fromstring(school.client("committee").get(AT).content.decode())

    assert shown.xpath("//input[@name='kind']/@value") == [
        "university-direction",
        "university-cadres",
        "university-funds",
        "university-party",
    ]


def test_by_page_nothing_typed_is_lost(school: School) -> None:
    told = school.paged("organizer", AT, title="", kind="teachers", proposal=ASKED)

    assert told == (422, ["议题 这里要写，不能空着。"])
    assert AgendaItem.objects.count() == 0


def test_the_page_is_not_there_for_others(school: School) -> None:
    assert [school.client(each).get(AT).status_code for each in ("student", "sysadmin")] == [403, 403]


def test_it_is_on_the_desk_of_who_agrees_to_it(school: School) -> None:
    item = school.item(ready=False)

    (waiting,) = waiting_for(school.actor("faculty"))
    assert (waiting.title, waiting.why, waiting.url) == (
        TITLE,
        "教师队伍建设，等同意上会。",
        f"/meetings/items/{item.pk}/",
    )
    assert waiting_for(school.actor("organizer")) == []


def test_over_the_api(school: School) -> None:
    body = {
        "organisation_id": school.world["faculty_party"].pk,
        "title": TITLE,
        "kind": "teachers",
        "proposal": ASKED,
    }
    made = school.sent("organizer", "agenda-items", body)
    wrong = school.sent("organizer", "agenda-items", body | {"title": ""})
    foreign = school.sent("outsider", "agenda-items", body)
    listed = school.client("faculty").get("/api/v1/agenda-items?state=proposed").json()["items"]
    none = school.client("neighbour").get("/api/v1/agenda-items").json()["items"]

    assert (made.status_code, wrong.status_code, foreign.status_code) == (200, 422, 404)
    assert wrong.json()["errors"] == [{"field": "title", "message": "这里要写一句。"}]
    shown = made.json()
    assert (shown["route"], shown["paper"], shown["state"], shown["hearings"]) == (
        ["party-meeting", "joint-meeting"],
        1,
        "proposed",
        [],
    )
    assert ([each["id"] for each in listed], none) == ([shown["id"]], [])


def test_who_reads_english_leaves_chinese_and_reads_english(school: School) -> None:
    with override("en"):
        item = school.item(ready=False)
        read = told_of(item)[2]

    assert (item.kind_label, last(item).values["kind"]) == ("教师队伍建设", "教师队伍建设")
    assert (item.kind_here, told_of(item)[2]) == (
        "教师队伍建设",
        "裴若谷提出议题《教师引进方案》（教师队伍建设）",
    )
    with override("en"):
        assert item.kind_here == "Building the teaching staff"
    assert "(Building the teaching staff)" in read
