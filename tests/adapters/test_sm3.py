"""SM3 gives the digests of GB/T 32905, by Python's own OpenSSL and by that of `cryptography`."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters import sm3

VECTORS = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}


def packaged(content: bytes) -> str:
    digest = sm3.Packaged(hashes.Hash(hashes.SM3())).copy()
    digest.update(content)
    return digest.hexdigest()


@pytest.mark.parametrize("content", VECTORS)
def test_the_examples_of_the_standard(content: bytes) -> None:
    assert sm3.sm3(content) == packaged(content) == VECTORS[content]


@given(st.binary(max_size=300))
def test_both_ways_give_the_same(content: bytes) -> None:
    assert sm3.sm3(content) == packaged(content)


def test_without_it_in_python_the_other_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str) -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", lacking)

    assert isinstance(sm3.unused(), sm3.Packaged)
