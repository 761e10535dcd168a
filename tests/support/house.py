"""A real server for the journeys: processes, database and files of its own, as `./jw run` makes them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.support.tables import fresh_database
from tools.environment import ROOT

PATIENCE = 180.0
LAST_WORDS = 20.0


@dataclass
class House:
    """Where the server answers; `entered` keeps the cookies of accounts that have signed in."""

    url: str
    log: Path
    entered: dict[str, Any] = field(default_factory=dict)


@contextlib.contextmanager
def open_house(rules: str = "", **more: str) -> Iterator[House]:
    """Furnish a database, serve it until the block ends, leave nothing behind.

    `rules` is what the deployment decides (`rules.yaml`), `more` what its environment says besides.
    """
    with (
        tempfile.TemporaryDirectory(prefix="jingwei-house-", ignore_cleanup_errors=True) as made,
        fresh_database(Path(made)) as address,
    ):
        folder = Path(made)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("JINGWEI_")}
        environment |= {"JINGWEI_DATA": made, "DATABASE_URL": address, "PYTHONPATH": str(ROOT)} | more
        (folder / "rules.yaml").write_text(rules)
        log = folder / "house.log"
        with log.open("wb") as lines:
            furnished = [sys.executable, "-m", "tests.support.settle"]
            done = subprocess.run(
                furnished, cwd=ROOT, env=environment, stdout=lines, stderr=lines, check=False
            )
            if done.returncode:
                raise RuntimeError(f"the house could not be furnished:\n{log.read_text()}")
            port = free_port()
            command = [sys.executable, "-m", "tools.run", "--port", str(port), "--empty"]
            running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=lines, stderr=lines)
        house = House(f"http://127.0.0.1:{port}", log)
        try:
            _wait(house, running)
            yield house
        finally:
            running.send_signal(signal.SIGTERM)
            try:
                running.wait(LAST_WORDS)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(house: House, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urlopen(f"{house.url}/healthz", timeout=5) as answer:
            if answer.status == 200:
                return
        if running.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"the house did not open:\n{house.log.read_text()}")
