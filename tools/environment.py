"""Brings the virtual environment to the locked dependencies; standard library only: it runs first."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "jingwei.json"
SETTINGS = "jingwei.config.settings"


class CannotGoOn(Exception):
    """A failed precondition; the message says what to do about it."""


def ensure(kind: str) -> None:
    """Install requirements/`kind`.txt unless exactly that is installed already."""
    if _is_installed(kind):
        return
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_installed(kind):
            _install(kind)


def variables() -> dict[str, str]:
    """The environment in which the project's own Python runs."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONPATH": path}


def _is_installed(kind: str) -> bool:
    try:
        installed = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    return PYTHON.exists() and installed.get(kind) == _digest(kind)


def _digest(kind: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{kind}.txt").read_bytes()).hexdigest()


def _install(kind: str) -> None:
    print(f"Installing the locked dependencies ({kind}) into .venv …", file=sys.stderr, flush=True)
    requirements = str(ROOT / "requirements" / f"{kind}.txt")
    if not (_by_uv(requirements) or _by_pip(requirements)):
        raise CannotGoOn(
            "the dependencies could not be installed (see above): is a package index within reach?"
        )
    kinds = ("base", "test") if kind == "test" else (kind,)
    STAMP.write_text(json.dumps({name: _digest(name) for name in kinds}))


def _by_uv(requirements: str) -> bool:
    uv = shutil.which("uv")
    if not uv or not _works([uv, "--version"]):
        return False
    if not PYTHON.exists() and not _ran(
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]
    ):
        return False
    return _ran(
        [uv, "pip", "install", "--quiet", "--require-hashes", "--python", str(PYTHON), "-r", requirements]
    )


def _by_pip(requirements: str) -> bool:
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    has_pip = PYTHON.exists() and _works([*pip, "--version"])
    if not has_pip and not _ran([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise CannotGoOn(
            "this Python makes no virtual environments: install uv, or your system's python3-venv"
        )
    return _ran([*pip, "install", "--require-hashes", "-r", requirements])


def _works(command: list[str]) -> bool:
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def _ran(command: list[str]) -> bool:
    return subprocess.call(command, cwd=ROOT) == 0
