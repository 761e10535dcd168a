"""Robots of messengers: a sentence put into a group by the address of its robot, signed as each messenger asks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

from pydantic_core import from_json, to_json

from jingwei.adapters import outward
from jingwei.adapters.channels import Never, NotNow

HEADERS = {"Content-Type": "application/json; charset=utf-8"}
HOSTS = {"wecom": "qyapi.weixin.qq.com", "dingtalk": "oapi.dingtalk.com", "feishu": "open.feishu.cn"}
PATHS = {
    "wecom": re.compile(r"/cgi-bin/webhook/send"),
    "dingtalk": re.compile(r"/robot/send"),
    "feishu": re.compile(r"/open-apis/bot/v2/hook/[\w-]+", re.ASCII),
}
"""Where each takes what a robot says, as its documents name it."""
BUSY = {"wecom": (45009,), "dingtalk": (130101, 410100, -1), "feishu": (9499, 11232)}
"""What each answers to who sends too much: to be tried again."""


@dataclass(frozen=True)
class Robot:
    """Of which messenger, its address and, where it checks signatures, its secret."""

    kind: str
    url: str
    secret: str = ""


def robot(kind: str, url: str, secret: str) -> Robot:
    """What somebody typed, checked; `outward.Forbidden` where it is not the path of robots at the messenger's own host or
    at one that is named.
    """
    at_messenger(kind, url, "hosts")
    if not PATHS[kind].fullmatch(urlsplit(url).path):
        raise outward.Forbidden("not where this messenger takes what a robot says")
    return Robot(kind, url, secret)


def at_messenger(kind: str, url: str, listed: outward.Listed) -> None:
    """Nothing, where the address is the messenger's own host or one that the deployment names; else `outward.Forbidden`."""
    parts = urlsplit(outward.checked(url, listed))
    if kind not in HOSTS or (parts.hostname != HOSTS[kind] and not outward.is_listed(parts, listed)):
        raise outward.Forbidden(f"{parts.hostname} is not the host of this messenger")


def say(to: Robot, words: str, now: int) -> str:
    """Put the words into the group; returns the answer. Raises Never or NotNow."""
    url, body = _SIGNED[to.kind](to, words, now)
    try:
        robot(to.kind, to.url, to.secret)
        answer = outward.post(url, to_json(body), HEADERS)
    except outward.Forbidden as fault:
        raise Never(str(fault)) from fault
    except outward.Unreachable as fault:
        raise NotNow(str(fault)) from fault
    code, told = _code(answer.text), f"{answer.status} {answer.text}".strip()
    if answer.status == 429 or answer.status >= 500 or code in BUSY[to.kind]:
        raise NotNow(told)
    if answer.status != 200 or code != 0:
        raise Never(told)
    return told


def _wecom(to: Robot, words: str, now: int) -> tuple[str, dict[str, Any]]:
    """企业微信 knows a robot by the key in its address alone."""
    return to.url, {"msgtype": "text", "text": {"content": words}}


def _dingtalk(to: Robot, words: str, now: int) -> tuple[str, dict[str, Any]]:
    """钉钉: HMAC-SHA256 under the secret, over the milliseconds and the secret; both in the address."""
    body = {"msgtype": "text", "text": {"content": words}}
    if not to.secret:
        return to.url, body
    moment = str(now * 1000)
    sign = quote_plus(_hmac(to.secret, f"{moment}\n{to.secret}"))
    return f"{to.url}{'&' if '?' in to.url else '?'}timestamp={moment}&sign={sign}", body


def _feishu(to: Robot, words: str, now: int) -> tuple[str, dict[str, Any]]:
    """飞书: HMAC-SHA256 of nothing, under the seconds and the secret; both in the body."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": words}}
    if to.secret:
        body |= {"timestamp": str(now), "sign": _hmac(f"{now}\n{to.secret}", "")}
    return to.url, body


_SIGNED: dict[str, Callable[[Robot, str, int], tuple[str, dict[str, Any]]]] = {
    "wecom": _wecom,
    "dingtalk": _dingtalk,
    "feishu": _feishu,
}


def _hmac(key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()


def _code(text: str) -> int | None:
    """The number in the answer; 0 is good, None where there is none."""
    try:
        told = from_json(text)
    except ValueError:
        return None
    found = told.get("errcode", told.get("code", told.get("StatusCode"))) if isinstance(told, dict) else None
    return found if isinstance(found, int) else None
