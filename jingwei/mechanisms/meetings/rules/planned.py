"""Who may sign up for a themed day that is planned, and until when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import party_members
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor


def is_invited(actor: Actor, meeting: Any) -> Reason | None:
    """A member of the organisation that goes signs up, once."""
    if has_signed_up(actor, meeting) is None:
        return Reason(_("你已经报名了。"), "3.7")
    here = party_members(meeting.organisation, meeting.held_on)
    if here.filter(pk=actor.person_id or 0).exists():
        return None
    return Reason(_("报名的是本支部的党员。"), "3.7")


def has_signed_up(actor: Actor, meeting: Any) -> Reason | None:
    """Whoever signed up may take it back."""
    if meeting.sign_ups.filter(person_id=actor.person_id or 0).exists():
        return None
    return Reason(_("你没有报名。"), "3.7")


def is_ahead(meeting: Any) -> Reason | None:
    """Until it begins; from then on who was there is recorded."""
    return Reason(_("已经开始了，到会的由记的人来记。")) if meeting.starts_at <= clock.now() else None


def has_a_place(meeting: Any) -> Reason | None:
    """The same, and while there are places."""
    if meeting.places is not None and meeting.sign_ups.count() >= meeting.places:
        return is_ahead(meeting) or Reason(_("名额满了。"))
    return is_ahead(meeting)
