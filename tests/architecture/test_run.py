"""`./jw run` from an empty folder: it serves, mends itself, stops clean, and comes back quickly."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.support.tables import put_into

PATIENCE = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A started platform, stopped at the end whatever happens."""
    command = [sys.executable, str(ROOT / "jw"), "run", "--empty", "--port", str(port)]
    environment = {**os.environ, "JINGWEI_DATA": str(data), "DATABASE_URL": ""}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=data) as process:
        assert process.stdout
        try:
            said = ""
            while "Ctrl-C" not in said:
                line = process.stdout.readline()
                assert line, f"it ended with {process.wait()}: {said}"
                said += line
            assert f"http://127.0.0.1:{port}/" in said
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def health(port: int) -> dict[str, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
        return dict(json.load(answer))


def answers(port: int) -> bool:
    try:
        return health(port)["status"] == "ok"
    except OSError:
        return False


def children(process: subprocess.Popen[str]) -> dict[int, str]:
    """The processes it started, with their command lines."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in found}


@pytest.mark.slow
def test_it_serves_mends_itself_and_stops_clean(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port) as process:
        assert health(port)["status"] == "ok"
        before = children(process)
        assert len(before) == 2

        for pid in before:
            os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + PATIENCE
        while not (after := children(process)) or not before.keys().isdisjoint(after) or len(after) < 2:
            assert time.monotonic() < until
            time.sleep(0.2)
        while not answers(port):
            assert time.monotonic() < until
            time.sleep(0.2)

    assert process.returncode == 0
    assert [pid for pid in after if Path(f"/proc/{pid}").exists()] == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.slow
def test_a_second_start_prepares_nothing_again(tmp_path: Path) -> None:
    put_into(tmp_path)
    port = free_port()
    with running(tmp_path, port):
        kept = (tmp_path / "prepared.json").stat().st_mtime_ns
    with running(tmp_path, port):
        assert (tmp_path / "prepared.json").stat().st_mtime_ns == kept


def refused_start(data: Path, *arguments: str, **more: str) -> str:
    """What a start says that must not happen."""
    result = subprocess.run(
        [sys.executable, str(ROOT / "jw"), "run", "--port", str(free_port()), *arguments],
        env={**os.environ, "JINGWEI_DATA": str(data), "DATABASE_URL": "", "JINGWEI_DEBUG": "0", **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert result.returncode == 2
    return result.stderr


@pytest.mark.slow
def test_demo_accounts_are_not_offered_to_the_world(tmp_path: Path) -> None:
    put_into(tmp_path)
    assert "published password" in refused_start(tmp_path, "--host", "0.0.0.0")
    assert "published password" in refused_start(tmp_path, JINGWEI_TRUSTED_PROXIES="127.0.0.1")


@pytest.mark.slow
def test_a_name_that_does_nothing_is_told_once(tmp_path: Path) -> None:
    put_into(tmp_path)
    said = refused_start(tmp_path, "--host", "0.0.0.0", JINGWEI_REDIS_URL="redis://localhost")

    assert said.count("JINGWEI_REDIS_URL is set but has no effect") == 1
