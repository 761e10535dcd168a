"""Opens a session and a token for each account of the province, so that a load client may come in."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from jingwei.foundation.people.actions import issue_token
from jingwei.foundation.people.queries import account_named
from jingwei.shell.sign_in import enter, first_post


def main(accounts: list[str]) -> dict[str, dict[str, Any]]:
    """The headers of each account, by session for pages and by token for the API."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    opened = {}
    for name in accounts:
        account = account_named(name)
        assert account is not None
        request = HttpRequest()
        request.session = session = store()
        enter(request, account)
        session.save()
        opened[name] = {
            "page": f"Cookie: {settings.SESSION_COOKIE_NAME}={session.session_key}",
            "api": f"Authorization: Bearer {issue_token(account, post_key=first_post(account))}",
        }
    return opened
