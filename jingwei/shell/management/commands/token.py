"""`./jw manage token USER`: a token for machines, shown once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.foundation.people.actions import issue_token
from jingwei.foundation.people.queries import account_named
from jingwei.kernel.errors import Refused
from jingwei.shell.sign_in import first_post


class Command(BaseCommand):
    """Issue a token that acts as an account in one of its posts."""

    help = "Issue an API token for a user name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The user name, and the post where it is not the first."""
        parser.add_argument("user")
        parser.add_argument("--post", default="", help="key of the post to act in (default: the first)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the token."""
        account = account_named(options["user"])
        if account is None:
            raise CommandError(f"there is no active account {options['user']!r}")
        try:
            key = first_post(account, wanted=options["post"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(issue_token(account, post_key=key))
