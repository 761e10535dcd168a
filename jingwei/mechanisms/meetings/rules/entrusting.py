"""What whoever is not there may do through a member who is (委托), as the body's rule says: read out, or vote as well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.rules.sitting import CAME, deciding_of


def may_entrust(actor: Actor, meeting: Any) -> Reason | None:
    """Whoever has a vote and asked leave may, where the rule of the body allows it."""
    seat = meeting.seats.filter(person_id=actor.person_id or 0).first()
    if seat is None:
        return Reason(_("这次会的名单上没有你。"))
    if deciding_of(meeting).absent == "nothing":
        return Reason(_("{body}不能委托。").format(body=registry.body(meeting.body).label.here()))
    if not seat.has_vote:
        return Reason(_("你是列席，没有表决权，不用委托。"))
    return None if seat.attends == "leave" else Reason(_("先请假，再委托。"))


def has_entrusted(actor: Actor, meeting: Any) -> Reason | None:
    """What was entrusted is taken back."""
    rows = meeting.seats.filter(person_id=actor.person_id or 0)
    return None if rows.exclude(entrusted_to=None).exists() else Reason(_("你没有委托人。"))


def may_be_entrusted(meeting: Any, seat: Any, holder: Any) -> str | None:
    """Why a member cannot be entrusted: another one with a vote is who comes, and votes for one at most."""
    if holder is None or not holder.has_vote or holder.pk == seat.pk:
        return _("请选这次会上另一个有表决权的人。")
    if holder.attends in ("leave", "absent"):
        return _("{name}也请了假，请另选一个人。").format(name=holder.person.name)
    taken = meeting.seats.filter(entrusted_to=holder).exclude(pk=seat.pk).exists()
    if deciding_of(meeting).absent == "vote" and taken:
        return _("{name}已经受了一个人的委托，请另选一个人。").format(name=holder.person.name)
    return None


def spoken_for(seats: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Who is not there and by whom they are spoken for, who is; whoever comes after all speaks for themselves."""
    seats = list(seats)
    by_pk = {each.pk: each for each in seats}
    return [
        (each, by_pk[each.entrusted_to_id])
        for each in seats
        if each.entrusted_to_id and each.attends not in CAME and by_pk[each.entrusted_to_id].attends in CAME
    ]


def votes_by_proxy(hearing: Any) -> int:
    """How many votes those who are there give for others, none of them aside; 0 where the rule knows no such votes."""
    if deciding_of(hearing.meeting).absent != "vote":
        return 0
    aside = set(hearing.recusals.values_list("person", flat=True))
    pairs = spoken_for(hearing.meeting.seats.all())
    return sum(
        holder.attends == "present" and not {giver.person_id, holder.person_id} & aside
        for giver, holder in pairs
    )
