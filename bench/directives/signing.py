"""Opens a session for each who signs a directive, straight in the database, and writes down what each will send.

Run as `python -m bench.inside directives.signing DIRECTIVE SIGNERS FILE`. One in ten sends the request twice with the same
key, one in ten twice with two keys; every other one presses on the page, the rest ask the API.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings

from bench.directives.storm import Sending
from jingwei.foundation.organisations.models import Appointment
from jingwei.foundation.people.models import Account
from jingwei.mechanisms.directives.models import Receipt

SAME, OTHER, ONCE = "the same key again", "another key", "once"
WAYS = (SAME, OTHER, *[ONCE] * 8)


def main(arguments: list[str]) -> dict[str, int]:
    """How many people will send, and how many requests."""
    directive, count, path = int(arguments[0]), int(arguments[1]), Path(arguments[2])
    rows = Appointment.objects.filter(role="branch-secretary", until=None)
    posts = {place: (pk, person) for pk, place, person in rows.values_list("pk", "organisation", "person")}
    receipts = Receipt.objects.filter(directive=directive, organisation__in=rows.values("organisation"))
    addressed = list(receipts.order_by("pk").values_list("pk", "organisation")[:count])
    by_person = {account.person_id: account for account in Account.objects.exclude(person=None)}
    signers = [(by_person[posts[place][1]], f"a{posts[place][0]}") for _receipt, place in addressed]
    sessions = _opened(signers)
    sendings = [
        sending
        for number, ((receipt, _place), session) in enumerate(zip(addressed, sessions, strict=True))
        for sending in _sent(number, directive, receipt, session)
    ]
    path.write_text(json.dumps(sendings))
    return {"people": len(signers), "requests": len(sendings)}


def _opened(signers: list[tuple[Account, str]]) -> list[str]:
    """The keys of new sessions of these accounts in these posts, as signing in would leave them."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    rows, keys = [], []
    for account, post in signers:
        session = store()
        keys.append(session._get_or_create_session_key())
        rows.append(session.create_model_instance({"account": account.pk, "post": post, "university": ""}))
    store.get_model_class().objects.bulk_create(rows, batch_size=200)
    return keys


def _sent(number: int, directive: int, receipt: int, session: str) -> list[Sending]:
    """What one person sends: once, or twice right after each other."""
    on_page = number // len(WAYS) % 2 == 0
    page, api = f"/directives/{directive}/receipts/{receipt}/sign/", f"/api/v1/receipts/{receipt}/sign"
    way = WAYS[number % len(WAYS)]
    keys = {SAME: ("first", "first"), OTHER: ("first", "second"), ONCE: ("first",)}[way]
    return [(way, receipt, page if on_page else api, session, f"{key}-{receipt}") for key in keys]
