"""The province of the benchmarks: simulated, then a few things looked up that pages are asked for.

Run as `python -m bench.inside province`, with the environment naming an empty database.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from jingwei.foundation.matters.models import Matter
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.organisations.queries import posts_of
from jingwei.foundation.people.models import Person
from jingwei.foundation.people.queries import account_named

SIZE = {"universities": 5, "schools": 150, "people": 30_000, "matters": 300, "years": 1}
"""Five universities with 11,000 organisations and 150,000 people."""
READERS = ("university", "school", "branch", "province")


@dataclass(frozen=True)
class Province:
    """What the benchmarks ask for: sessions to be opened, pages to be read."""

    accounts: dict[str, str]
    university: int
    school: int
    matter: int
    person: int
    people: int
    organisations: int
    truth: str


def make(size: dict[str, int]) -> Province:
    """Make the province in the database of the settings."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("pack", "load", "--builtin", verbosity=0)
    truth = Path(settings.DATA) / "truth.json"
    call_command("simulate", **size, truth=truth, stdout=sys.stderr)
    accounts = {who: who if who == "province" else f"{who}-001" for who in READERS}
    branch, school = (_place(accounts[who]) for who in ("branch", "school"))
    university = branch.university_id
    matters = Matter.objects.filter(party=branch).order_by("-state", "pk")
    people = Person.objects.filter(university_id=university)
    first = matters.filter(state="implementing").first() or matters.first()
    person = people.order_by("pk").first()
    assert first and person
    return Province(
        accounts=accounts,
        university=university,
        school=school.coverages.get(unit__kind="faculty").unit_id,
        matter=first.pk,
        person=person.pk,
        people=Person.objects.count(),
        organisations=Organisation.objects.count(),
        truth=str(truth),
    )


def _place(username: str) -> Organisation:
    account = account_named(username)
    assert account is not None
    return Organisation.objects.get(pk=posts_of(account.pk)[0].organisation_id)


def main(arguments: list[str]) -> dict[str, Any]:
    """Make a province; `people=2000` and the like change its size."""
    asked = dict(argument.split("=") for argument in arguments)
    return asdict(make(SIZE | {name: int(value) for name, value in asked.items()}))
