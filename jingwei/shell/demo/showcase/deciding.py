"""Decides what the first School has decided, and what it has before it: signed minutes, an item studied, one waiting, one new."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.people.queries import Person, person_for
from jingwei.kernel.actor import Actor, Grant
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.queries import AgendaItem, Meeting, hearings_at, seated_at
from jingwei.shell.demo.people import Crowd

PARTY, JOINT = "party-meeting", "joint-meeting"
SPACE = ("实验楼四层房间调整", "interests", "四层东侧六间改作研究生工位，西侧两间留给虚拟仿真。")
TEACHERS = (
    "农机装备方向教师引进方案",
    "teachers",
    "引进两名教师：一名做智能播种，一名做田间机器人。试讲后面谈，年内报学校。",
)
BONUS = ("年终绩效分配办法修订", "interests", "教学与科研各占四成，公共服务占两成；新教师头两年不减。")
OPEN_DAY = ("实验室开放周安排", "affairs", "四月最后一周向全校开放，每天下午两场，各系出两名讲解。")
ROOM = "机械楼 302"


class Told:
    """The first School, its secretary, dean and organiser as they act."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd, school = crowd, crowd.campus.schools[0]
        self.party, self.unit = (crowd.campus.organisations[key] for key in (school.party, school.unit))
        self.secretary = self.acting(crowd.acts_for[school.party])
        self.dean = self.acting(crowd.acts_for[school.unit])
        self.keeper = self.acting(crowd.inspectors[school.party][-1])

    def acting(self, actor: Actor) -> Actor:
        """An actor with what its post holds."""
        assert actor.post is not None
        verbs = frozenset(registry.role(actor.post.role).verbs)
        return replace(actor, grants=(Grant(verbs, (actor.post.path,)),))

    def item(self, told: tuple[str, str, str], *, ready: bool = True) -> AgendaItem:
        """An item that the dean proposed."""
        title, kind, proposal = told
        made = actions.propose_item(self.unit, actor=self.dean, title=title, kind=kind, proposal=proposal)
        return actions.approve_item(made, actor=self.secretary) if ready else made

    def sitting(self, body: str, at: datetime, *items: AgendaItem) -> Meeting:
        """A meeting with these items, its notice sent."""
        meeting = actions.convene_meeting(self.party, actor=self.keeper, body=body, starts_at=at, room=ROOM)
        for each in items:
            actions.enter_item(each, actor=self.keeper, meeting=meeting)
        return actions.send_meeting(meeting, actor=self.keeper)

    def held(self, body: str, at: datetime, item: AgendaItem, resolution: str, person: Person | None) -> None:
        """A meeting from its notice to signed minutes, about one item."""
        with clock_at(at - timedelta(days=3)):
            meeting = self.sitting(body, at, item)
        with clock_at(at):
            seated = seated_at(meeting)
            meeting = actions.keep_roster(
                meeting, actor=self.keeper, present=[each for each, _vote in seated]
            )
            meeting = actions.open_meeting(meeting, actor=self.keeper)
            (hearing,) = hearings_at(meeting)
            hearing = actions.begin_hearing(hearing, actor=self.keeper)
            lines = [
                ("其他到会的人", "议过了，没有别的意见。"),
                (self.dean.name, "先把几种办法摆出来，利弊都写在材料里了。"),
                (self.secretary.name, "同意，按材料办，年底回头看一次。"),
            ]
            sits = {each for each, _vote in seated}
            for speaker, text in (
                each for each in lines if each[0] != self.dean.name or self.dean.person_id in sits
            ):
                actions.write_minute(hearing, actor=self.keeper, speaker=speaker, text=text)
            actions.resolve_hearing(
                hearing,
                actor=self.keeper,
                manner="hands",
                yes=sum(vote for _each, vote in seated),
                resolution=resolution,
                person=person,
                due=(at + timedelta(days=45)).date() if person else None,
            )
            meeting = actions.close_meeting(meeting, actor=self.keeper)
            meeting = actions.approve_minutes(meeting, actor=self.secretary)
            actions.sign_minutes(meeting, actor=self.keeper if body == PARTY else self.dean)


def decided(crowd: Crowd) -> None:
    """Tell it, in the order in which it happened."""
    told = Told(crowd)
    who = person_for(told.keeper, crowd.invited["喻清川"].id)

    def at(days: int, hour: int = 14) -> datetime:
        return datetime.combine(crowd.today + timedelta(days=days), time(hour), clock.ZONE)

    with clock_at(at(-40)):
        space = told.item(SPACE)
    told.held(PARTY, at(-33), space, "同意调整，先征求研究生意见。", None)
    told.held(JOINT, at(-26), space, "按方案调整，两周内搬完，工位向研究生公示。", who)
    with clock_at(at(-12)):
        teachers = told.item(TEACHERS)
    told.held(PARTY, at(-5), teachers, "同意引进方案，把好政治关和师德关。", None)
    with clock_at(at(-2)):
        told.item(BONUS)
        told.sitting(JOINT, at(2), teachers)
    with clock_at(at(-1)):
        told.item(OPEN_DAY, ready=False)
