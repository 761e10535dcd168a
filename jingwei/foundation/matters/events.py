"""What the ledger remembers of matters: plan, deployment, work, inspection."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, named, unstopped

FIELDS = {
    "title": _l("名称"),
    "starts": _l("开始日期"),
    "due": _l("结束日期"),
    "functions": _l("职能"),
    "guarantees": _l("保证"),
    "orientations": _l("面向"),
    "clauses": _l("条款"),
}


@dataclass(frozen=True, kw_only=True)
class MatterOpened(Event):
    """A Party organisation and a unit began a matter."""

    verb = "matters.open"
    sentence = _l("{actor}发起了{number}《{title}》，党建侧是{party}，业务侧是{unit}")
    number: str
    title: str
    type: str
    party: str
    unit: str
    starts: str
    due: str


@dataclass(frozen=True, kw_only=True)
class MatterAmended(Event):
    """Title, dates or tags of a matter were changed: from what, to what."""

    verb = "matters.amend"
    sentence = _l("{actor}改了《{subject}》的{fields}")
    said_as = {"fields": named(FIELDS)}
    fields: str
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MatterHandedOver(Event):
    """The organisation of one side went into another, which carries the matter on."""

    verb = "matters.hand_over"
    sentence = _l("《{subject}》由{old}转到{new}接着办")
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class PointsSet(Event):
    """The three points were written (2.3)."""

    verb = "matters.set_points"
    sentence = _l("{actor}写明了三个点：结合点 {combine}；着力点 {effort}；贡献点 {contribute}")
    said_as = {"combine": unstopped, "effort": unstopped}
    combine: str
    effort: str
    contribute: str
    old: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class GoalAdded(Event):
    """A goal came into the plan."""

    verb = "matters.add_goal"
    sentence = _l("{actor}定了目标：{text}，{measure}达到 {target}{unit_word}")
    text: str
    measure: str
    unit_word: str
    baseline: str
    target: str


@dataclass(frozen=True, kw_only=True)
class GoalDropped(Event):
    """A goal left the plan."""

    verb = "matters.drop_goal"
    sentence = _l("{actor}去掉了目标：{text}")
    text: str
    measure: str
    unit_word: str
    baseline: str
    target: str


@dataclass(frozen=True, kw_only=True)
class MilestoneAdded(Event):
    """A milestone came into the plan."""

    verb = "matters.add_milestone"
    sentence = _l("{actor}定了节点：{title}，{due} 前，权重 {weight}")
    title: str
    due: str
    owner: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class MilestoneDropped(Event):
    """A milestone left the plan."""

    verb = "matters.drop_milestone"
    sentence = _l("{actor}去掉了节点：{title}")
    title: str
    due: str
    owner: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class PlanAgreed(Event):
    """One side agreed to the plan; `complete` where the other had agreed before."""

    verb = "matters.agree_plan"
    sentence = _l("{actor}同意了《{subject}》的计划")
    complete: bool


@dataclass(frozen=True, kw_only=True)
class PlanReopened(Event):
    """The plan is open again; what both sides had agreed no longer counts."""

    verb = "matters.reopen_plan"
    sentence = _l("{actor}让《{subject}》回到同谋划，理由：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(Event):
    """A task was given to a person or a post."""

    verb = "matters.assign_task"
    sentence = _l("{actor}把“{title}”交给{person}{post}，{due} 前")
    personal = ("person", "person_code")
    title: str
    due: str
    post: str
    person: str
    person_code: str


@dataclass(frozen=True, kw_only=True)
class TaskFinished(Event):
    """A task is done."""

    verb = "matters.finish_task"
    sentence = _l("{actor}做完了“{title}”")
    title: str
    due: str


@dataclass(frozen=True, kw_only=True)
class TaskReturned(Event):
    """Whoever was to do a task gave it back."""

    verb = "matters.return_task"
    standing = "answered"
    sentence = _l("{actor}退回了“{title}”，理由：{reason}")
    personal = ("reason",)
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskHandedOver(Event):
    """A task went into other hands, from a person or a post to a person."""

    verb = "matters.hand_task"
    sentence = _l("{actor}把“{title}”改交给{person}")
    personal = ("person", "person_code", "before")
    title: str
    person: str
    person_code: str
    before: str


@dataclass(frozen=True, kw_only=True)
class DeploymentAgreed(Event):
    """One side agreed to the deployment; `complete` where the other had agreed before."""

    verb = "matters.agree_deployment"
    sentence = _l("{actor}同意了《{subject}》的部署")
    complete: bool


@dataclass(frozen=True, kw_only=True)
class DeedNoted(Event):
    """Somebody noted what happened."""

    verb = "matters.note"
    sentence = _l("{actor}记了一笔：{text}")
    text: str
    on: str
    milestone: str
    goal: str
    value: str


@dataclass(frozen=True, kw_only=True)
class DeedAmended(Event):
    """A note was put right before it was confirmed."""

    verb = "matters.amend_deed"
    sentence = _l("{actor}改了一笔：{text}")
    text: str
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DeedWithdrawn(Event):
    """A note was taken back."""

    verb = "matters.withdraw_deed"
    sentence = _l("{actor}撤回了一笔：{text}")
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeedConfirmed(Event):
    """The side that benefits confirmed a note."""

    verb = "matters.confirm"
    standing = "answered"
    sentence = _l("{actor}认可了：{text}")
    text: str
    on: str
    remark: str
    goal: str
    value: str


@dataclass(frozen=True, kw_only=True)
class DeedReturned(Event):
    """The side that benefits asks for more."""

    verb = "matters.return"
    standing = "answered"
    sentence = _l("{actor}退回了：{text}，理由：{reason}")
    said_as = {"text": unstopped}
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneAccepted(Event):
    """A milestone was met."""

    verb = "matters.accept_milestone"
    standing = "answered"
    sentence = _l("{actor}认可了节点“{title}”")
    title: str
    due: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class InspectionCalled(Event):
    """The owners asked for an inspection."""

    verb = "matters.call_inspection"
    sentence = _l("{actor}请人来检查《{subject}》")


@dataclass(frozen=True, kw_only=True)
class MatterInspected(Event):
    """Somebody from outside looked at the matter."""

    verb = "matters.inspect"
    standing = "answered"
    sentence = _l("{actor}检查了《{subject}》：{finding}")
    finding: str
    verdict: str
    proposed: str
    label_reason: str


@dataclass(frozen=True, kw_only=True)
class GoalJudged(Event):
    """A goal was held against its figure."""

    verb = "matters.judge_goal"
    standing = "answered"
    sentence = _l("{actor}评定了目标“{text}”：做到 {figure}{unit_word}，目标 {target}{unit_word}")
    text: str
    figure: str
    target: str
    unit_word: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CorrectionRaised(Event):
    """A deviation was found and given a date (2.2)."""

    verb = "matters.raise_correction"
    sentence = _l("{actor}开了一项校准：{what}，{due} 前")
    what: str
    due: str


@dataclass(frozen=True, kw_only=True)
class CorrectionClosed(Event):
    """A deviation was put right, on a confirmed note."""

    verb = "matters.close_correction"
    standing = "answered"
    sentence = _l("{actor}办结了校准：{what}，凭据是：{deed}")
    said_as = {"what": unstopped}
    what: str
    due: str
    deed: str
    deed_id: int


@dataclass(frozen=True, kw_only=True)
class MatterClosed(Event):
    """A matter ended, inspected."""

    verb = "matters.close"
    standing = "answered"
    sentence = _l("{actor}办结了《{subject}》")


@dataclass(frozen=True, kw_only=True)
class MatterWithdrawn(Event):
    """A matter ended before its inspection."""

    verb = "matters.withdraw"
    sentence = _l("{actor}撤回了《{subject}》，理由：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneReckoned(Event):
    """The date of a milestone passed; it was met by then or not."""

    verb = "matters.reckon_milestone"
    standing = "reckoned"
    sentence = _l("节点“{title}”到期，期限 {due}")
    title: str
    due: str


@dataclass(frozen=True, kw_only=True)
class CorrectionReckoned(Event):
    """The date of a correction passed; it was closed by then or not."""

    verb = "matters.reckon_correction"
    standing = "reckoned"
    sentence = _l("校准“{what}”到期，期限 {due}")
    what: str
    due: str
