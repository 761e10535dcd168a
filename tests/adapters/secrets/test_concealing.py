"""SM4-GCM and HMAC-SM3 are those that were published; what is concealed reveals in its own place alone."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters.secrets import keys
from jingwei.adapters.secrets.concealing import (
    Tampered,
    conceal,
    conceal_content,
    decrypted,
    encrypted,
    key_of,
    key_of_content,
    mark,
    marks,
    reveal,
    reveal_content,
)
from jingwei.adapters.secrets.keys import Key, MissingKey, hmac_sm3


def octets(told: str) -> bytes:
    return bytes.fromhex(told)


# RFC 8998, A.1.
KEY, NONCE = octets("0123456789ABCDEFFEDCBA9876543210"), octets("00001234567800000000ABCD")
PLAIN = b"".join(octets(letter * 16) for letter in "ABCDEFEA")
BOUND_TO = octets("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
CIPHERTEXT = octets(
    "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
    "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
)
TAG = octets("83DE3541E4C2B58177E065A9BF7B62EC")


def test_sm4_gcm_is_that_of_rfc_8998() -> None:
    assert encrypted(SM4(KEY), NONCE, PLAIN, BOUND_TO) == CIPHERTEXT + TAG
    assert decrypted(SM4(KEY), NONCE, CIPHERTEXT + TAG, BOUND_TO) == PLAIN


@pytest.mark.parametrize(
    ("secret", "told", "digest"),
    [
        # GM/T 0042-2015, D.3
        (
            bytes(range(1, 33)),
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq" * 2,
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
        ),
        (
            bytes(range(1, 38)),
            b"\xcd" * 50,
            "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae",
        ),
        (b"\x0b" * 32, b"Hi There", "c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e"),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882",
        ),
    ],
)
def test_hmac_sm3_is_that_of_gm_t_0042(secret: bytes, told: bytes, digest: str) -> None:
    marking = hmac_sm3(secret)
    marking.update(told)

    assert marking.finalize().hex() == digest


@pytest.mark.django_db
def test_equal_values_lie_there_differently_and_bear_one_mark() -> None:
    assert conceal("a", "19900001234") != conceal("a", "19900001234")
    assert mark("a", "19900001234") == mark("a", "19900001234")
    assert mark("a", "19900001234") != mark("b", "19900001234")
    assert marks("a", "19900001234")[-1] == mark("a", "19900001234")


@pytest.mark.django_db
@pytest.mark.parametrize("at", [0, -1])
def test_a_changed_or_moved_value_is_refused(at: int) -> None:
    held = conceal("people.person|concealed|1|T0001", "19900001234")
    name, _point, told = held.partition(".")
    changed = f"{name}.{told[:20]}{'A' if told[20] != 'A' else 'B'}{told[21:]}"

    for context, value in (
        ("people.person|concealed|1|T0001", changed),
        ("people.person|concealed|1|T0002", held),
    ):
        with pytest.raises(Tampered):
            reveal(context, value)


@pytest.mark.django_db
def test_contents_lie_there_once_and_reveal() -> None:
    kept = conceal_content(b"a sheet" * 1000)

    assert kept == conceal_content(b"a sheet" * 1000)
    assert b"a sheet" not in kept
    assert key_of_content(kept[:64]) == keys.ring().current.name
    assert reveal_content(kept) == b"a sheet" * 1000
    flipped = kept[:20] + bytes([kept[20] ^ 1]) + kept[21:]
    for spoilt in (kept[:-1], kept + b"x", b"PK" + kept, flipped):
        with pytest.raises((Tampered, MissingKey)):
            reveal_content(spoilt)


@given(st.text(), st.text())
def test_what_is_encrypted_is_decrypted(plain: str, context: str) -> None:
    nonce = os.urandom(12)
    told = encrypted(SM4(KEY), nonce, plain.encode(), context.encode())

    assert decrypted(SM4(KEY), nonce, told, context.encode()).decode() == plain


@pytest.fixture
def key_file(tmp_path: Path, settings: Any) -> Any:
    """A key file of the test's own; afterwards the process goes back to that of the run."""
    settings.KEY_FILE = tmp_path / "keys"
    keys.refresh()
    yield settings.KEY_FILE
    keys.refresh()


def test_a_key_file_is_the_owner_s_alone(key_file: Path) -> None:
    keys.write((keys.new_key(),))

    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    key_file.chmod(0o644)
    with pytest.raises(MissingKey, match="chmod 600"):
        keys.read(key_file)


@pytest.mark.parametrize(
    "spoil", [lambda told: "", lambda told: told[:-3] + "ff\n", lambda told: "x y\n", str.upper]
)
def test_a_spoilt_key_file_is_refused(key_file: Path, spoil: Any) -> None:
    keys.write((Key(bytes(32), date(2026, 3, 2)),))
    key_file.write_text(spoil(key_file.read_text().splitlines(keepends=True)[-1]))

    with pytest.raises(MissingKey, match="no whole key file"):
        keys.read(key_file)


@pytest.mark.django_db
def test_another_process_s_new_key_is_noticed(key_file: Path) -> None:
    old = keys.new_key()
    keys.write((old,))
    held = conceal("a", "x")
    keys.write((old, keys.new_key()))

    assert key_of(held) == old.name
    assert reveal("a", held) == "x"
    assert key_of(conceal("a", "x")) == keys.read(key_file)[-1].name
    assert len(marks("a", "x")) == 2


@pytest.mark.django_db
def test_without_its_key_nothing_is_revealed_and_none_is_made(key_file: Path) -> None:
    keys.write((keys.new_key(),))
    keys.ready()
    held = conceal("a", "x")
    key_file.unlink()
    keys.refresh()

    with pytest.raises(MissingKey, match=f"lacks the key .*{key_of(held)}"):
        reveal("a", held)
    assert not key_file.exists()
