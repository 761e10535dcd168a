"""Gives people of the first university accounts with a password, and says what comparing one costs; run inside a place."""

from __future__ import annotations

import time

from django.contrib.auth.hashers import check_password, make_password

from jingwei.foundation.organisations.models import Membership
from jingwei.foundation.people.models import Account

PASSWORD = "weft-and-warp-38"
ROUNDS = 40


def main(arguments: list[str]) -> dict[str, object]:
    """The user names of so many accounts, their password, and the milliseconds of one comparison."""
    held = make_password(PASSWORD)
    rows = Membership.objects.filter(until=None, person__account=None).order_by("pk")
    people = rows.values_list("person", "university").distinct()[: int(arguments[0])]
    made = Account.objects.bulk_create(
        Account(
            username=f"signer-{person}",
            password=held,
            university_id=university,
            person_id=person,
        )
        for person, university in dict(people).items()
    )
    began = time.perf_counter()
    for _round in range(ROUNDS):
        check_password(PASSWORD, held)
    cost = 1000 * (time.perf_counter() - began) / ROUNDS
    return {"names": [each.username for each in made], "password": PASSWORD, "cost": cost}
