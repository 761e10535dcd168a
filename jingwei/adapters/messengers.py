"""Messages of a messenger's own application to one person: 企业微信 应用消息, 钉钉 工作通知, 飞书 消息.

Each is asked three things, as its documents say: a token for the application's secret, who has a phone number, and to
tell that person something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlencode

from pydantic_core import from_json, to_json

from jingwei.adapters import outward
from jingwei.adapters.channels import Never, NotNow
from jingwei.adapters.robots import HEADERS, HOSTS, at_messenger

INNER = 88
"""钉钉 says by this number that the true one stands in `sub_code`."""
DUPLICATES = 4 * 3600
"""For so many seconds 企业微信 passes over what it was just told, the most it takes: longer than all tries of a message."""
LONGEST_GOOD = 24 * 3600
"""For no more seconds a token is held to be good, whatever the other end says."""


class Trouble(StrEnum):
    """What is in the way, where the other end will not take something."""

    SECRET = "secret"
    ADDRESS = "address"
    RIGHT = "right"
    AGENT = "agent"
    USER = "user"
    OTHER = "other"


class Refused(Never):
    """The other end will not take it; `trouble` is why, as far as it said."""

    def __init__(self, trouble: Trouble, told: str) -> None:
        super().__init__(told)
        self.trouble = trouble


class Stale(Never):
    """The token is good no more; with another it may go."""


@dataclass(frozen=True)
class App:
    """An application at a messenger: its id and secret, its number where it has one, where the messenger is asked."""

    kind: str
    key: str
    secret: str
    agent: str
    base: str


@dataclass(frozen=True)
class Said:
    """What somebody is told, and when, to the second, so that no two are alike; all is the same however often it is tried."""

    words: str
    at: str
    key: str


class Messenger(Protocol):
    """How a messenger is spoken to: which path, what is sent, what its numbers mean."""

    is_numbered: bool
    stale: frozenset[int]
    busy: frozenset[int]
    troubles: Mapping[Trouble, frozenset[int]]

    def token(self, app: App) -> tuple[str, int]:
        """A token and for how many seconds it is good."""

    def find(self, app: App, token: str, phone: str) -> str:
        """Who has this phone number, by the messenger's own id; "" where nobody has."""

    def tell(self, app: App, token: str, user: str, said: Said) -> str:
        """Tell it; returns what the other end answered."""


def app(kind: str, key: str, secret: str, agent: str = "", base: str = "") -> App:
    """What an administrator typed, checked. ValueError where a number is missing; `outward.Forbidden` where `base` is neither
    the messenger's own host nor one that the deployment names.
    """
    home = (base or f"https://{HOSTS.get(kind, '')}").rstrip("/")
    at_messenger(kind, home, "apps")
    if MESSENGERS[kind].is_numbered and not (agent.isascii() and agent.isdecimal()):
        raise ValueError("an application of this messenger has a number")
    return App(kind, key, secret, agent, home)


def token(of: App) -> tuple[str, int]:
    """A token of the application and for how many seconds it is good. Raises Refused or NotNow."""
    with _understood():
        told, seconds = MESSENGERS[of.kind].token(of)
    return told, max(0, min(seconds, LONGEST_GOOD))


def find(of: App, token: str, phone: str) -> str:
    """As whom the messenger knows who has this phone number. Raises Stale, Refused or NotNow."""
    with _understood():
        found = MESSENGERS[of.kind].find(of, token, phone)
    if not found:
        raise Refused(Trouble.USER, "nobody has this phone number there")
    return found


def tell(of: App, token: str, user: str, said: Said) -> str:
    """Tell somebody something; returns the answer. Raises Stale, Refused or NotNow."""
    with _understood():
        return MESSENGERS[of.kind].tell(of, token, user, said)


