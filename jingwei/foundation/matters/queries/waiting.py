"""What the post in use should do next in matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import IMPLEMENTING, PLANNING, RETURNED
from jingwei.foundation.matters.models import Goal, Matter, Milestone, Task
from jingwei.foundation.matters.queries.open_ends import LOOKED_AT, OWN, UNAGREED, OpenEnd
from jingwei.foundation.matters.rules import deployment_gate, plan_gate
from jingwei.foundation.organisations.queries import Organisation, scope_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.errors import Text
from jingwei.kernel.prepared import hold

ESCALATES = timedelta(days=3)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What waits for the actor; a secretary above sees what waits for herself, not for those below."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds_anywhere("matters.see"):
        return []
    own, side, me, today = post.organisation_id, post.tree, actor.person_id, clock.today()
    hands = actor.holds("matters.hand_task", post.path)
    ends = list[tuple[Any, ...]]()
    leads, works = (actor.holds(verb, post.path) for verb in ("matters.agree_plan", "matters.finish_task"))
    if leads or works:
        about: dict[str, Any] = {"side": side, "leads": leads, "works": works, "hands": works and hands}
        about["confirms"] = works and actor.holds("matters.confirm", post.path)
        ends += OWN(own, me if works else None, today if leads else None, **about)
    if actor.holds_anywhere("matters.inspect"):
        scopes = scope_of(actor, "matters.inspect"), scope_of(actor, "matters.close_correction")
        ends += LOOKED_AT(*scopes, own, me, today, *_next_below(actor, post.path))
    written, open_ends = list[OpenEnd](), list[OpenEnd]()
    for end in map(OpenEnd._make, ends):
        (open_ends if end.kind in TELLING else written).append(end)
    agreements = _agreements(own, side, written) if leads else ()
    return [*agreements, *(TELLING[end.kind](end, hands) for end in sorted(open_ends, key=_place))]


def _place(end: OpenEnd) -> tuple[int, date, int]:
    return list(TELLING).index(end.kind), end.due or date.max, end.pk


def _agreements(own: int, side: str, written: Sequence[OpenEnd]) -> Iterator[Waiting]:
    """Plans and deployments that this side has not agreed to, those first that the other side has."""
    matters = UNAGREED(own, side=side)
    _hold_written(matters, written)
    for matter in matters:
        waits: bool = matter.other_agreed
        planning = matter.state == PLANNING
        gap = plan_gate(matter) if planning else deployment_gate(matter)
        ready = _("另一侧已经同意，等你这一侧。") if waits else _("写齐了，两侧都还没有同意。")
        kinds = (_("同意计划"), _("定计划")) if planning else (_("同意部署"), _("分任务"))
        yield Waiting(
            kinds[1] if gap else kinds[0],
            matter.title,
            gap.message if gap else ready,
            f"/matters/{matter.pk}/",
            5 if gap else 3,
            matter.starts,
            _("去写") if gap else _("去看看"),
            "matters.agree_plan" if planning else "matters.agree_deployment",
            matter.pk,
            answer=waits,
            late=_("该开始了，还停在{stage}。").format(stage=matter.state_label),
        )


def _hold_written(matters: Sequence[Matter], written: Sequence[OpenEnd]) -> None:
    """Give the matters those parts of theirs that the gates of plan and deployment ask for."""
    parts: dict[tuple[int, str], list[Any]] = {}
    for kind, pk, matter, *_told, side, _who, weight in written:
        made = {"goals": Goal(pk), "milestones": Milestone(pk, side=side, weight=int(weight or 0))}
        parts.setdefault((matter, kind), []).append(made.get(kind) or Task(pk, side=side))
    for each in matters:
        for name in ("goals", "milestones", "tasks"):
            hold(each, name, parts.get((each.pk, name), []))


def _item(
    end: OpenEnd, kind: Text, why: Text, minutes: int, act: Text, verb: str, *, part: str = "", **more: Any
) -> Waiting:
    anchor = f"#{part}-{end.pk}" if part else ""
    url = f"/matters/{end.matter}/{anchor}"
    return Waiting(kind, end.title, why, url, minutes, end.due, act, verb, end.pk, **more)


def _door(end: OpenEnd, step: str, parts: str = "") -> str:
    """The address of a verb on a matter or on one of its `parts`."""
    return f"/matters/{end.matter}/{f'{parts}/{end.pk}/' if parts else ''}{step}/"


def _ripe(end: OpenEnd, hands: bool) -> Waiting:
    """A matter that may be inspected now, or an inspected one that may be closed."""
    if end.state == IMPLEMENTING:
        why, ask = _("节点都认可了，业务侧也有了结果。"), _("请人检查")
        press = _door(end, "call-inspection")
        return _item(end, ask, why, 1, ask, "matters.call_inspection", press=press)
    why = _("检查通过，目标都评定了。")
    return _item(end, _("办结事项"), why, 1, _("办结"), "matters.close", to=_door(end, "close"))


MISSED = _l("节点已经记为没有按时。")


def _ready(end: OpenEnd, hands: bool) -> Waiting:
    """A milestone that can be accepted."""
    why = _("“{matter}”的节点，两侧该记的都认可了。").format(matter=end.name)
    press, verb = _door(end, "accept-milestone", "milestones"), "matters.accept_milestone"
    return _item(end, _("认可节点"), why, 1, _("认可"), verb, part="milestone", press=press, late=MISSED)


def _overdue(end: OpenEnd, hands: bool) -> Waiting:
    """An overdue milestone for which something has still to be noted."""
    why = _("“{matter}”的节点，还没有得到认可的记录。").format(matter=end.name)
    to = _door(end, "note")
    return _item(end, _("节点"), why, 2, _("记一笔"), "matters.note", part="milestone", to=to, late=MISSED)


def _deviation(end: OpenEnd, hands: bool) -> Waiting:
    """A deviation that this side has to put right."""
    why = _("“{matter}”查出的偏差，改好以后记一笔。").format(matter=end.name)
    late = _("校准已经记为没有按时。")
    return _item(end, _("校准"), why, 2, _("记一笔"), "matters.note", part="correction", late=late)


def _task(end: OpenEnd, hands: bool) -> Waiting:
    """An open task of this person, or one that came back to who gives them out."""
    hand = _door(end, "hand-task", "tasks")
    if end.state == RETURNED:
        why = _("{name}退回了：{reason}").format(name=end.who, reason=end.said)
        verb = "matters.hand_task"
        return _item(end, _("改派"), why, 2, _("改派"), verb, part="task", answer=True, to=hand)
    why = _("“{matter}”里分给你的。").format(matter=end.name)
    others = [(_("改交给别人"), hand)] if hands else []
    others.append((_("不是我的"), _door(end, "return-task", "tasks")))
    more: dict[str, Any] = {"press": _door(end, "finish-task", "tasks"), "others": tuple(others)}
    return _item(end, _("任务"), why, 1, _("做完了"), "matters.finish_task", part="task", **more)


def _deed(end: OpenEnd, hands: bool) -> Waiting:
    """A note this side has to answer, or the person's own that came back."""
    if end.state == RETURNED:
        why, to = _("退回补充：{reason}").format(reason=end.said), _door(end, "amend-deed", "deeds")
        verb = "matters.amend_deed"
        return _item(end, _("补一笔"), why, 2, _("补充"), verb, part="deed", answer=True, to=to)
    why = _("{name}记在“{matter}”。").format(name=end.who, matter=end.name)
    others = ((_("退回补充"), _door(end, "return", "deeds")),)
    more: dict[str, Any] = {"press": _door(end, "confirm", "deeds"), "others": others, "answer": True}
    return _item(end, _("认可"), why, 1, _("认可"), "matters.confirm", part="deed", **more)


