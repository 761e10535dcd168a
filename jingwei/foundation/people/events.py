"""What the ledger remembers of people and accounts."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    """A person was entered."""

    verb = "people.register"
    sentence = _l("{actor}登记了{name}")
    personal = ("name", "details")
    secret = ("details",)
    code: str
    name: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PersonAmended(Event):
    """Data of a person were changed: which, and from what to what (personal)."""

    verb = "people.amend"
    sentence = _l("{actor}更正了{subject}的信息：{fields}")
    personal = ("old", "new")
    secret = ("old", "new")
    fields: str
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PersonUnmasked(Event):
    """Somebody read masked data, for a reason."""

    verb = "people.unmask"
    sentence = _l("{actor}查看了{subject}的证件号和电话，理由：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """An account was opened for a person."""

    verb = "accounts.open"
    sentence = _l("{actor}开通了账号 {username}")
    username: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """An account was closed."""

    verb = "accounts.close"
    sentence = _l("{actor}停用了账号 {username}，理由：{reason}")
    username: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountReopened(Event):
    """A closed account may be used again."""

    verb = "accounts.reopen"
    sentence = _l("{actor}恢复了账号 {username}")
    username: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """Somebody changed the own password."""

    verb = "accounts.change_password"
    sentence = _l("{actor}修改了账号 {username} 的密码")
    username: str


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    """An administrator set a new password; the password itself is nowhere."""

    verb = "accounts.reset_password"
    sentence = _l("{actor}重设了账号 {username} 的密码")
    username: str
