"""A school's own rules: its joint meeting takes the place of the one that it tightens, wherever that is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.papers.paper import Paragraph
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing
from jingwei.mechanisms.meetings.queries import bodies_that_decide, kinds_of, paper_of
from jingwei.mechanisms.meetings.queries.limits import hours_late_at
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, School, following, fresh, last
from jingwei.mechanisms.meetings.views.wording import asked, heard
from tests.adapters.papers.test_pages import pdf
from tests.support.packs import block
from tests.support.verbs import refused

OWN = "own-joint-meeting"


def stricter() -> str:
    """The joint meeting as the school has it: two thirds of all seats in favour."""
    own = (
        block("bodies.yaml", JOINT)
        .replace(f"id: {JOINT}", f"id: {OWN}")
        .replace(
            "in_favour: half",
            "in_favour: two-thirds\n      paper_mb: 1\n      paper_pages: 3\n      paper_hours: 24",
        )
    )
    own = own.replace("level: province", "level: school").replace(
        "    verified:", f"    tightens: {JOINT}\n    verified:"
    )
    return "bodies:\n" + own.replace(
        "zh: 党政联席会议, en: Joint meeting of Party and School",
        "zh: 本校党政联席会议, en: Our joint meeting",
    )


@pytest.fixture
def rules(school: School, tmp_path: Path) -> Iterator[School]:
    """The School, whose university follows rules of its own."""
    with following(school, tmp_path, stricter()):
        yield school


def test_it_meets_in_its_own(rules: School) -> None:
    held = bodies_that_decide(rules.world["faculty_party"])

    assert [each.id for each in held] == [PARTY, OWN]
    with refused(422, "invalid", says="这个组织不开这种会。"):
        rules.meeting(JOINT)


def test_kinds_go_there_as_before(rules: School) -> None:
    ways = {each.id: each.route for each in kinds_of(rules.world["faculty_party"])}

    assert (ways["teachers"], ways["affairs"]) == ((PARTY, JOINT), (JOINT,))


def test_it_hears_what_was_studied_first_and_decides_by_its_own_share(rules: School) -> None:
    item, meeting = rules.item(), rules.meeting(OWN)
    with refused(403, "rule", clause="3.3a"):
        actions.enter_item(item, actor=rules.actor("organizer"), meeting=meeting)
    rules.studied(item)

    hearing = rules.heard(OWN, fresh(item))
    done = actions.resolve_hearing(
        hearing,
        actor=rules.actor("organizer"),
        manner="hands",
        yes=2,
        no=1,
        resolution="同意",
        person=rules.world.people["member"],
        due=date(2026, 5, 10),
    )

    assert (done.state, fresh(item).state, Hearing.objects.count()) == ("passed", "settled", 2)
    assert [last(each).tags for each in (done, done.meeting)] == [f"|body:{JOINT}|"] * 2


def test_three_of_five_are_too_few(rules: School) -> None:
    for account in ("head", "branch"):
        rules.seat(account, "vice-dean", "faculty")
    hearing = rules.heard(OWN, rules.item(kind="affairs"))

    done = actions.resolve_hearing(
        hearing, actor=rules.actor("organizer"), manner="hands", yes=3, no=2, resolution="同意"
    )

    assert (done.seats, done.state, fresh(done.item).state) == (5, "refused", "declined")


def test_a_paper_keeps_to_what_the_body_asks(rules: School) -> None:
    """Too large a file is refused beside its field; one that comes late is taken, and told."""
    item = rules.item(kind="affairs")
    actions.enter_item(item, actor=rules.actor("organizer"), meeting=rules.meeting(OWN))
    at = f"/meetings/items/{item.pk}/lay/"
    client, large = rules.client("organizer"), SimpleUploadedFile("大.txt", b"x" * (2**20 + 1))

    asked = client.get(at).content.decode()
    told = client.post(at, {"upload": large})
    by_api = client.post(
        f"/api/v1/agenda-items/{item.pk}/lay", {"upload": SimpleUploadedFile("大.txt", b"x" * (2**20 + 1))}
    )
    late = client.post(at, {"upload": SimpleUploadedFile("小.txt", b"x")}, follow=True)

    assert "一个文件最多 1 MB。所有文件一共最多 3 页。要在 2026-04-09 14:00 以前交。" in asked
    words = "本校党政联席会议的材料一个文件最多 1 MB，这个有 1.1 MB。"
    assert (told.status_code, words in told.content.decode(), by_api.status_code) == (422, True, 422)
    assert "材料附上了，比规定晚了 22 小时" in late.content.decode()
    assert last(fresh(item)).values["hours_late"] == 22


def test_all_files_of_a_paper_have_their_pages(rules: School) -> None:
    """What tells none is not counted; how many there are is told beside the file and on the approval sheet."""
    item, at = rules.item(kind="affairs", ready=False), "/meetings/items/{}/lay/"
    client = rules.client("organizer")
    first = client.post(at.format(item.pk), {"upload": SimpleUploadedFile("甲.pdf", pdf(2))})
    told = client.post(at.format(item.pk), {"upload": SimpleUploadedFile("乙.pdf", pdf(2))})
    unknown = client.post(at.format(item.pk), {"upload": SimpleUploadedFile("丙.txt", b"x")})
    last_one = client.post(at.format(item.pk), {"upload": SimpleUploadedFile("丁.pdf", pdf(1))})
    page = client.get(f"/meetings/items/{item.pk}/").content.decode()
    counted = [each.file.pages for each in paper_of(rules.actor("organizer"), fresh(item))]

    assert [each.status_code for each in (first, told, unknown, last_one)] == [303, 422, 303, 303]
    assert "本校党政联席会议的材料一共最多 3 页，加上这个有 4 页。请精简。" in told.content.decode()
    assert (counted, "，2 页" in page, last(fresh(item)).values["pages"]) == ([2, None, 1], True, 1)
    assert asked(rules.actor("organizer"), fresh(item))["材料"] == "甲.pdf（2 页）、丙.txt、丁.pdf（1 页）"


def test_a_late_paper_is_late_to_the_chair_and_in_the_minutes(rules: School) -> None:
    keeper = rules.actor("organizer")
    item = rules.item(kind="affairs")
    with clock_at(datetime(2026, 4, 10, 8, 30, tzinfo=clock.ZONE)):
        item = actions.revise_item(fresh(item), actor=keeper, proposal="改得晚了。")
        actions.approve_item(item, actor=rules.actor("faculty"))
    meeting = rules.opened(OWN, fresh(item))
    hearing = Hearing.objects.get(meeting=meeting)
    before = (hearing.hours_late, hours_late_at(hearing))
    done = actions.begin_hearing(hearing, actor=keeper)
    page = rules.client("faculty").get(f"/meetings/{meeting.pk}/").content.decode()
    api = rules.client("faculty").get(f"/api/v1/hearings/{hearing.pk}").json()["hours_late"]

    assert (before, done.hours_late, api) == ((0, 19), 19, 19)
    assert "材料晚交 19 小时" in page
    assert Paragraph("材料比规定晚交 19 小时。") in list(heard(done))


def test_where_nothing_is_asked_nothing_is_told(school: School) -> None:
    item = school.item(ready=False)

    page = school.client("organizer").get(f"/meetings/items/{item.pk}/lay/").content.decode()
    done = actions.lay_paper(item, actor=school.actor("organizer"), upload=SimpleUploadedFile("a.txt", b"x"))

    assert ("MB" in page, last(done).values["hours_late"]) == (False, 0)
