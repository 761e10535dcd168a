"""A worker killed in the middle of a large import: nothing half done is seen, and the next one ends it as if nothing had been."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.ground import Ground, ground, roster

ROWS = 9000
"""More than a page waits for, and three portions of writing."""
PATIENCE = 90.0


class Installation:
    """A furnished ground with a large sheet that was handed in, and the means to look at it."""

    def __init__(self, house: Ground) -> None:
        self.house = house
        house.furnish()
        sheet = house.folder / "large.csv"
        sheet.write_text(roster("L", ROWS), encoding="utf-8")
        self.id = self.tell("hand-in", str(sheet))["id"]

    def tell(self, word: str, about: str = "") -> dict[str, Any]:
        """Do something with the import; how it stands afterwards."""
        done = self.house.run("tests.support.large", word, about or str(self.id))
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    def stage(self) -> tuple[str, int]:
        """What the worker tells that it does, and how far it is."""
        try:
            stage, done, _total = json.loads(
                (self.house.folder / "progress" / f"import-{self.id}").read_text()
            )
        except (OSError, ValueError):
            return "", 0
        return stage, done

    def killed_at(self, is_time: Callable[[str, int], bool]) -> dict[str, Any]:
        """Let a worker begin, kill it at a moment, and see what is left."""
        with self.house.started("tools.manage", "work") as worker:
            self._until(lambda: is_time(*self.stage()))
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        return self.tell("look")

    def worked_off(self, state: str) -> dict[str, Any]:
        """Let a worker work in peace until the import is there."""
        with self.house.started("tools.manage", "work"):
            begun = time.monotonic()
            while (told := self.tell("look"))["state"] != state and time.monotonic() - begun < PATIENCE:
                time.sleep(0.5)
        return told

    def _until(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, "the moment never came"
            time.sleep(0.002)


@pytest.mark.drill
def test_wherever_a_worker_is_killed_the_next_one_ends_the_import_whole(tmp_path: Path) -> None:
    with ground(tmp_path / "house") as house:
        here = Installation(house)
        assert here.tell("look")["state"] == "reading"

        for moment in (
            lambda stage, _done: stage == "read",
            lambda stage, _done: stage in ("compare", "keep"),
        ):
            left = here.killed_at(moment)
            assert (left["state"], left["new"], left["people"]) == ("reading", 0, 0)
        assert here.worked_off("previewed")["new"] == ROWS

        here.tell("apply")
        left = here.killed_at(lambda stage, done: stage == "write" and done > 0)
        assert (left["state"], left["people"], left["registered"]) == ("applying", 0, 0)
        written = here.worked_off("applied")
        whole = {name: written[name] for name in ("people", "memberships", "registered")}
        assert whole == {"people": ROWS, "memberships": ROWS, "registered": ROWS}

        here.tell("undo")
        left = here.killed_at(lambda stage, done: stage == "remove" and done > 0)
        assert (left["state"], left["people"]) == ("undoing", ROWS)
        gone = here.worked_off("undone")

    assert (gone["people"], gone["memberships"], gone["broken"]) == (0, 0, [])
    assert gone["steps"] == [
        "imports.preview",
        "imports.read",
        "imports.apply",
        "imports.write",
        "imports.undo",
        "imports.remove",
    ]
