"""`imports.forget`: a sheet goes after its days, with the rows of its preview; what came in by it stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.adapters import clock, retention, storage
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import broken_links, records_about
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.imports.actions import apply_import, forget_sheet
from jingwei.mechanisms.imports.models import Import, ImportRow, ImportSteps
from jingwei.mechanisms.imports.tests.sheets import handed_in, people
from tests.support.sheets import books
from tests.support.verbs import refused
from tests.support.world import World


def test_applied_and_forgotten_previews_go_when_due(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    applied = apply_import(handed_in(world, people(2)), actor=world.actor("orgoffice"))
    waiting = handed_in(world, people(3))
    digests = [applied.digest, waiting.digest]
    due = clock.now() + timedelta(days=90, minutes=1)
    with clock_at(due - timedelta(minutes=3)):
        assert retention.apply("imports.sheets") == 0

    with clock_at(due), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert retention.apply("imports.sheets") == 2

    assert [storage.is_whole(digest) for digest in digests] == [False, False]
    left = Import.objects.order_by("pk").values_list("state", "digest")
    assert list(left) == [("applied", ""), ("discarded", "")]
    assert (ImportRow.objects.count(), ImportSteps.objects.count()) == (0, 0)
    assert Person.objects.filter(code__startswith="N").count() == 2
    assert [r.verb for r in records_about(waiting)] == [
        "imports.preview",
        "imports.read",
        "imports.discard",
        "imports.forget",
    ]
    assert list(broken_links(applied.university_id)) == []
    client = world.client("orgoffice")
    assert client.get(f"/imports/{applied.pk}/").status_code == 200
    assert client.get(f"/imports/{applied.pk}/faults.xlsx").status_code == 404


def test_a_sheet_that_another_import_speaks_of_stays(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    sheet = books.xlsx(people(2))
    old = handed_in(world, sheet)
    with clock_at(clock.now() + timedelta(days=60)):
        young = handed_in(world, sheet)
    assert old.digest == young.digest

    with clock_at(clock.now() + timedelta(days=91)), django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert retention.apply("imports.sheets") == 1

    assert storage.is_whole(young.digest)


@pytest.mark.parametrize("account", ["orgoffice", "sysadmin", "auditor"])
def test_no_person_forgets(world: World, account: str) -> None:
    batch = handed_in(world, people(1))

    with refused(403, "no-grant"):
        forget_sheet(batch, actor=world.actor(account))
