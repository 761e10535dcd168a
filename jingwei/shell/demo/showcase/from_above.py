"""A directive of the province on its way: one university has answered it, the other has still to sign and send it on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actor import EVERYWHERE, Actor, Grant
from jingwei.mechanisms.directives import actions
from jingwei.shell.demo.people import Crowd

TITLE = "关于报送党建与业务融合典型做法的通知"
TEXT = (
    "各高校党委选出两三个党建和业务融合做得实的支部，写明做了什么、谁受益、怎么证明。\n"
    "做法由学校自己定，不要另建台账，已有的记录就是依据。\n"
    "没有做成的也可以写，说清楚卡在哪里。"
)
ALIGNMENT = "落实通知第三条；和去年不同的是，不排名次，也不要求篇幅。"
PLAN, ANSWER = "党委会上定下三个支部，由组织部收材料", "报了两个支部的做法，另一个还在做"
HANDS = Grant(frozenset(("receipts.*", "organisations.see")), (EVERYWHERE,))


def sent_from_above(officer: Actor, authority: Organisation, answering: Crowd) -> None:
    """Issue it five days ago; the committee of one university takes it on and reports."""
    today = answering.today
    with _morning(today, -6):
        draft = actions.draft_directive(
            authority,
            actor=officer,
            title=TITLE,
            text=TEXT,
            due=today + timedelta(days=16),
            kinds=("university-committee",),
            clauses=("3.5",),
            alignment=ALIGNMENT,
            paper_number=f"教工委〔{today.year}〕7号",
        )
    with _morning(today, -5):
        directive = actions.issue_directive(draft, actor=officer)
    committee = replace(answering.acts_for["party"], grants=(HANDS,))
    receipt = directive.receipts.get(organisation=answering.campus.organisations["party"])
    with _morning(today, -4):
        receipt = actions.take_on_receipt(receipt, actor=committee, plan=PLAN)
    with _morning(today, -1):
        actions.report_receipt(receipt, actor=committee, text=ANSWER)


def _morning(today: date, days: int) -> AbstractContextManager[None]:
    """The morning of a day so many from today."""
    return clock_at(datetime.combine(today + timedelta(days=days), time(9), clock.ZONE))
