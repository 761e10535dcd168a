"""`./jw manage rotate-keys [--drop]`: a new key for what lies concealed, and everything moved to it while in use."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jingwei.adapters.secrets.rotation import drop, rotate


class Command(BaseCommand):
    """Bring in a new key, or go on where an earlier run was stopped."""

    help = "Conceal everything anew under a new key; --drop takes out keys that nothing lies under any more."
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to rotate, or to drop what earlier rotations left."""
        parser.add_argument(
            "--drop", action="store_true", help="take old keys out of the file, change no other"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each table when it is done."""
        (drop if options["drop"] else rotate)(self.stdout.write)
