"""The open platforms of 企业微信, 钉钉 and 飞书 on this machine: each asks for what its documents say, and takes nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.outside import Outside, outside

KEY, SECRET, AGENT = "ww0123456789abcdef", "geheim-0123456789-geheim", "1000002"
JSON = "application/json; charset=utf-8"
ANSWERS: dict[str, Any] = {
    "wecom": {"token": "access_token", "seconds": "expires_in", "code": "errcode", "words": "errmsg"},
    "dingtalk": {"token": "access_token", "seconds": "expires_in", "code": "errcode", "words": "errmsg"},
    "feishu": {"token": "tenant_access_token", "seconds": "expire", "code": "code", "words": "msg"},
}
REFUSALS = {
    "wecom": {"secret": 40001, "stale": 42001, "user": 46004, "gone": 81013, "agent": 40056},
    "dingtalk": {"secret": 40089, "stale": 42001, "user": 60121, "gone": 33012, "agent": 40056},
    "feishu": {"secret": 10014, "stale": 99991663, "user": 0, "gone": 230013, "agent": 0},
}


@dataclass
class Platform:
    """One messenger. `people` are phone numbers and who has them, `told` what arrived where; `says` answers instead."""

    kind: str
    outside: Outside
    people: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    says: list[tuple[str, int, str]] = field(default_factory=list)
    """What is asked (token, find, tell), and the status and text that it is answered with next."""

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.outside.url

    def forgets_tokens(self) -> None:
        """Every token that was given out is good no more."""
        self.tokens.append("none")

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        """What it answers."""
        parts = urlsplit(path)
        query = {
            name: value for name, (value,) in parse_qs(parts.query, strict_parsing=bool(parts.query)).items()
        }
        sent = json.loads(body) if body else {}
        asks = {
            ("wecom", "GET", "/cgi-bin/gettoken"): self._token,
            ("wecom", "POST", "/cgi-bin/user/getuserid"): self._find,
            ("wecom", "POST", "/cgi-bin/message/send"): self._tell,
            ("dingtalk", "GET", "/gettoken"): self._token,
            ("dingtalk", "POST", "/topapi/v2/user/getbymobile"): self._find,
            ("dingtalk", "POST", "/topapi/message/corpconversation/asyncsend_v2"): self._tell,
            ("feishu", "POST", "/open-apis/auth/v3/tenant_access_token/internal"): self._token,
            ("feishu", "POST", "/open-apis/contact/v3/users/batch_get_id"): self._find,
            ("feishu", "POST", "/open-apis/im/v1/messages"): self._tell,
        }
        step = asks[self.kind, method, parts.path]
        assert method == "GET" or headers["content-type"] == JSON
        self.asked.append(step.__name__[1:])
        if self.says and self.says[0][0] == self.asked[-1]:
            return self.says.pop(0)[1:]
        return step(query, sent, headers)

    def _says(self, code: int, more: dict[str, Any] | None = None, status: int = 200) -> tuple[int, str]:
        names = ANSWERS[self.kind]
        told = {names["code"]: code, names["words"]: "ok" if code == 0 else f"fault {code}"}
        return status, json.dumps(told | (more or {}))

    def _refuses(self, why: str) -> tuple[int, str]:
        return self._says(REFUSALS[self.kind][why], status=400 if self.kind == "feishu" else 200)

    def _token(self, query: dict[str, str], sent: Any, headers: dict[str, str]) -> tuple[int, str]:
        told = {
            "wecom": lambda: query == {"corpid": KEY, "corpsecret": SECRET},
            "dingtalk": lambda: query == {"appkey": KEY, "appsecret": SECRET},
            "feishu": lambda: sent == {"app_id": KEY, "app_secret": SECRET},
        }[self.kind]()
        if not told:
            return self._refuses("secret")
        self.tokens.append(f"token-{len(self.tokens)}/+=")
        names = ANSWERS[self.kind]
        return self._says(0, {names["token"]: self.tokens[-1], names["seconds"]: 7200})

    def _is_known(self, query: dict[str, str], headers: dict[str, str]) -> bool:
        shown = headers.get("authorization", "").removeprefix("Bearer ")
        return self.tokens[-1:] == [shown if self.kind == "feishu" else query.get("access_token", "")]

    def _find(self, query: dict[str, str], sent: Any, headers: dict[str, str]) -> tuple[int, str]:
        if not self._is_known(query, headers):
            return self._refuses("stale")
        if self.kind == "feishu":
            assert query == {"user_id_type": "open_id"} and list(sent) == ["mobiles"]
            found = [
                {"mobile": phone} | ({"user_id": self.people[phone]} if phone in self.people else {})
                for phone in sent["mobiles"]
            ]
            return self._says(0, {"data": {"user_list": found}})
        assert list(query) == ["access_token"] and list(sent) == ["mobile"]
        user = self.people.get(sent["mobile"])
        if user is None:
            return self._refuses("user")
        return self._says(0, {"userid": user} if self.kind == "wecom" else {"result": {"userid": user}})

    def _tell(self, query: dict[str, str], sent: Any, headers: dict[str, str]) -> tuple[int, str]:
        if not self._is_known(query, headers):
            return self._refuses("stale")
        user, words, more = getattr(self, f"_told_by_{self.kind}")(query, sent)
        if user not in self.people.values():
            return self._refuses("gone")
        self.told.append((user, words))
        return self._says(0, more)

    def _told_by_wecom(self, query: dict[str, str], sent: Any) -> tuple[str, str, dict[str, Any]]:
        words = sent["text"]["content"]
        assert sent == {
            "touser": sent["touser"],
            "msgtype": "text",
            "agentid": int(AGENT),
            "text": {"content": words},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": 14400,
        }
        assert len(words.encode()) <= 2048
        return sent["touser"], words, {"msgid": "m1"}

    def _told_by_dingtalk(self, query: dict[str, str], sent: Any) -> tuple[str, str, dict[str, Any]]:
        words = sent["msg"]["text"]["content"]
        assert sent == {
            "agent_id": int(AGENT),
            "userid_list": sent["userid_list"],
            "msg": {"msgtype": "text", "text": {"content": words}},
        }
        return sent["userid_list"], words, {"task_id": 256271667526}

    def _told_by_feishu(self, query: dict[str, str], sent: Any) -> tuple[str, str, dict[str, Any]]:
        assert query == {"receive_id_type": "open_id"}
        assert sorted(sent) == ["content", "msg_type", "receive_id", "uuid"]
        assert sent["msg_type"] == "text" and 0 < len(sent["uuid"]) <= 50
        self.keys.append(sent["uuid"])
        return sent["receive_id"], json.loads(sent["content"])["text"], {"data": {"message_id": "om_1"}}


@contextmanager
def platform(kind: str, settings: Any, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Platform]:
    """The open platform of a messenger, named by the deployment as one that may lie within its own network."""
    with outside(settings, monkeypatch, folder, listed="apps") as there:
        yield answering(kind, there)


def answering(kind: str, there: Outside) -> Platform:
    """Let a server outside answer as the platform of a messenger."""
    made = Platform(kind, there)
    there.answering = made.answer
    return made
