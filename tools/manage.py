"""Django's management commands, with a fault of the environment told in one line."""

from __future__ import annotations

import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main(arguments: list[str]) -> int:
    """Run one command; 2 where the environment or the settings stop the start."""
    try:
        execute_from_command_line(["./jw manage", *arguments])
    except ImproperlyConfigured as fault:
        print(f"jw: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
