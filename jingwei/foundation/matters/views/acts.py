"""The verbs on one matter and on its parts: which form each has, what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.evidence.queries import attachment_for
from jingwei.foundation.matters import actions, forms
from jingwei.foundation.matters.queries import (
    correction_for,
    deed_for,
    goal_for,
    milestone_for,
    task_for,
)
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound, Refused, StepNotOpen, Text

Run = Callable[..., Any]
WHOLE, OWN = ("matter", "actor"), "part"


@dataclass(frozen=True)
class Act:
    """A verb with its form. `given` names what the form is told; `undo` is the step that takes the result back.

    `of_matter` marks a verb whose subject is the matter, though it is offered beside a part.
    """

    verb: str
    run: Run
    said: Text | Callable[[Any], str]
    form: Callable[..., Any] = django_forms.Form
    given: tuple[str, ...] = ()
    undo: str = ""
    of_matter: bool = False
    minor: bool = False

    def told(self, result: Any) -> str:
        """What the reader is told when it is done."""
        return str(self.said(result) if callable(self.said) else self.said)


def _agreed(matter: Any) -> str:
    if all(agreement.stage != matter.state for agreement in matter.agreements.all()):
        return _("两侧都同意了，进入{stage}。").format(stage=matter.state_label)
    return _("同意了，等另一侧。")


def _drop_goal(goal: Any, *, actor: Actor) -> Any:
    return actions.drop_goal(goal.matter, actor=actor, goal_id=goal.pk)


def _drop_milestone(milestone: Any, *, actor: Actor) -> Any:
    return actions.drop_milestone(milestone.matter, actor=actor, milestone_id=milestone.pk)


def _attach(deed: Any, *, actor: Actor, upload: Any) -> Any:
    return attach_evidence(deed.matter, actor=actor, upload=upload, part=f"deed:{deed.pk}")


def _file_for(actor: Actor, attachment_id: int) -> Any:
    """A file as a part of the matter it lies beside, or NotFound."""
    found: Any = attachment_for(actor, attachment_id)
    if found.subject_type != "matter":
        raise NotFound
    found.matter, found.matter_id = found.subject, found.subject_id
    return found


def _whole(verb: str, run: Run, said: Any, form: Any, **more: Any) -> Act:
    return Act(f"matters.{verb}", run, said, form, WHOLE, **more)


MATTER_ACTS: dict[str, Act] = {
    "amend": _whole("amend", actions.amend_matter, _l("改好了。"), forms.Amend, minor=True),
    "set-points": _whole("set_points", actions.set_points, _l("三个点写好了。"), forms.SetPoints),
    "add-goal": _whole(
        "add_goal", actions.add_goal, _l("加上了目标。"), forms.AddGoal, undo="goals/drop-goal"
    ),
    "add-milestone": _whole(
        "add_milestone",
        actions.add_milestone,
        _l("加上了节点。"),
        forms.AddMilestone,
        undo="milestones/drop-milestone",
    ),
    "agree-plan": _whole("agree_plan", actions.agree_plan, _agreed, forms.Agree),
    "reopen-plan": _whole(
        "reopen_plan", actions.reopen_plan, _l("回到同谋划，计划可以改了。"), forms.Reason, minor=True
    ),
    "assign-task": _whole("assign_task", actions.assign_task, _l("任务分下去了。"), forms.AssignTask),
    "agree-deployment": _whole("agree_deployment", actions.agree_deployment, _agreed, forms.Agree),
    "call-inspection": Act("matters.call_inspection", actions.call_inspection, _l("请人来检查了。")),
    "inspect": _whole("inspect", actions.inspect_matter, _l("检查结论写好了。"), forms.Inspect),
    "raise-correction": _whole(
        "raise_correction", actions.raise_correction, _l("校准开好了。"), forms.RaiseCorrection
    ),
    "close": Act("matters.close", actions.close_matter, _l("办结了。")),
    "withdraw": _whole("withdraw", actions.withdraw_matter, _l("事项撤回了。"), forms.Reason, minor=True),
}
PART_ACTS: dict[str, dict[str, Act]] = {
    "goals": {
        "drop-goal": Act("matters.drop_goal", _drop_goal, _l("去掉了。"), of_matter=True),
        "judge-goal": Act(
            "matters.judge_goal", actions.judge_goal, _l("评定好了。"), forms.JudgeGoal, ("goal",)
        ),
    },
    "milestones": {
        "drop-milestone": Act("matters.drop_milestone", _drop_milestone, _l("去掉了。"), of_matter=True),
        "accept-milestone": Act("matters.accept_milestone", actions.accept_milestone, _l("节点认可了。")),
    },
    "tasks": {
        "finish-task": Act("matters.finish_task", actions.finish_task, _l("做完了。")),
        "return-task": Act(
            "matters.return_task", actions.return_task, _l("退回了，对方会看到。"), forms.ReturnTask
        ),
        "hand-task": Act(
            "matters.hand_task", actions.hand_task, _l("改交好了。"), forms.HandTask, ("task", "actor")
        ),
    },
    "deeds": {
        "confirm": Act("matters.confirm", actions.confirm_deed, _l("认可了。")),
        "return": Act("matters.return", actions.return_deed, _l("退回了，对方会看到。"), forms.Return),
        "amend-deed": Act(
            "matters.amend_deed", actions.amend_deed, _l("改好了。"), forms.AmendDeed, ("deed",)
        ),
        "withdraw-deed": Act("matters.withdraw_deed", actions.withdraw_deed, _l("这一笔撤回了。")),
        "attach": Act("evidence.attach", _attach, _l("文件附上了。"), forms.Attach, of_matter=True),
    },
    "corrections": {
        "close-correction": Act(
            "matters.close_correction",
            actions.close_correction,
            _l("校准办结了。"),
            forms.CloseCorrection,
            ("correction",),
        )
    },
    "files": {
        "detach": Act("evidence.detach", detach_evidence, _l("文件取下了，台账里留着记录。"), forms.Detach)
    },
}
FINDS: Mapping[str, Callable[[Actor, int], Any]] = {
    "goals": goal_for,
    "milestones": milestone_for,
    "tasks": task_for,
    "deeds": deed_for,
    "corrections": correction_for,
    "files": _file_for,
}


@dataclass(frozen=True)
class Door:
    """A verb as the page offers it: its form and address, or why it is shut now."""

    act: Act
    step: str
    kind: str
    subject: Any
    refusal: Refused | None
    actor: Actor

    @property
    def label(self) -> Text:
        """What the button says."""
        return VERBS[self.act.verb].label

    @property
    def url(self) -> str:
        """Where it is sent to."""
        matter = self.subject.matter if self.kind else self.subject
        return address(matter.pk, self.step, self.kind, self.subject.pk)

    @property
    def key(self) -> str:
        """The name under which what is typed is kept on the device."""
        return f"{self.step}-{self.subject.pk}"

    @property
    def form(self) -> Any:
        """The empty form, its fields named apart from those of other forms on the page."""
        return form_of(self.act, self.subject, self.actor, auto_id=f"{self.key}-%s")


def door(actor: Actor, step: str, subject: Any, kind: str = "") -> Door | None:
    """The verb for this actor on this subject; nothing where it is not held, or is not yet or no longer its time."""
    act = PART_ACTS[kind][step] if kind else MATTER_ACTS[step]
    matter = subject.matter if kind else subject
    refusal = may(actor, act.verb, matter if act.of_matter else subject)
    too_early = isinstance(refusal, StepNotOpen) and refusal.code == "step-not-open"
    if too_early or (refusal is not None and refusal.code == "no-grant"):
        return None
    return Door(act, step, kind, subject, refusal, actor)


def doors(actor: Actor, subject: Any, kind: str = "") -> dict[str, Door]:
    """All verbs for this actor on a matter or on one part of it, by their names in Python."""
    steps = PART_ACTS[kind] if kind else MATTER_ACTS
    found = {step: door(actor, step, subject, kind) for step in steps}
    return {step.replace("-", "_"): each for step, each in found.items() if each is not None}


def address(matter_id: int, step: str, kind: str = "", part_id: int = 0) -> str:
    """Where a verb is sent to."""
    if kind:
        return reverse("matters:part", args=(matter_id, kind, part_id, step))
    return reverse("matters:act", args=(matter_id, step))


def part_of(actor: Actor, matter_id: int, kind: str, part_id: int) -> Any:
    """A part as the actor may see it, of this matter and no other, or NotFound."""
    if kind not in FINDS:
        raise NotFound
    part = FINDS[kind](actor, part_id)
    if part.matter_id != matter_id:
        raise NotFound
    return part


def form_of(act: Act, subject: Any, actor: Actor, *args: Any, **more: Any) -> Any:
    """The form of a verb, told what it needs to know."""
    known = dict.fromkeys(("matter", "goal", "task", "deed", "correction"), subject) | {"actor": actor}
    return act.form(*args, **{name: known[name] for name in act.given}, **more)
