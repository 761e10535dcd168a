"""Web push: what is sent can be read by the subscribed browser alone, is sent in our name, and goes nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters import outward, push
from jingwei.adapters.channels import Never, NotNow
from tests.support.browsers import Browser, packed, unpacked
from tests.support.outside import Outside, outside

NOW = 1_790_000_000


def of(browser: Browser) -> push.Subscription:
    return push.subscription(**browser.told)


@pytest.fixture
def there(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Outside]:
    with outside(settings, monkeypatch, tmp_path) as found:
        yield found


@given(st.binary(max_size=3000))
def test_the_reference_reads_what_we_write(plain: bytes) -> None:
    browser = Browser("https://push.example.com/x")

    assert browser.reads(push.encrypted(plain, of(browser))) == plain


def test_the_push_service_gets_it_in_our_name(there: Outside) -> None:
    browser = Browser(f"{there.url}/send/abc")

    assert push.send(of(browser), b"hello", NOW).startswith("201")

    (path, headers, body) = there.asked[0]
    assert path == "/send/abc"
    assert browser.reads(body) == b"hello"
    assert (headers["content-encoding"], int(headers["ttl"]) > 0) == ("aes128gcm", True)
    token, key = (
        part.partition("=")[2] for part in headers["authorization"].removeprefix("vapid ").split(", ")
    )
    head, claims, signature = token.split(".")
    raw = unpacked(signature)
    signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpacked(key))
    public.verify(signed, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    told = json.loads(unpacked(claims))
    assert told["aud"] == there.url
    assert NOW < told["exp"] <= NOW + 24 * 3600
    assert key == push.public_key()


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, push.Gone), (410, push.Gone), (400, Never), (413, Never), (429, NotNow), (503, NotNow)],
)
def test_what_it_answers_is_understood(there: Outside, status: int, kind: type[Exception]) -> None:
    there.status = status
    with pytest.raises(kind, match=str(status)):
        push.send(of(Browser(there.url)), b"x", NOW)


def test_a_host_that_is_listed_for_applications_is_no_push_service(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    with (
        outside(settings, monkeypatch, tmp_path, listed="apps") as platform,
        pytest.raises(outward.Forbidden),
    ):
        of(Browser(f"{platform.url}/cgi-bin/gettoken"))


def test_a_redirect_is_not_followed(there: Outside) -> None:
    there.status = 307
    with pytest.raises(Never):
        push.send(of(Browser(there.url)), b"x", NOW)
    assert len(there.asked) == 1


def test_a_certificate_of_another_is_not_believed(there: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NotNow, match="certificate"):
        push.send(of(Browser(there.url)), b"x", NOW)


@pytest.mark.parametrize(
    ("p256dh", "auth"), [("", ""), ("AAAA", packed(b"0" * 16)), (packed(b"\x04" * 65), packed(b"0" * 16))]
)
def test_keys_that_are_none_are_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(ValueError):
        push.subscription("https://push.example.com/x", p256dh, auth)
