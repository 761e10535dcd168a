"""The log holds no secret of an address, and all else."""

from __future__ import annotations

import io
import logging

import pytest
from django.test import Client

from jingwei.config.logs import without_secrets


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "Not Found: /notices/calendar/abcdefghijklmnopqrstuvwxyz-_0123.ics",
            "Not Found: /notices/calendar/….ics",
        ),
        ("GET /notices/leave/Mg:1vOq3x:abcdefghijklmnopqrstuvwxyz/: gone", "GET /notices/leave/…/: gone"),
        ("Not Found: /matters/12/tasks/7/", "Not Found: /matters/12/tasks/7/"),
    ],
)
def test_long_parts_of_an_address_are_blotted_out(line: str, kept: str) -> None:
    told = logging.LogRecord("x", logging.WARNING, "", 0, "%s", (line,), None)

    assert without_secrets(told)
    assert told.getMessage() == kept


def test_the_handler_of_the_installation_does_so(db: None) -> None:
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each, logging.StreamHandler) and without_secrets in each.filters
    )
    lines = io.StringIO()
    before = handler.setStream(lines)
    Client().get("/notices/calendar/abcdefghijklmnopqrstuvwxyz-_0123.ics")
    handler.setStream(before)

    assert lines.getvalue().endswith("Not Found: /notices/calendar/….ics\n")
