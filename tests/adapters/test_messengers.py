"""Applications at messengers are spoken to as their documents say; a local platform of each checks every field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from jingwei.adapters import messengers, outward
from jingwei.adapters.channels import NotNow
from jingwei.adapters.messengers import MESSENGERS, App, Refused, Said, Stale, Trouble
from tests.support.messengers import AGENT, ANSWERS, KEY, SECRET, Platform, platform

PHONE, SAID = (
    "19900001111",
    Said("有一件新事\nhttps://jingwei.example.edu/notices/1/", "05-18 10:00", "notice-1"),
)


@pytest.fixture(params=list(MESSENGERS))
def there(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> Iterator[Platform]:
    with platform(request.param, settings, monkeypatch, tmp_path) as found:
        found.people[PHONE] = "沈.yan-1"
        yield found


def app_of(there: Platform, **more: str) -> App:
    given = {"key": KEY, "secret": SECRET, "agent": AGENT, "base": there.url} | more
    return messengers.app(there.kind, **given)


def test_a_token_opens_the_way_to_somebody_known_by_a_phone_number(there: Platform) -> None:
    app = app_of(there)
    token, seconds = messengers.token(app)
    user = messengers.find(app, token, PHONE)
    answer = messengers.tell(app, token, user, SAID)

    words = f"{SAID.words}\n{SAID.at}" if there.kind != "feishu" else SAID.words
    assert (seconds, there.told) == (7200, [("沈.yan-1", words)])
    assert answer.startswith("0 ")


def test_what_is_tried_again_bears_the_same_key(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    with platform("feishu", settings, monkeypatch, tmp_path) as there:
        there.people[PHONE] = "u"
        app = app_of(there)
        token, _seconds = messengers.token(app)
        for _again in range(2):
            messengers.tell(app, token, "u", SAID)

    assert there.keys == ["notice-1", "notice-1"]


def test_a_wrong_secret_is_told_from_others_and_not_repeated(there: Platform) -> None:
    with pytest.raises(Refused, match="fault") as refused:
        messengers.token(app_of(there, secret="falsch"))
    assert refused.value.trouble is Trouble.SECRET

    there.says.append(
        ("token", 200, json.dumps({"errcode": 7, "errmsg": f"no {SECRET}", "msg": f"no {SECRET}"}))
    )
    with pytest.raises(Refused, match="7 no …"):
        messengers.token(app_of(there))


@pytest.mark.parametrize(("said", "good"), [(10**12, 86400), (-7200, 0), (0, 0), ("7200", 7200)])
def test_how_long_a_token_is_good_is_believed_within_a_day(there: Platform, said: Any, good: int) -> None:
    names = ANSWERS[there.kind]
    told = {names["code"]: 0, names["token"]: "t", names["seconds"]: said}
    there.says.append(("token", 200, json.dumps(told)))

    assert messengers.token(app_of(there)) == ("t", good)


@pytest.mark.parametrize("said", ['"soon"', "null", "1e999", "[]"])
def test_a_token_without_a_number_of_seconds_is_no_answer(there: Platform, said: str) -> None:
    names = ANSWERS[there.kind]
    there.says.append(
        ("token", 200, f'{{"{names["code"]}":0,"{names["token"]}":"t","{names["seconds"]}":{said}}}')
    )
    with pytest.raises(Refused, match="does not hold what was asked for"):
        messengers.token(app_of(there))


def test_what_no_column_holds_is_not_kept_however_it_is_written(there: Platform) -> None:
    names = ANSWERS[there.kind]
    there.says.append(("token", 200, json.dumps({names["code"]: 7, names["words"]: "no\x00t\x1b now"})))
    with pytest.raises(Refused, match=r"^7 no t  now$"):
        messengers.token(app_of(there))


def test_a_fault_names_nobody(there: Platform) -> None:
    """Faults are read by the system administrator, who shall not learn who is told what."""
    app = app_of(there)
    token, _seconds = messengers.token(app)
    for step, whom in (("find", PHONE), ("tell", "沈.yan-1")):
        words = f"{whom} is not here"
        there.says.append((step, 200, json.dumps({"errcode": 7, "code": 7, "errmsg": words, "msg": words})))
    with pytest.raises(Refused, match=r"^7 … is not here$"):
        messengers.find(app, token, PHONE)
    with pytest.raises(Refused, match=r"^7 … is not here$"):
        messengers.tell(app, token, "沈.yan-1", SAID)


def test_a_token_that_is_good_no_more_is_told_from_others(there: Platform) -> None:
    app = app_of(there)
    token, _seconds = messengers.token(app)
    there.forgets_tokens()

    with pytest.raises(Stale):
        messengers.find(app, token, PHONE)
    with pytest.raises(Stale):
        messengers.tell(app, token, "u", SAID)


def test_who_is_not_known_there_is_said_so(there: Platform) -> None:
    app = app_of(there)
    token, _seconds = messengers.token(app)

    with pytest.raises(Refused) as unknown:
        messengers.find(app, token, "19900002222")
    with pytest.raises(Refused) as gone:
        messengers.tell(app, token, "gone", SAID)
    assert [each.value.trouble for each in (unknown, gone)] == [Trouble.USER, Trouble.USER]


@pytest.mark.parametrize(
    ("kind", "status", "text", "fault"),
    [
        ("wecom", 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', NotNow),
        ("wecom", 200, '{"errcode":-1,"errmsg":"system busy"}', NotNow),
        ("wecom", 200, '{"errcode":60020,"errmsg":"not allow to access from your ip"}', Trouble.ADDRESS),
        ("wecom", 200, '{"errcode":48002,"errmsg":"api forbidden"}', Trouble.RIGHT),
        ("wecom", 200, '{"errcode":40056,"errmsg":"invalid agentid"}', Trouble.AGENT),
        ("wecom", 200, '{"errcode":0,"errmsg":"ok","invaliduser":"u"}', Trouble.USER),
        ("dingtalk", 200, '{"errcode":88,"sub_code":"90018","errmsg":"too fast"}', NotNow),
        ("dingtalk", 200, '{"errcode":88,"sub_code":"40014","errmsg":"token"}', Stale),
        ("dingtalk", 200, '{"errcode":88,"sub_code":"60011","errmsg":"no right"}', Trouble.RIGHT),
        ("dingtalk", 200, '{"errcode":88,"sub_code":"isv.missing","errmsg":"x"}', Trouble.OTHER),
        ("feishu", 400, '{"code":99991400,"msg":"request trigger frequency limit"}', NotNow),
        ("feishu", 400, '{"code":99991672,"msg":"Access denied"}', Trouble.RIGHT),
        ("feishu", 400, '{"code":99991401,"msg":"denied ip"}', Trouble.ADDRESS),
        ("feishu", 400, '{"code":230020,"msg":"too many to one"}', NotNow),
        ("feishu", 429, "", NotNow),
        ("feishu", 200, '{"code":0,"msg":"ok","data":{}}', Trouble.OTHER),
        ("wecom", 502, "bad gateway", NotNow),
        ("wecom", 200, "<html>", Trouble.OTHER),
        ("wecom", 200, "[]", Trouble.OTHER),
        ("dingtalk", 302, "", Trouble.OTHER),
    ],
)
def test_what_they_answer_is_understood(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
    kind: str,
    status: int,
    text: str,
    fault: type[Exception] | Trouble,
) -> None:
    with platform(kind, settings, monkeypatch, tmp_path) as there:
        app = app_of(there)
        token, _seconds = messengers.token(app)
        there.says.append(("tell", status, text))
        with pytest.raises(Refused if isinstance(fault, Trouble) else fault) as raised:
            messengers.tell(app, token, "u", SAID)

    assert getattr(raised.value, "trouble", fault) is fault


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        ("wecom", "https://open.feishu.cn"),
        ("wecom", "http://qyapi.weixin.qq.com"),
        ("dingtalk", "https://oapi.dingtalk.com.example.com"),
        ("feishu", "https://open.feishu.cn@example.com"),
        ("feishu", "https://10.0.0.1"),
        ("other", ""),
    ],
)
def test_only_the_messenger_s_own_host_is_spoken_to(kind: str, base: str) -> None:
    with pytest.raises(outward.Forbidden):
        messengers.app(kind, KEY, SECRET, AGENT, base)


@pytest.mark.parametrize(
    ("kind", "agent"), [("wecom", ""), ("wecom", "x1"), ("dingtalk", "１"), ("dingtalk", "-1")]
)
def test_an_application_that_has_a_number_is_named_by_it(kind: str, agent: str) -> None:
    with pytest.raises(ValueError, match="number"):
        messengers.app(kind, KEY, SECRET, agent)


@pytest.mark.parametrize("kind", list(MESSENGERS))
def test_each_messenger_s_own_host_is_where_it_is_asked(kind: str) -> None:
    made = messengers.app(kind, KEY, SECRET, AGENT)

    assert made.base in ("https://qyapi.weixin.qq.com", "https://oapi.dingtalk.com", "https://open.feishu.cn")
