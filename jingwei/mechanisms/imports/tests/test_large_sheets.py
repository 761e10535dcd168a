"""A large sheet is left to the queue: the page says how far it is, and what comes of it is the same as of a small one."""

from __future__ import annotations

from functools import cache
from time import sleep
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from jingwei.adapters.progress import SELDOM, telling
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.organisations.actions import end_appointment, found_organisation
from jingwei.foundation.organisations.models import Appointment, Membership
from jingwei.foundation.people.actions import amend_person, register_person
from jingwei.foundation.people.models import Person
from jingwei.kernel.call import Call, calling
from jingwei.kernel.errors import StepNotOpen
from jingwei.mechanisms.imports.actions import apply_import, discard_import, hand_in, undo_import
from jingwei.mechanisms.imports.models import Import, ImportRow, ImportSteps
from jingwei.mechanisms.imports.tests.sheets import people, settled
from tests.support.sheets import books
from tests.support.world import BUILDER, World

ROWS = 3100


@cache
def sheet() -> bytes:
    """More people than are written while one waits, in a file that is larger than is read while one waits."""
    header, *rows = people(ROWS)
    return books.text([[*header, "备注"], *([*row, "抄自旧册，" * 6] for row in rows)])


def handed_in(world: World, content: bytes = b"", name: str = "名册.csv", kind: str = "") -> Import:
    return hand_in(
        world.universities["home"],
        actor=world.actor("orgoffice"),
        pieces=[content or sheet()],
        file_name=name,
        kind=kind,
    )


def in_the_queue() -> int:
    return DBTaskResult.objects.ready().filter(task_path__endswith="imports.actions.later.carry_on").count()


def told_of(batch: Import) -> list[tuple[str, str]]:
    """What the ledger says of an import: verbs, and who did them."""
    about = Record.objects.filter(subject_type="import", subject_id=batch.pk).order_by("seq")
    return list(about.values_list("verb", "actor_name"))


def came_in() -> int:
    return Person.objects.filter(code__startswith="N").count()


def test_the_page_tells_how_far_it_is_until_all_is_done(world: World) -> None:
    client, asking = world.client("orgoffice"), {"HX-Request": "true"}

    where = client.post("/imports/", {"file": SimpleUploadedFile("名册.csv", sheet()), "kind": ""})[
        "Location"
    ]
    waits = client.get(where).content.decode()
    assert "正在读表：排队等候" in waits and f'hx-get="{where}progress/"' in waits and "全部导入" not in waits
    with telling(f"import-{Import.objects.get().pk}") as progress:
        progress.begin("compare", 3100)
        sleep(SELDOM)
        progress.advance(1200)
        piece = client.get(f"{where}progress/", headers=asking).content.decode()
    assert "和现有名册比对，1200 / 3100 行" in piece and "<html" not in piece
    assert "正在读表" in client.get("/imports/").content.decode()

    drain()
    assert client.get(f"{where}progress/", headers=asking)["HX-Redirect"] == where
    assert client.get(f"{where}progress/")["Location"] == where
    assert f"共 {ROWS} 行：新增 {ROWS}" in client.get(where).content.decode()

    client.post(f"{where}apply/")
    assert "正在导入：排队等候" in client.get(where).content.decode()
    drain()
    assert f"新增 {ROWS} 行，更正 0 行" in client.get(where).content.decode()
    assert came_in() == ROWS

    client.post(f"{where}undo/")
    assert "正在撤回：排队等候" in client.get(where).content.decode()
    drain()
    assert "已经撤回" in client.get(where).content.decode()
    assert (came_in(), in_the_queue()) == (0, 0)


def test_the_api_answers_with_the_state_and_how_far_it_is(world: World) -> None:
    client = world.client("orgoffice")
    form = {"file": SimpleUploadedFile("名册.csv", sheet())}

    made = client.post("/api/v1/imports", form).json()

    waiting = {"stage": "waiting", "done": 0, "total": 0}
    assert (made["state"], made["progress"], made["new"]) == ("reading", waiting, 0)
    where = f"/api/v1/imports/{made['id']}"
    drain()
    seen = client.get(where).json()
    assert (seen["state"], seen["progress"], seen["new"]) == ("previewed", None, ROWS)
    applied = client.post(f"{where}/apply", {}, content_type="application/json").json()
    assert (applied["state"], applied["progress"]) == ("applying", waiting)
    drain()
    assert client.get(where).json()["state"] == "applied"


