"""What people type while planning and deploying."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.forms.fields import (
    UNCHOSEN,
    Day,
    Figure,
    MatterForm,
    Sentence,
    Ticks,
    owner_field,
)
from jingwei.foundation.matters.models import Milestone, Task
from jingwei.foundation.matters.queries import (
    clause_choices,
    last_of,
    partners_for,
    term_choices,
    type_choices,
)
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import people_to_choose
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.packs import registry
from jingwei.ui.picking import Picked


def months_on(day: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Tags(forms.Form):
    """What a matter is found by: functions, guarantees, orientations, clauses; `first_clauses` are shown first."""

    first_clauses: tuple[str, ...] = ()

    functions = Ticks(label=_l("服务于哪项职能"), required=False)
    guarantees = Ticks(label=_l("靠哪种保证"), required=False)
    orientations = Ticks(label=_l("面向和服务"), required=False, help_text=_l("没有就不选。"))
    clauses = Ticks(label=_l("落实哪几条"), required=False)

    def offer_tags(self, university: Any, cited: tuple[str, ...] = ()) -> None:
        """The closed lists of the packs, and the clauses cited already."""
        for name, choices in (
            ("functions", term_choices("function")),
            ("guarantees", term_choices("guarantee")),
            ("orientations", term_choices("orientation", "serving")),
            ("clauses", clause_choices(university, cited)),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class Open(Tags):
    """A new matter of an organisation: all but its title is chosen already, from the type, the links and the last one."""

    title = forms.CharField(label=_l("名称"), max_length=80, help_text=_l("说事情本身，不用写口号。"))
    partner = Picked(
        label=_l("和谁一起办"), help_text=_l("写名称里的几个字；覆盖的单位、覆盖你的党组织排在前面。")
    )
    type = forms.ChoiceField(label=_l("类型"), widget=forms.RadioSelect)
    starts = Day(label=_l("开始日期"))
    due = Day(label=_l("结束日期"))
    field_order = ["title", "partner", "type", "starts", "due"]

    def __init__(self, *args: Any, organisation: Organisation, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.actor = organisation, actor
        self.offer_tags(organisation.university)
        self._offer_partners(partners_for(actor, organisation))
        types = type_choices(organisation)
        self.fields["type"].choices = types  # type: ignore[attr-defined]
        for name in ("functions", "guarantees"):
            self.fields[name].required = True
        self.initial = {**self._guessed(), **self.initial}
        known = {each for each, _label in types}
        chosen = str(self["type"].value() or "")
        self.first_clauses = registry.matter_type(chosen).clauses if chosen in known else ()
        self.initial.setdefault("clauses", self.first_clauses)

    def _offer_partners(self, candidates: Candidates) -> None:
        """The partner named in the address, or else the nearest of those linked, is chosen already."""
        field: Any = self.fields["partner"]
        first = field.offer(candidates, at=reverse("matters:new"))
        asked = str(self.initial.pop("partner", ""))
        if asked.isdecimal():
            self.initial["partner"] = candidates.rows.filter(pk=int(asked)).first()
        elif first and first[0].is_near:
            self.initial["partner"] = first[0]

    def _guessed(self) -> dict[str, Any]:
        """Today, a quarter of a year, and what the last matter of this organisation served."""
        today = clock.today()
        last = last_of(self.organisation)
        return {
            "type": next((each for each, _label in type_choices(self.organisation)), ""),
            "starts": today,
            "due": months_on(today, 3),
            "functions": last.function_ids if last else (),
            "guarantees": last.guarantee_ids if last else (),
        }


class Amend(MatterForm, Tags):
    """Title, dates and tags of a matter."""

    verb = "matters.amend"
    title = forms.CharField(label=_l("名称"), max_length=80)
    starts = Day(label=_l("开始日期"))
    due = Day(label=_l("结束日期"))
    field_order = ["title", "starts", "due"]

    def prepare(self) -> None:
        """What it is now; once the plan is agreed, the title alone."""
        if self.matter.state != "planning":
            for name in [name for name in self.fields if name != "title"]:
                del self.fields[name]
        else:
            self.offer_tags(self.matter.university, self.matter.clause_ids)
            own = registry.matter_type(self.matter.type).clauses
            self.first_clauses = (*self.matter.clause_ids, *own)
        now = {
            "title": self.matter.title,
            "starts": self.matter.starts,
            "due": self.matter.due,
            "functions": self.matter.function_ids,
            "guarantees": self.matter.guarantee_ids,
            "orientations": self.matter.orientation_ids,
            "clauses": self.matter.clause_ids,
        }
        self.initial = {**now, **self.initial}


class SetPoints(MatterForm):
    """The three points (2.3)."""

    verb = "matters.set_points"
    combine = Sentence(label=_l("结合点"), max_length=300, help_text=_l("党建和业务在哪里合到一起。"))
    effort = Sentence(label=_l("着力点"), max_length=300, help_text=_l("力气用在哪里。"))
    contribute = Sentence(label=_l("贡献点"), max_length=300, help_text=_l("最后给谁带来什么。"))

    def prepare(self) -> None:
        """What was written before."""
        now = {name: getattr(self.matter, name) for name in ("combine", "effort", "contribute")}
        self.initial = {**now, **self.initial}


class AddGoal(MatterForm):
    """A goal that can be counted."""

    verb = "matters.add_goal"
    text = forms.CharField(label=_l("目标"), max_length=120, help_text=_l("一句话：谁受益，做到什么。"))
    measure = forms.CharField(label=_l("数什么"), max_length=60)
    unit_word = forms.CharField(label=_l("单位"), max_length=12, help_text=_l("亩、件、%、人次。"))
    baseline = Figure(label=_l("现在是多少"), required=False)
    target = Figure(label=_l("做到多少"))


class AddMilestone(MatterForm):
    """A milestone with its date, owner side and weight."""

    verb = "matters.add_milestone"
    title = forms.CharField(label=_l("节点"), max_length=60)
    due = Day(label=_l("哪天前"))
    owner = owner_field(both=True)
    weight = forms.IntegerField(
        label=_l("权重"), min_value=1, max_value=100, help_text=_l("所有节点加起来是 100。")
    )

    def prepare(self) -> None:
        """What is left of 100; days within the matter."""
        left = 100 - sum(milestone.weight for milestone in self.matter.milestones.all())
        self.initial = {"weight": max(left, 1), "owner": "both", **self.initial}
        within = {"min": self.matter.starts.isoformat(), "max": self.matter.due.isoformat()}
        self.fields["due"].widget.attrs |= within


class AssignTask(MatterForm):
    """A task for a person or a post of the own side."""

    verb = "matters.assign_task"
    title = forms.CharField(label=_l("做什么"), max_length=80)
    person = Picked(label=_l("交给谁"), required=False, help_text=_l("写姓名或学工号。"))
    post = forms.CharField(
        label=_l("或者哪个岗位"), max_length=60, required=False, help_text=_l("还没定到人，先写岗位。")
    )
    milestone = forms.ModelChoiceField(
        queryset=Milestone.objects.none(), label=_l("为哪个节点"), required=False, empty_label=UNCHOSEN
    )
    due = Day(label=_l("哪天前"))

    def prepare(self) -> None:
        """People the actor may see, milestones of the matter."""
        at = reverse("matters:act", args=(self.matter.pk, "assign-task"))
        picked: Any = self.fields["person"]
        picked.offer(people_to_choose(self.actor), at=at, side_by_side=False)
        self.fields["milestone"].queryset = self.matter.milestones.all()  # type: ignore[attr-defined]
        self.ask_side()


class ReturnTask(forms.Form):
    """Why a task comes back."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，分任务的人会看到。"))


class HandTask(forms.Form):
    """Into whose hands a task goes."""

    person = Picked(label=_l("交给谁"), help_text=_l("写姓名或学工号。"))

    def __init__(self, *args: Any, task: Task, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picked: Any = self.fields["person"]
        at = reverse("matters:part", args=(task.matter_id, "tasks", task.pk, "hand-task"))
        picked.offer(people_to_choose(actor), at=at, side_by_side=False)


class Agree(MatterForm):
    """An agreement: nothing to type, but the side of who holds both."""

    verb = "matters.agree_plan"

    def prepare(self) -> None:
        """The side, where it is not plain."""
        self.ask_side()


class Reason(MatterForm):
    """Why a plan is reopened, or a matter withdrawn."""

    reason = Sentence(label=_l("为什么"), max_length=200)
