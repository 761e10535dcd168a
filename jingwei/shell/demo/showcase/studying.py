"""What branches studied and Schools dispatched since the autumn, and how the action items they settled fare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.action_items import actions
from jingwei.foundation.action_items.queries import items_of, matters_to_carry
from jingwei.kernel.actor import Actor, Grant
from jingwei.shell.demo.people import Crowd

TOPICS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "study",
        "教育强国建设的论述",
        ("把课程改革的三个难点列成清单", "和教研室议一次作业怎么批", "听两节年轻教师的课"),
    ),
    (
        "study",
        "科技自立自强的论述",
        ("请青年教师讲一个卡住的问题", "去一家企业问清楚缺什么", "把攻关分工写成一页纸"),
    ),
    (
        "study",
        "生态文明的论述",
        ("到实习基地看一次排水", "把节能的办法贴到实验室", "给学生讲一次身边的例子"),
    ),
    ("exchange", "支部怎样进团队", ("照隔壁支部的办法试一个月", "请两个支部互相听一次课")),
)
DISPATCH = ("在办事项月度调度", ("把卡住的两个节点排出日子", "请实验中心腾出一台设备", "把合作社的回话补上"))
CAME = ("清单列好了，交给教研室", "去看了，记下三个问题", "讲了一次，来了 26 人", "试了一个月，留下两条办法")
BACK = "那段时间在外地开会，请改交给别人"
HANDS = frozenset(("occasions.*", "action_items.*", "people.see", "organisations.see", "matters.see"))


def studied(crowd: Crowd, random: Random) -> None:
    """Each School dispatches, most branches of teachers study; of the items some are done, some are late."""
    telling = _Telling(crowd, random)
    first, *others = crowd.campus.schools
    mine, *branches = first.teacher_branches
    telling.waits(_Held(mine, -24, *TOPICS[1]))
    for branch in branches:
        telling.held(_Held(branch, -24, *random.choice(TOPICS)))
    telling.held(_Held(first.party, -12, "dispatch", *DISPATCH))
    for school in others:
        telling.held(_Held(school.party, -random.randint(15, 40), "dispatch", *DISPATCH))
        for branch in school.teacher_branches:
            if random.random() < 0.5:
                telling.held(_Held(branch, -random.randint(20, 120), *random.choice(TOPICS)))


@dataclass(frozen=True)
class _Held:
    """An occasion to be told: where, how many days ago, of which kind, about what, ending in what."""

    place: str
    days: int
    kind: str
    topic: str
    texts: tuple[str, ...]


class _Telling:
    """The occasions, and the hands that see the items through."""

    def __init__(self, crowd: Crowd, random: Random) -> None:
        self.crowd, self.random = crowd, random
        self.grants = (Grant(HANDS, crowd.campus.university.grant_paths),)

    def hand(self, place: str) -> Actor:
        """Whoever leads a place."""
        return replace(self.crowd.acts_for[place], grants=self.grants)

    def held(self, told: _Held) -> None:
        """Hold it, and let each item come as far as chance has it."""
        lead = self.hand(told.place).person_id or 0
        people = [each.id for each in self.crowd.by_place.get(told.place, [])][:12] or [lead]
        items = [(text, self.random.choice(people), self.random.choice((14, 30, 45))) for text in told.texts]
        for item in self.settled(told, items):
            self.fares(item, self.random.choices(("done", "carried", "back", "open"), (50, 15, 5, 30))[0])

    def waits(self, told: _Held) -> None:
        """Hold it, so that something lies on the desk of who leads: an item of their own, and one that came back."""
        lead, other = self.hand(told.place).person_id or 0, self.crowd.by_place[told.place][-1].id
        items = zip(told.texts, (lead, other, other), (27, 14, 30), strict=True)
        for item, course in zip(self.settled(told, items), ("open", "done", "back"), strict=True):
            self.fares(item, course)

    def settled(self, told: _Held, items: Iterable[tuple[str, int, int]]) -> list[Any]:
        """The items of an occasion: what, whose, in how many days."""
        day, actor = self.crowd.today + timedelta(days=told.days), self.hand(told.place)
        with clock_at(_morning(day)):
            occasion = actions.hold_occasion(
                self.crowd.campus.organisations[told.place],
                actor=actor,
                kind=told.kind,
                topic=told.topic,
                held_on=day,
                items=[
                    actions.Settled(text, whose, day + timedelta(days=days)) for text, whose, days in items
                ],
            )
        return items_of(actor, occasion)

    def fares(self, item: Any, course: str) -> None:
        """It is done in time or late, carried on by a matter, given back, or still to be done."""
        day, random = item.occasion.held_on, self.random
        actor = Actor("person", item.person.name, item.university_id, item.person_id, grants=self.grants)
        since = _morning(min(day + timedelta(days=random.randint(3, 40)), self.crowd.today))
        with clock_at(min(since, clock.now())):
            if course == "done":
                actions.finish_item(item, actor=actor, text=random.choice(CAME))
            elif course == "carried" and (matters := matters_to_carry(actor, item.organisation)):
                actions.carry_item(item, actor=actor, matter_id=matters[0].pk)
            elif course == "back":
                actions.return_item(item, actor=actor, reason=BACK)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10), clock.ZONE)
