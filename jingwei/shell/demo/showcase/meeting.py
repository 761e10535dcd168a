"""Decides how branches met since the begin of last year: most of what is asked, not all of it, a little late now and then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.kernel.actor import Grant
from jingwei.mechanisms.meetings.actions import Held, begin_series, record_many_meetings, record_meeting
from jingwei.shell.demo.people import Crowd

TOPICS = {
    "themed-day": (
        "下地头，听合作社说",
        "整理实验室安全台账",
        "给新生讲专业",
        "重温入党誓词",
        "和企业党支部结对",
    ),
    "committee": ("排本月的事", "商量谁带哪项任务", "看两件事项的进度"),
    "assembly": ("学习文件，议本季度的事", "讨论发展对象", "评议半年的事项"),
    "lecture": ("书记讲党课：从一块样机说起", "书记讲党课：教学里的较真"),
    "organisation-life": ("对照检查，提意见",),
    "review": ("民主评议党员",),
    "talk": ("",),
}
CAME = ("定下两件事，月底前回报", "三条意见交学院", "谁来谁做都排好了", "")
HOW_OFTEN = {
    "themed-day": (range(1, 13), 0.94),
    "committee": (range(1, 13), 0.88),
    "assembly": ((2, 5, 8, 11), 0.93),
}
HOW_OFTEN |= {
    "lecture": ((6,), 0.9),
    "organisation-life": ((12,), 0.95),
    "review": ((12,), 0.95),
    "talk": ((10,), 0.8),
}
OF_A_COMMITTEE = 3


def met(crowd: Crowd, random: Random) -> None:
    """Tell the meetings of all branches, in the order in which they were recorded."""
    first, *_others = crowd.campus.schools
    mine = first.teacher_branches[0]
    helds = [
        each for branch in _branches(crowd) for each in _of_a_branch(crowd, random, branch, branch == mine)
    ]
    record_many_meetings(crowd.campus.university.pk, sorted(helds, key=lambda each: each.at))
    _with_names(crowd, mine)


def _branches(crowd: Crowd) -> Iterator[str]:
    for school in crowd.campus.schools:
        yield from (*school.teacher_branches, *school.student_branches)


def _of_a_branch(crowd: Crowd, random: Random, branch: str, is_shown: bool) -> Iterator[Held]:
    """Of the branch that is shown first the last month lacks its committee, and this month has everything still before it."""
    this = crowd.today.replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    month = date(crowd.today.year - 1, 1, 1)
    while month <= this:
        for body, (months, share) in HOW_OFTEN.items():
            left_open = is_shown and (
                month == this or (month == last and body in ("committee", "themed-day"))
            )
            day = month + timedelta(days=random.randint(2, 26))
            if month.month in months and random.random() < share and day <= crowd.today and not left_open:
                yield _held(crowd, random, branch, body, day)
        month = (month + timedelta(days=31)).replace(day=1)


def _held(crowd: Crowd, random: Random, branch: str, body: str, day: date) -> Held:
    members = max(1, sum(each.branch == branch for each in crowd.by_place.get(branch, [])))
    expected = 0 if body in ("committee", "talk") else members
    present = min(expected, round(expected * random.uniform(0.72, 1)))
    if body == "committee":
        present = min(OF_A_COMMITTEE, members)
    at = datetime.combine(
        min(day + timedelta(days=random.choice((0, 0, 1))), crowd.today), time(16), clock.ZONE
    )
    return Held(
        crowd.campus.organisations[branch],
        body,
        day,
        random.choice(TOPICS[body]),
        "" if body == "talk" else random.choice(CAME),
        expected,
        present,
        body != "assembly" or 2 * present > expected,
        crowd.acts_for[branch],
        min(at, clock.now()),
    )


def _with_names(crowd: Crowd, branch: str) -> None:
    """The last themed day of the branch that is shown, with who was there, and on which days it meets from then on."""
    day = crowd.today.replace(day=1) - timedelta(days=4)
    people = [each.id for each in crowd.by_place.get(branch, []) if each.branch == branch]
    at = crowd.campus.organisations[branch]
    verbs = frozenset(("meetings.record", "series.begin"))
    actor = replace(crowd.acts_for[branch], grants=(Grant(verbs, (at.path,)),))
    with clock_at(datetime.combine(day, time(17), clock.ZONE)):
        record_meeting(
            at,
            actor=actor,
            body="themed-day",
            held_on=day,
            topic=TOPICS["themed-day"][0],
            outcome="分三组去三个村，月底回来讲",
            present=people[:-2],
        )
        begin_series(
            at,
            actor=actor,
            body="themed-day",
            nth=3,
            weekday=4,
            begins_at=time(14),
            room="302 室",
        )
