"""Whom the verbs on people and accounts concern: whoever they are about."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.people.models import Account, Amendment
from jingwei.kernel.notices import Kind, Press, tells

AMENDMENT = Kind("people.amendment", _l("更正申请的答复"), confidential=True)
ACCOUNT = Kind("people.account", _l("账号的安全"), confidential=True)


def _my_data(record: Any) -> str:
    return "/people/mine/"


def _who_asked(record: Any) -> set[int]:
    return set(Amendment.objects.filter(pk=record.subject_id).values_list("person_id", flat=True))


def _whose(record: Any) -> set[int]:
    return set(Account.objects.filter(pk=record.subject_id).values_list("person_id", flat=True)) - {None}


tells(
    AMENDMENT,
    "amendments.accept",
    _l("你申请的更正办好了。"),
    _who_asked,
    at=_my_data,
    press=Press.DAILY,
)
tells(
    AMENDMENT,
    "amendments.decline",
    _l("你的更正申请有了答复：没有更正，理由写在“我的数据”里。"),
    _who_asked,
    at=_my_data,
    press=Press.DAILY,
)
tells(
    ACCOUNT,
    "accounts.end_sessions",
    _l("{actor}让你的账号在所有地方退出，理由：{reason}"),
    _whose,
    at=_my_data,
    press=Press.NOW,
)
tells(ACCOUNT, "accounts.reset_password", _l("{actor}重设了你的密码。"), _whose, at=_my_data, press=Press.NOW)
