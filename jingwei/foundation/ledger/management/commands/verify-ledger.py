"""`./jw manage verify-ledger`: name the first broken link of each chain, or say that all are whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.adapters import witness
from jingwei.foundation.ledger.queries import broken_links, chains


class Command(BaseCommand):
    """Recompute every hash from the first record on, and compare with what was published outside the database."""

    help = "Verify the hash chain of every university, against the published heads too."
    requires_system_checks = ()  # they would load every page

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each chain; end with an error where one is broken."""
        broken = list(broken_links())
        for link in broken:
            where = f"university {link.university_id}, record {link.seq}" if link.university_id else "witness"
            self.stderr.write(f"{where}: {link.what}")
        if broken:
            raise CommandError(f"{len(broken)} broken chain(s)")
        for university_id, height, _head in chains():
            self.stdout.write(f"university {university_id}: {height} records, whole")
        last = witness.latest()
        told = f"{last.number} times, last at {last.at}" if last else "not yet: a cut tail would not be seen"
        self.stdout.write(f"heads published {told}")
