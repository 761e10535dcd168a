"""`./jw manage reset-password USER`: a new password for an account that no administrator may reach on the pages."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.foundation.people.actions import reset_password
from jingwei.foundation.people.queries import account_named
from jingwei.kernel.actor import system


class Command(BaseCommand):
    """Make a new password, print it once; it is changed at the next sign-in."""

    help = "Make a new password for an account and print it once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose password."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Through the verb, so that the ledger knows."""
        account = account_named(options["username"])
        if account is None:
            raise CommandError(f"there is no open account {options['username']!r}")
        actor = system("系统", "accounts.reset_password", university_id=account.university_id)
        self.stdout.write(reset_password(account, actor=actor).told)
