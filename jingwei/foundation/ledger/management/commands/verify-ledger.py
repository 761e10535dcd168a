"""`./jw manage verify-ledger`: name the first broken link of each chain, or say that all are whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.foundation.ledger.queries import broken_links, chains


class Command(BaseCommand):
    """Recompute every hash from the first record on."""

    help = "Verify the hash chain of every university."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each chain; end with an error where one is broken."""
        broken = list(broken_links())
        for link in broken:
            self.stderr.write(f"university {link.university_id}, record {link.seq}: {link.what}")
        if broken:
            raise CommandError(f"{len(broken)} broken chain(s)")
        for university_id, height in chains():
            self.stdout.write(f"university {university_id}: {height} records, whole")
