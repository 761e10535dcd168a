"""A directive of the committee that is on its way: most have it in hand, some stand still, one School is to settle."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.kernel.actor import EVERYWHERE, Actor, Grant
from jingwei.mechanisms.directives import actions
from jingwei.shell.demo.people import Crowd

TITLE = "关于建立服务振兴发展清单的通知"
TEXT = (
    "各院系党组织列出服务振兴发展清单，写清服务谁、做什么、哪天前做完。\n"
    "每个教师党支部每年至少认领一项，和业务单位一起办；办成了，由服务的那一方认可。\n"
    "清单向师生公开，做不成的写明原因。"
)
ALIGNMENT = "落实通知第五条；和去年的做法不同的是，清单由院系自己定，学校不再分指标。"
PLANS = ("认领向阳村一项，十月前办完", "和研究所一起办一项", "先走访两家企业再定", "认领一项技术服务")
ANSWERS = ("两台播种机修好，合作社收下了", "培训了 46 人，名单已留", "样机交给企业试用")
KINDS = ("faculty-committee", "faculty-general-branch", "teacher-branch")


HANDS = Grant(frozenset(("directives.*", "receipts.*", "organisations.see")), (EVERYWHERE,))


def passed_down(crowd: Crowd, random: Random) -> None:
    """Issue it nine days ago, and let those below answer since."""
    telling = _Telling(crowd, random)
    first, *others = crowd.campus.schools
    for school in crowd.campus.schools:
        telling.plan(school.party)
    # Whoever signs in as its secretary has still to sign, and the School to settle what another branch reported.
    telling.answer(first.teacher_branches[1], 3)
    for school in others:
        for branch in school.teacher_branches:
            telling.answer(branch, random.choices(range(4), (10, 20, 50, 20))[0])


class _Telling:
    """The directive, its receipts, and the hands that answer them."""

    def __init__(self, crowd: Crowd, random: Random) -> None:
        self.crowd, self.random = crowd, random
        committee = self.hand("party")
        with self.on(-10):
            draft = actions.draft_directive(
                crowd.campus.organisations["party"],
                actor=committee,
                title=TITLE,
                text=TEXT,
                due=crowd.today + timedelta(days=11),
                kinds=KINDS,
                dues={"teacher-branch": crowd.today + timedelta(days=8)},
                clauses=("5.2a", "3.5"),
                alignment=ALIGNMENT,
                paper_number=f"校党委〔{crowd.today.year}〕12号",
            )
        with self.on(-9):
            directive = actions.issue_directive(draft, actor=committee)
        self.receipts = {receipt.organisation_id: receipt for receipt in directive.receipts.all()}

    def hand(self, place: str) -> Actor:
        """Whoever leads a place."""
        return replace(self.crowd.acts_for[place], grants=(HANDS,))

    def on(self, days: int) -> AbstractContextManager[None]:
        """The morning of a day so many from today, never later than now."""
        day = self.crowd.today + timedelta(days=days)
        return clock_at(min(datetime.combine(day, time(10), clock.ZONE), clock.now()))

    def plan(self, place: str) -> None:
        """A School takes it on with its plan."""
        receipt = self.receipts[self.crowd.campus.organisations[place].pk]
        with self.on(-self.random.randint(6, 8)):
            actions.take_on_receipt(receipt, actor=self.hand(place), plan="清单每月排一次，支部认领后报院里")

    def answer(self, place: str, steps: int) -> None:
        """A branch comes so far: signs, takes on, reports."""
        receipt, actor = self.receipts[self.crowd.campus.organisations[place].pk], self.hand(place)
        day, plan, answer = -8, self.random.choice(PLANS), self.random.choice(ANSWERS)
        for step in ("sign", "take on", "report")[:steps]:
            day += self.random.randint(0, 2)
            with self.on(day):
                if step == "sign":
                    actions.sign_receipt(receipt, actor=actor)
                elif step == "take on":
                    actions.take_on_receipt(receipt, actor=actor, plan=plan)
                else:
                    actions.report_receipt(receipt, actor=actor, text=answer)
