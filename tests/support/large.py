"""A large import from outside: hand it in, confirm it, see what became of it. The queue's worker does the rest.

`python -m tests.support.large hand-in FILE | apply ID | undo ID | look ID` in the environment of a furnished installation.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django


def main(word: str, about: str) -> dict[str, Any]:
    """Do it, and tell how the import stands."""
    django.setup()
    # All that stands on models exists once Django is set up.
    from jingwei.foundation.ledger.models import Record  # noqa: PLC0415
    from jingwei.foundation.ledger.queries import broken_links  # noqa: PLC0415
    from jingwei.foundation.organisations.models import Membership  # noqa: PLC0415
    from jingwei.foundation.organisations.queries import actor_in_post, posts_of  # noqa: PLC0415
    from jingwei.foundation.people.models import Person  # noqa: PLC0415
    from jingwei.foundation.people.queries import account_named  # noqa: PLC0415
    from jingwei.foundation.universities.queries import university_for  # noqa: PLC0415
    from jingwei.mechanisms.imports.actions import apply_import, hand_in, undo_import  # noqa: PLC0415
    from jingwei.mechanisms.imports.queries import import_for  # noqa: PLC0415

    account = account_named("orgoffice")
    assert account is not None
    actor = actor_in_post(account.pk, posts_of(account.pk)[0].key)
    assert actor is not None
    if word == "hand-in":
        pieces = [Path(about).read_bytes()]
        batch = hand_in(university_for(actor), actor=actor, pieces=pieces, file_name="名册.csv")
    else:
        batch = import_for(actor, int(about))
        if word == "apply":
            apply_import(batch, actor=actor)
        elif word == "undo":
            undo_import(batch, actor=actor)
    people = Person.objects.filter(university_id=batch.university_id, code__startswith="L")
    records = Record.objects.filter(university_id=batch.university_id)
    return {
        "id": batch.pk,
        "state": batch.state,
        "new": batch.new,
        "people": people.count(),
        "memberships": Membership.objects.filter(person__in=people).count(),
        "registered": records.filter(verb="people.register", subject_title__startswith="柏如L").count(),
        "steps": list(
            records.filter(subject_type="import", subject_id=batch.pk)
            .order_by("seq")
            .values_list("verb", flat=True)
        ),
        "broken": [str(link) for link in broken_links(batch.university_id)],
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
