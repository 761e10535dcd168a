"""Counts the SQL questions of a page after its first showing, as an account asks it: `ACCOUNT=ADDRESS …`.

`#` before an address asks for a part of the page.
"""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.keys import main as keys_of


def main(asked: list[str]) -> dict[str, int]:
    """How many questions each costs."""
    keys = keys_of(sorted({one.partition("=")[0] for one in asked}))
    return {one: _count(*one.split("=", 1), keys=keys) for one in asked}


def _count(account: str, address: str, *, keys: dict[str, dict[str, str]]) -> int:
    kind = "api" if address.startswith("/api/") else "page"
    name, value = keys[account][kind].split(": ", 1)
    part = {"HX-Request": "true"} if address.startswith("#") else {}
    address = address.removeprefix("#")
    client = Client(headers={name: value, "Host": "localhost", **part})
    client.get(address)
    with CaptureQueriesContext(connection) as questions:
        client.get(address)
    return len(questions)
