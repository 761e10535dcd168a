"""Robots of messengers are spoken to as their documents say; a local server checks the signatures as they do."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from jingwei.adapters import outward, robots
from jingwei.adapters.channels import Never, NotNow
from jingwei.adapters.robots import Robot
from tests.support.outside import Outside, outside

NOW, SECRET = 1_790_000_000, "SEC0123456789abcdef"
PATHS = {
    "wecom": "/cgi-bin/webhook/send?key=k",
    "dingtalk": "/robot/send?access_token=t",
    "feishu": "/open-apis/bot/v2/hook/0a1b-x",
}


@pytest.fixture
def there(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Outside]:
    with outside(settings, monkeypatch, tmp_path) as found:
        found.status, found.text = 200, '{"errcode":0,"errmsg":"ok"}'
        yield found


def test_wecom_gets_a_text(there: Outside) -> None:
    robots.say(robots.robot("wecom", f"{there.url}/cgi-bin/webhook/send?key=k", ""), "有 2 件新事", NOW)

    ((path, headers, body),) = there.asked
    assert path == "/cgi-bin/webhook/send?key=k"
    assert headers["content-type"].startswith("application/json")
    assert json.loads(body) == {"msgtype": "text", "text": {"content": "有 2 件新事"}}


def test_dingtalk_finds_the_signature_in_the_address(there: Outside) -> None:
    robots.say(robots.robot("dingtalk", f"{there.url}/robot/send?access_token=t", SECRET), "新事", NOW)

    ((path, _headers, body),) = there.asked
    asked = {name: value for name, (value,) in parse_qs(urlsplit(path).query).items()}
    checked = hmac.new(SECRET.encode(), f"{asked['timestamp']}\n{SECRET}".encode(), hashlib.sha256)
    assert asked["access_token"] == "t"
    assert asked["timestamp"] == str(NOW * 1000)
    assert base64.b64decode(asked["sign"]) == checked.digest()
    assert json.loads(body) == {"msgtype": "text", "text": {"content": "新事"}}


def test_feishu_finds_the_signature_in_the_body(there: Outside) -> None:
    there.text = '{"code":0,"msg":"success"}'
    robots.say(robots.robot("feishu", f"{there.url}/open-apis/bot/v2/hook/x", SECRET), "新事", NOW)

    told = json.loads(there.asked[0][2])
    checked = hmac.new(f"{told['timestamp']}\n{SECRET}".encode(), b"", hashlib.sha256)
    assert told["timestamp"] == str(NOW)
    assert base64.b64decode(told["sign"]) == checked.digest()
    assert (told["msg_type"], told["content"]) == ("text", {"text": "新事"})


@pytest.mark.parametrize(
    ("kind", "status", "text", "fault"),
    [
        ("wecom", 200, '{"errcode":93000,"errmsg":"invalid webhook url"}', Never),
        ("wecom", 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', NotNow),
        ("dingtalk", 200, '{"errcode":310000,"errmsg":"sign not match"}', Never),
        ("dingtalk", 200, '{"errcode":130101,"errmsg":"send too fast"}', NotNow),
        ("feishu", 200, '{"code":19021,"msg":"sign match fail"}', Never),
        ("feishu", 200, '{"code":9499,"msg":"too many request"}', NotNow),
        ("feishu", 502, "bad gateway", NotNow),
        ("feishu", 200, "<html>", Never),
        ("wecom", 302, "", Never),
    ],
)
def test_what_they_answer_is_understood(
    there: Outside, kind: str, status: int, text: str, fault: type[Exception]
) -> None:
    there.status, there.text = status, text
    with pytest.raises(fault):
        robots.say(robots.robot(kind, f"{there.url}{PATHS[kind]}", SECRET), "新事", NOW)


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("wecom", "https://oapi.dingtalk.com/robot/send"),
        ("dingtalk", "https://evil.example.com/oapi.dingtalk.com"),
        ("dingtalk", "https://oapi.dingtalk.com.example.com/"),
        ("feishu", "http://open.feishu.cn/"),
        ("feishu", "https://open.feishu.cn:8443/"),
        ("feishu", "https://open.feishu.cn@example.com/"),
        ("other", "https://open.feishu.cn/"),
        ("feishu", "https://127.0.0.1/"),
    ],
)
def test_only_the_messenger_s_own_host_is_spoken_to(kind: str, url: str) -> None:
    with pytest.raises(outward.Forbidden):
        robots.robot(kind, url, "")


@pytest.mark.parametrize("kind", list(robots.HOSTS))
def test_each_messenger_s_own_host_is_taken(kind: str) -> None:
    assert robots.robot(kind, f"https://{robots.HOSTS[kind]}{PATHS[kind]}", "").kind == kind


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        *(("wecom", "/"), ("wecom", "/cgi-bin/webhook/send/x"), ("wecom", "/a/cgi-bin/webhook/send?key=k")),
        *(("wecom", "/x?/cgi-bin/webhook/send"), ("wecom", "/x;/cgi-bin/webhook/send")),
        *(("dingtalk", "/robot/send/../../admin"), ("dingtalk", "/robot/send%2f..%2fadmin")),
        *(("dingtalk", PATHS["wecom"]), ("feishu", "/open-apis/bot/v2/hook/")),
        *(("feishu", "/open-apis/bot/v2/hook/../../x"), ("feishu", "/open-apis/bot/v2/hook/x/y")),
    ],
)
def test_only_where_robots_speak_at_the_messenger_s_host_and_at_a_listed_one(
    there: Outside, kind: str, path: str
) -> None:
    for host in (f"https://{robots.HOSTS[kind]}", there.url):
        with pytest.raises(outward.Forbidden):
            robots.robot(kind, f"{host}{path}", "")
    with pytest.raises(Never):
        robots.say(Robot(kind, f"{there.url}{path}"), "新事", NOW)
    assert there.asked == []


def test_a_host_that_is_listed_for_applications_hears_no_robot(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    with outside(settings, monkeypatch, tmp_path, listed="apps") as platform:
        for kind, path in PATHS.items():
            with pytest.raises(outward.Forbidden):
                robots.robot(kind, f"{platform.url}{path}", "")
