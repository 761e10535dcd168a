"""Where a benchmark runs: SQLite in a folder of its own, PostgreSQL thrown away afterwards, each with a province."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg

from bench.serving import parent_of
from tests.support.postgres import find_binaries, throwaway

PATIENCE = 3600


@dataclass
class Place:
    """A database and a data folder. `variables` are what a process needs to work in it."""

    name: str
    folder: Path
    url: str = ""
    scale: Sequence[str] = field(default=())

    @property
    def variables(self) -> dict[str, str]:
        """The environment of this place."""
        return {
            "JINGWEI_DATA": str(self.folder),
            "DATABASE_URL": self.url or f"sqlite:///{self.folder / 'jingwei.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "jingwei.config.settings",
        }

    @cached_property
    def server(self) -> int:
        """The process at the head of the database server, 0 where the database is a file."""
        if not self.url:
            return 0
        with psycopg.connect(self.url) as connection:
            row = connection.execute("SELECT pg_backend_pid()").fetchone()
            return parent_of(row[0]) if row else 0

    @cached_property
    def province(self) -> dict[str, Any]:
        """The synthetic province in this database, made at the first asking."""
        print(f"  making the province on {self.name} …", file=sys.stderr, flush=True)
        made: dict[str, Any] = self.inside("province", *self.scale)
        return made

    def inside(self, module: str, *arguments: str) -> Any:
        """Run `main` of a module of the bench in this place, and give its answer."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.inside", module, *arguments],
            env={**os.environ, **self.variables},
            stdout=subprocess.PIPE,
            timeout=PATIENCE,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def side_by_side(sizes: dict[str, Sequence[str]]) -> Iterator[dict[str, Place]]:
    """A database of each size on one throw-away PostgreSQL; none where its binaries are not found."""
    binaries = find_binaries()
    if binaries is None:
        print("  no PostgreSQL binaries found", file=sys.stderr)
        yield {}
        return
    with (
        tempfile.TemporaryDirectory(prefix="jingwei-bench-", ignore_cleanup_errors=True) as made,
        throwaway(binaries) as url,
    ):
        found = {}
        for name, scale in sizes.items():
            folder, database = Path(made) / name, f"of_{name}"
            folder.mkdir()
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {database}")
            found[name] = Place(f"PostgreSQL, {name}", folder, f"{url.rpartition('/')[0]}/{database}", scale)
        yield found


@contextmanager
def places(scale: Sequence[str]) -> Iterator[list[Place]]:
    """SQLite, and PostgreSQL where its binaries are found."""
    with tempfile.TemporaryDirectory(prefix="jingwei-bench-", ignore_cleanup_errors=True) as made:
        sqlite = Place("SQLite", Path(made) / "sqlite", scale=scale)
        sqlite.folder.mkdir()
        binaries = find_binaries()
        if binaries is None:
            print("  no PostgreSQL binaries found: SQLite alone", file=sys.stderr)
            yield [sqlite]
            return
        with throwaway(binaries) as url:
            folder = Path(made) / "postgresql"
            folder.mkdir()
            yield [sqlite, Place("PostgreSQL", folder, url, scale)]
