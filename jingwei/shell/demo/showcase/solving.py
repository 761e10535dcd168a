"""Decides which problems the first School has named: one solved, one reported, one past its day, one just named to each side."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.action_items.queries import matters_to_carry
from jingwei.mechanisms.problems import actions
from jingwei.mechanisms.problems.queries import Problem
from jingwei.shell.demo.people import Crowd
from jingwei.shell.demo.showcase.deciding import Told

SOLVED = ("主题党日和实验教学各排各的时间，去不齐", "inspection")
REPORTED = ("企业提的技术问题没有人接到课题组", "voices")
LATE = ("学科竞赛的辅导只靠一位老师", "meeting")
FRESH = ("研究生党员的活动和课题组例会互不相干", "figures")
OWN = ("学院的平台建设没有党组织参与谋划", "meeting")


class Solving:
    """The School and its first branch as they name and solve."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd, self.told = crowd, Told(crowd)
        key = crowd.campus.schools[0].teacher_branches[0]
        self.branch = crowd.campus.organisations[key]
        self.lead = self.told.acting(crowd.acts_for[key])

    def at(self, days: int) -> datetime:
        """Ten o'clock some days from today."""
        return datetime.combine(self.crowd.today + timedelta(days=days), time(10), clock.ZONE)

    def named(self, told: tuple[str, str], *, on: int, due: int) -> Problem:
        """A problem that the School named of its branch."""
        text, source = told
        day = self.at(due).date()
        with clock_at(self.at(on)):
            return actions.name_problem(
                self.told.party,
                actor=self.told.secretary,
                text=text,
                party=self.branch,
                source=source,
                due=day,
            )

    def reported(self, problem: Problem, text: str, shown_by: str, *, on: int) -> Problem:
        """The same, reported by the branch as solved."""
        with clock_at(self.at(on)):
            return actions.report_problem(problem, actor=self.lead, text=text, shown_by=shown_by)


def solved(crowd: Crowd) -> None:
    """Tell it, in the order in which it happened."""
    story = Solving(crowd)
    first = story.named(SOLVED, on=-90, due=-30)
    second = story.named(REPORTED, on=-60, due=20)
    story.named(LATE, on=-50, due=-4)
    first = story.reported(first, "两边的日子按月一起排，上月都到齐了", "学院三月教学日历", on=-40)
    with clock_at(story.at(-38)):
        actions.close_problem(first, actor=story.told.secretary)
    fresh = story.named(FRESH, on=-10, due=45)
    if matters := matters_to_carry(story.lead, story.branch):
        with clock_at(story.at(-8)):
            actions.carry_problem(fresh, actor=story.lead, matter_id=matters[0].pk)
    story.reported(second, "五个问题接到了三个课题组，两个已经回了话", "校企对接台账第 3 页", on=-2)
    with clock_at(story.at(-1)):
        text, source = OWN
        actions.name_problem(
            story.told.unit,
            actor=story.told.dean,
            text=text,
            party=story.told.party,
            unit=story.told.unit,
            source=source,
            due=story.at(60).date(),
        )
