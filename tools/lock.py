"""Writes requirements/*.txt from requirements/*.in: exact versions with hashes, for every platform, no address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
COMPILE = (
    "uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url"
).split()


def main(options: list[str]) -> int:
    """Lock base first: the test set may add packages but never choose other versions. `-U` renews them."""
    for name in ("base", "test"):
        command = [
            *COMPILE,
            "--custom-compile-command",
            "python -m tools.lock",
            *options,
            f"{name}.in",
            "-o",
            f"{name}.txt",
        ]
        if code := subprocess.call(command, cwd=FOLDER):
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
