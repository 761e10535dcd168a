"""The verbs of the unit on its committees: found one, change it, dissolve it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.committees import events, rules
from jingwei.mechanisms.committees.actions.memory import LONGEST_SENTENCE
from jingwei.mechanisms.committees.actions.terms import end_seat
from jingwei.mechanisms.committees.flow import COMMITTEE, SEATED
from jingwei.mechanisms.committees.models import Committee
from jingwei.mechanisms.committees.queries.seeing import kinds_kept_by
from jingwei.mechanisms.committees.rules import CLAUSE, on_the_unit_side

LONGEST_NAME = 80
SIZE, TERM = (3, 99), (1, 10)


@action("committees.found", label=_l("设立委员会"), rule=on_the_unit_side, lock=False)
def found_committee(
    organisation: Organisation,
    *,
    actor: Actor,
    kind: str,
    name: str = "",
    seats: int | None = None,
    years: int | None = None,
) -> Committee:
    """Found an academic committee of a unit; what is not said is as the policy has it for the kind."""
    held = next((each for each in kinds_kept_by(organisation) if each.id == kind), None)
    if held is None:
        raise Invalid.field("kind", _("这个单位不设这种委员会。"))
    committee = Committee(
        university=organisation.university,
        organisation=organisation,
        kind=kind,
        founded_on=clock.today(),
    )
    whole = f"{organisation.name}{held.label.zh}"[:LONGEST_NAME]
    _describe(committee, name.strip() or whole, seats or held.seats, years or held.years)
    committee.save()
    told = events.CommitteeFounded(kind=kind, seats=committee.seats, years=committee.years)
    record(told, actor=actor, subject=committee, tags=(f"kind:{kind}",), clauses=(CLAUSE,))
    return committee


@action("committees.amend", label=_l("改委员会"), rule=on_the_unit_side, flow=COMMITTEE)
def amend_committee(
    committee: Committee,
    *,
    actor: Actor,
    name: str | None = None,
    seats: int | None = None,
    years: int | None = None,
) -> Committee:
    """Change its name, how many seats it has, or how long a term is; terms that run stay as they are."""
    before = (committee.name, committee.seats, committee.years)
    name_now = committee.name if name is None else name
    _describe(committee, name_now, seats or committee.seats, years or committee.years)
    if before == (committee.name, committee.seats, committee.years):
        raise Invalid.field("name", _("什么都没有改。"))
    if committee.seats < committee.taken.filter(state=SEATED).count():
        raise Invalid.field("seats", _("在任的委员比这个席数多。"))
    committee.version += 1
    committee.save()
    told = events.CommitteeAmended(
        seats=committee.seats,
        years=committee.years,
        seats_before=before[1],
        years_before=before[2],
        name_before=before[0],
    )
    record(told, actor=actor, subject=committee, clauses=(CLAUSE,))
    return committee


@action(
    "committees.end",
    label=_l("撤销委员会"),
    rule=on_the_unit_side,
    flow=COMMITTEE,
    gate=rules.nothing_on_the_way,
)
def end_committee(committee: Committee, *, actor: Actor, reason: str) -> Committee:
    """Dissolve it with one sentence why; whoever has a seat gives it up with it."""
    reason = said("reason", reason, LONGEST_SENTENCE)
    seated = list(committee.taken.filter(state=SEATED).order_by("pk"))
    for each in seated:
        end_seat(each, actor=actor, reason=reason)
    committee.state = COMMITTEE.advance(committee.state, "end")
    committee.reason, committee.ended_on = reason, clock.today()
    committee.version += 1
    committee.save()
    told = events.CommitteeEnded(reason=reason, seats=len(seated))
    record(told, actor=actor, subject=committee, clauses=(CLAUSE,))
    return committee


def _describe(committee: Committee, name: str, seats: int, years: int) -> None:
    committee.name = said("name", name, LONGEST_NAME)
    for field, value, (least, most) in (("seats", seats, SIZE), ("years", years, TERM)):
        if not least <= value <= most:
            raise Invalid.field(field, _("要在 {least} 到 {most} 之间。").format(least=least, most=most))
    committee.seats, committee.years = seats, years
    alike = Committee.objects.filter(organisation=committee.organisation, name=committee.name, ended_on=None)
    if alike.exclude(pk=committee.pk).exists():
        raise Invalid.field("name", _("这个单位已经有一个叫这个名字的委员会。"))
