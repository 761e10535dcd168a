"""The verbs on people and accounts."""

from __future__ import annotations

from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.people import events
from jingwei.foundation.people.models import Account, Person, Token
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import FieldError, Invalid

TOKEN_LIFE = timedelta(days=90)
SHORTEST_REASON = 4
DETAILS = (
    "name sex category standing id_number phone email job_title joined_on full_member_on left_on".split()
)


@action("people.register", label=_l("登记人员"), lock=False)
def register_person(
    university: University,
    *,
    actor: Actor,
    code: str,
    name: str,
    category: str = "teacher",
    standing: str = "other",
    sex: str = "",
    id_number: str = "",
    phone: str = "",
    email: str = "",
    job_title: str = "",
    joined_on: date | None = None,
    full_member_on: date | None = None,
) -> Person:
    """Enter a person of the university under a code of their own."""
    if Person.objects.filter(university=university, code=code).exists():
        raise Invalid.field("code", _("学工号 {code} 已经登记过。").format(code=code))
    details = {
        "sex": sex,
        "category": category,
        "standing": standing,
        "id_number": id_number,
        "phone": phone,
        "email": email,
        "job_title": job_title,
        "joined_on": joined_on,
        "full_member_on": full_member_on,
    }
    person = Person.objects.create(university=university, code=code, name=name, **details)
    kept = {k: v for k, v in details.items() if v}
    record(events.PersonRegistered(code=code, name=name, details=kept), actor=actor, subject=person)
    return person


@action("people.amend", label=_l("更正信息"))
def amend_person(
    person: Person,
    *,
    actor: Actor,
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
    left_on: date | None = None,
) -> Person:
    """Correct a person's data; what is left out stays as it is."""
    given = {name_: value for name_, value in locals().items() if name_ in DETAILS and value is not None}
    return _amend(person, actor, given)


def _amend(person: Person, actor: Actor, given: dict[str, Any]) -> Person:
    changed = {k: v for k, v in given.items() if getattr(person, k) != v}
    old = {k: getattr(person, k) for k in changed}
    for field, value in changed.items():
        setattr(person, field, value)
    person.version += 1
    person.save(update_fields=[*changed, "version"])
    event = events.PersonAmended(fields=", ".join(sorted(changed)), old=old, new=changed)
    record(event, actor=actor, subject=person)
    return person


@action("people.unmask", label=_l("查看证件号"))
def unmask_person(person: Person, *, actor: Actor, reason: str) -> Person:
    """Read the ID number and phone of a person, for a stated reason that the person can see."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid.field("reason", _("请写明查看的理由，本人会看到。"))
    record(events.PersonUnmasked(reason=reason), actor=actor, subject=person)
    return person


@action("accounts.open", label=_l("开通账号"), lock=False)
def open_account(
    university: University, *, actor: Actor, username: str, password: str, person: Person | None = None
) -> Account:
    """Open an account, for a person or for an administrator who is none."""
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise Invalid.field("username", _("账号 {name} 已经有人用了。").format(name=username))
    account = Account(university=university, person=person, username=username)
    _set_password(account, password)
    account.save()
    record(events.AccountOpened(username=username), actor=actor, subject=account)
    return account


@action("accounts.close", label=_l("停用账号"))
def close_account(account: Account, *, actor: Actor, reason: str) -> Account:
    """Close an account: its sessions and tokens end, its records stay."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    _sign_out(account)
    record(events.AccountClosed(username=account.username, reason=reason), actor=actor, subject=account)
    return account


@action("accounts.reset_password", label=_l("重设密码"))
def reset_password(account: Account, *, actor: Actor, password: str) -> Account:
    """Set a new password; the sessions and tokens under the old one end."""
    _set_password(account, password)
    account.save(update_fields=["password"])
    _sign_out(account)
    record(events.PasswordReset(username=account.username), actor=actor, subject=account)
    return account


def _sign_out(account: Account) -> None:
    """End the account's tokens and sessions; a session names its account only inside, so each is opened."""
    account.tokens.all().delete()
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    held = [s.pk for s in alive.iterator() if s.get_decoded().get("account") == account.pk]
    Session.objects.filter(pk__in=held).delete()


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid([FieldError("password", message) for message in error.messages]) from error
    account.set_password(password)


def issue_token(account: Account, *, post_key: str = "") -> str:
    """A new token of an account; shown once, kept as a digest. Signing in is not a verb: no record."""
    secret = token_urlsafe(32)
    Token.objects.create(
        account=account, digest=sm3(secret.encode()), post_key=post_key, good_until=clock.now() + TOKEN_LIFE
    )
    return secret
