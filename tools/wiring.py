"""Prints what the rooms declare, and keeps the printed page true."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.utils import translation

from tools.environment import ROOT, SETTINGS


def page(command: str, path: Path, draw: Callable[[], str], arguments: list[str]) -> int:
    """Print the page; or write it to its file; or check that the file says the same."""
    parser = argparse.ArgumentParser(prog=command)
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--write", action="store_true", help=f"renew {path.relative_to(ROOT)}")
    task.add_argument(
        "--check", action="store_true", help=f"fail where {path.relative_to(ROOT)} is out of date"
    )
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    with translation.override("zh-hans"):
        text = draw()
    if options.write:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    elif not options.check:
        print(text, end="")
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        print(f"{path.relative_to(ROOT)} is out of date: {command} --write", file=sys.stderr)
        return 1
    return 0
