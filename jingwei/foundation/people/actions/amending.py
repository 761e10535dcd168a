"""Correcting on request: who asks, and the office that keeps the register accepts or declines."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.people import events, rules
from jingwei.foundation.people.actions.verbs import DETAILS, amend_person
from jingwei.foundation.people.flow import AMENDMENT
from jingwei.foundation.people.models import Amendment, Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid

LONGEST = 300
AT_ONCE = 5
"""So many requests of one person may wait for an answer."""


@action("amendments.ask", label=_l("申请更正"), rule=rules.own_data)
def ask_amendment(person: Person, *, actor: Actor, wish: str) -> Amendment:
    """Ask in a sentence to have something about oneself corrected."""
    wish = wish.strip()
    if not wish:
        raise Invalid.field("wish", _("请写一句哪里不对、应该是什么。"))
    if len(wish) > LONGEST:
        raise Invalid.field("wish", _("最多 {limit} 个字，请写短一些。").format(limit=LONGEST))
    if person.amendments.filter(state=AMENDMENT.initial).count() >= AT_ONCE:
        message = _("你已经有 {count} 件申请在等答复，请等答复后再提。")
        raise Invalid.field("wish", message.format(count=AT_ONCE))
    amendment = Amendment(university_id=person.university_id, person=person, asked_at=clock.now())
    amendment.said = {"wish": wish}
    amendment.save()
    record(events.AmendmentAsked(wish=wish), actor=actor, subject=amendment)
    return amendment


@action("amendments.accept", label=_l("按申请更正"), flow=AMENDMENT, rule=rules.not_own_request)
def accept_amendment(
    amendment: Amendment,
    *,
    actor: Actor,
    answer: str = "",
    name: str | None = None,
    sex: str | None = None,
    category: str | None = None,
    standing: str | None = None,
    id_number: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    job_title: str | None = None,
    joined_on: date | None = None,
    full_member_on: date | None = None,
) -> Amendment:
    """Correct the data as asked; what is left out stays as it is. The correction is made by `people.amend`."""
    given = {key: value for key, value in locals().items() if key in DETAILS and value is not None}
    changed = {key: value for key, value in given.items() if getattr(amendment.person, key) != value}
    if not changed:
        raise Invalid.field(
            "answer", _("和现有的信息一样，没有要更正的。请填上更正后的内容，或者答复不更正。")
        )
    amend_person(amendment.person, actor=actor, **changed)
    _answer(amendment, actor, "accept", answer)
    told = events.AmendmentAccepted(fields=", ".join(sorted(changed)), answer=answer.strip())
    record(told, actor=actor, subject=amendment)
    return amendment


@action("amendments.decline", label=_l("不更正"), flow=AMENDMENT, rule=rules.not_own_request)
def decline_amendment(amendment: Amendment, *, actor: Actor, answer: str) -> Amendment:
    """Leave the data as they are, and say why."""
    if not answer.strip():
        raise Invalid.field("answer", _("请写明为什么不更正，本人会看到。"))
    _answer(amendment, actor, "decline", answer)
    record(events.AmendmentDeclined(answer=answer.strip()), actor=actor, subject=amendment)
    return amendment


def _answer(amendment: Amendment, actor: Actor, step: str, answer: str) -> None:
    if len(answer) > LONGEST:
        raise Invalid.field("answer", _("最多 {limit} 个字，请写短一些。").format(limit=LONGEST))
    amendment.state = AMENDMENT.advance(amendment.state, step)
    amendment.said = {"answer": answer.strip()}
    amendment.answered_at, amendment.answered_by = clock.now(), actor.name
    amendment.version += 1
    amendment.save(update_fields=["state", "concealed", "answered_at", "answered_by", "version"])
