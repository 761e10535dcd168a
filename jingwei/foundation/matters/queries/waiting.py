"""What the post in use should do next in matters: each kind one question, each list bounded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import IMPLEMENTING, PLANNING, RETURNED
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.matters.queries.open_ends import (
    ACCEPTABLE,
    GIVEN,
    RIPE,
    TO_CLOSE,
    TO_CORRECT,
    TO_INSPECT,
    UNAGREED,
    UNANSWERED,
)
from jingwei.foundation.matters.queries.seeing import scope_of
from jingwei.foundation.matters.rules import deployment_gate, plan_gate
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.errors import Text

ESCALATES = timedelta(days=3)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the actor; a secretary above sees what waits for herself, not for those below."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds_anywhere("matters.see"):
        return []
    own, side = post.organisation_id, post.tree
    found: list[Waiting] = []
    if actor.holds("matters.agree_plan", post.path):
        found += [
            *_agreements(own, side),
            *_ripe(own, side),
            *_milestones(own, side),
            *_corrections(own, side),
        ]
    if actor.holds("matters.finish_task", post.path):
        found += [*_tasks(actor, own, side), *_deeds(actor, own, side, post.path)]
    if actor.holds_anywhere("matters.inspect"):
        found += [*_inspections(actor, own, post.path), *_closable(actor, own)]
    return found


def _item(
    kind: Text, matter: Matter, why: Text, minutes: int, act: Text, verb: str, subject: Any, **more: Any
) -> Waiting:
    anchor = "" if subject is matter else f"#{subject._meta.model_name}-{subject.pk}"
    title: str = more.pop("title", matter.title)
    due: date | None = more.pop("due", None)
    return Waiting(kind, title, why, f"/matters/{matter.pk}/{anchor}", minutes, due, act, verb, subject.pk)


def _agreements(own: int, side: str) -> Iterator[Waiting]:
    """Plans and deployments that this side has not agreed to, those first that the other side has."""
    matters = UNAGREED(own, side=side)
    prefetch_related_objects([m for m in matters if m.state == PLANNING], "goals", "milestones")
    prefetch_related_objects([m for m in matters if m.state != PLANNING], "tasks")
    for matter in matters:
        waits: bool = matter.other_agreed  # type: ignore[attr-defined]
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


def _ripe(own: int, side: str) -> Iterator[Waiting]:
    """Matters that may be inspected now, and inspected ones that may be closed."""
    for matter in RIPE(own, side=side):
        if matter.state == IMPLEMENTING:
            why, verb = _("节点都认可了，业务侧也有了结果。"), "matters.call_inspection"
            yield _item(_("请人检查"), matter, why, 1, _("请人检查"), verb, matter, due=matter.due)
        else:
            why, verb = _("检查通过，目标都评定了。"), "matters.close"
            yield _item(_("办结事项"), matter, why, 1, _("办结"), verb, matter, due=matter.due)


def _milestones(own: int, side: str) -> Iterator[Waiting]:
    """Milestones whose sides all have a confirmed note, so that they can be accepted."""
    for milestone in ACCEPTABLE(own, side=side):
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


def _corrections(own: int, side: str) -> Iterator[Waiting]:
    """Deviations that this side has to put right."""
    for correction in TO_CORRECT(own, side=side):
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


def _tasks(actor: Actor, own: int, side: str) -> Iterator[Waiting]:
    """Open tasks of this person on this side."""
    for task in GIVEN(own, actor.person_id, side=side):
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


def _deeds(actor: Actor, own: int, side: str, path: str) -> Iterator[Waiting]:
    """Notes this side has to answer, and the person's own that came back."""
    confirms = actor.holds("matters.confirm", path)
    for deed in UNANSWERED(own, actor.person_id, side=side, confirms=confirms):
        if deed.state == RETURNED:
            why = _("退回补充：{reason}").format(reason=deed.answer_reason)
            yield _item(
                _("补一笔"), deed.matter, why, 2, _("补充"), "matters.amend_deed", deed, title=deed.text
            )
        else:
            why = _("{name}记在“{matter}”。").format(name=deed.noted_name, matter=deed.matter.title)
            yield _item(_("认可"), deed.matter, why, 1, _("认可"), "matters.confirm", deed, title=deed.text)


def _inspections(actor: Actor, own: int, path: str) -> Iterator[Waiting]:
    """Inspections called and not yet held, and inspected matters with goals not yet judged."""
    scope = scope_of(actor, "matters.inspect")
    for matter in TO_INSPECT(scope, own, actor.person_id, clock.today(), *_next_below(actor, path)):
        if matter.called:  # type: ignore[attr-defined]
            why = _("{party}和{unit}请人来看。").format(party=matter.party.name, unit=matter.unit.name)
            yield _item(_("检查"), matter, why, 10, _("去检查"), "matters.inspect", matter, due=matter.due)
        else:
            why = _("检查过了，还有目标没有评定。")
            yield _item(
                _("评定目标"), matter, why, 3, _("去评定"), "matters.judge_goal", matter, due=matter.due
            )


def _next_below(actor: Actor, path: str) -> tuple[int | None, date | None]:
    """How deep the level next below is, and by which day others wait as well; None for no such bound.

    Who inspects and leads as well is asked for the level next below, and for others only when they fall due.
    """
    if not (actor.above or actor.holds("matters.open", path)):
        return None, None
    depth = len(path) // Organisation.steplen + 1
    return depth, None if actor.above else clock.today() + ESCALATES


def _closable(actor: Actor, own: int) -> Iterator[Waiting]:
    """Corrections with a confirmed note since they were opened, to be closed by somebody from outside."""
    today = clock.today()
    for correction in TO_CLOSE(scope_of(actor, "matters.close_correction"), own, actor.person_id, today):
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
