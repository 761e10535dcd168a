"""Where a benchmark runs: SQLite in a folder of its own, PostgreSQL thrown away afterwards, each with a province."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg

from bench.serving import parent_of
from tests.support.postgres import find_binaries, standing, throwaway

PATIENCE = 3 * 3600
SIZES = (1, 9, 81)
OF_EACH = ("years=3", "people=2000", "schools=8", "matters=120")
"""How large each university of provinces that stand side by side is, unless said otherwise:
`--scale people=13600,schools=24,matters=800` makes ten million records at 81."""


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
        if self.is_made:
            return dict(json.loads(self._told.read_text())["province"])
        print(f"  making the province on {self.name} …", file=sys.stderr, flush=True)
        made: dict[str, Any] = self.inside("province", *self.scale)
        self._told.write_text(json.dumps({"asked": list(self.scale), "province": made}))
        return made

    @property
    def is_made(self) -> bool:
        """Whether the province that is asked for is there, whole."""
        return self._told.exists() and json.loads(self._told.read_text())["asked"] == list(self.scale)

    @property
    def _told(self) -> Path:
        return self.folder / "province.json"

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
def side_by_side(sizes: Sequence[int], scale: Sequence[str], keep: Path | None) -> Iterator[dict[str, Place]]:
    """Provinces of so many universities on one PostgreSQL; none where its binaries are not found.

    It is thrown away afterwards, or stays in the folder `keep`, where the next asking for the same finds it.
    """
    binaries = find_binaries()
    if binaries is None:
        print("  no PostgreSQL binaries found", file=sys.stderr)
        yield {}
        return
    with ExitStack() as open_:
        if keep is None:
            url = open_.enter_context(throwaway(binaries))
            passing = tempfile.TemporaryDirectory(prefix="jingwei-bench-", ignore_cleanup_errors=True)
            made = Path(open_.enter_context(passing))
        else:
            url, made = open_.enter_context(standing(binaries, keep / "postgresql")), keep
        found = {}
        for number in sizes:
            folder, database = made / str(number), f"of_{number}"
            asked = (*OF_EACH, *scale, f"universities={number}")
            place = Place(f"PostgreSQL, {number}", folder, f"{url.rpartition('/')[0]}/{database}", asked)
            if not place.is_made:
                _make_room(place, url, database)
            found[str(number)] = place
        yield found


def _make_room(place: Place, url: str, database: str) -> None:
    """An empty database and an empty folder, whatever was there."""
    shutil.rmtree(place.folder, ignore_errors=True)
    place.folder.mkdir()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database}")
        connection.execute(f"CREATE DATABASE {database}")


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
