"""The verbs on accounts: who opens one, who ends it, and how a password changes hands."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.people import events, rules
from jingwei.foundation.people.models import Account, Person, Token, UsedPassword
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import FieldError, Invalid

TOKEN_LIFE = timedelta(days=90)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


@action("accounts.open", label=_l("开通账号"), rule=rules.same_university, lock=False)
def open_account(
    university: University,
    *,
    actor: Actor,
    username: str,
    password: str = "",
    person: Person | None = None,
) -> Account:
    """Open an account, for a person or for an administrator who is none; without a password it gets one."""
    username = username.strip().lower()
    if not username:
        raise Invalid.field("username", _("请写账号名。"))
    if Account.objects.filter(username=username).exists():
        raise Invalid.field("username", _("账号 {name} 已经有人用了。").format(name=username))
    if person is not None and (held := Account.objects.filter(person=person).first()):
        message = _("{person} 已经有账号 {name}。停用过的，恢复它就行。")
        raise Invalid.field("person", message.format(person=person.name, name=held.username))
    account = Account(university=university, person=person, username=username)
    _hand_over(account, actor, password)
    account.save()
    if settings.RULES.passwords.not_again:
        UsedPassword.objects.create(account=account, digest=account.password)
    record(events.AccountOpened(username=username), actor=actor, subject=account)
    return account


@action("accounts.close", label=_l("停用账号"), rule=rules.not_ones_own)
def close_account(account: Account, *, actor: Actor, reason: str) -> Account:
    """Close an account: its sessions and tokens end, its records stay."""
    if not account.is_active:
        raise Invalid.field("reason", _("这个账号已经停用。"))
    if not reason.strip():
        raise Invalid.field("reason", _("请写一句为什么停用。"))
    account.is_active = False
    account.save(update_fields=["is_active"])
    _sign_out(account)
    record(events.AccountClosed(username=account.username, reason=reason), actor=actor, subject=account)
    return account


@action("accounts.reopen", label=_l("恢复账号"))
def reopen_account(account: Account, *, actor: Actor) -> Account:
    """Let a closed account be used again, under a new password that is shown once."""
    if account.is_active:
        raise Invalid.field("account", _("这个账号没有停用。"))
    account.is_active = True
    _hand_over(account, actor, "")
    account.save(update_fields=["is_active", "password", "must_change"])
    record(events.AccountReopened(username=account.username), actor=actor, subject=account)
    return account


@action("accounts.reset_password", label=_l("重设密码"), rule=rules.not_ones_own)
def reset_password(account: Account, *, actor: Actor, password: str = "") -> Account:
    """Give a new password, shown once and changed at the next sign-in; sessions and tokens under the old one end."""
    _hand_over(account, actor, password)
    account.save(update_fields=["password", "must_change"])
    _sign_out(account)
    record(events.PasswordReset(username=account.username), actor=actor, subject=account)
    return account


@action("accounts.change_password", label=_l("修改密码"), rule=rules.ones_own)
def change_password(account: Account, *, actor: Actor, current: str, password: str) -> Account:
    """Change one's own password; every other session and all tokens under the old one end."""
    if not check_password(current, account.password):
        raise Invalid.field("current", _("现在的密码不对。"))
    if current == password:
        raise Invalid.field("password", _("新密码和现在的一样，请换一个。"))
    _set_password(account, password)
    account.must_change = False
    account.save(update_fields=["password", "must_change"])
    _sign_out(account)
    record(events.PasswordChanged(username=account.username), actor=actor, subject=account)
    return account


@action("accounts.end_sessions", label=_l("强制退出"), rule=rules.not_ones_own)
def end_sessions(account: Account, *, actor: Actor, reason: str) -> Account:
    """Sign an account out everywhere: its sessions and tokens end, its password stays."""
    if not reason.strip():
        raise Invalid.field("reason", _("请写一句为什么强制退出，本人会看到。"))
    _sign_out(account)
    record(events.SessionsEnded(username=account.username, reason=reason), actor=actor, subject=account)
    return account


def _hand_over(account: Account, actor: Actor, password: str) -> None:
    """Set the password given, or a made one that is told once (`told`); either way another person knows it."""
    made = "" if password else "-".join(_letters(GROUP) for _group in range(GROUPS))
    _set_password(account, password or made)
    account.must_change = bool(made) or actor.kind != "system"
    account.told = made


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(count))


def _sign_out(account: Account) -> None:
    """End the account's tokens and sessions."""
    account.tokens.all().delete()
    account.sessions.all().delete()


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid([FieldError("password", message) for message in error.messages]) from error
    again = settings.RULES.passwords.not_again
    used = [*account.used_passwords.order_by("-pk")[:again]] if account.pk else []
    if any(check_password(password, each.digest) for each in used):
        message = _("最近用过的 {count} 个密码不能再用，请换一个。")
        raise Invalid.field("password", message.format(count=again))
    account.set_password(password)
    if account.pk and again:
        _note_used(account, again)


def _note_used(account: Account, again: int) -> None:
    """Keep the digests of the latest passwords, this one among them, and of no others."""
    latest = UsedPassword.objects.create(account=account, digest=account.password)
    kept = account.used_passwords.order_by("-pk").values_list("pk", flat=True)[:again]
    account.used_passwords.exclude(pk__in=[latest.pk, *kept]).delete()


def note_sign_in(account: Account) -> None:
    """Keep when the account was last signed in. Signing in is not a verb: no record."""
    account.last_login = clock.now()
    account.save(update_fields=["last_login"])


def issue_token(account: Account, *, post_key: str = "") -> str:
    """A new token of an account; shown once, kept as a digest. Signing in is not a verb: no record."""
    secret = secrets.token_urlsafe(32)
    Token.objects.create(
        account=account, digest=sm3(secret.encode()), post_key=post_key, good_until=clock.now() + TOKEN_LIFE
    )
    return secret
