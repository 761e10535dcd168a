"""Furnishes a fresh database for the journeys: the small world, a matter in every stage, one deputation, two newcomers.

One more has a vote in the Party organisation of the School.

Run as a process of its own, in the environment that the server will have.
"""

from __future__ import annotations

import contextlib
import io
import sys
from datetime import timedelta

from tools import prepare


def main() -> int:
    """Prepare as `./jw run --empty` does, then act until the house is furnished."""
    with contextlib.redirect_stdout(io.StringIO()):
        if code := prepare.main(["--host", "127.0.0.1", "--empty"]):
            return code
    _furnish()
    return 0


def _furnish() -> None:
    # The world is made of models, which exist once Django is set up.
    from jingwei.adapters import clock  # noqa: PLC0415
    from jingwei.foundation.matters.queries import matters_for  # noqa: PLC0415
    from jingwei.foundation.organisations.actions import (  # noqa: PLC0415
        begin_membership,
        make_appointment,
        make_deputation,
    )
    from jingwei.foundation.organisations.models import Appointment  # noqa: PLC0415
    from jingwei.foundation.people.actions import register_person  # noqa: PLC0415
    from tests.support.matters import story_at  # noqa: PLC0415
    from tests.support.world import BUILDER, build_world  # noqa: PLC0415

    world = build_world()
    for state in ("planning", "deploying", "implementing", "closed"):
        with story_at(world, state):
            pass
    assert matters_for(world.actor("branch")).count() == 4
    home = world.universities["home"]
    for code in ("N0001", "N0002"):
        newcomer = register_person(home, actor=BUILDER, code=code, name="新来的")
        begin_membership(world["faculty"], actor=BUILDER, person=newcomer)
    voter = register_person(home, actor=BUILDER, code="N0003", name="洛知秋")
    begin_membership(world["faculty"], actor=BUILDER, person=voter)
    make_appointment(world["faculty_party"], actor=BUILDER, person=voter, role="committee-member")
    today = clock.today()
    make_deputation(
        Appointment.objects.get(role="branch-secretary", organisation=world["branch"]),
        actor=world.actor("branch"),
        deputy=world.people["member"],
        since=today - timedelta(days=1),
        until=today + timedelta(days=30),
        reason="外出调研",
    )


if __name__ == "__main__":
    sys.exit(main())
