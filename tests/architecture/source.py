"""The tree as the tests about it see it: files that git holds or would hold, and their syntax."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENDOR = ROOT / "jingwei" / "ui" / "static" / "ui" / "vendor"


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, without what git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file())


def under(folder: str, *suffixes: str) -> Iterator[Path]:
    """The files of a folder with one of the suffixes; our own only."""
    for path in files():
        if path.is_relative_to(ROOT / folder) and path.suffix in suffixes and not path.is_relative_to(VENDOR):
            yield path


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path, line: int = 0) -> str:
    """A place as people read it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def layer(path: Path) -> str:
    """The file's place inside its room: `actions` for actions.py and for actions/award.py."""
    parts = path.relative_to(ROOT / "jingwei").with_suffix("").parts
    depth = 2 if parts[0] in ("foundation", "mechanisms") else 1
    return parts[depth] if len(parts) > depth else ""
