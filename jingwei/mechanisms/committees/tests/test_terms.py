"""`committee_seats.end`, `.foretell`, `.expire`: given up with a reason, told once half a year ahead, over on its day."""

from __future__ import annotations

from datetime import date, timedelta

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.kernel.actor import system
from jingwei.mechanisms.committees.actions import end_seat, expire_seat, foretell_end
from jingwei.mechanisms.committees.queries import lines_for
from jingwei.mechanisms.committees.reactions import look_after_terms
from jingwei.mechanisms.committees.tests.story import NAME, TODAY, Story, fresh, last, sentence
from jingwei.ui.days import day
from tests.support.verbs import refused

UNTIL = date(2026, 12, 31)


def count(verb: str) -> int:
    return Record.objects.filter(verb=f"committee_seats.{verb}").count()


def test_a_seat_is_given_up_with_a_reason(story: Story) -> None:
    seat = end_seat(story.seated(), actor=story.actor("dean"), reason="调到别的学校")

    assert (seat.state, seat.until, seat.ended_on) == ("ended", TODAY, TODAY)
    assert sentence(seat) == f"柏鸿钧记下沈砚秋不再担任{NAME}委员，理由：调到别的学校"
    assert last(seat).result == "early"
    with refused(409, "step-not-open"):
        end_seat(seat, actor=story.actor("dean"), reason="再来一次")


def test_who_may_not_end_it(story: Story) -> None:
    seat = story.seated()
    for account in ("faculty", "committee", "branch"):
        with refused(403, "no-grant"):
            end_seat(seat, actor=story.actor(account), reason="不合适")
    with refused(422, "invalid"):
        end_seat(seat, actor=story.actor("dean"), reason="")


def test_the_end_is_told_once_half_a_year_ahead_and_then_it_is_over(story: Story) -> None:
    seat = story.seated(until=UNTIL)
    for today, told, over in (
        (date(2026, 6, 30), 0, 0),
        (date(2026, 7, 1), 1, 0),
        (date(2026, 7, 2), 1, 0),
        (UNTIL, 1, 0),
        (date(2027, 1, 1), 1, 1),
        (date(2027, 1, 2), 1, 1),
    ):
        with clock_at(today):
            look_after_terms.func()
        assert (today, count("foretell"), count("expire")) == (today, told, over)

    assert (fresh(seat).state, fresh(seat).until, last(seat).result) == ("ended", UNTIL, "full")
    assert sentence(seat) == f"沈砚秋在{NAME}的任期满了（2026-12-31）"
    everybody = {"dean", "faculty", "branch"}
    assert story.told("committee_seats.foretell") == [
        (f"{NAME}有一位委员的任期到 2026-12-31。要续任，从提名走起。", everybody)
    ]
    assert story.told("committee_seats.expire") == [(f"{NAME}有一位委员的任期满了。", everybody)]


def test_these_are_the_platform_s_alone_and_in_their_time(story: Story) -> None:
    seat = story.seated(until=UNTIL)
    platform = system("系统", "committee_seats.*", university_id=seat.university_id)
    for verb in (foretell_end, expire_seat):
        with refused(403, "no-grant"):
            verb(seat, actor=story.actor("dean"))
        with refused(409, "gate-shut"):
            verb(seat, actor=platform)


def test_what_waits_stands_beside_the_desk_once_it_is_looked_at(story: Story) -> None:
    seat = story.nominated()
    story.seated("faculty", by="committee", until=date(2026, 9, 1))

    def lines(account: str) -> list[tuple[str, str]]:
        return [(each.why, str(each.act)) for each in lines_for(story.actor(account))]

    assert lines("dean") == [("提名了，等查资格", "去查资格"), (f"任期到 {day(date(2026, 9, 1))}", "")]
    assert lines("faculty") == [("提名了，等查资格", "")]
    assert lines("committee") == [("提名了，等查资格", ""), (f"任期到 {day(date(2026, 9, 1))}", "")]
    assert lines("orgoffice") == lines("branch") == []
    panel = story.world.client("dean").get("/committees/come/", headers={"hx-request": "true"})
    assert f"/committees/{story.committee.pk}/seats/{seat.pk}/" in panel.content.decode()
    assert "/committees/come/" in story.world.client("dean").get("/").content.decode()
    assert "/committees/come/" not in story.world.client("organizer").get("/").content.decode()


def test_by_page_and_api(story: Story) -> None:
    seat, other = story.seated(), story.seated("faculty", by="committee")
    empty = story.post("dean", "end", seat, reason="")
    done = story.post("dean", "end", seat, reason="调到别的学校")
    by_api = story.api("dean", f"committee-seats/{other.pk}/end", reason="调到别的学校")
    again = story.api("dean", f"committee-seats/{other.pk}/end", reason="调到别的学校")

    assert (empty.status_code, done.status_code) == (422, 303)
    assert (by_api.json()["state"], by_api.json()["until"], again.status_code) == ("ended", "2026-04-10", 409)


def test_a_seat_given_up_before_its_term_begins_was_never_taken(story: Story) -> None:
    seat = story.seated(since=TODAY + timedelta(days=30))

    done = end_seat(seat, actor=story.actor("dean"), reason="调到别的学校")

    assert (done.state, done.until) == ("ended", TODAY)
    assert [done.sits(TODAY + timedelta(days=n)) for n in (0, 29, 30)] == [False] * 3
