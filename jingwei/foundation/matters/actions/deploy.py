"""The verbs of 同部署: on each side the work is put into somebody's hands, and both agree to that."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.memory import (
    advanced,
    forget_agreements,
    remember,
)
from jingwei.foundation.matters.actions.plan import agree
from jingwei.foundation.matters.flow import DEPLOYING, IMPLEMENTING, MATTER, TASK
from jingwei.foundation.matters.models import Matter, Milestone, Task
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.said import said

LONGEST_REASON = 200


@action("matters.assign_task", label=_l("分任务"), flow=MATTER)
def assign_task(
    matter: Matter,
    *,
    actor: Actor,
    title: str,
    due: date,
    person: Person | None = None,
    post: str = "",
    milestone: Milestone | None = None,
    side: str = "",
) -> Task:
    """Give a piece of the work on the own side to a person or a post, with a day."""
    mine = rules.side_of(actor, matter, "matters.assign_task", side)
    if person is None and not post.strip():
        raise Invalid.field("person", _("请写明交给谁，或者哪个岗位。"))
    if person is not None and person.university_id != matter.university_id:
        raise NotFound
    if milestone is not None and milestone.matter_id != matter.pk:
        raise NotFound
    task = Task.objects.create(
        matter=matter,
        milestone=milestone,
        side=mine,
        title=said("title", title, 80),
        person=person,
        post=said("post", post, 60) if post.strip() else "",
        due=due,
    )
    if matter.state == DEPLOYING:
        forget_agreements(matter, DEPLOYING)
    event = events.TaskAssigned(
        title=task.title,
        due=str(due),
        post=task.post,
        person=person.name if person else "",
        person_code=person.code if person else "",
    )
    remember(event, matter, actor, part=task, side=mine)
    return task


@action("matters.finish_task", label=_l("做完任务"), rule=rules.does_own_task, within=MATTER, flow=TASK)
def finish_task(task: Task, *, actor: Actor) -> Task:
    """Say that the task is done."""
    task.state = TASK.advance(task.state, "finish_task")
    task.done_on = clock.today()
    task.save(update_fields=["state", "done_on"])
    event = events.TaskFinished(title=task.title, due=str(task.due))
    remember(event, task.matter, actor, part=task, side=task.side, result=punctual(task.done_on, task.due))
    return task


@action("matters.return_task", label=_l("不是我的"), rule=rules.was_given_it, within=MATTER, flow=TASK)
def return_task(task: Task, *, actor: Actor, reason: str) -> Task:
    """Give a task back to who gives out the tasks, with one sentence why."""
    task.answer_reason = said("reason", reason, LONGEST_REASON)
    task.state = TASK.advance(task.state, "return_task")
    task.save(update_fields=["state", "answer_reason"])
    event = events.TaskReturned(title=task.title, reason=task.answer_reason)
    remember(event, task.matter, actor, part=task, side=task.side, result="returned")
    return task


@action("matters.hand_task", label=_l("改交给别人"), rule=rules.gives_out_tasks, within=MATTER, flow=TASK)
def hand_task(task: Task, *, actor: Actor, person: Person) -> Task:
    """Put a task into other hands; while the work is being given out, both sides agree anew."""
    if person.university_id != task.matter.university_id:
        raise NotFound
    before = task.person.name if task.person else task.post
    task.person, task.post, task.answer_reason = person, "", ""
    task.state = TASK.advance(task.state, "hand_task")
    task.save(update_fields=["state", "person", "post", "answer_reason"])
    if task.matter.state == DEPLOYING:
        forget_agreements(task.matter, DEPLOYING)
    event = events.TaskHandedOver(
        title=task.title, person=person.name, person_code=person.code, before=before
    )
    remember(event, task.matter, actor, part=task, side=task.side)
    return task


@action(
    "matters.agree_deployment",
    label=_l("同意部署"),
    rule=rules.one_side_a_post,
    flow=MATTER,
    gate=rules.deployment_gate,
)
def agree_deployment(matter: Matter, *, actor: Actor, side: str = "") -> Matter:
    """Agree to the deployment for one side; when the other has agreed too, the work begins."""
    mine = rules.side_of(actor, matter, "matters.agree_deployment", side)
    complete = agree(matter, actor, DEPLOYING, mine)
    to = IMPLEMENTING if complete else DEPLOYING
    advanced(matter, MATTER.advance(DEPLOYING, "agree_deployment", to=to))
    remember(events.DeploymentAgreed(complete=complete), matter, actor, side=mine)
    return matter
