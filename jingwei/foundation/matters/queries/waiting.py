"""What the post in use should do next in matters: each kind one question, each list bounded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import (
    CONFIRMED,
    DEPLOYING,
    IMPLEMENTING,
    INSPECTING,
    NOTED,
    OPEN,
    PLANNED,
    PLANNING,
    RETURNED,
    UNDER_WAY,
)
from jingwei.foundation.matters.models import (
    PARTY,
    UNIT,
    Agreement,
    Correction,
    Deed,
    Goal,
    Inspection,
    Matter,
    Milestone,
    Task,
    other_side,
)
from jingwei.foundation.matters.queries.seeing import at_either
from jingwei.foundation.matters.rules import deployment_gate, has_a_hand_in, plan_gate
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.errors import Text

MOST = 20
ESCALATES = timedelta(days=3)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the actor; a secretary above sees what waits for herself, not for those below."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds_anywhere("matters.see"):
        return []
    own = f"{post.tree}_id", post.organisation_id
    found: list[Waiting] = []
    if actor.holds("matters.agree_plan", post.path):
        found += [*_agreements(own, post.tree), *_ripe(own), *_milestones(own), *_corrections(own, post.tree)]
    if actor.holds("matters.finish_task", post.path):
        found += [*_tasks(actor, own, post.tree), *_deeds(actor, own, post.tree)]
    if actor.holds_anywhere("matters.inspect"):
        found += [*_inspections(actor), *_closable(actor)]
    return found


def _item(
    kind: Text, matter: Matter, why: Text, minutes: int, act: Text, verb: str, subject: Any, **more: Any
) -> Waiting:
    anchor = "" if subject is matter else f"#{subject._meta.model_name}-{subject.pk}"
    title: str = more.pop("title", matter.title)
    due: date | None = more.pop("due", None)
    return Waiting(kind, title, why, f"/matters/{matter.pk}/{anchor}", minutes, due, act, verb, subject.pk)


def _agreements(own: tuple[str, Any], side: str) -> Iterator[Waiting]:
    """Plans and deployments that this side has not agreed to, those first that the other side has."""
    agreed = Agreement.objects.filter(matter=OuterRef("pk"), stage=OuterRef("state"))
    rows = Matter.objects.filter(Q(own), ~Exists(agreed.filter(side=side)), state__in=(PLANNING, DEPLOYING))
    rows = rows.annotate(other_agreed=Exists(agreed.filter(side=other_side(side))))
    rows = rows.prefetch_related("goals", "milestones", "tasks")
    for matter in rows.order_by("-other_agreed", "starts", "id")[:MOST]:
        waits: bool = matter.other_agreed
        planning = matter.state == PLANNING
        gap = plan_gate(matter) if planning else deployment_gate(matter)
        ready = _("另一侧已经同意，等你这一侧。") if waits else _("写齐了，两侧都还没有同意。")
        kinds = (_("同意计划"), _("定计划")) if planning else (_("同意部署"), _("分任务"))
        yield _item(
            kinds[1] if gap else kinds[0],
            matter,
            gap.message if gap else ready,
            5 if gap else 3,
            _("去写") if gap else _("去看看"),
            "matters.agree_plan" if planning else "matters.agree_deployment",
            matter,
            due=matter.starts,
        )


def _ripe(own: tuple[str, Any]) -> Iterator[Waiting]:
    """Matters that may be inspected now, and inspected ones that may be closed."""
    mine = {"matter": OuterRef("pk")}
    outcome = Deed.objects.filter(**mine, side=UNIT, kind=Deed.Kind.OUTCOME, state=CONFIRMED)
    done = ~Exists(Milestone.objects.filter(**mine, state=PLANNED)) & Exists(outcome)
    called = Exists(Inspection.objects.filter(**mine, held_on=None))
    judged = ~Exists(Goal.objects.filter(**mine, reached=None))
    mended = ~Exists(Correction.objects.filter(**mine, state=OPEN))
    ripe = (Q(state=IMPLEMENTING) & Q(done)) | (Q(state=INSPECTING) & Q(~called) & Q(judged) & Q(mended))
    for matter in Matter.objects.filter(ripe, Q(own)).order_by("due", "id")[:MOST]:
        if matter.state == IMPLEMENTING:
            why, verb = _("节点都认可了，业务侧也有了结果。"), "matters.call_inspection"
            yield _item(_("请人检查"), matter, why, 1, _("请人检查"), verb, matter, due=matter.due)
        else:
            why, verb = _("检查通过，目标都评定了。"), "matters.close"
            yield _item(_("办结事项"), matter, why, 1, _("办结"), verb, matter, due=matter.due)


def _milestones(own: tuple[str, Any]) -> Iterator[Waiting]:
    """Milestones whose sides all have a confirmed note, so that they can be accepted."""
    bound = Deed.objects.filter(milestone=OuterRef("pk"), state=CONFIRMED)
    party = Q(side=UNIT) | Q(Exists(bound.filter(side=PARTY)))
    unit = Q(side=PARTY) | Q(Exists(bound.filter(side=UNIT)))
    rows = Milestone.objects.filter(_through(own), party, unit, state=PLANNED, matter__state=IMPLEMENTING)
    for milestone in rows.select_related("matter").order_by("due", "id")[:MOST]:
        why = _("“{matter}”的节点，两侧该记的都认可了。").format(matter=milestone.matter.title)
        yield _item(
            _("认可节点"),
            milestone.matter,
            why,
            1,
            _("认可"),
            "matters.accept_milestone",
            milestone,
            title=milestone.title,
            due=milestone.due,
        )


def _corrections(own: tuple[str, Any], side: str) -> Iterator[Waiting]:
    """Deviations that this side has to put right."""
    rows = Correction.objects.filter(_through(own), side=side, state=OPEN, matter__state__in=UNDER_WAY)
    for correction in rows.select_related("matter").order_by("due", "id")[:MOST]:
        why = _("“{matter}”查出的偏差，改好以后记一笔。").format(matter=correction.matter.title)
        yield _item(
            _("校准"),
            correction.matter,
            why,
            2,
            _("记一笔"),
            "matters.note",
            correction,
            title=correction.what,
            due=correction.due,
        )


def _tasks(actor: Actor, own: tuple[str, Any], side: str) -> Iterator[Waiting]:
    """Open tasks of this person on this side."""
    rows = Task.objects.filter(_through(own), person=actor.person_id, side=side, state=OPEN)
    rows = rows.filter(matter__state__in=(IMPLEMENTING, INSPECTING))
    for task in rows.select_related("matter").order_by("due", "id")[:MOST]:
        why = _("“{matter}”里分给你的。").format(matter=task.matter.title)
        yield _item(
            _("任务"),
            task.matter,
            why,
            1,
            _("做完了"),
            "matters.finish_task",
            task,
            title=task.title,
            due=task.due,
        )


def _deeds(actor: Actor, own: tuple[str, Any], side: str) -> Iterator[Waiting]:
    """Notes this side has to answer, and the person's own that came back."""
    back = Q(state=RETURNED, side=side, noted_by=actor.person_id)
    asked = Q(pk__in=())
    if actor.holds("matters.confirm", actor.post.path if actor.post else ""):
        asked = Q(state=NOTED, benefits=side) & ~Q(noted_by=actor.person_id)
    rows = Deed.objects.filter(_through(own), back | asked, matter__state__in=UNDER_WAY)
    for deed in rows.select_related("matter").order_by(F("noted_at").asc(), "id")[:MOST]:
        if deed.state == RETURNED:
            why = _("退回补充：{reason}").format(reason=deed.answer_reason)
            yield _item(
                _("补一笔"), deed.matter, why, 2, _("补充"), "matters.amend_deed", deed, title=deed.text
            )
        else:
            why = _("{name}记在“{matter}”。").format(name=deed.noted_name, matter=deed.matter.title)
            yield _item(_("认可"), deed.matter, why, 1, _("认可"), "matters.confirm", deed, title=deed.text)


