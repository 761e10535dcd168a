"""What the ledger remembers of people and accounts."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, named

FIELDS = named(
    {
        "name": _l("姓名"),
        "sex": _l("性别"),
        "category": _l("类别"),
        "standing": _l("政治面貌"),
        "id_number": _l("证件号"),
        "phone": _l("电话"),
        "email": _l("邮箱"),
        "job_title": _l("职称"),
        "joined_on": _l("入党时间"),
        "full_member_on": _l("转正时间"),
        "left_on": _l("离校时间"),
    }
)


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
    said_as = {"fields": FIELDS}
    personal = ("old", "new")
    secret = ("old", "new")
    fields: str
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """The time for which personal values of somebody who is gone are kept was over."""

    verb = "people.erase"
    sentence = _l("{subject}离校满{days}天，个人信息按期删除")
    days: int


@dataclass(frozen=True, kw_only=True)
class AmendmentAsked(Event):
    """Somebody asked to have the own data corrected."""

    verb = "amendments.ask"
    sentence = _l("{actor}申请更正自己的信息")
    personal = ("wish",)
    secret = ("wish",)
    wish: str


@dataclass(frozen=True, kw_only=True)
class AmendmentAccepted(Event):
    """The data were corrected as asked."""

    verb = "amendments.accept"
    standing = "answered"
    sentence = _l("{actor}按{subject}的申请更正了信息：{fields}")
    said_as = {"fields": FIELDS}
    personal = ("answer",)
    secret = ("answer",)
    fields: str
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class AmendmentDeclined(Event):
    """The data stayed as they are, for a reason that the person reads."""

    verb = "amendments.decline"
    standing = "answered"
    sentence = _l("{actor}答复了{subject}的更正申请：不更正，已说明理由")
    personal = ("answer",)
    secret = ("answer",)
    answer: str


@dataclass(frozen=True, kw_only=True)
class PersonUnmasked(Event):
    """Somebody read masked data, for a reason."""

    verb = "people.unmask"
    standing = "trace"
    sentence = _l("{actor}查看了{subject}的证件号和电话，理由：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """An account was opened for a person."""

    verb = "accounts.open"
    standing = "trace"
    sentence = _l("{actor}开通了账号 {username}")
    username: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """An account was closed."""

    verb = "accounts.close"
    standing = "trace"
    sentence = _l("{actor}停用了账号 {username}，理由：{reason}")
    username: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountReopened(Event):
    """A closed account may be used again."""

    verb = "accounts.reopen"
    standing = "trace"
    sentence = _l("{actor}恢复了账号 {username}")
    username: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """Somebody changed the own password."""

    verb = "accounts.change_password"
    standing = "trace"
    sentence = _l("{actor}修改了账号 {username} 的密码")
    username: str


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    """An administrator set a new password; the password itself is nowhere."""

    verb = "accounts.reset_password"
    standing = "trace"
    sentence = _l("{actor}重设了账号 {username} 的密码")
    username: str


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """An administrator ended every session and token of an account."""

    verb = "accounts.end_sessions"
    standing = "trace"
    sentence = _l("{actor}让账号 {username} 在所有地方退出，理由：{reason}")
    username: str
    reason: str
