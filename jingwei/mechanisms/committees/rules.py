"""Which side takes which step, what must be a fact before a step, and when a count of votes is sound and carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, holders_of
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Text
from jingwei.kernel.packs import registry
from jingwei.mechanisms.committees.flow import ON_THE_WAY, SEATED

CLAUSE = "3.3c"
SOON = timedelta(days=183)
"""So long before its end the term of a seat is told, and somebody may be nominated for the next one."""


def on_the_party_side(actor: Actor, committee: Any, person: Any = None) -> Reason | None:
    """The Party organisation nominates, in the person of somebody who does not nominate herself."""
    if actor.person_id is None or actor.post is None or actor.post.tree != "party":
        return Reason(_l("由覆盖这个单位的党组织提名。"), CLAUSE)
    if person is not None and person.pk == actor.person_id:
        return Reason(_l("不能提名自己，请上一级党组织来提名。"), CLAUSE)
    return None


def on_the_unit_side(actor: Actor, subject: Any) -> Reason | None:
    """What the committee itself does, its unit does for it."""
    if actor.person_id is None or actor.post is None or actor.post.tree != "unit":
        return Reason(_l("由委员会所在的业务单位来办，不由提名的一方办。"), CLAUSE)
    return None


def by_others(actor: Actor, seat: Any) -> Reason | None:
    """The unit side, and there neither who nominated nor who is nominated."""
    if reason := on_the_unit_side(actor, seat):
        return reason
    if actor.person_id == seat.nominated_by_id:
        return Reason(_l("是你提名的，由别的人来办这一步。"), CLAUSE)
    if actor.person_id == seat.person_id:
        return Reason(_l("提名的是你自己，由别的人来办这一步。"), CLAUSE)
    return None


def by_who_nominated(actor: Actor, seat: Any) -> Reason | None:
    """A nomination is taken back by the organisation that made it."""
    if actor.post and actor.post.organisation_id == seat.party_id:
        return None
    return Reason(_l("由提名的党组织来撤回。"), CLAUSE)


@dataclass(frozen=True)
class Fact:
    """Something that the platform knows of a nomination; without what is a `must`, nobody goes further."""

    key: str
    label: Text
    holds: bool
    is_must: bool = True
    missing: Text = ""


def facts_of(seat: Any) -> list[Fact]:
    """What is known today of somebody who is nominated."""
    committee, today = seat.committee, clock.today()
    kind = registry.committee_kind(committee.kind)
    holders = holders_of([seat.post_at_id], [seat.role], today)
    there = any(seat.post_at.path.startswith(each.path) for each in committee.covered_by)
    return [
        Fact(
            "post",
            _l("今天还在这个岗位上"),
            any(person.pk == seat.person_id for _role, person in holders),
            missing=_l("已经不在提名时的岗位上了。"),
        ),
        Fact(
            "kind",
            _l("这个岗位可以进这类委员会"),
            seat.role in kind.eligible,
            missing=_l("这个岗位不能进这类委员会。"),
        ),
        Fact(
            "covers",
            _l("党组织覆盖委员会所在的单位"),
            there,
            missing=_l("所在的党组织现在不覆盖委员会所在的单位。"),
        ),
        Fact(
            "unseated",
            _l("没有正在任这个委员会的委员，或者任期半年内到"),
            not is_seated_long(committee, seat.person_id),
            missing=_l("已经是这个委员会的委员。"),
        ),
        Fact(
            "room",
            _l("委员会还有空席"),
            has_room(committee, today + SOON),
            missing=_l("委员会的席位已经满了。"),
        ),
        Fact("title", _l("职称已登记"), bool(seat.person.job_title), is_must=False),
    ]


def all_musts_hold(seat: Any) -> Reason | None:
    """Every fact that is a must still holds."""
    missing = next((fact for fact in facts_of(seat) if fact.is_must and not fact.holds), None)
    return Reason(missing.missing, CLAUSE) if missing else None


def is_seated_long(committee: Any, person_id: int) -> bool:
    """Whether somebody has a seat whose term does not end soon."""
    rows = committee.taken.filter(state=SEATED, person=person_id)
    return bool(rows.filter(until__gt=clock.today() + SOON).exists())


def has_room(committee: Any, on: date) -> bool:
    """Whether a seat is free on a day, of those that the platform knows."""
    return bool(committee.taken.filter(state=SEATED, until__gte=on).count() < committee.seats)


def nothing_on_the_way(committee: Any) -> Reason | None:
    """A committee is dissolved once no nomination waits for anybody."""
    count = committee.taken.filter(state__in=ON_THE_WAY).count()
    if not count:
        return None
    return Reason(_("还有 {count} 个提名没有走完。").format(count=count), CLAUSE)


def may_keep_one(unit: Organisation) -> bool:
    """Whether units of this kind keep academic committees."""
    return any(unit.kind in kind.kept_by for kind in registry.committee_kinds())


@dataclass(frozen=True)
class Count:
    """A vote as it was counted: `entitled` are all seats of the committee, `present` the members who were there."""

    entitled: int
    present: int
    yes: int
    no: int
    abstained: int

    @property
    def is_carried(self) -> bool:
        """Whether more than half of all members, not of those present, were in favour."""
        return self.yes * 2 > self.entitled


def count_fault(count: Count) -> tuple[str, str] | None:
    """The field that does not add up, and the sentence that says how."""
    if count.present > count.entitled:
        told = _("委员会一共 {entitled} 席，到会的不能有 {present} 人。")
        return "present", told.format(entitled=count.entitled, present=count.present)
    if count.present * 2 <= count.entitled:
        told = _("委员会一共 {entitled} 席，到会 {present} 人没有过半，这次表决不算；到齐了再表决。")
        return "present", told.format(entitled=count.entitled, present=count.present)
    given = count.yes + count.no + count.abstained
    if given != count.present:
        told = _("到会 {present} 人，赞成、反对、弃权一共记了 {given} 人；没有表态的记作弃权。")
        return "yes", told.format(present=count.present, given=given)
    return None
