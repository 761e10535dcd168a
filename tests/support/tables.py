"""The tables of the platform, made once by its migrations and copied from then on: to make them takes ten seconds.

On SQLite they lie in `.pytest_cache` until a migration changes; a PostgreSQL cluster keeps a database of them.
"""

from __future__ import annotations

import ast
import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tools.environment import ROOT, variables

KEPT = ROOT / ".pytest_cache" / "tables"
DATABASE = "jingwei.sqlite3"
FOLLOWED = ("requirements/base.txt", "jingwei/config/settings.py")
"""What tells which migrations there are beside ours."""
MAKING = 38
"""The lock of who makes the tables of a cluster: whoever comes meanwhile waits and copies."""


def on_postgres() -> str:
    """The address of the cluster of this run, or nothing."""
    address = os.environ.get("DATABASE_URL", "")
    return address if address.startswith("postgres") else ""


def put_into(folder: Path) -> None:
    """Give an installation on SQLite its tables."""
    shutil.copy(_file(), folder / DATABASE)


@contextlib.contextmanager
def in_memory(name: str) -> Iterator[None]:
    """A database of SQLite in memory, which is there as long as the block lasts."""
    with (
        contextlib.closing(sqlite3.connect(name, uri=True)) as held,
        contextlib.closing(sqlite3.connect(_file())) as made,
    ):
        made.backup(held)
        yield


@contextlib.contextmanager
def in_cluster(address: str, name: str, *, empty: bool = False) -> Iterator[str]:
    """The address of a database of this name in the cluster, dropped at the end; an `empty` one has no tables."""
    with psycopg.connect(address, autocommit=True) as cluster:
        cluster.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cluster.execute(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {_template(address)}"))
    try:
        yield _beside(address, name)
    finally:
        with psycopg.connect(address, autocommit=True) as cluster:
            cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def fresh_database(folder: Path, *, empty: bool = False) -> Iterator[str]:
    """A database for an installation in `folder`: a file there, or an address in the cluster of this run."""
    if address := on_postgres():
        with in_cluster(address, f"house_{secrets.token_hex(4)}", empty=empty) as made:
            yield made
        return
    if not empty:
        put_into(folder)
    yield ""


def _file() -> Path:
    made = KEPT / f"{_digest()}.sqlite3"
    if not made.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with (KEPT / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                for old in KEPT.glob("*.sqlite3"):
                    old.unlink()
                _migrate("", made)
    return made


def _template(address: str) -> str:
    name = f"tables_{_digest()}"
    asked = "SELECT 1 FROM pg_database WHERE datname = %s"
    with psycopg.connect(address, autocommit=True) as cluster:
        cluster.execute("SELECT pg_advisory_lock(%s)", (MAKING,))
        if not cluster.execute(asked, (name,)).fetchone():
            cluster.execute("DROP DATABASE IF EXISTS half_made WITH (FORCE)")
            cluster.execute("CREATE DATABASE half_made")
            _migrate(_beside(address, "half_made"))
            cluster.execute(f"ALTER DATABASE half_made RENAME TO {name}")
    return name


def _beside(address: str, name: str) -> str:
    return f"{address.rpartition('/')[0]}/{name}"


def _digest() -> str:
    """What the tables follow from: the migrations, what of ours they name, the packages, and which of these take part."""
    written = {each: each.read_bytes() for each in sorted((ROOT / "jingwei").glob("**/migrations/*.py"))}
    read = written | {ROOT / name: (ROOT / name).read_bytes() for name in FOLLOWED}
    for text in written.values():
        read |= {each: each.read_bytes() for each in named_in(text)}
    found = hashlib.sha256()
    for path, text in sorted(read.items()):
        found.update(f"{path.relative_to(ROOT)} {len(text)}\n".encode() + text)
    return found.hexdigest()[:16]


def named_in(text: bytes) -> set[Path]:
    """The files of our own modules that a migration names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    stems = [ROOT / name.replace(".", "/") for name in names if name.startswith("jingwei.")]
    paths = {path for stem in stems for path in (stem.with_suffix(".py"), stem / "__init__.py")}
    return {path for path in paths if path.exists()}


def _migrate(address: str, keep: Path | None = None) -> None:
    with tempfile.TemporaryDirectory(prefix="jingwei-tables-") as made:
        environment = {key: value for key, value in variables().items() if not key.startswith("JINGWEI_")}
        environment |= {"JINGWEI_DATA": made, "DATABASE_URL": address}
        command = [sys.executable, "-m", "tools.manage", "migrate", "--no-input", "--verbosity", "0"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"the tables could not be made:\n{done.stderr}")
        if keep:
            whole = keep.with_suffix(".part")
            shutil.copy(Path(made) / DATABASE, whole)
            whole.rename(keep)