def test_the_queue_leaves_what_is_left_by_a_command_that_waits(world: World) -> None:
    with calling(Call(waits=True)):
        at_once = apply_import(handed_in(world), actor=world.actor("orgoffice"))
    seen = told_of(at_once)
    assert (at_once.state, in_the_queue(), came_in()) == ("applied", 0, ROWS)
    rows = Membership.objects.filter(person__code__startswith="N")
    left = sorted(rows.values_list("person__code", "organisation", "since"))
    with calling(Call(waits=True)):
        undo_import(at_once, actor=world.actor("orgoffice"))

    later = settled(apply_import(settled(handed_in(world)), actor=world.actor("orgoffice")))

    assert seen == [
        ("imports.preview", "戚晓岚"),
        ("imports.read", "系统"),
        ("imports.apply", "戚晓岚"),
        ("imports.write", "系统"),
    ]
    assert told_of(later) == seen
    assert sorted(rows.values_list("person__code", "organisation", "since")) == left
    rows_of = Record.objects.filter(seq__range=(later.first_seq, later.last_seq)).order_by()
    assert set(rows_of.filter(university_id=later.university_id).values_list("actor_name")) == {("戚晓岚",)}
    assert list(broken_links(later.university_id)) == []


def test_what_was_done_before_is_not_done_again(world: World) -> None:
    batch = settled(apply_import(settled(handed_in(world)), actor=world.actor("orgoffice")))
    before = Record.objects.count()

    DBTaskResult.objects.filter(task_path__endswith="carry_on").update(status="READY", worker_ids=[])
    drain()

    batch.refresh_from_db()
    assert (batch.state, came_in(), Record.objects.count()) == ("applied", ROWS, before)


def test_who_may_no_longer_do_it_is_not_acted_for(world: World) -> None:
    batch = settled(handed_in(world))
    apply_import(batch, actor=world.actor("orgoffice"))
    post = Appointment.objects.get(person=world.people["orgoffice"])
    end_appointment(post, actor=BUILDER, until=post.since)

    batch = settled(Import.objects.get(pk=batch.pk))

    assert (batch.state, came_in(), in_the_queue()) == ("previewed", 0, 0)
    assert "已经没有这个权限" in batch.said
    told = Record.objects.get(verb="imports.give_up")
    assert "没有办成" in told.sentence({"why": batch.said})


def test_a_large_file_that_is_no_sheet_is_refused_with_the_sentence_of_the_file(world: World) -> None:
    batch = settled(handed_in(world, "学工号,姓名\n".encode() + b"N1,\xff\xff\n" * 60_000))

    page = world.client("orgoffice").get(f"/imports/{batch.pk}/").content.decode()

    assert batch.state == "refused"
    assert "认不出编码" in page and "没有读成" in page and "再传一张" in page


def test_what_changed_while_it_waited_is_compared_anew(world: World) -> None:
    batch = settled(handed_in(world))
    apply_import(batch, actor=world.actor("orgoffice"))
    register_person(world.universities["home"], actor=BUILDER, code="N007", name="柏如7")

    batch = settled(Import.objects.get(pk=batch.pk))

    assert (batch.state, batch.new, batch.changed, came_in()) == ("applied", ROWS - 1, 1, ROWS)


def test_what_is_in_the_way_only_since_the_preview_sends_it_back_with_the_reason(world: World) -> None:
    header, *rows = people(ROWS)
    rows[5][5] = "S1"
    content = books.text([[*header, "备注"], *([*row, "抄自旧册，" * 6] for row in rows)])
    batch = settled(handed_in(world, content))
    assert (batch.new, batch.faulty) == (ROWS - 1, 1)
    apply_import(batch, actor=world.actor("orgoffice"), valid_only=True)
    found_organisation(world["university"], actor=BUILDER, kind="faculty", code="S1", name="船舶学院")

    batch = settled(Import.objects.get(pk=batch.pk))

    assert (batch.state, came_in()) == ("previewed", 0)
    assert "名册有了变化" in world.client("orgoffice").get(f"/imports/{batch.pk}/").content.decode()


def test_what_is_dropped_while_it_waits_is_left_alone_by_the_queue(world: World) -> None:
    batch = handed_in(world)
    discard_import(batch, actor=world.actor("orgoffice"))

    drain()

    batch.refresh_from_db()
    assert (batch.state, ImportRow.objects.count(), ImportSteps.objects.count()) == ("discarded", 0, 0)
    with pytest.raises(StepNotOpen):
        apply_import(batch, actor=world.actor("orgoffice"))


def test_of_a_large_import_the_queue_finds_out_what_stands_on_it_and_names_it(world: World) -> None:
    batch = settled(apply_import(settled(handed_in(world)), actor=world.actor("orgoffice")))
    for number in range(1, 6):
        amend_person(Person.objects.get(code=f"N{number:03d}"), actor=BUILDER, job_title="教授")

    undo_import(batch, actor=world.actor("orgoffice"))
    batch = settled(Import.objects.get(pk=batch.pk))

    assert (batch.state, came_in()) == ("applied", ROWS)
    assert batch.said == "已经用在别处，不能撤回：5 项后来的更正（柏如1、柏如2、柏如3 等）。"
    page: Any = world.client("orgoffice").get(f"/imports/{batch.pk}/")
    assert batch.said in page.content.decode()
