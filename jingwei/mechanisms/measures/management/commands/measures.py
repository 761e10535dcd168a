"""`./jw manage measures recompute [--outdated]`: count the roll-up anew from the records."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jingwei.mechanisms.measures.actions import make_all_ready, outdated, recompute


class Command(BaseCommand):
    """Counts all indicators anew, or only those whose definition changed since they were counted."""

    help = "Count the roll-up of the measures anew from the records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the task, and which indicators it is for."""
        parser.add_argument("task", choices=["recompute"])
        parser.add_argument("--outdated", action="store_true", help="only indicators defined otherwise since")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how many cells came of it."""
        cells = recompute(outdated() if options["outdated"] else None)
        make_all_ready()
        self.stdout.write(f"{cells} cells")
