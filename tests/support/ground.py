"""An installation of its own for tests that take the ground away: folder, database, and commands as processes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.tables import fresh_database, put_into
from tools.environment import ROOT

PATIENCE = 120.0


@dataclass(frozen=True)
class Ground:
    """Where an installation keeps its data; `url` is empty for the SQLite file in the folder."""

    folder: Path
    url: str = ""

    @property
    def variables(self) -> dict[str, str]:
        """The environment of its processes."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("JINGWEI_")}
        return kept | {
            "JINGWEI_DATA": str(self.folder),
            "DATABASE_URL": self.url,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "jingwei.config.settings",
        }

    def run(
        self, module: str, *arguments: str, patience: float = PATIENCE, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a module to its end; `more` adds to its environment."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.variables | more,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )

    def manage(self, *arguments: str) -> str:
        """Run `./jw manage …` and give what it printed; it must go well."""
        done = self.run("tools.manage", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str) -> str:
        """Run `./jw manage …` and give its complaint; it must not go well."""
        done = self.run("tools.manage", *arguments)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr

    def furnish(self) -> None:
        """The small world with a matter in every stage, and a roster that was imported."""
        done = self.run("tests.support.settle")
        assert done.returncode == 0, done.stderr
        sheet = self.folder / "roster.csv"
        sheet.write_text(roster("A", 30), encoding="utf-8")
        self.manage("import", "people", str(sheet), "--as", "orgoffice")

    @contextlib.contextmanager
    def started(self, module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process in a group of its own, ended with all its children at the end of the block."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=self.variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def ground(folder: Path, *, sqlite: bool = False, empty: bool = False) -> Iterator[Ground]:
    """An installation on the database of this run, or on SQLite: the tables are there, unless it is `empty`."""
    folder.mkdir(parents=True, exist_ok=True)
    if sqlite:
        if not empty:
            put_into(folder)
        yield Ground(folder)
        return
    with fresh_database(folder, empty=empty) as url:
        yield Ground(folder, url)


def roster(
    letter: str, count: int, headers: Sequence[str] = ("学工号", "姓名", "人员类别", "政治面貌", "单位编码")
) -> str:
    """A sheet of new people of the world's faculty."""
    rows = [f"{letter}{n:05d},柏如{letter}{n},教师,群众,faculty" for n in range(count)]
    return "\n".join([",".join(headers), *rows, ""])
