"""How personal values are masked, and what stands against a verb on an account."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import retention
from jingwei.foundation.people.models import Person
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor


def masked(value: str, *, head: int, tail: int) -> str:
    """`value` with its middle hidden; short values are hidden whole."""
    if len(value) <= head + tail:
        return "*" * len(value)
    return f"{value[:head]}{'*' * (len(value) - head - tail)}{value[-tail:]}"


def masked_id_number(value: str) -> str:
    """An ID number with its date of birth and serial hidden."""
    return masked(value, head=3, tail=2)


def masked_phone(value: str) -> str:
    """A phone number with its middle hidden."""
    return masked(value, head=3, tail=4)


MASKS = {"id_number": masked_id_number, "phone": masked_phone}


def own_data(actor: Actor, person: Any) -> Reason | None:
    """A correction is asked for by whose data it is."""
    return None if actor.person_id == person.pk else Reason(_l("只能申请更正自己的信息。"))


def not_own_request(actor: Actor, amendment: Any) -> Reason | None:
    """Nobody answers the own request."""
    if actor.person_id == amendment.person_id:
        return Reason(_l("这是你自己的申请，请由别的经办人答复。"))
    return None


def term_is_over(actor: Actor, person: Any) -> Reason | None:
    """Personal values go only after the days that the rules keep them."""
    if person.left_on is None or person.left_on >= retention.before("people.gone").date():
        return Reason(_l("保存期限还没有到。"))
    return None


def same_university(actor: Actor, university: Any, person: Any = None) -> Reason | None:
    """An account is for a person of the same university."""
    if person is not None and person.university_id != university.pk:
        return Reason(_l("这个人不在本校名册里。"))
    return None


def ones_own(actor: Actor, account: Any) -> Reason | None:
    """A password is changed by whose it is."""
    return None if actor.account_id == account.pk else Reason(_l("只能改自己的密码。"))


def not_ones_own(actor: Actor, account: Any) -> Reason | None:
    """Nobody closes the own account, or goes round the question for the present password."""
    return Reason(_l("这是你自己的账号。")) if actor.account_id == account.pk else None


def shown_value(name: str, value: Any) -> str:
    """A value of a person under its name, as people read it: the label of what is chosen, numbers masked."""
    if value is None or value == "":
        return ""
    if name in MASKS:
        return MASKS[name](str(value))
    chosen: Any = Person._meta.get_field(name)
    return str(dict(chosen.flatchoices).get(value, value))
