"""Who may not: the noter of her own note, the other side, an inspector with a hand in the matter, one post twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import DEPLOYING, OPEN, PLANNING
from jingwei.foundation.matters.models import PARTY, Agreement, Deed, Matter, Task
from jingwei.foundation.matters.rules.sides import sides_of
from jingwei.foundation.organisations.queries import tied_to
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry


def kinds_fit(actor: Actor, organisation: Any, partner: Any = None, type: str = "") -> Reason | None:
    """A matter joins a Party organisation and a unit of one university, both alive, of kinds its type allows."""
    if partner is None or not type:
        return None
    if organisation.tree == partner.tree:
        return Reason(_l("一件融合事项要有一个党组织和一个业务单位，请换一个搭档。"), "4.1a")
    if organisation.university_id != partner.university_id:
        return Reason(_l("两边要在同一所学校。"), "4.1a")
    if organisation.has_ended(clock.today()) or partner.has_ended(clock.today()):
        return Reason(_l("已撤销的组织不能再发起事项。"), "3.1")
    party, unit = (organisation, partner) if organisation.tree == PARTY else (partner, organisation)
    try:
        spec = registry.matter_type(type)
    except registry.Unknown:
        return None
    if party.kind not in spec.party_kinds or unit.kind not in spec.unit_kinds:
        return Reason(_l("这一类事项不由这样的组织办，请换一类或换一个搭档。"), spec.clauses[0])
    return None


def one_side_a_post(actor: Actor, matter: Matter, side: str = "") -> Reason | None:
    """One post never agrees for both sides; the same person may, in two posts (6.4), and both are on record."""
    verb = {PLANNING: "matters.agree_plan", DEPLOYING: "matters.agree_deployment"}.get(matter.state)
    sides = sides_of(actor, matter, verb) if verb else ()
    mine = side or (sides[0] if len(sides) == 1 else "")
    me = (actor.person_id, actor.post.key if actor.post else "")
    for agreement in matter.agreements.all():
        if agreement.stage == matter.state and agreement.side == mine:
            return Reason(_l("这一侧已经同意过了。"), "4.1a")
        if agreement.stage == matter.state and (agreement.person_id, agreement.post_key) == me:
            return Reason(_l("同一个身份不能替两侧都同意。"), "4.1a")
    return None


def answers_for_its_side(actor: Actor, deed: Deed) -> Reason | None:
    """A note is answered by the side that benefits, by somebody other than its noter."""
    if actor.person_id is not None and actor.person_id == deed.noted_by_id:
        return Reason(_l("自己记的一笔，要请别人认可。"), "1.4")
    if deed.benefits not in sides_of(actor, deed.matter, "matters.confirm"):
        return Reason(_l("这一笔由受益的一侧来认可。"), "1.4")
    return None


def noted_it(actor: Actor, deed: Deed) -> Reason | None:
    """A note is put right or taken back by who noted it."""
    if actor.kind == "system" or actor.person_id == deed.noted_by_id:
        return None
    return Reason(_l("只有记的人能改。"))


def does_own_task(actor: Actor, task: Task) -> Reason | None:
    """A task is finished on its side: by whom it was given to, or by who gives out the tasks there."""
    if task.side not in sides_of(actor, task.matter, "matters.finish_task"):
        return Reason(_l("这项任务在另一侧。"))
    if task.person_id is None or task.person_id == actor.person_id:
        return None
    if task.side in sides_of(actor, task.matter, "matters.assign_task"):
        return None
    return Reason(_l("这项任务分给了别人。"))


def was_given_it(actor: Actor, task: Task) -> Reason | None:
    """A task comes back from nobody but the person it was given to."""
    if task.person_id is None or task.person_id != actor.person_id:
        return Reason(_l("只有分到这项任务的人能退回。"))
    return None


def gives_out_tasks(actor: Actor, task: Task, person: Any = None) -> Reason | None:
    """A task goes into other hands by who gives out the tasks of its side, within the university."""
    if task.side not in sides_of(actor, task.matter, "matters.hand_task"):
        return Reason(_l("这项任务在另一侧。"))
    if person is not None and person.pk == task.person_id and task.state == OPEN:
        return Reason(_l("这项任务已经在他手上。"))
    return None


def owns_neither_strand(actor: Actor, subject: Any) -> Reason | None:
    """An inspector comes from outside: her post is at neither strand, and she has no hand in the matter."""
    matter: Matter = subject if isinstance(subject, Matter) else subject.matter
    if actor.post and actor.post.organisation_id in (matter.party_id, matter.unit_id):
        return Reason(_l("检查要请两边都不沾的人：你现在的身份就在其中一侧。"), "4.1a")
    if actor.person_id and _has_a_hand(matter, actor.person_id):
        return Reason(_l("检查要请两边都不沾的人：你在这件事里有份。"), "4.1a")
    return None


def _has_a_hand(matter: Matter, person_id: int) -> bool:
    """Asked once for all parts of the same matter at hand; a verb reads the matter anew."""
    known: dict[int, bool] = matter.__dict__.setdefault("hands", {})
    if person_id not in known:
        known[person_id] = Matter.objects.filter(
            has_a_hand_in(person_id, clock.today()), pk=matter.pk
        ).exists()
    return known[person_id]


def has_a_hand_in(person_id: int, today: date, prefix: str = "") -> Q:
    """The condition on matters that a person belongs to a strand of, agreed to, works on or noted or answered in."""
    by_me = Q(noted_by=person_id) | Q(answered_by=person_id)
    condition = Q()
    for strand in ("party", "unit"):
        condition |= tied_to(person_id, today, f"{prefix}{strand}")
    for mine in (
        Agreement.objects.filter(person=person_id),
        Task.objects.filter(person=person_id),
        Deed.objects.filter(by_me),
    ):
        condition |= Q(**{f"{prefix}pk__in": mine.order_by().values("matter")})
    return condition
