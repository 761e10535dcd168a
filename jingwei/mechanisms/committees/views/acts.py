"""The verbs on a committee and on a seat: which form each has, what is said when it is done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.doors import Act
from jingwei.mechanisms.committees import actions, forms
from jingwei.mechanisms.committees.flow import CARRIED


def _voted(seat: Any) -> str:
    return _("记下了，通过。") if seat.state == CARRIED else _("记下了，没有通过。")


COMMITTEE_ACTS = {
    "nominate": Act(
        "committee_seats.nominate",
        actions.nominate,
        _l("提名了，等业务侧查资格。"),
        forms.Nominate,
        ("actor", "committee"),
        leads=True,
    ),
    "amend": Act(
        "committees.amend", actions.amend_committee, _l("改好了。"), forms.Amend, ("committee",), edits=True
    ),
    "end": Act("committees.end", actions.end_committee, _l("撤销了。"), forms.Reason),
}
SEAT_ACTS = {
    "find-eligible": Act(
        "committee_seats.find_eligible",
        actions.find_eligible,
        _l("符合资格，等委员会表决。"),
        forms.Finding,
        norm="tell",
    ),
    "find-ineligible": Act(
        "committee_seats.find_ineligible",
        actions.find_ineligible,
        _l("不符合资格，提名的一方会看到。"),
        forms.Finding,
    ),
    "vote": Act("committee_seats.vote", actions.vote_on_nominee, _voted, forms.Vote, ("seat",), norm="tell"),
    "seat": Act(
        "committee_seats.seat",
        actions.seat_nominee,
        _l("入席了，任期从那天算起。"),
        forms.Term,
        ("seat",),
        norm="tell",
    ),
    "decline": Act("committee_seats.decline", actions.decline_seat, _l("提名终止了。"), forms.Reason),
    "withdraw": Act(
        "committee_seats.withdraw", actions.withdraw_nomination, _l("提名撤回了。"), forms.Reason
    ),
    "end": Act("committee_seats.end", actions.end_seat, _l("记下了，今天是最后一天。"), forms.Reason),
}


def address(subject: Any, step: str) -> str:
    """Where a verb is sent to."""
    if hasattr(subject, "committee_id"):
        return reverse("committees:seat-act", args=(subject.committee_id, subject.pk, step))
    return reverse("committees:act", args=(subject.pk, step))


def page_of(subject: Any) -> str:
    """Where the subject is shown."""
    if hasattr(subject, "committee_id"):
        return reverse("committees:seat", args=(subject.committee_id, subject.pk))
    return reverse("committees:one", args=(subject.pk,))
