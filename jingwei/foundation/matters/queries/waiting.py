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
    GIVEN,
    RIPE,
    TO_CLOSE,
    TO_CORRECT,
    TO_INSPECT,
    TO_MEET,
    UNAGREED,
    UNANSWERED,
)
from jingwei.foundation.matters.rules import deployment_gate, plan_gate
from jingwei.foundation.organisations.queries import Organisation, scope_of
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
        found += [*_tasks(actor, own, side, post.path), *_deeds(actor, own, side, post.path)]
    if actor.holds_anywhere("matters.inspect"):
        found += [*_inspections(actor, own, post.path), *_closable(actor, own)]
    return found


def _item(
    kind: Text, matter: Matter, why: Text, minutes: int, act: Text, verb: str, subject: Any, **more: Any
) -> Waiting:
    anchor = "" if subject is matter else f"#{subject._meta.model_name}-{subject.pk}"
    title: str = more.pop("title", matter.title)
    due: date | None = more.pop("due", None)
    url = f"/matters/{matter.pk}/{anchor}"
    return Waiting(kind, title, why, url, minutes, due, act, verb, subject.pk, **more)


def _door(matter: Matter, step: str, part: Any = None) -> str:
    """The address of a verb on a matter or on one of its parts."""
    below = f"{part._meta.model_name}s/{part.pk}/" if part else ""
    return f"/matters/{matter.pk}/{below}{step}/"


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
            answer=waits,
            late=_("该开始了，还停在{stage}。").format(stage=matter.state_label),
        )


def _ripe(own: int, side: str) -> Iterator[Waiting]:
    """Matters that may be inspected now, and inspected ones that may be closed."""
    for matter in RIPE(own, side=side):
        if matter.state == IMPLEMENTING:
            why, verb = _("节点都认可了，业务侧也有了结果。"), "matters.call_inspection"
            press = _door(matter, "call-inspection")
            yield _item(
                _("请人检查"), matter, why, 1, _("请人检查"), verb, matter, due=matter.due, press=press
            )
        else:
            why, verb = _("检查通过，目标都评定了。"), "matters.close"
            to = _door(matter, "close")
            yield _item(_("办结事项"), matter, why, 1, _("办结"), verb, matter, due=matter.due, to=to)


def _milestones(own: int, side: str) -> Iterator[Waiting]:
    """Milestones that can be accepted, and overdue ones for which something has still to be noted."""
    for milestone in TO_MEET(own, clock.today(), side=side):
        matter, accept = milestone.matter, "matters.accept_milestone"
        about = {"title": milestone.title, "due": milestone.due, "late": _("节点已经记为没有按时。")}
        if milestone.ready:  # type: ignore[attr-defined]
            why = _("“{matter}”的节点，两侧该记的都认可了。").format(matter=matter.title)
            about["press"] = _door(matter, "accept-milestone", milestone)
            yield _item(_("认可节点"), matter, why, 1, _("认可"), accept, milestone, **about)
        else:
            why = _("“{matter}”的节点，还没有得到认可的记录。").format(matter=matter.title)
            about["to"] = _door(matter, "note")
            yield _item(_("节点"), matter, why, 2, _("记一笔"), "matters.note", milestone, **about)


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
            late=_("校准已经记为没有按时。"),
        )


def _tasks(actor: Actor, own: int, side: str, path: str) -> Iterator[Waiting]:
    """Open tasks of this person on this side, and those that came back to who gives them out."""
    hands = actor.holds("matters.hand_task", path)
    for task in GIVEN(own, actor.person_id, side=side, hands=hands):
        about: dict[str, Any] = {"title": task.title, "due": task.due}
        hand = _door(task.matter, "hand-task", task)
        if task.state == RETURNED:
            why = _("{name}退回了：{reason}").format(
                name=task.person.name if task.person else task.post, reason=task.answer_reason
            )
            about |= {"answer": True, "to": hand}
            yield _item(_("改派"), task.matter, why, 2, _("改派"), "matters.hand_task", task, **about)
            continue
        why = _("“{matter}”里分给你的。").format(matter=task.matter.title)
        others = [(_("改交给别人"), hand)] if hands else []
        others.append((_("不是我的"), _door(task.matter, "return-task", task)))
        about |= {"press": _door(task.matter, "finish-task", task), "others": tuple(others)}
        yield _item(_("任务"), task.matter, why, 1, _("做完了"), "matters.finish_task", task, **about)


def _deeds(actor: Actor, own: int, side: str, path: str) -> Iterator[Waiting]:
    """Notes this side has to answer, and the person's own that came back."""
    confirms = actor.holds("matters.confirm", path)
    for deed in UNANSWERED(own, actor.person_id, side=side, confirms=confirms):
        about: dict[str, Any] = {"title": deed.text, "answer": True}
        if deed.state == RETURNED:
            why = _("退回补充：{reason}").format(reason=deed.answer_reason)
            about["to"] = _door(deed.matter, "amend-deed", deed)
            yield _item(_("补一笔"), deed.matter, why, 2, _("补充"), "matters.amend_deed", deed, **about)
        else:
            why = _("{name}记在“{matter}”。").format(name=deed.noted_name, matter=deed.matter.title)
            about["press"] = _door(deed.matter, "confirm", deed)
            about["others"] = ((_("退回补充"), _door(deed.matter, "return", deed)),)
            yield _item(_("认可"), deed.matter, why, 1, _("认可"), "matters.confirm", deed, **about)


def _inspections(actor: Actor, own: int, path: str) -> Iterator[Waiting]:
    """Inspections called and not yet held, and inspected matters with goals not yet judged."""
    scope = scope_of(actor, "matters.inspect")
    for matter in TO_INSPECT(scope, own, actor.person_id, clock.today(), *_next_below(actor, path)):
        if matter.called:  # type: ignore[attr-defined]
            why = _("{party}和{unit}请人来看。").format(party=matter.party.name, unit=matter.unit.name)
            about: dict[str, Any] = {"due": matter.due, "answer": True, "late": _("到期了，还没有人检查。")}
            yield _item(_("检查"), matter, why, 10, _("去检查"), "matters.inspect", matter, **about)
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
            answer=True,
        )