@contextmanager
def _understood() -> Iterator[None]:
    """An answer that lacks what every answer has is one that was not meant for us."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OverflowError) as fault:
        raise Refused(Trouble.OTHER, "the answer does not hold what was asked for") from fault


class _WeCom:
    """企业微信: the token stands in the address; a number too many of unknown phones shuts the question for a day.

    The same words are passed over for hours, so the moment is in them.
    """

    is_numbered = True
    stale = frozenset((40014, 42001, 41001))
    busy = frozenset((-1, 45009, 45033))
    troubles: Mapping[Trouble, frozenset[int]] = {
        Trouble.SECRET: frozenset((40001, 40013, 40091, 41002, 41004)),
        Trouble.ADDRESS: frozenset((60020,)),
        Trouble.RIGHT: frozenset((48002, 60011, 301002)),
        Trouble.AGENT: frozenset((40056, 41011)),
        Trouble.USER: frozenset((40003, 46004, 60111, 81013)),
    }

    def token(self, app: App) -> tuple[str, int]:
        asked = urlencode({"corpid": app.key, "corpsecret": app.secret})
        told = _ask(app, f"/cgi-bin/gettoken?{asked}")
        return str(told["access_token"]), int(told["expires_in"])

    def find(self, app: App, token: str, phone: str) -> str:
        path = f"/cgi-bin/user/getuserid?{urlencode({'access_token': token})}"
        return str(_ask(app, path, {"mobile": phone}, token, phone)["userid"])

    def tell(self, app: App, token: str, user: str, said: Said) -> str:
        path = f"/cgi-bin/message/send?{urlencode({'access_token': token})}"
        words = {"content": f"{said.words}\n{said.at}"}
        body = {"touser": user, "msgtype": "text", "agentid": int(app.agent), "text": words}
        again = {"enable_duplicate_check": 1, "duplicate_check_interval": DUPLICATES}
        told = _ask(app, path, body | again, token, user)
        if told.get("invaliduser"):
            raise Refused(Trouble.USER, "0 invaliduser")
        return f"0 {told.get('msgid', '')}".strip()


class _DingTalk:
    """钉钉: the token stands in the address; the same words on the same day are passed over, so the moment is in them."""

    is_numbered = True
    stale = frozenset((40014, 42001))
    busy = frozenset((-1, 90002, 90003, 90004, 90005, 90006, 90018, 130101, 143105))
    troubles: Mapping[Trouble, frozenset[int]] = {
        Trouble.SECRET: frozenset((40001, 40013, 40089, 41002, 41004)),
        Trouble.ADDRESS: frozenset((60020,)),
        Trouble.RIGHT: frozenset((50002, 50004, 60011)),
        Trouble.AGENT: frozenset((40056, 41011, 52027)),
        Trouble.USER: frozenset((33012, 40003, 60121)),
    }

    def token(self, app: App) -> tuple[str, int]:
        told = _ask(app, f"/gettoken?{urlencode({'appkey': app.key, 'appsecret': app.secret})}")
        return str(told["access_token"]), int(told["expires_in"])

    def find(self, app: App, token: str, phone: str) -> str:
        path = f"/topapi/v2/user/getbymobile?{urlencode({'access_token': token})}"
        return str(_ask(app, path, {"mobile": phone}, token, phone)["result"]["userid"])

    def tell(self, app: App, token: str, user: str, said: Said) -> str:
        path = f"/topapi/message/corpconversation/asyncsend_v2?{urlencode({'access_token': token})}"
        words = {"msgtype": "text", "text": {"content": f"{said.words}\n{said.at}"}}
        body = {"agent_id": int(app.agent), "userid_list": user, "msg": words}
        told = _ask(app, path, body, token, user)
        return f"0 {told.get('task_id', '')}".strip()


class _Feishu:
    """飞书: the token stands in the head; the content is JSON within JSON; what bears the same `uuid` is told once an hour."""

    is_numbered = False
    stale = frozenset((99991661, 99991663, 99991664, 99991677))
    busy = frozenset((9499, 11232, 99991400, 230020))
    troubles: Mapping[Trouble, frozenset[int]] = {
        Trouble.SECRET: frozenset((10003, 10014, 99991543)),
        Trouble.ADDRESS: frozenset((99991401,)),
        Trouble.RIGHT: frozenset((99991672, 99991679, 230006, 230027, 40004)),
        Trouble.USER: frozenset((230013, 230029, 99992351)),
    }

    def token(self, app: App) -> tuple[str, int]:
        body = {"app_id": app.key, "app_secret": app.secret}
        told = _ask(app, "/open-apis/auth/v3/tenant_access_token/internal", body)
        return str(told["tenant_access_token"]), int(told["expire"])

    def find(self, app: App, token: str, phone: str) -> str:
        path = "/open-apis/contact/v3/users/batch_get_id?user_id_type=open_id"
        told = _ask(app, path, {"mobiles": [phone]}, phone, bearer=token)
        return next((str(each["user_id"]) for each in told["data"]["user_list"] if each.get("user_id")), "")

    def tell(self, app: App, token: str, user: str, said: Said) -> str:
        content = to_json({"text": said.words}).decode()
        body = {"receive_id": user, "msg_type": "text", "content": content, "uuid": said.key}
        path = "/open-apis/im/v1/messages?receive_id_type=open_id"
        told = _ask(app, path, body, user, bearer=token)
        return f"0 {told['data']['message_id']}"


MESSENGERS: dict[str, Messenger] = {"wecom": _WeCom(), "dingtalk": _DingTalk(), "feishu": _Feishu()}


def _ask(app: App, path: str, body: Any = None, *hidden: str, bearer: str = "") -> dict[str, Any]:
    """What the messenger answers, where it takes what it is asked; what is `hidden` is in no fault."""
    headers = HEADERS | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    try:
        url = f"{app.base}{path}"
        sent = None if body is None else to_json(body)
        answer = outward.get(url, "apps") if sent is None else outward.post(url, sent, headers, "apps")
    except outward.Forbidden as fault:
        raise Refused(Trouble.OTHER, str(fault)) from fault
    except outward.Unreachable as fault:
        raise NotNow(str(fault)) from fault
    told = _read(answer.text)
    code = _code(told)
    said = f"{answer.status if code is None else code} {told.get('errmsg') or told.get('msg') or ''}".strip()
    # Never what only we two know, nor whom it is about, should the other end repeat it.
    for each in filter(None, (app.secret, bearer, *hidden)):
        said = said.replace(each, "…")
    knows = MESSENGERS[app.kind]
    if answer.status == 429 or answer.status >= 500 or code in knows.busy:
        raise NotNow(said)
    if code in knows.stale:
        raise Stale(said)
    if answer.status != 200 or code != 0:
        raise Refused(
            next((why for why, codes in knows.troubles.items() if code in codes), Trouble.OTHER), said
        )
    return told


def _read(text: str) -> dict[str, Any]:
    try:
        told = _plain(from_json(text))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _plain(told: Any) -> Any:
    """The same, its texts without what no column holds: JSON may write it so that it is only seen now."""
    if isinstance(told, dict):
        return {name: _plain(each) for name, each in told.items()}
    if isinstance(told, list):
        return [_plain(each) for each in told]
    return outward.plain(told) if isinstance(told, str) else told


def _code(told: Mapping[str, Any]) -> int | None:
    """The number in the answer; 0 is good, None where there is none."""
    found = told.get("errcode", told.get("code"))
    if found == INNER and str(told.get("sub_code", "")).isdecimal():
        return int(told["sub_code"])
    return found if isinstance(found, int) else None
