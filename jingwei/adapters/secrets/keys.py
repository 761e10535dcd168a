"""The keys: a file outside the database, one key a line; the last conceals, all reveal.

The database holds only the names of the keys that it was written under (`adapters.KeyInUse`), so that a start without
one of them is refused instead of failing at the first value.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from jingwei.adapters import clock
from jingwei.adapters.sm3 import sm3

ABOUT = "# The keys of what Jingwei keeps concealed. Keep a copy apart from the database and its archives.\n"
SECRET, NAME = 32, 8
"""Bytes of a key's secret, characters of its name."""
LOOK_AGAIN = 1.0
"""Seconds after which a process notices that another one has put a key into the file."""
OTHERS = 0o007


class MissingKey(ImproperlyConfigured):
    """A key that is needed is not in the file, or the file cannot be used; one line that says what to do."""


@dataclass(frozen=True)
class Key:
    """One key: its name is read from its secret, so that two never share one."""

    secret: bytes
    since: date

    @cached_property
    def name(self) -> str:
        """By which a concealed value says what it was concealed under."""
        return sm3(b"jingwei key " + self.secret)[:NAME]

    @cached_property
    def cipher(self) -> SM4:
        """The key of SM4."""
        return SM4(self._derived(b"jingwei conceal", 16))

    @cached_property
    def marker(self) -> hmac.HMAC:
        """An unused HMAC-SM3: copied for each mark, since a copy costs less than a new one."""
        return hmac_sm3(self._derived(b"jingwei mark", 32))

    def _derived(self, purpose: bytes, length: int) -> bytes:
        return HKDFExpand(hashes.SM3(), length, purpose).derive(self.secret)

    def __str__(self) -> str:
        return f"{self.name} {self.since.isoformat()} {self.secret.hex()}\n"

    def __repr__(self) -> str:
        return f"<Key {self.name}>"


def hmac_sm3(secret: bytes) -> hmac.HMAC:
    """HMAC (RFC 2104) over SM3, nothing taken in yet."""
    return hmac.HMAC(secret, hashes.SM3())


class Ring:
    """The keys of the file, in its order."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self.keys, self.current = keys, keys[-1]
        self.by_name = {key.name: key for key in keys}


_held: Ring | None = None
_seen: tuple[str, int, int] = ("", 0, 0)
_looked = 0.0
_announced: set[str] = set()
_announcing: set[str] = set()
"""Names that this process has told the database; only once that is committed does it count."""


def ring() -> Ring:
    """The keys as the file has them, a second ago at most; the first is made where nothing was ever concealed."""
    global _held, _looked, _seen  # one ring a process
    now = time.monotonic()
    if _held is None or now - _looked >= LOOK_AGAIN:
        path = settings.KEY_FILE
        if not path.exists():
            _make_first(path)
        state = path.stat()
        if (seen := (str(path), state.st_ino, state.st_mtime_ns)) != _seen or _held is None:
            _held, _seen = Ring(read(path)), seen
        _looked = now
    return _held


def current() -> Key:
    """The key to conceal under. It asks no database: rows are concealed while they are on their way into one."""
    return ring().current


def ready() -> None:
    """Let the database know the name of the key in use, in this transaction; before anything is written."""
    key = ring().current
    if key.name not in _announced:
        if key.name in _announcing or key.name not in in_use():
            _announcing.add(key.name)
            announce(key.name)
            transaction.on_commit(lambda: _announced.add(key.name))
        else:
            _announced.add(key.name)


def refresh() -> None:
    """Look into the file again at the next use."""
    global _looked  # one ring a process
    _looked = -LOOK_AGAIN


def key_named(name: str) -> Key:
    """The key of a name; MissingKey where the file has none, also after another look."""
    if (key := ring().by_name.get(name)) is None:
        refresh()
        if (key := ring().by_name.get(name)) is None:
            raise MissingKey(_missing([name]))
    return key


def require() -> None:
    """MissingKey where the database was written under a key that the file has not; for the start."""
    if lacking := sorted(set(in_use()) - set(ring().by_name)):
        raise MissingKey(_missing(lacking))
    ready()


def _missing(names: list[str]) -> str:
    return (
        f"{settings.KEY_FILE} lacks the key {', '.join(names)}, under which values in the database lie concealed: "
        "put back the copy of the key file that you keep apart"
    )


def in_use() -> dict[str, bool]:
    """The names of the keys that the database was written under, the oldest first; True where nothing is left of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, cleared_at IS NOT NULL FROM adapters_keyinuse ORDER BY since, name")
        return {name: bool(is_cleared) for name, is_cleared in cursor.fetchall()}


def announce(name: str) -> None:
    """Let the database know that values lie concealed under a key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO adapters_keyinuse (name, since) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING",
            [name, int(clock.now().timestamp())],
        )


def read(path: Path) -> tuple[Key, ...]:
    """The keys of a file; MissingKey where it is none, or others may read it."""
    if path.stat().st_mode & OTHERS:
        raise MissingKey(f"{path} may be read by everybody on this machine: chmod 600 {path}")
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    try:
        keys = [
            Key(bytes.fromhex(secret), date.fromisoformat(since))
            for _, since, secret in map(str.split, lines)
        ]
    except ValueError:
        keys = []
    told = [line.split()[0] for line in lines]
    if not keys or told != [key.name for key in keys] or any(len(key.secret) != SECRET for key in keys):
        raise MissingKey(f"{path} is no whole key file: put back the copy that you keep apart")
    return tuple(keys)


def write(keys: tuple[Key, ...]) -> None:
    """Put the file into this state, whole or not at all, readable by its owner alone."""
    path: Path = settings.KEY_FILE
    making = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines([ABOUT, *map(str, keys)])
        file.flush()
        os.fsync(file.fileno())
    os.replace(making, path)
    refresh()


def new_key() -> Key:
    """A key that nobody has yet."""
    return Key(os.urandom(SECRET), clock.today())


def take_in(path: Path) -> None:
    """Put the keys of another file before our own: they reveal, and conceal only where there are no others."""
    others = read(path)
    own = read(settings.KEY_FILE) if settings.KEY_FILE.exists() else ()
    known = {key.name for key in own}
    write((*(key for key in others if key.name not in known), *own))


def _make_first(path: Path) -> None:
    if used := in_use():
        raise MissingKey(_missing(list(used)))
    making = path.with_name(f"{path.name}.{os.getpid()}.first")
    with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines([ABOUT, str(new_key())])
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(making, path)  # two that start at once end with one key
    except FileExistsError:
        return
    finally:
        making.unlink()
