"""`./jw manage retain [--dry-run]`: let go now what the rules of retention say, or only say how much it would be."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from jingwei.adapters import retention


class Command(BaseCommand):
    """What happens every night, now."""

    help = "Apply the rules of retention; --dry-run counts what would go and changes nothing."
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to count only."""
        parser.add_argument("--dry-run", action="store_true", help="say what would go, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each rule: its name, its days, how many go."""
        with translation.override("en"):
            for rule, keep in sorted(retention.KEEPS.items()):
                is_tried = options["dry_run"]
                count = keep.due(retention.before(rule)) if is_tried else retention.apply(rule)
                told = f"{count} {'would go' if is_tried else 'gone'}"
                self.stdout.write(f"{rule:<18} {retention.days(rule):>5} days  {told}  ({keep.label})")
