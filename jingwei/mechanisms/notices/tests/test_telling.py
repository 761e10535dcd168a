"""Who is told of what is done: those whom it concerns, once, and nobody who may not see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.actions import deliver
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters import actions as matters
from jingwei.foundation.organisations.models import Membership
from jingwei.foundation.people.actions import ask_amendment, decline_amendment, end_sessions
from jingwei.kernel.notices import KINDS, TELLINGS, Kind, Press, tells
from jingwei.kernel.reactions import reactions_to
from jingwei.mechanisms.notices.actions import tell_of, tell_of_many
from jingwei.mechanisms.notices.models import Notice
from jingwei.mechanisms.notices.tests.told import everybody, told, unread
from tests.support.matters import CALLED, DEVIATION, agree_plan, deploy, inspect, story_at
from tests.support.world import World


def test_a_task_is_told_to_whom_it_was_given(world: World) -> None:
    with story_at(world, "deploying") as story:
        drain()
        deploy(story)

        assert told(world, "member")[0] == (
            "沈砚秋在《春耕智能农机驻点服务》里分给你一项任务：组织突击队下田，2026-04-20 前。"
        )
        assert everybody(world, "matters.assign_task") == {"member", "teacher"}


def test_each_verb_is_told_to_those_whom_it_concerns(world: World) -> None:
    with story_at(world, "closed"):
        found = {verb: everybody(world, verb) for verb in TELLINGS if verb.startswith("matters.")}

    assert found == {
        # What was done longer ago than three days is no news when the queue comes to it.
        **{verb: set() for verb in found},
        "matters.agree_plan": {"branch"},
        "matters.agree_deployment": {"branch"},
        "matters.assign_task": {"member", "teacher"},
        "matters.inspect": {"branch", "head"},
        "matters.close": {"head", "member", "teacher"},
    }


def test_who_did_it_is_not_told(world: World) -> None:
    with story_at(world, "planning") as story:
        drain()
        matters.agree_plan(story.matter, actor=story.secretary)

        assert everybody(world, "matters.agree_plan") == {"head"}


def test_the_second_side_settles_what_waited_for_it_and_both_hear_of_the_stage(world: World) -> None:
    with story_at(world, "planning") as story:
        drain()
        agree_plan(story)

        assert "matters.agree_plan" not in unread(world, "head")
        assert told(world, "branch")[-1] == "《春耕智能农机驻点服务》的计划两侧都同意了，进入同部署。"


def test_what_is_done_settles_its_notice(world: World) -> None:
    with story_at(world, "implementing") as story:
        assert "matters.assign_task" in unread(world, "member")
        matters.finish_task(story.tasks["party"], actor=story.actor("member"))

        assert "matters.assign_task" not in unread(world, "member")
        assert "matters.assign_task" in unread(world, "teacher")


def test_what_is_settled_before_the_queue_comes_to_it_is_not_told(world: World) -> None:
    with story_at(world, "deploying") as story:
        deploy(story)
        matters.finish_task(story.tasks["party"], actor=story.actor("member"))

        assert unread(world, "member") == []


def test_an_inspection_is_called_from_those_who_inspect_right_above(world: World) -> None:
    with story_at(world, "inspecting"):
        assert everybody(world, "matters.call_inspection") == {"organizer"}


def test_a_correction_is_told_to_the_side_that_mends_it(world: World) -> None:
    with story_at(world, "implementing") as story:
        drain()
        matters.raise_correction(story.matter, actor=story.inspector, **DEVIATION)

        assert everybody(world, "matters.raise_correction") == {"head"}


def test_nothing_is_told_twice_however_often_the_queue_delivers(world: World) -> None:
    with story_at(world, "deploying") as story:
        deploy(story)
        drain()
        before = Notice.objects.count()
        for record in Record.objects.filter(verb__in=TELLINGS):
            for reaction in reactions_to(record.verb):
                deliver.call(record.university_id, record.pk, reaction.name)
            tell_of(record)

        assert before > 3
        assert Notice.objects.count() == before


def test_who_may_not_see_it_at_the_time_of_telling_is_not_told(world: World) -> None:
    with story_at(world, "deploying") as story:
        drain()
        deploy(story)
        gone = Membership.objects.filter(person=world.people["teacher"])
        gone.update(until=CALLED - timedelta(days=1))

        assert everybody(world, "matters.assign_task") == {"member"}


def test_what_was_done_long_ago_is_no_news(world: World) -> None:
    with story_at(world, "deploying") as story:
        drain()
        deploy(story)
    with clock_at(CALLED + timedelta(days=4)):
        assert everybody(world, "matters.assign_task") == set()


def test_a_bulk_write_is_told_record_by_record_where_it_is_news(world: World) -> None:
    with story_at(world, "deploying") as story:
        deploy(story)
        rows = Record.objects.filter(verb="matters.assign_task")
        tell_of_many(rows)
        drain()

        assert Notice.objects.filter(record__in=rows).count() == 2
    with clock_at(date(2026, 12, 1)):
        tell_of_many(rows)
        drain()

        assert Notice.objects.filter(record__in=rows).count() == 2


def test_many_are_told_in_portions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jingwei.mechanisms.notices.actions.telling.PORTION", 1)
    with story_at(world, "inspecting") as story:
        drain()
        inspect(story)

        assert everybody(world, "matters.inspect") == {"branch", "head"}


def test_a_reminder_rests(world: World) -> None:
    kind = Kind("matters.sample", "样例")
    to_member = lambda record: {world.people["member"].pk}  # noqa: E731
    tells(kind, "matters.amend", "改了", to_member, at=lambda record: "/", press=Press.PAGE, rest_days=30)
    try:
        with story_at(world, "planning") as story:
            for day in (0, 10, 29, 31, 40, 70):
                with clock_at(CALLED + timedelta(days=day)):
                    matters.amend_matter(story.fresh(), actor=story.secretary, title=f"春耕{day}")
                    tell_of(Record.objects.filter(verb="matters.amend").latest("pk"))

            found = Notice.objects.filter(kind=kind.name).order_by("pk").values_list("at", flat=True)
            assert [(each.date() - CALLED).days for each in found] == [0, 31, 70]
    finally:
        del TELLINGS["matters.amend"], KINDS[kind.name]


def test_an_answer_to_a_correction_of_data_is_told_without_it(world: World) -> None:
    with clock_at(CALLED):
        amendment = ask_amendment(world.people["member"], actor=world.actor("member"), wish="电话不对")
        decline_amendment(amendment, actor=world.actor("orgoffice"), answer="已核对")

        assert told(world, "member") == ["你的更正申请有了答复：没有更正，理由写在“我的数据”里。"]


def test_whose_sessions_were_ended_is_told(world: World) -> None:
    with clock_at(CALLED):
        end_sessions(world.accounts["dean"], actor=world.actor("secadmin"), reason="手机丢失")

        assert told(world, "dean") == ["唐守正让你的账号在所有地方退出，理由：手机丢失"]