def _through(own: tuple[str, Any]) -> Q:
    """The condition on parts that the matter is of the own organisation."""
    return Q((f"matter__{own[0]}", own[1]))


def _outside(actor: Actor, verb: str) -> Q:
    """The condition on matters that the actor may look at from outside."""
    post_at = actor.post.organisation_id if actor.post else None
    condition = at_either(actor, verb) & ~Q(party=post_at) & ~Q(unit=post_at)
    return condition & ~has_a_hand_in(actor.person_id) if actor.person_id else condition


def _inspections(actor: Actor) -> Iterator[Waiting]:
    """Inspections called and not yet held, and inspected matters with goals not yet judged.

    Who inspects and leads as well is asked for the level next below, and for others only when they fall due.
    """
    called = Exists(Inspection.objects.filter(matter=OuterRef("pk"), held_on=None))
    unjudged = Exists(Goal.objects.filter(matter=OuterRef("pk"), reached=None))
    rows = Matter.objects.filter(
        _outside(actor, "matters.inspect"), Q(called) | Q(unjudged), _next_above(actor), state=INSPECTING
    )
    for matter in rows.annotate(called=called).order_by("touched_at", "id")[:MOST]:
        if matter.called:
            why = _("{party}和{unit}请人来看。").format(party=matter.party.name, unit=matter.unit.name)
            yield _item(_("检查"), matter, why, 10, _("去检查"), "matters.inspect", matter, due=matter.due)
        else:
            why = _("检查过了，还有目标没有评定。")
            yield _item(
                _("评定目标"), matter, why, 3, _("去评定"), "matters.judge_goal", matter, due=matter.due
            )


def _next_above(actor: Actor) -> Q:
    """The condition that a matter stands one step below a leading post, or falls due too soon to wait."""
    path = actor.post.path if actor.post else ""
    below = Q(party__depth=len(path) // Organisation.steplen + 1)
    if actor.above:
        return below
    if not actor.holds("matters.open", path):
        return Q()
    return below | Q(due__lte=clock.today() + ESCALATES)


def _closable(actor: Actor) -> Iterator[Waiting]:
    """Corrections with a confirmed note since they were opened, to be closed by somebody from outside."""
    since = Deed.objects.filter(
        matter=OuterRef("matter"), state=CONFIRMED, side=OuterRef("side"), on__gte=OuterRef("raised_on")
    )
    outside = Matter.objects.filter(
        _outside(actor, "matters.close_correction"), state__in=(IMPLEMENTING, INSPECTING)
    )
    rows = Correction.objects.filter(Exists(since), state=OPEN, matter__in=outside)
    today = clock.today()
    for correction in rows.select_related("matter").order_by("due", "id")[:MOST]:
        late = correction.due < today
        why = _("已经过期，有得到认可的一笔可以作凭据。") if late else _("有得到认可的一笔可以作凭据。")
        yield _item(
            _("办结校准"),
            correction.matter,
            why,
            2,
            _("去办结"),
            "matters.close_correction",
            correction,
            title=correction.what,
            due=correction.due,
        )
