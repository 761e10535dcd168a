"""Runs every check on the code and prints each with its result and time; one failure does not hide the next."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from tools.environment import PYTHON, ROOT, variables

MANAGE = ("-m", "tools.manage")


@dataclass(frozen=True)
class Check:
    """A question to the code, asked by running a module; `subject` is the path it is about."""

    name: str
    command: tuple[str, ...]
    subject: str = "jingwei"


CHECKS = (
    Check("formatting", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    Check("lint", ("-m", "ruff", "check", "--quiet", "--output-format", "concise", ".")),
    Check("imports", ("-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo")),
    Check("types", ("-m", "mypy", "--no-error-summary", "--hide-error-context")),
    Check("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Check("catalogues", ("-m", "tools.catalogue", "--check")),
    Check("packs", (*MANAGE, "pack", "check"), subject="packs"),
    Check("API snapshot", ("-m", "tools.openapi", "--check"), subject="docs/openapi.json"),
    Check("templates", ("-m", "djlint", "--lint", "--quiet", "jingwei")),
    Check("drawings", ("-m", "tools.flows", "--check"), subject="docs/flows.md"),
    Check("wiring", ("-m", "tools.map", "--check"), subject="docs/map.md"),
    Check("permissions", ("-m", "tools.permissions", "--check"), subject="docs/permissions.md"),
    Check("house rules", ("-m", "pytest", "tests/architecture", "-q", "-m", "not slow", "--no-header")),
)


def main(arguments: list[str]) -> int:
    """Run the checks, or those whose names are given."""
    if unknown := set(arguments) - {check.name for check in CHECKS}:
        print(f"jw check: no such check: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="jingwei-check-") as data:
        environment = {key: value for key, value in variables().items() if not key.startswith("JINGWEI_")}
        environment |= {"JINGWEI_DATA": data, "DATABASE_URL": ""}
        wanted = [check for check in CHECKS if not arguments or check.name in arguments]
        failed = [check.name for check in wanted if not _passes(check, environment)]
    print(
        f"\n{len(wanted) - len(failed)} passed, {len(failed)} failed"
        + "".join(f" · {name}" for name in failed)
    )
    return 1 if failed else 0


def _passes(check: Check, environment: dict[str, str]) -> bool:
    if not (ROOT / check.subject).exists():
        print(f"{check.name:<14} failed: there is no {check.subject}", flush=True)
        return False
    print(f"{check.name:<14} ", end="", flush=True)
    began = time.monotonic()
    run = subprocess.run(
        [str(PYTHON), *check.command], env=environment, capture_output=True, text=True, check=False
    )
    print(f"{'failed' if run.returncode else 'ok':<7} {time.monotonic() - began:5.1f} s", flush=True)
    if run.returncode:
        print("".join(f"    {line}\n" for line in (run.stdout + run.stderr).strip().splitlines()), flush=True)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
