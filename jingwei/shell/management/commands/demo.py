"""`./jw manage demo`: an invented university with two years of life, on an empty installation."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.foundation.universities.queries import universities_exist
from jingwei.shell.demo.accounts import demo_accounts
from jingwei.shell.demo.making import SEED, make, settle_figures


class Command(BaseCommand):
    """Make the demo, or name its accounts."""

    help = "Make the demo university on an empty installation; --accounts names who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to make, or to tell."""
        parser.add_argument(
            "--accounts", action="store_true", help="print the demo accounts and make nothing"
        )
        parser.add_argument("--scale", type=float, default=1.0, help="a smaller demo of the same shape")
        parser.add_argument("--seed", type=int, default=SEED, help="another draw of the same kind")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the accounts, or make the demo and say what comes."""
        if options["accounts"]:
            for username, whose in demo_accounts():
                self.stdout.write(f"{username}\t{whose}")
            return
        if universities_exist():
            raise CommandError(
                "this installation has universities already: use a new JINGWEI_DATA for the demo"
            )
        make(scale=options["scale"], seed=options["seed"], say=self._say)
        self._say("figures")
        settle_figures()

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
