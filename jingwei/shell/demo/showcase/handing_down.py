"""The directives of a year that are over: the committee's to its Schools, one School's to its branches, reported and settled."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters.queries import matters_for
from jingwei.kernel.actor import EVERYWHERE, Actor, Grant
from jingwei.mechanisms.directives import actions
from jingwei.shell.demo.people import Crowd

COMMITTEE = (
    ("关于核对党员名册的通知", "各院系对照名册核一遍，缺的补上，不符的改正。"),
    ("关于组织科技服务进乡村的通知", "各院系定一个村、一件事，和业务单位一起去。"),
    ("关于报送支部换届安排的通知", "明年上半年任期满的支部，排出换届日子。"),
    ("关于走访毕业班学生的通知", "每个毕业班走访一遍，难处记下来，交给能办的单位。"),
    ("关于开展实验室安全自查的通知", "党员带头查，查出来的定人定日子改。"),
    ("关于征集校企合作需求的通知", "每个学院走访三家企业，把需求带回来。"),
    ("关于暑期社会实践带队安排的通知", "带队教师和支部对上，去哪里、做什么写清楚。"),
)
SCHOOL = (
    ("关于支部联系实验室的通知", "每个支部联系一间实验室，每月去一次。"),
    ("关于教研活动请支部书记参加的通知", "系所教研活动提前三天告诉支部。"),
    ("关于报送下季度主题党日的通知", "内容跟着业务走，写清服务谁。"),
    ("关于帮扶学业困难学生的通知", "党员教师一人联系一名，学期末说变化。"),
    ("关于整理共用设备的通知", "清点共用设备，闲着的让出来。"),
)
PLANS = ("排进本月的会，定人去办", "和业务单位商量好，分两步办", "先摸底，再办")
ANSWERS = ("按要求办完了，名单留在支部", "办完了，业务单位看过", "办了九成，余下的写明了原因")
SCHOOLS = ("faculty-committee", "faculty-general-branch")
BRANCHES = ("teacher-branch", "student-branch")
HANDS = Grant(frozenset(("directives.*", "receipts.*", "organisations.see", "matters.see")), (EVERYWHERE,))
LATEST, DAYS = 27, 14
"""Days since the last of them was issued, and to report in."""


def handed_down(crowd: Crowd, random: Random) -> None:
    """Hand all of them down, the oldest first."""
    first = crowd.campus.schools[0]
    for issuer, said, kinds, every in (
        ("party", COMMITTEE, SCHOOLS, 24),
        (first.party, SCHOOL, BRANCHES, 16),
    ):
        telling = _Telling(crowd, random, issuer)
        for number, (title, text) in reversed([*enumerate(said)]):
            telling.tell(-LATEST - every * number, title, text, kinds)


class _Telling:
    """One issuer, those below, and the hands of both."""

    def __init__(self, crowd: Crowd, random: Random, issuer: str) -> None:
        self.crowd, self.random, self.issuer = crowd, random, issuer
        self.keys = {each.pk: key for key, each in crowd.campus.organisations.items()}

    def hand(self, place: str) -> Actor:
        """Whoever leads a place."""
        return replace(self.crowd.acts_for[place], grants=(HANDS,))

    def on(self, day: int) -> AbstractContextManager[None]:
        """The morning of a day so many from today."""
        return clock_at(datetime.combine(self.date(day), time(10), clock.ZONE))

    def date(self, day: int) -> date:
        """The day so many from today."""
        return self.crowd.today + timedelta(days=day)

    def tell(self, day: int, title: str, text: str, kinds: tuple[str, ...]) -> None:
        """Issue it on a day, let all below carry it out, settle each, and close it."""
        above = self.hand(self.issuer)
        with self.on(day):
            draft = actions.draft_directive(
                self.crowd.campus.organisations[self.issuer],
                actor=above,
                title=title,
                text=text,
                due=self.date(day + DAYS),
                kinds=kinds,
                clauses=("3.5",),
            )
            directive = actions.issue_directive(draft, actor=above)
        settled = [self.carry_out(each, day) for each in directive.receipts.order_by("pk")]
        with self.on(max(settled, default=day)):
            actions.close_directive(directive, actor=above)

    def carry_out(self, receipt: Any, day: int) -> int:
        """Take it on, report it mostly in time, once in a while after it came back; the day on which it was settled."""
        random, below, above = (
            self.random,
            self.hand(self.keys[receipt.organisation_id]),
            self.hand(self.issuer),
        )
        with self.on(day + random.randint(0, 3)):
            matter = self.matter_of(receipt, below) if random.random() < 0.85 else None
            actions.take_on_receipt(receipt, actor=below, matter_id=matter, plan=random.choice(PLANS))
        late = random.random() < 0.16
        reported = day + (random.randint(DAYS + 1, DAYS + 6) if late else random.randint(5, DAYS))
        with self.on(reported):
            actions.report_receipt(receipt, actor=below, text=random.choice(ANSWERS))
        if random.random() < 0.1:
            with self.on(reported + 1):
                actions.return_receipt(receipt, actor=above, reason="说一说变了什么")
                actions.report_receipt(receipt, actor=below, text=random.choice(ANSWERS))
        settled = reported + random.randint(1, 4)
        with self.on(settled):
            actions.close_receipt(receipt, actor=above)
        return settled

    def matter_of(self, receipt: Any, actor: Actor) -> int | None:
        """One of its matters that were under way then."""
        own = matters_for(actor).filter(party=receipt.organisation_id, starts__lte=clock.today())
        rows = own.exclude(ended_on__lte=clock.today()).order_by("pk").values_list("pk", flat=True)
        found = list(rows[:20])
        return self.random.choice(found) if found else None
