"""The ways the platform says no. Page, fragment and API render these and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l

Text = str | Promise


@dataclass(frozen=True)
class FieldError:
    """One fault of one field: `field` is the name in the form and in the API alike."""

    field: str
    message: Text


class Refused(Exception):
    """A request that will not be carried out; `code` is stable for machines, `message` is for people."""

    status = 400
    title: Text = _l("没有办成")
    retry_after = 0
    """Seconds after which it may go well, 0 where waiting does not help."""

    def __init__(self, code: str, message: Text, *, clause: str = "") -> None:
        super().__init__(code)
        self.code, self.message, self.clause = code, message, clause
        self.errors: tuple[FieldError, ...] = ()

    def __str__(self) -> str:
        return str(self.message)


class NotSignedIn(Refused):
    """401: the request names no account, or its token is no longer good."""

    status = 401
    title = _l("请先登录")

    def __init__(self, message: Text = _l("登录后再继续。")) -> None:
        super().__init__("not-signed-in", message)


class NotAllowed(Refused):
    """403: no grant, or a rule of the policy stands against it (then `clause` names it)."""

    status = 403
    title = _l("这件事没有对你开放")

    def __init__(self, code: str, message: Text, *, clause: str = "") -> None:
        super().__init__(code, message, clause=clause)
        if code == "rule":
            self.title = _l("现在不能这样办")


class MustChange(NotAllowed):
    """403: a password that another person knows is changed first, at `address`."""

    title = _l("先换密码")

    def __init__(self, message: Text, address: str) -> None:
        super().__init__("must-change", message)
        self.address = address


class NotFound(Refused):
    """404: not there, or not yours to see; the two look the same on purpose."""

    status = 404
    title = _l("没有找到")

    def __init__(self, message: Text = _l("这里没有内容，或者没有对你开放。")) -> None:
        super().__init__("not-found", message)


class WrongMethod(Refused):
    """405: the address is right, but it is not asked in this way."""

    status = 405
    title = _l("这里不能这样用")

    def __init__(self, message: Text = _l("这个地址不接受这样的请求。")) -> None:
        super().__init__("wrong-method", message)


class StepNotOpen(Refused):
    """409: the verb exists and is granted, but the subject is not at that step; `open_steps` are."""

    status = 409
    title = _l("现在还不能做这一步")

    def __init__(
        self,
        message: Text,
        *,
        open_steps: Sequence[str] = (),
        code: str = "step-not-open",
        clause: str = "",
    ) -> None:
        super().__init__(code, message, clause=clause)
        self.open_steps = tuple(open_steps)


class EditedMeanwhile(Refused):
    """409: somebody else changed it since it was read."""

    status = 409
    title = _l("别人刚改过")

    def __init__(
        self, message: Text = _l("别人刚刚改过这里。你写的内容还在，请看过新的内容再提交。")
    ) -> None:
        super().__init__("edited-meanwhile", message)


class TooLarge(Refused):
    """413: a file or request beyond the stated bound."""

    status = 413
    title = _l("文件太大")


class Invalid(Refused):
    """422: what was typed cannot be taken; `errors` says which field and how to mend it."""

    status = 422
    title = _l("有几处需要改")

    def __init__(
        self, errors: Sequence[FieldError], message: Text = _l("有几处需要改，已在旁边标出。")
    ) -> None:
        super().__init__("invalid", message)
        self.errors = tuple(errors)

    @classmethod
    def field(cls, field: str, message: Text) -> Invalid:
        """Refuse for a single field."""
        return cls([FieldError(field, message)], message)


class TooMany(Refused):
    """429: too many tries; `retry_after` in seconds."""

    status = 429
    title = _l("太频繁了")

    def __init__(self, retry_after: int, message: Text = _l("试得太频繁，请稍后再试。")) -> None:
        super().__init__("too-many", message)
        self.retry_after = retry_after


class Unavailable(Refused):
    """503: the database or the disk does not give what it takes; nothing of the request was kept."""

    status = 503
    title = _l("暂时用不了")
    retry_after = 15
    MESSAGES = {
        "gone": _l("数据库暂时连不上。刚才的操作没有生效，已存的内容都在。稍等一会儿再试，写的内容先别关。"),
        "full": _l(
            "存储空间满了，暂时只能看，不能存。刚才的操作没有生效，已存的内容都在。请联系系统管理员。"
        ),
        "read-only": _l(
            "系统正在维护，暂时只能看，不能存。刚才的操作没有生效，已存的内容都在。过一会儿再试。"
        ),
        "busy": _l("现在存的人太多，没有排上。刚才的操作没有生效，请再试一次。"),
        "broken": _l("存储出了故障。刚才的操作没有生效，请联系系统管理员，先不要重复提交。"),
    }

    def __init__(self, kind: str) -> None:
        super().__init__(f"unavailable-{kind}", self.MESSAGES[kind])
