"""The one command: what it answers to wrong words and failed preconditions, from any folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT


def jw(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "jw"), *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    """The only line of the error; nothing on the other channel."""
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_an_unknown_word_gets_one_line_and_two(tmp_path: Path) -> None:
    result = jw("dance", cwd=tmp_path)

    assert result.returncode == 2
    assert "dance" in one_line(result)


def test_help_names_every_word() -> None:
    result = jw("help")

    assert result.returncode == 0
    assert {line.split()[0] for line in result.stdout.splitlines()[2:]} == set(
        "run test bench check manage map flows".split()
    )


def test_a_taken_port_is_told_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        result = jw("run", "--port", port)

    assert result.returncode == 2
    assert port in one_line(result)
    assert "--port" in result.stderr


@pytest.mark.parametrize(("name", "value"), [("JINGWEI_DEBUGG", "1"), ("JINGWEI_DEBUG", "perhaps")])
def test_a_wrong_environment_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    result = jw("manage", "check", cwd=tmp_path, **{name: value})

    assert result.returncode != 0
    assert name in one_line(result)


def test_an_unknown_check_is_told() -> None:
    result = jw("check", "everything")

    assert result.returncode == 2
    assert "everything" in one_line(result)
