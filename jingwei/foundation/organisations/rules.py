"""What stands against a verb on organisations and posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.flow import PENDING
from jingwei.foundation.organisations.models import (
    PARTY,
    UNIT,
    Appointment,
    Membership,
    Organisation,
    Placement,
    PlannedChange,
    still_here,
)
from jingwei.kernel.actions import Reason, objects_to
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY, a_day_or_more, in_force, overlaps
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared


def kind_fits_parent(actor: Actor, parent: Organisation, kind: str = "") -> Reason | None:
    """An organisation stands under a parent of the kinds that the pack names for it."""
    if not kind:
        return None
    return takes_in(parent) or stands_under(kind, parent.kind)


def takes_in(organisation: Organisation) -> Reason | None:
    """An organisation that has ended takes in nobody and nothing any more."""
    return ENDED if organisation.has_ended(clock.today()) else None


def stands_under(kind: str, parent_kind: str) -> Reason | None:
    """A kind stands only under the kinds that the pack names for it."""
    if parent_kind not in registry.kind(kind).parents:
        return Reason(_l("这一类组织不能设在这里，请换一个上级。"), "3.1")
    return None


def moves_within_its_tree(actor: Actor, organisation: Organisation, parent: Any = None) -> Reason | None:
    """An organisation moves within its own tree, never under itself."""
    if parent is None:
        return takes_in(organisation)
    if parent.tree != organisation.tree or parent.university_id != organisation.university_id:
        return Reason(_l("只能划到本校同一棵树里的组织下面。"))
    if parent.path.startswith(organisation.path):
        return Reason(_l("不能划到它自己或它的下级下面。"))
    return takes_in(organisation) or kind_fits_parent(actor, parent, organisation.kind)


def covers_a_unit(actor: Actor, party: Organisation, unit: Any = None) -> Reason | None:
    """A coverage link leads from a Party organisation to a professional unit of the same university."""
    if unit is None:
        return None
    if (party.tree, unit.tree) != (PARTY, UNIT) or party.university_id != unit.university_id:
        return Reason(_l("覆盖是党组织对本校业务单位的，请重新选择。"), "3.1")
    return takes_in(party) or takes_in(unit)


def still_stands(actor: Actor, organisation: Organisation) -> Reason | None:
    """An organisation that has ended is not changed any more."""
    return takes_in(organisation)


def nothing_left(actor: Actor, organisation: Organisation, until: date | None = None) -> Reason | None:
    """An organisation ends once, after those below it and after the people in it have gone elsewhere."""
    until = until or clock.today()
    after = until + DAY
    if organisation.ended_on:
        return ENDED
    (left,) = LEFT(organisation.pk, after)
    if left.below:
        return Reason(_l("下面还有组织，请先撤销或划转它们。"))
    if left.people:
        return Reason(_l("还有人的组织关系或人事关系在这里，请先把他们转出。"))
    return planned_later(organisation, after) if left.plans else None


def _left(organisation_id: int, after: date) -> QuerySet[Any, Any]:
    """One row: whether organisations below, people, and plans are left there on a day."""
    leaving = PlannedChange.objects.filter(state__in=PENDING, day__lte=after, verb__in=GOING)
    below = Placement.objects.filter(a_day_or_more(), overlaps(after, None), parent=organisation_id)
    people = Membership.objects.filter(
        overlaps(after, None), still_here(after, "person__"), organisation=organisation_id
    )
    plans = PlannedChange.objects.filter(concerns(organisation_id), state__in=PENDING)
    rows = Organisation.objects.filter(pk=organisation_id).annotate(
        below=Exists(below.exclude(organisation__in=leaving.values("organisation"))),
        people=Exists(people),
        plans=Exists(plans),
    )
    found: QuerySet[Any, Any] = rows.values_list("below", "people", "plans", named=True)
    return found


LEFT = Prepared(_left, narrow=True)


def may_become_one(
    actor: Actor, organisation: Organisation, others: list[int] | None = None, code: str = ""
) -> Reason | None:
    """Those that become one are of one tree of one university, stand side by side, and are all in the actor's hands."""
    if organisation.is_top:
        return NO_TOP
    if others is None and not code:
        return takes_in(organisation)
    if not others and not code:
        return NOTHING_TO_MERGE
    found = Organisation.objects.filter(pk__in=others or (), university=organisation.university_id)
    for each in (organisation, *found):
        near = each.path.startswith(organisation.path) or organisation.path.startswith(each.path)
        if each.tree != organisation.tree or each.is_top or (near and each.pk != organisation.pk):
            return NOT_SIDE_BY_SIDE
        if each is not organisation and each.pk == organisation.pk:
            return NOT_SIDE_BY_SIDE
        if not actor.holds("organisations.merge", each.path):
            return NOT_IN_YOUR_HANDS
        if reason := takes_in(each):
            return reason
    return None


