"""Decides which accounts of an installation are those of the demo, and whose they are."""

from __future__ import annotations

from jingwei.foundation.organisations.queries import posts_of
from jingwei.foundation.people.queries import account_named
from jingwei.shell.demo.founding import UNIVERSITIES
from jingwei.shell.demo.personas import USERNAMES


def demo_accounts() -> list[tuple[str, str]]:
    """The user names of the demo and, for each, name, organisation and post; nothing where there is no demo."""
    found, codes = [], {code for code, _name, _kind in UNIVERSITIES}
    for username in USERNAMES:
        account = account_named(username)
        if account and account.university.code in codes:
            posts = posts_of(account.pk)
            post = f"{posts[0].organisation_name} {posts[0].title}" if posts else ""
            found.append((username, f"{account.person.name if account.person else ''} {post}".strip()))
    return found
