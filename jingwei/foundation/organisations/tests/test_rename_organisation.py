"""`organisations.rename`: another name from a day on; the former one stays for the time before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import rename_organisation
from jingwei.foundation.organisations.models import Organisation, Placement
from tests.support.verbs import refused
from tests.support.world import BEGIN, World

TODAY, DAY = date(2026, 5, 20), timedelta(days=1)


def names(organisation: Organisation) -> list[tuple[str, date, date | None]]:
    rows = Placement.objects.filter(organisation=organisation).order_by("since", "pk")
    return list(rows.values_list("name", "since", "until"))


def test_both_names_are_kept_with_their_days(world: World) -> None:
    with clock_at(TODAY):
        renamed = rename_organisation(
            world["branch"], actor=world.actor("orgoffice"), name="农机支部", since=date(2026, 5, 1)
        )

    assert (renamed.name, renamed.version) == ("农机支部", world["branch"].version + 1)
    assert names(renamed) == [
        ("智能农机教师党支部", BEGIN, date(2026, 4, 30)),
        ("农机支部", date(2026, 5, 1), None),
    ]
    last = list(records_about(renamed))[-1]
    assert (last.verb, last.values) == (
        "organisations.rename",
        {"old": "智能农机教师党支部", "new": "农机支部", "since": "2026-05-01"},
    )


def test_who_holds_no_grant_is_refused(world: World) -> None:
    with refused(403, "no-grant"):
        rename_organisation(world["branch"], actor=world.actor("branch"), name="农机支部")


def test_a_name_does_not_begin_before_the_founding_or_within_another(world: World) -> None:
    officer = world.actor("orgoffice")
    with clock_at(TODAY):
        with refused(422, "invalid", says="成立时间"):
            rename_organisation(world["branch"], actor=officer, name="农机支部", since=BEGIN - DAY)
        rename_organisation(world["branch"], actor=officer, name="农机支部", since=TODAY - DAY)
        with refused(422, "invalid", says="新名称的日期不能更早"):
            rename_organisation(world["branch"], actor=officer, name="再改", since=BEGIN + DAY)


@pytest.mark.parametrize(("account", "status"), [("orgoffice", 303), ("branch", 403)])
def test_the_form(world: World, account: str, status: int) -> None:
    url = f"/organisations/{world['branch'].pk}/organisations-rename/"

    assert world.client(account).post(url, {"name": "农机支部"}).status_code == status
    assert Organisation.objects.get(pk=world["branch"].pk).name == (
        "农机支部" if status == 303 else "智能农机教师党支部"
    )


def test_a_machine_renames_what_it_read_and_nothing_else(world: World) -> None:
    url = f"/api/v1/organisations/{world['branch'].pk}/rename"
    client = world.client("orgoffice")

    def send(version: str) -> int:
        return client.post(
            url, {"name": "农机支部"}, content_type="application/json", headers={"If-Match": version}
        ).status_code

    assert [send('"7"'), send('"1"'), send('"1"')] == [409, 200, 409]
