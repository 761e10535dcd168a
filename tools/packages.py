"""Installs what Debian has and we lack, where we are root and may; else the caller says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache


def install(*names: str) -> bool:
    """Install Debian packages; false where that is not possible here."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing Debian packages: {' '.join(names)} …", file=sys.stderr, flush=True)
    return _refreshed() and _apt("install", "--yes", "--no-install-recommends", *names)


@cache
def _refreshed() -> bool:
    return _apt("update")


def _apt(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.call(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL) == 0
