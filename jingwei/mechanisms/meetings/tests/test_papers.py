"""The papers of a meeting and of an item: each when there is something to say, for those who may read the agenda."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.actions.minutes import digest_of
from jingwei.mechanisms.meetings.tests.school import ASKED, JOINT, PARTY, TITLE, School, fresh, school_of
from tests.support.world import World

ALWAYS, CALLED = {"agenda"}, {"agenda", "notice", "sign-in"}
HELD = CALLED | {"minutes", "summary", "resolutions"}
ALL = sorted(HELD)


def words(content: bytes) -> str:
    """What a document says, paragraphs and cells in one."""
    found = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in found.paragraphs), *cells])


def there(world: World, account: str, meeting_id: int) -> set[str]:
    """The papers that are to be had."""
    client = world.client(account)
    return {
        name for name in ALL if client.get(f"/meetings/{meeting_id}/papers/{name}.docx").status_code == 200
    }


def held(school: School) -> int:
    """A joint meeting with one resolution, closed."""
    hearing = school.heard(JOINT, school.studied(school.item()))
    actions.write_minute(hearing, actor=school.actor("organizer"), speaker="喻清川", text="先试讲。")
    hearing = actions.resolve_hearing(
        hearing,
        actor=school.actor("organizer"),
        manner="hands",
        yes=3,
        resolution="按方案引进。",
        person=school.world.people["member"],
        due=hearing.meeting.held_on,
    )
    return actions.close_meeting(hearing.meeting, actor=school.actor("organizer")).pk


def test_there_is_each_when_there_is_something_to_say(world: World) -> None:
    with school_of(world) as school:
        item = school.item(kind="affairs")
        meeting = school.meeting(JOINT)
        actions.enter_item(item, actor=school.actor("organizer"), meeting=meeting)
        found = [there(world, "faculty", meeting.pk)]
        actions.send_meeting(fresh(meeting), actor=school.actor("organizer"))
        found.append(there(world, "faculty", meeting.pk))
        found.append(there(world, "faculty", held(school)))

    assert found == [ALWAYS, CALLED, HELD]


def test_whoever_does_not_sit_in_it_gets_none(world: World) -> None:
    with school_of(world) as school:
        meeting = held(school)

        assert there(world, "dean", meeting) == HELD
        assert [there(world, who, meeting) for who in ("member", "neighbour", "outsider", "student")] == [
            set()
        ] * 4


def test_minutes_say_who_was_there_what_was_said_and_how_it_was_counted(world: World) -> None:
    with school_of(world) as school:
        meeting = held(school)
        told = words(world.client("dean").get(f"/meetings/{meeting}/papers/minutes.docx").content)

    assert [each for each in told.split("\n") if each in ("喻清川：先试讲。", "议决：按方案引进。")] == [
        "喻清川：先试讲。",
        "议决：按方案引进。",
    ]
    assert "举手：赞成 3，反对 0，弃权 0。通过。" in told.split("\n")
    assert "孟青禾、柏鸿钧、喻清川" in told.split("\n")


def test_what_was_signed_keeps_its_words_when_the_item_is_another_later(world: World) -> None:
    with school_of(world) as school:
        hearing = school.passed(PARTY, school.item())
        meeting = actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))
        actions.approve_minutes(meeting, actor=school.actor("faculty"))
        actions.sign_minutes(fresh(meeting), actor=school.actor("head"))
        papers = [f"/meetings/{meeting.pk}/papers/{name}.docx" for name in sorted(HELD)]
        before = [words(world.client("faculty").get(each).content) for each in papers]
        digest = digest_of(fresh(meeting))
        revised = {"title": "另一个名字", "kind": "funds", "proposal": "花掉。"}
        actions.revise_item(fresh(hearing.item), actor=school.actor("organizer"), **revised)
        after = [words(world.client("faculty").get(each).content) for each in papers]

    assert (after, digest_of(fresh(meeting))) == (before, digest)
    assert all(TITLE in each for name, each in zip(sorted(HELD), after, strict=True) if name != "sign-in")


def test_a_resolution_of_several_lines_keeps_them(world: World) -> None:
    with school_of(world) as school:
        hearing = school.passed(PARTY, school.item(), resolution="同意引进。\n先试讲。")
        meeting = actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))
        at = f"/meetings/{meeting.pk}/papers/minutes"
        told = words(world.client("faculty").get(f"{at}.docx").content).split("\n")
        (page,) = pypdfium2.PdfDocument(world.client("faculty").get(f"{at}.pdf").content)

    assert told[told.index("议决：同意引进。") + 1] == "先试讲。"
    assert "同意引进。\r\n先试讲。" in page.get_textpage().get_text_range()


@pytest.mark.parametrize("name", ["summary", "resolutions"])
def test_what_was_resolved_is_printed(world: World, name: str) -> None:
    with school_of(world) as school:
        answer = world.client("dean").get(f"/meetings/{held(school)}/papers/{name}.pdf")
    (page,) = pypdfium2.PdfDocument(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    assert "按方案引进。" in page.get_textpage().get_text_range()


def test_the_approval_sheet_of_an_item(world: World) -> None:
    with school_of(world) as school:
        item = school.studied(school.item())
        told = words(world.client("faculty").get(f"/meetings/items/{item.pk}/sheet.docx").content)

    assert [
        each for each in (TITLE, ASKED, "孟青禾", "院系党组织会议 → 党政联席会议") if each in told.split("\n")
    ] == [
        TITLE,
        ASKED,
        "孟青禾",
        "院系党组织会议 → 党政联席会议",
    ]


@pytest.mark.parametrize("path", ["papers/minutes.exe", "papers/other.pdf"])
def test_another_name_or_kind_is_not_there(world: World, path: str) -> None:
    with school_of(world) as school:
        assert world.client("dean").get(f"/meetings/{held(school)}/{path}").status_code == 404
