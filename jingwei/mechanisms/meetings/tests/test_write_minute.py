"""`minutes.write`, `minutes.rewrite` and `minutes.drop`: everybody writes lines of their own, and changes nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from jingwei.foundation.ledger.models import Record
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Minute
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, last, told_of, typed_in
from tests.support.verbs import refused

SAID = "先试讲，\n再面谈。"


@pytest.fixture
def hearing(school: School) -> Hearing:
    return school.heard(PARTY, school.item())


def written(school: School, hearing: Hearing, by: str = "organizer", **more: str) -> Minute:
    return actions.write_minute(fresh(hearing), actor=school.actor(by), **({"text": SAID} | more))


def lines(hearing: Hearing) -> list[tuple[str, str, str]]:
    rows = Minute.objects.filter(hearing=hearing, is_dropped=False).order_by("pk")
    return [(each.writer_name, each.speaker, each.text) for each in rows]


def test_lines_stand_in_the_order_in_which_they_came(school: School, hearing: Hearing) -> None:
    made = written(school, hearing, speaker=" 乔望北 ")
    written(school, hearing, "head", text="同意。")

    assert lines(hearing) == [("裴若谷", "乔望北", SAID), ("乔望北", "", "同意。")]
    assert (made.writer, made.version) == (school.world.people["organizer"], 1)


def test_the_ledger_tells_that_and_not_what(school: School, hearing: Hearing) -> None:
    made = written(school, hearing)

    assert told_of(made) == ("minutes.write", "", "裴若谷在《教师引进方案》下记了一条")
    assert (last(made).values, "试讲" in last(made).data) == ({"hearing_id": hearing.pk}, False)


def test_until_the_minutes_are_found_right(school: School, hearing: Hearing) -> None:
    keeper = school.actor("organizer")
    actions.resolve_hearing(hearing, actor=keeper, manner="hands", yes=3, resolution="同意")
    meeting = actions.close_meeting(fresh(hearing.meeting), actor=keeper)
    late = written(school, hearing, text="补一句。")
    actions.approve_minutes(meeting, actor=school.actor("faculty"))

    with refused(409, "step-not-open", says="现在是“审定了，等签字”，还不能“记一条”。"):
        written(school, hearing)
    with refused(409, "gate-shut", says="现在是“审定了，等签字”，记录已经不能改了。"):
        actions.rewrite_minute(fresh(late), actor=keeper, text="不补了。")
    with refused(409, "gate-shut", says="现在是“审定了，等签字”，记录已经不能改了。"):
        actions.drop_minute(fresh(late), actor=keeper)
    assert lines(hearing) == [("裴若谷", "", "补一句。")]


def test_nothing_is_minuted_of_what_was_not_begun(school: School) -> None:
    listed = Hearing.objects.get(meeting=school.opened(PARTY, school.item()))

    with refused(409, "step-not-open", says="现在是“还没议”，还不能“记一条”。"):
        written(school, listed)


def test_a_line_of_ones_own_is_put_otherwise(school: School, hearing: Hearing) -> None:
    made = written(school, hearing)

    done = actions.rewrite_minute(
        fresh(made), actor=school.actor("organizer"), text="面谈就够。", speaker="沈砚秋"
    )

    assert (done.text, done.speaker, done.version) == ("面谈就够。", "沈砚秋", 2)
    assert told_of(made) == ("minutes.rewrite", "", "裴若谷改了《教师引进方案》下的一条记录")
    assert "试讲" not in str(last(made).data)


def test_a_line_of_ones_own_is_taken_out(school: School, hearing: Hearing) -> None:
    made = written(school, hearing)

    actions.drop_minute(fresh(made), actor=school.actor("organizer"))

    assert lines(hearing) == []
    assert told_of(made) == ("minutes.drop", "", "裴若谷删了《教师引进方案》下的一条记录")
    for act in (
        actions.drop_minute,
        lambda row, actor: actions.rewrite_minute(row, actor=actor, text="又来"),
    ):
        with refused(409, "gate-shut", says="这一条已经删了。"):
            act(fresh(made), actor=school.actor("organizer"))


def test_anothers_line_stays(school: School, hearing: Hearing) -> None:
    made = written(school, hearing, "head")

    with refused(403, "rule", says="只能改自己记的；别人记的，请他改。"):
        actions.rewrite_minute(made, actor=school.actor("organizer"), text="不对。")
    with refused(403, "rule", says="只能改自己记的；别人记的，请他改。"):
        actions.drop_minute(made, actor=school.actor("organizer"))


@pytest.mark.parametrize("account", ["sysadmin", "auditor", "neighbour", "outsider", "student", "teacher"])
def test_it_is_not_open_to_others(school: School, hearing: Hearing, account: str) -> None:
    made = written(school, hearing)

    with refused(403, "no-grant"):
        written(school, hearing, account)
    with refused(403, "no-grant"):
        actions.rewrite_minute(made, actor=school.actor(account), text="不对。")
    with refused(403, "no-grant"):
        actions.drop_minute(made, actor=school.actor(account))


@pytest.mark.parametrize(("text", "says"), [(" \n", "这里要写一句。"), ("长" * 1001, "最多 1000 个字。")])
def test_a_line_has_its_length(school: School, hearing: Hearing, text: str, says: str) -> None:
    made = written(school, hearing)

    with refused(422, "invalid", says=says):
        written(school, hearing, text=text)
    with refused(422, "invalid", says=says):
        actions.rewrite_minute(made, actor=school.actor("organizer"), text=text)
    assert lines(hearing) == [("裴若谷", "", SAID)]


def test_by_page(school: School, hearing: Hearing) -> None:
    at = f"/meetings/{hearing.meeting_id}/"
    write = f"{at}hearings/{hearing.pk}/write/"
    empty = school.paged("head", write, speaker="沈砚秋", text="")
    done = school.paged("head", write, speaker="沈砚秋", text="同意。")
    made = Minute.objects.get()
    own = school.doors("head", at)
    page = school.client("head").get(f"{at}minutes/{made.pk}/rewrite/").content.decode()
    shown = school.client("branch").get(f"{at}hearings/{hearing.pk}/").content.decode()
    others = school.client("branch").get(f"{at}minutes/{made.pk}/rewrite/").status_code
    changed = school.paged("head", f"{at}minutes/{made.pk}/rewrite/", speaker="", text="不同意。")
    gone = school.paged("head", f"{at}minutes/{made.pk}/drop/")
    nowhere = school.client("head").get(f"{at}minutes/{made.pk}/rewrite/").status_code

    assert empty == (422, ["说了什么 这里要写，不能空着。"])
    lines = [(303, f"{at}?line={made.pk}-{version}#now") for version in (1, 2, 3)]
    assert [done, changed, gone] == lines
    assert [each for each in own if each.startswith("minutes/")] == [
        f"minutes/{made.pk}/rewrite",
        f"minutes/{made.pk}/drop",
    ]
    assert ("同意。" in page, "同意。" in shown, others, nowhere) == (True, True, 403, 409)


def test_what_was_changed_in_another_window_is_not_written_over(school: School, hearing: Hearing) -> None:
    """What was typed stays; sent once more, it stands."""
    made = written(school, hearing)
    client, at = school.client("organizer"), f"/meetings/{hearing.meeting_id}/minutes/{made.pk}/rewrite/"
    carried = [typed_in(html.fromstring(client.get(at).content.decode())) for _window in range(2)]

    first, second = (
        client.post(at, each | {"text": text}) for each, text in zip(carried, ("一。", "二。"), strict=True)
    )
    kept = typed_in(html.fromstring(second.content.decode()))
    between = fresh(made).text
    third = client.post(at, kept)

    assert [each.status_code for each in (first, second, third)] == [303, 409, 303]
    assert "别人刚刚改过这里。你写的内容还在" in second.content.decode()
    assert "现在是：一。" in second.content.decode()
    assert (between, kept["text"], fresh(made).text) == ("一。", "二。", "二。")


def test_what_was_typed_over_a_dropped_line_becomes_a_line_of_its_own(
    school: School, hearing: Hearing
) -> None:
    made = written(school, hearing)
    client, at = school.client("organizer"), f"/meetings/{hearing.meeting_id}/minutes/{made.pk}/rewrite/"
    carried = typed_in(html.fromstring(client.get(at).content.decode())) | {"text": "改过的话。"}
    actions.drop_minute(made, actor=school.actor("organizer"))

    told = client.post(at, carried)
    shown = html.fromstring(told.content.decode())
    again = client.post(str(shown.xpath("//main//form/@action")[0]), typed_in(shown))

    assert (told.status_code, again.status_code) == (409, 303)
    assert "这一条已经删了。你写的还在，可以记成新的一条。" in told.content.decode()
    assert lines(hearing) == [("裴若谷", "", "改过的话。")]


def test_what_was_typed_stays_where_the_minutes_were_found_right_meanwhile(
    school: School, hearing: Hearing
) -> None:
    made, keeper = written(school, hearing), school.actor("organizer")
    actions.resolve_hearing(hearing, actor=keeper, manner="hands", yes=3, resolution="同意")
    meeting = actions.close_meeting(fresh(hearing.meeting), actor=keeper)
    actions.approve_minutes(meeting, actor=school.actor("faculty"))

    client, at = school.client("organizer"), f"/meetings/{hearing.meeting_id}/"
    for step in (f"minutes/{made.pk}/rewrite", f"hearings/{hearing.pk}/write"):
        told = client.post(f"{at}{step}/", {"text": "还没存的话。"})

        assert (told.status_code, "还没存的话。" in told.content.decode()) == (409, True)
        assert "你写的还在下面。" in told.content.decode()


def test_who_drops_a_line_sees_which(school: School, hearing: Hearing) -> None:
    made = written(school, hearing, speaker="乔望北")

    page = school.client("organizer").get(f"/meetings/{hearing.meeting_id}/minutes/{made.pk}/drop/")

    quoted = html.fromstring(page.content.decode()).xpath("//main//blockquote")
    assert [" ".join(each.text_content().split()) for each in quoted] == ["乔望北 先试讲，再面谈。"]


def test_a_fault_in_between_hides_no_change_of_another_window(school: School, hearing: Hearing) -> None:
    made = written(school, hearing)
    client, at = school.client("organizer"), f"/meetings/{hearing.meeting_id}/minutes/{made.pk}/rewrite/"
    carried = typed_in(html.fromstring(client.get(at).content.decode()))
    plain = client.post(at, carried | {"text": ""})
    actions.rewrite_minute(made, actor=school.actor("organizer"), text="一。")
    told = client.post(at, carried | {"text": ""})

    words = "别人刚刚改过这里。"
    assert (plain.status_code, words in plain.content.decode()) == (422, False)
    assert (told.status_code, words in told.content.decode()) == (422, True)


def test_who_may_not_is_shown_no_form_by_sending_one(school: School, hearing: Hearing) -> None:
    made = written(school, hearing)
    at = f"/meetings/{hearing.meeting_id}/minutes/{made.pk}/rewrite/"

    assert school.client("branch").post(at, {"text": ""}).status_code == 403


def test_over_the_api(school: School, hearing: Hearing) -> None:
    body: dict[str, Any] = {"hearing_id": hearing.pk, "text": "同意。", "speaker": "乔望北"}
    made = school.sent("organizer", "minutes", body)
    at = f"minutes/{made.json()['id']}"
    stale = school.sent("organizer", f"{at}/rewrite", {"text": "不同意。"}, **{"If-Match": '"9"'})
    changed = school.sent("organizer", f"{at}/rewrite", {"text": "不同意。"}, **{"If-Match": '"1"'})
    another = school.sent("head", f"{at}/drop")
    gone = school.sent("organizer", f"{at}/drop")
    twice = school.sent("organizer", f"{at}/drop")
    foreign = school.sent("outsider", "minutes", body)
    read = school.client("head").get(f"/api/v1/hearings/{hearing.pk}").json()["minutes"]

    answers = (made, stale, changed, another, gone, twice, foreign)
    assert [each.status_code for each in answers] == [200, 409, 200, 403, 200, 409, 404]
    assert (changed.json()["text"], changed.json()["version"], gone.json()["text"]) == ("不同意。", 2, "")
    assert (read, Record.objects.filter(verb="minutes.drop").count()) == ([], 1)
