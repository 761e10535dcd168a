"""The witness: heads of the ledger's chains, published outside the database, chained and signed line by line.

A line says how high each chain was at a moment and which hash stood at its head. `ledger-heads.jsonl` in the data
folder holds all lines; where a deployment names a second folder, each line is also put there in a file of its own.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from jingwei.adapters import clock
from jingwei.adapters.made_once import made_once
from jingwei.adapters.sm3 import sm3

NAME, KEY = "ledger-heads.jsonl", "ledger-heads-key"
NOTHING_BEFORE = "0" * 64
Head = tuple[int, int, str]
"""University, height of its chain, hash of the record at that height."""


class Forged(Exception):
    """A published line that was changed, or one that is missing; says which."""


@dataclass(frozen=True)
class Line:
    """One publication."""

    number: int
    at: str
    heads: tuple[Head, ...]
    previous: str
    key: str
    hash: str
    signature: str

    @classmethod
    def read(cls, text: str, where: str) -> Line:
        """The line in a text, or Forged where it is not what was written."""
        try:
            held = json.loads(text)
            line = cls(**{**held, "heads": tuple((u, h, d) for u, h, d in held["heads"])})
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(line.key))
            key.verify(bytes.fromhex(line.signature), line.hash.encode())
        except (ValueError, TypeError, KeyError, InvalidSignature) as fault:
            raise Forged(f"{where}: not as it was signed") from fault
        if line.hash != line.expected_hash():
            raise Forged(f"{where}: not as it was signed")
        return line

    def expected_hash(self) -> str:
        """The SM3 hash of what the line says."""
        return sm3(_told([self.number, self.at, self.heads, self.previous, self.key]))

    def __str__(self) -> str:
        return _told(self.__dict__).decode()


def publish(heads: Sequence[Head]) -> Line:
    """Add a line to the file, and lay it down in the second folder where there is one."""
    key = _key()
    public = key.public_key().public_bytes_raw().hex()
    last = latest()
    number, previous = (last.number + 1, last.hash) if last else (1, NOTHING_BEFORE)
    at = clock.now().isoformat(timespec="seconds")
    bare = Line(number, at, tuple(heads), previous, public, "", "")
    digest = bare.expected_hash()
    line = Line(number, at, tuple(heads), previous, public, digest, key.sign(digest.encode()).hex())
    _append(line)
    if settings.WITNESS_FOLDER:
        folder = Path(settings.WITNESS_FOLDER)
        _write_once(folder / f"ledger-heads-{number:06}-{at[:10]}.json", f"{line}\n".encode())
    return line


def latest() -> Line | None:
    """The last line of the file."""
    return next(iter(deque(lines(), maxlen=1)), None)


def lines() -> Iterator[Line]:
    """The lines of the file in order, each following on the one before; raises Forged at the first that does not."""
    previous = NOTHING_BEFORE
    for number, text in enumerate(_texts(), 1):
        line = Line.read(text, f"{NAME}, line {number}")
        if (line.number, line.previous) != (number, previous):
            raise Forged(f"{NAME}, line {number}: a line before it is missing")
        if line.key != _key().public_key().public_bytes_raw().hex():
            raise Forged(f"{NAME}, line {number}: signed by another key")
        previous = line.hash
        yield line


def published() -> Iterator[Line]:
    """Every line that was published and can be found, here or in the second folder; Forged where the two disagree."""
    here: dict[int, str] = {}
    own = ""
    for line in lines():
        here[line.number], own = line.hash, line.key
        yield line
    for path in (
        sorted(Path(settings.WITNESS_FOLDER).glob("ledger-heads-*.json")) if settings.WITNESS_FOLDER else ()
    ):
        line = Line.read(path.read_text(), path.name)
        if line.key == own and here.get(line.number) != line.hash:
            raise Forged(f"{path.name}: {NAME} has no such line, or another one")
        yield line


def _texts() -> Iterable[str]:
    """The whole lines; one that was being written when the machine stopped is none."""
    try:
        with (settings.DATA / NAME).open(encoding="utf-8") as file:
            yield from (text for text in file if text.endswith("\n"))
    except FileNotFoundError:
        return


def _append(line: Line) -> None:
    with (settings.DATA / NAME).open("a+b") as file:
        file.seek(0)
        whole = file.read()
        file.truncate(whole.rfind(b"\n") + 1)
        file.write(f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def _write_once(path: Path, content: bytes) -> None:
    making = path.with_suffix(".new")
    with making.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(making, path)


def _key() -> Ed25519PrivateKey:
    """The installation's own key."""
    kept = made_once(settings.DATA / KEY, lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(kept)


def _told(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
