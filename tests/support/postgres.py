"""A PostgreSQL of our own for the length of a test run: made in a temporary folder, fast, unsafe, then gone."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = 15
ROLE = "jingwei"
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "logging_collector": "off",
    "timezone": "UTC",
}
STARTING, STOPPING = 30.0, 120.0


def find_binaries() -> Path | None:
    """The folder of the newest PostgreSQL server that is new enough."""
    candidates = {path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    if found := shutil.which("initdb"):
        candidates.add(Path(found).resolve().parent)
    fit = [(version, folder) for folder in candidates if (version := _version(folder)) >= OLDEST]
    return max(fit)[1] if fit else None


@contextlib.contextmanager
def throwaway(binaries: Path) -> Iterator[str]:
    """Start a server on a free loopback port; give the address of a database whose owner is no superuser."""
    with (
        tempfile.TemporaryDirectory(prefix="jingwei-pg-", ignore_cleanup_errors=True) as made,
        standing(binaries, Path(made)) as url,
    ):
        yield url


@contextlib.contextmanager
def standing(binaries: Path, folder: Path) -> Iterator[str]:
    """The same, in a folder that stays: what was made there the last time is there again."""
    owner, secret, is_new = _owner(), folder / "secret", not (folder / "data").exists()
    if is_new:
        folder.mkdir(parents=True, exist_ok=True)
        _initialise(binaries, folder, owner)
    password, port = secret.read_text(), _free_port()
    server = _start(binaries, folder, owner, port)
    try:
        if is_new:
            _make_role(binaries, port, password)
        yield f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/{ROLE}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOPPING)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)(?:\.\d+)?", said)
    return int(found[1]) if found else 0


def _owner() -> str | None:
    """The user to run the server as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    users = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _initialise(binaries: Path, folder: Path, owner: str | None) -> None:
    """Make an empty database cluster; its password lies beside it."""
    secret, log = folder / "secret", folder / "log"
    secret.touch(0o600)
    secret.write_text(secrets.token_hex(12))
    log.touch()
    if owner:
        for path in (folder, secret, log):
            shutil.chown(path, owner)
    command = [
        *(str(binaries / "initdb"), "--pgdata", str(folder / "data"), "--username", "postgres"),
        *("--pwfile", str(secret), "--auth", "scram-sha-256"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    ]
    made = subprocess.run(command, user=owner, cwd=folder, capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr}")


def _start(binaries: Path, folder: Path, owner: str | None, port: int) -> subprocess.Popen[bytes]:
    data, log = folder / "data", folder / "log"
    options = [word for name, value in FAST.items() for word in ("-c", f"{name}={value}")]
    command = [
        str(binaries / "postgres"),
        "-D",
        str(data),
        "-p",
        str(port),
        "-h",
        "127.0.0.1",
        "-k",
        str(folder),
        *options,
    ]
    with log.open("wb") as lines:
        server = subprocess.Popen(
            command, user=owner, cwd=folder, stdout=lines, stderr=lines, preexec_fn=_end_with_parent
        )
    until = time.monotonic() + STARTING
    ready = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.call(ready):
        if server.poll() is not None or time.monotonic() > until:
            server.kill()
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.05)
    return server


def _make_role(binaries: Path, port: int, password: str) -> None:
    """Give the tests a role like that of a real deployment, so that no right of a superuser helps them."""
    for statement in (
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'",
        f"CREATE DATABASE {ROLE} OWNER {ROLE}",
    ):
        subprocess.run(
            [
                binaries / "psql",
                "-q",
                "-X",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-U",
                "postgres",
                "-c",
                statement,
            ],
            env={**os.environ, "PGPASSWORD": password},
            check=True,
        )


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)
