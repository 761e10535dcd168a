"""The verbs of 同谋划: goals and milestones come and go until both sides agree to all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.memory import advanced, forget_agreements, plain, remember
from jingwei.foundation.matters.flow import ACCEPTED, DEPLOYING, MATTER, PLANNING
from jingwei.foundation.matters.models import BOTH, SIDES, Agreement, Goal, Matter, Milestone, other_side
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said

WHOLE = 100


@action("matters.add_goal", label=_l("加目标"), flow=MATTER)
def add_goal(
    matter: Matter,
    *,
    actor: Actor,
    text: str,
    measure: str,
    unit_word: str,
    target: Decimal,
    baseline: Decimal | None = None,
) -> Goal:
    """Add a goal that can be counted: what, in which unit, from where to where."""
    goal = Goal.objects.create(
        matter=matter,
        text=said("text", text, 120),
        measure=said("measure", measure, 60),
        unit_word=said("unit_word", unit_word, 12),
        baseline=baseline,
        target=target,
        current=baseline,
    )
    forget_agreements(matter, PLANNING)
    event = events.GoalAdded(
        text=goal.text,
        measure=goal.measure,
        unit_word=goal.unit_word,
        baseline=plain(baseline),
        target=plain(target),
    )
    remember(event, matter, actor, part=goal)
    return goal


@action("matters.drop_goal", label=_l("去掉目标"), flow=MATTER)
def drop_goal(matter: Matter, *, actor: Actor, goal_id: int) -> Matter:
    """Take a goal out of the plan; the ledger keeps what it was, and whether both sides had agreed to it."""
    goal = Goal.objects.filter(matter=matter, pk=goal_id).first()
    if goal is None:
        raise NotFound
    forget_agreements(matter, PLANNING)
    event = events.GoalDropped(
        text=goal.text,
        measure=goal.measure,
        unit_word=goal.unit_word,
        baseline=plain(goal.baseline),
        target=plain(goal.target),
    )
    remember(event, matter, actor, part=goal, result="dropped" if goal.is_agreed else "")
    goal.delete()
    return matter


@action("matters.add_milestone", label=_l("加节点"), flow=MATTER)
def add_milestone(
    matter: Matter, *, actor: Actor, title: str, due: date, owner: str, weight: int
) -> Milestone:
    """Add a milestone with its date, its owner side (or both) and its share of 100."""
    if owner not in (*SIDES, BOTH):
        raise Invalid.field("owner", _("请选党建侧、业务侧或两侧一起。"))
    if not 1 <= weight <= WHOLE:
        raise Invalid.field("weight", _("权重在 1 到 100 之间。"))
    if not matter.starts <= due <= matter.due:
        message = _("节点要在 {starts} 到 {due} 之间。")
        raise Invalid.field("due", message.format(starts=matter.starts, due=matter.due))
    milestone = Milestone.objects.create(
        matter=matter, title=said("title", title, 60), due=due, side=owner, weight=weight
    )
    forget_agreements(matter, PLANNING)
    event = events.MilestoneAdded(title=milestone.title, due=str(due), owner=owner, weight=weight)
    remember(event, matter, actor, part=milestone)
    return milestone


@action("matters.drop_milestone", label=_l("去掉节点"), flow=MATTER)
def drop_milestone(matter: Matter, *, actor: Actor, milestone_id: int) -> Matter:
    """Take a milestone out of the plan; the ledger keeps what it was."""
    milestone = Milestone.objects.filter(matter=matter, pk=milestone_id).first()
    if milestone is None:
        raise NotFound
    missed = milestone.agreed_on is not None and milestone.due < clock.today()
    if milestone.state == ACCEPTED or milestone.reckoned or missed:
        raise Invalid.field("milestone_id", _("这个节点已经认可或到期，不能再去掉。"))
    forget_agreements(matter, PLANNING)
    event = events.MilestoneDropped(
        title=milestone.title, due=str(milestone.due), owner=milestone.side, weight=milestone.weight
    )
    remember(event, matter, actor, part=milestone)
    milestone.delete()
    return matter


@action(
    "matters.agree_plan",
    label=_l("同意计划"),
    rule=rules.one_side_a_post,
    flow=MATTER,
    gate=rules.plan_gate,
)
def agree_plan(matter: Matter, *, actor: Actor, side: str = "") -> Matter:
    """Agree to the plan for one side; when the other has agreed too, deployment begins."""
    mine = rules.side_of(actor, matter, "matters.agree_plan", side)
    if complete := agree(matter, actor, PLANNING, mine):
        matter.agreed_on = clock.today()
        Goal.objects.filter(matter=matter).update(is_agreed=True)
        Milestone.objects.filter(matter=matter, agreed_on=None).update(agreed_on=clock.today())
    advanced(matter, MATTER.advance(PLANNING, "agree_plan", to=DEPLOYING if complete else PLANNING))
    remember(events.PlanAgreed(complete=complete), matter, actor, side=mine)
    return matter


def agree(matter: Matter, actor: Actor, stage: str, side: str) -> bool:
    """Keep one side's agreement to a stage; True where the other side had agreed before."""
    Agreement.objects.create(
        matter=matter,
        stage=stage,
        side=side,
        person_id=actor.person_id,
        name=actor.name,
        post_key=actor.post.key if actor.post else "",
        post=post_kept(actor),
        at=clock.now(),
    )
    return Agreement.objects.filter(matter=matter, stage=stage, side=other_side(side)).exists()


@action("matters.reopen_plan", label=_l("重新谋划"), flow=MATTER)
def reopen_plan(matter: Matter, *, actor: Actor, reason: str) -> Matter:
    """Go back to planning, with the reason; both sides agree anew."""
    reason = said("reason", reason, 200)
    forget_agreements(matter, PLANNING, DEPLOYING)
    advanced(matter, MATTER.advance(matter.state, "reopen_plan"))
    remember(events.PlanReopened(reason=reason), matter, actor)
    return matter
