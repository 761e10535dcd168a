"""Writes without a pause until it is ended, as a process beside the one that is looked at."""

from __future__ import annotations

import django


def main() -> None:
    """Amend people, one record each, for ever."""
    django.setup()
    # Models and what stands on them exist once Django is set up.
    from jingwei.foundation.people.actions import amend_person  # noqa: PLC0415
    from jingwei.foundation.people.models import Person  # noqa: PLC0415
    from tests.support.world import BUILDER  # noqa: PLC0415

    people = list(Person.objects.all())
    number = 0
    while True:
        for person in people:
            number += 1
            amend_person(person, actor=BUILDER, job_title=f"讲师{number}")


if __name__ == "__main__":
    main()