def may_be_split(actor: Actor, organisation: Organisation) -> Reason | None:
    """The university itself is not split here."""
    return NO_TOP if organisation.is_top else takes_in(organisation)


def held_twice(posts: Sequence[Appointment]) -> str:
    """Which post of one holder several would hold, in words; empty where none."""
    holders: dict[str, set[int]] = {}
    for post in posts:
        holders.setdefault(post.role, set()).add(post.person_id)
    twice = [role for role, those in holders.items() if len(those) > 1 and registry.role(role).singular]
    names = _("、").join(registry.role(role).label.here() for role in twice)
    return _("{roles}只能留一人。").format(roles=names) if twice else ""


NO_TOP = Reason(_l("学校自己不能在这里合并或分立。"))
NOTHING_TO_MERGE = Reason(_l("选出要并进来的组织，或者写新组织的名称和编号。"))
NOT_SIDE_BY_SIDE = Reason(_l("只有同一棵树里、互不隶属的组织才能合并。"))
NOT_IN_YOUR_HANDS = Reason(_l("有的组织不归你现在的身份管，不能合并。"))

GOING = ("organisations.end", "organisations.move")
"""What is planned of those below, so that nothing of them is left."""


def planned_later(organisation: Organisation, day: date) -> Reason | None:
    """What is planned for a later day, or was held up, would have nothing left to change."""
    waiting = Q(day__gt=day) | Q(day__lte=clock.today())
    later = PlannedChange.objects.filter(waiting, concerns(organisation.pk), state__in=PENDING)
    own = Q(organisation=organisation, verb="organisations.end")
    if found := later.exclude(own).order_by("day").first():
        message = _("还有计划变更没有了结：{told}。请先撤回它。")
        return Reason(message.format(told=found.told))
    return None


def ends_before(organisation: Organisation, day: date) -> Reason | None:
    """Nothing is planned beyond a planned end."""
    ends = Q(organisation=organisation, verb="organisations.end")
    if found := PlannedChange.objects.filter(ends, state__in=PENDING, day__lte=day).first():
        message = _("那一天它已经不在了：{told}。请先撤回那项计划。")
        return Reason(message.format(told=found.told))
    return None


def concerns(organisation_id: int) -> Q:
    """The condition on planned changes that they are about the organisation or concern it."""
    concerned = PlannedChange.others.through.objects.filter(organisation=organisation_id)
    return Q(organisation=organisation_id) | Q(pk__in=concerned.values("plannedchange"))


def same_university(actor: Actor, organisation: Organisation, person: Any = None) -> Reason | None:
    """Posts and memberships are given to people of the same university."""
    if person is not None and person.university_id != organisation.university_id:
        return Reason(_l("这个人不在本校名册里。"))
    return takes_in(organisation)