def _called(end: OpenEnd, hands: bool) -> Waiting:
    """An inspection called and not yet held."""
    why, late = (
        _("{party}和{unit}请人来看。").format(party=end.who, unit=end.said),
        _("到期了，还没有人检查。"),
    )
    return _item(end, _("检查"), why, 10, _("去检查"), "matters.inspect", answer=True, late=late)


def _unjudged(end: OpenEnd, hands: bool) -> Waiting:
    """An inspected matter with goals not yet judged."""
    why = _("检查过了，还有目标没有评定。")
    return _item(end, _("评定目标"), why, 3, _("去评定"), "matters.judge_goal")


def _mended(end: OpenEnd, hands: bool) -> Waiting:
    """A correction with a confirmed note since it was opened, to be closed by somebody from outside."""
    late = end.due is not None and end.due < clock.today()
    why = _("已经过期，有得到认可的一笔可以作凭据。") if late else _("有得到认可的一笔可以作凭据。")
    verb = "matters.close_correction"
    return _item(end, _("办结校准"), why, 2, _("去办结"), verb, part="correction", answer=True)


TELLING: dict[str, Callable[[OpenEnd, bool], Waiting]] = {
    "ripe": _ripe,
    "ready": _ready,
    "overdue": _overdue,
    "deviation": _deviation,
    "task": _task,
    "deed": _deed,
    "called": _called,
    "unjudged": _unjudged,
    "mended": _mended,
}
"""How each kind of open end is told, in the order in which they stand; the second word says that the post gives out tasks."""


def _next_below(actor: Actor, path: str) -> tuple[int | None, date | None]:
    """How deep the level next below is, and by which day others wait as well; None for no such bound.

    Who inspects and leads as well is asked for the level next below, and for others only when they fall due.
    """
    if not (actor.above or actor.holds("matters.open", path)):
        return None, None
    depth = len(path) // Organisation.steplen + 1
    return depth, None if actor.above else clock.today() + ESCALATES
