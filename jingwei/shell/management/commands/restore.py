"""`./jw manage restore FILE`: an archive into an empty system, whole or not at all."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from jingwei.shell.archive.reading import Unsound
from jingwei.shell.archive.restoring import NotRestored, restore


class Command(BaseCommand):
    """Check the archive, then put it into this installation."""

    help = "Restore an archive into an installation that is empty, on either database."
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The archive, and the key file that came beside it."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--keys", metavar="FILE", type=Path, help="the key file of the installation that it comes from"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, and say what came out."""
        try:
            manifest = restore(options["file"], options["keys"])
        except (Unsound, NotRestored, OSError, DatabaseError) as fault:
            raise CommandError(f"nothing was restored: {fault}") from fault
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"{rows} rows and {manifest['files']['count']} files, equal to the archive")
        if manifest["missing"]:
            self.stderr.write(f"{len(manifest['missing'])} files were missing already when it was made")