def role_may_be_given(
    actor: Actor,
    organisation: Organisation,
    person: Any = None,
    role: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Reason | None:
    """A role is given where, by whom and beside which others in the same days the pack says."""
    if not role:
        return None
    spec = registry.role(role)
    if reason := role_fits(actor, role, organisation.tree, organisation.kind):
        return reason
    if person is not None and (reason := names_another(actor, person.pk)):
        return reason
    meanwhile = Appointment.objects.filter(overlaps(since or clock.today(), until))
    if spec.singular and meanwhile.filter(organisation=organisation, role=role).exists():
        return TAKEN
    if person is not None and meanwhile.filter(person=person, role__in=spec.excludes).exists():
        return KEPT_APART
    return same_university(actor, organisation, person)


TAKEN = Reason(_l("这个职务现在有人，请先免职再任命。"))
KEPT_APART = Reason(_l("三类管理员要分开：这个人已有另一类管理职务。"))
ENDED = Reason(_l("这个组织已经撤销。"), "3.1")
NOT_ONESELF = Reason(_l("不能任命自己，请由别的任命人来办。"))
NOT_YOURS_TO_END = Reason(_l("这个职务不由你现在的身份任命，也就不由它免去。"))


def names_another(actor: Actor, person_id: int) -> Reason | None:
    """Nobody gives a post to herself."""
    return NOT_ONESELF if person_id == actor.person_id else None


def gives_the_role(actor: Actor, role: str) -> bool:
    """Whether the post in use is one of those that give a role."""
    return actor.kind == "system" or bool(actor.post and actor.post.role in registry.role(role).appointed_by)


def role_may_be_ended(actor: Actor, appointment: Any) -> Reason | None:
    """A post is ended by whoever may give it."""
    return None if gives_the_role(actor, appointment.role) else NOT_YOURS_TO_END


def role_fits(actor: Actor, role: str, tree: str, kind: str) -> Reason | None:
    """A role is set up only in some kinds of organisations and given only by some posts."""
    spec = registry.role(role)
    if spec.tree not in ("any", tree) or (spec.kinds and kind not in spec.kinds):
        return Reason(_l("这个职务不设在这一类组织里。"))
    if not gives_the_role(actor, role):
        givers = _("、").join(registry.role(each).label.here() for each in spec.appointed_by)
        if not givers:
            return Reason(_l("这个职务不用任命，编入组织就有。"))
        return Reason(_("这个职务由{givers}任命，不由你现在的身份任命。").format(givers=givers))
    return None


def ends_after_it_begins(since: date, until: date | None) -> bool:
    """Whether a span of days has at least one day."""
    return until is None or until >= since


def post_may_be_lent(actor: Actor, appointment: Any, deputy: Any = None) -> Reason | None:
    """A post is lent by who holds it, or gives it to others, to somebody else of the same university."""
    own = bool(actor.post and actor.post.key == f"a{appointment.pk}")
    if not own and not gives_the_role(actor, appointment.role):
        return Reason(_l("只有任这个职务的人，或者任命他的人，能请人代行。"))
    if deputy is None:
        return None
    if deputy.pk == actor.person_id:
        return Reason(_l("不能请自己代行。"))
    if deputy.pk == appointment.person_id:
        return Reason(_l("不能请本人代行。"))
    if deputy.university_id != appointment.university_id:
        return Reason(_l("这个人不在本校名册里。"))
    return None


@objects_to("accounts.close")
@objects_to("accounts.reopen")
@objects_to("accounts.reset_password")
def administrators_stay_apart(actor: Actor, account: Any) -> Reason | None:
    """Who keeps accounts does not reach into those of the two other administrators, or they would be one."""
    if actor.post is None:
        return None
    excluded = registry.role(actor.post.role).excludes
    held = Appointment.objects.filter(in_force(clock.today()), role__in=excluded, person__account=account)
    return NOT_THEIRS if held.exists() else None


NOT_THEIRS = Reason(_l("三类管理员要分开：这个账号请在服务器上用命令办理。"))
