"""`./jw manage backup FILE [--university CODE]`: everything, or one university, as one archive."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.foundation.universities.queries import university_by_code
from jingwei.kernel.errors import Refused
from jingwei.shell.archive.scope import of_university, whole
from jingwei.shell.archive.writing import write


class Command(BaseCommand):
    """Write an archive of one moment while the platform is in use."""

    help = "Write rows and files of one moment into one archive; FILE may be - for the standard output."
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and of whom."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--university", metavar="CODE", default="", help="only this university")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say what went in; an error where contents are missing on the disk."""
        choose, whose = whole, {}
        if code := options["university"]:
            try:
                university = university_by_code(code)
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            choose, whose = partial(of_university, university.pk), {"id": university.pk, "code": code}
        try:
            written = write(options["file"], choose, whose)
        except OSError as fault:
            raise CommandError(f"no archive was written: {fault}") from fault
        self.stderr.write(f"{written.rows} rows, {written.contents} files")
        if written.missing:
            raise CommandError(
                f"the archive is written, but {len(written.missing)} files are not on the disk as they were kept: "
                + ", ".join(written.missing[:5])
            )
