"""`./jw manage import KIND FILE --as USER`: the same preview and the same verbs as the page."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.people.queries import account_named
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.call import Call, calling
from jingwei.kernel.errors import Refused
from jingwei.kernel.listing import stream
from jingwei.mechanisms.imports.actions import apply_import, discard_import, hand_in
from jingwei.mechanisms.imports.queries import ROWS, kind_labels, plan_of, read_sheet


class Command(BaseCommand):
    """Import a sheet of organisations, branches, people, appointments, or what another room takes in."""

    help = "Import a sheet: whole or not at all, or with --valid-only all rows without fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """KIND, FILE, who imports, and whether to look only."""
        parser.add_argument("kind", choices=sorted(kind_labels()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="user", required=True, help="the account that imports")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--valid-only", action="store_true", help="take the rows without fault")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview, print every fault, then take the sheet in."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"no such file: {path}")
        try:
            actor = _importer(options["user"])
            if options["dry_run"]:
                self._look(path, options["kind"], actor)
            else:
                with calling(Call(waits=True)):
                    self._take_in(path, options, actor)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _look(self, path: Path, kind: str, actor: Actor) -> None:
        """Say what would change; nothing is written, not even a preview."""
        _kind, table = read_sheet(path.read_bytes(), path.name, kind, importer=actor)
        plan = plan_of(actor, kind, table)
        self._count(table.sheet.name, len(plan.new), len(plan.changed), plan.same, len(plan.faulty))
        for line in plan.faulty:
            for found in line.faults:
                self._blame(line.number, found.title, found.fault.what, found.fault.mend)
        if plan.faulty:
            raise CommandError(f"{len(plan.faulty)} faulty rows")

    def _take_in(self, path: Path, options: dict[str, Any], actor: Actor) -> None:
        batch = hand_in(
            university_for(actor),
            actor=actor,
            pieces=[path.read_bytes()],
            file_name=path.name,
            kind=options["kind"],
        )
        self._count(batch.sheet, batch.new, batch.changed, batch.same, batch.faulty)
        for row in stream(ROWS, actor, {"batch": str(batch.pk), "outcome": "faulty"}):
            for one in row["faults"]:
                self._blame(row["number"], one["column"], one["what"], one["mend"])
        if batch.faulty and not options["valid_only"]:
            discard_import(batch, actor=actor)
            raise CommandError(f"{batch.faulty} faulty rows; nothing was imported")
        batch = apply_import(batch, actor=actor, valid_only=options["valid_only"])
        self.stdout.write(f"imported as {batch.pk}: {batch.new} new, {batch.changed} changed")

    def _count(self, sheet: str, new: int, changed: int, same: int, faulty: int) -> None:
        self.stdout.write(f"{sheet}: {new} new, {changed} changed, {same} same, {faulty} faulty")

    def _blame(self, row: int, column: str, what: str, mend: str) -> None:
        self.stderr.write(f"{row} {column}: {what}。{mend}")


def _importer(username: str) -> Actor:
    """The account in the first of its posts that may import."""
    account = account_named(username)
    if account is None:
        raise CommandError(f"no such account: {username}")
    for post in posts_of(account.pk):
        actor = actor_in_post(account.pk, post.key)
        if actor and actor.holds_anywhere("imports.apply"):
            return actor
    raise CommandError(f"{username} holds no post that may import")
