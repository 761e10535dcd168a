"""Decides whether everything is still as the last start left it, so that a second start takes no time."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jingwei.config import env
from tools.environment import ROOT

WATCHED = ("jingwei", "packs", "tools")
KEPT = "prepared.json"


def main(arguments: list[str]) -> int:
    """Print what was told last time, or prepare anew where anything has changed."""
    try:
        environment = env.read()
    except env.BadEnvironment as fault:
        print(f"jw: {fault}", file=sys.stderr)
        return 2
    for name in environment.without_effect:
        print(f"  {name} is set but has no effect: nothing reads it yet", file=sys.stderr)
    try:
        kept = json.loads((environment.data / KEPT).read_text())
    except (OSError, ValueError):
        kept = {}
    if kept and kept["fingerprint"] == fingerprint(environment, arguments):
        print(json.dumps(kept["told"]))
        return 0
    os.execv(sys.executable, [sys.executable, "-m", "tools.prepare", *arguments])


def keep(told: dict[str, Any], arguments: list[str]) -> None:
    """Remember what this start told, under the state it found."""
    environment = env.read()
    kept = {"fingerprint": fingerprint(environment, arguments), "told": told}
    (environment.data / KEPT).write_text(json.dumps(kept))


def fingerprint(environment: env.Environment, arguments: list[str]) -> str:
    """A digest of code, packs, environment and database file; never twice the same for a database server."""
    database = Path(str(environment.database["NAME"]))
    if environment.database["ENGINE"] != "django.db.backends.sqlite3" or not database.exists():
        return os.urandom(8).hex()
    state = [repr(environment), repr(arguments), sys.version, str(database.stat().st_ino)]
    keys = environment.key_file
    state.append(f"{keys.stat().st_ino} {keys.stat().st_mtime_ns}" if keys.exists() else "no keys")
    for folder in WATCHED:
        state += _files(str(ROOT / folder))
    return hashlib.sha256("\n".join(state).encode()).hexdigest()


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif not entry.name.endswith(".mo"):
                state = entry.stat()
                yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
