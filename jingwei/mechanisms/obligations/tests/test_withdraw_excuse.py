"""`excuses.withdraw`: what was owed is owed again, and may be excused anew."""

from __future__ import annotations

from datetime import date

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.policy.actions import make_excuse, withdraw_excuse
from jingwei.foundation.policy.models import Excuse
from jingwei.mechanisms.obligations.tests.test_make_excuse import INSPECTED, TODAY, WHY, states
from tests.support.verbs import refused
from tests.support.world import World

YEAR = date(2026, 1, 1)


def given(world: World) -> Excuse:
    """The teachers' branch excused by its School."""
    return make_excuse(world["branch"], actor=world.actor("faculty"), obligation=INSPECTED, reason=WHY)


def test_it_is_owed_again_and_may_be_excused_anew(world: World) -> None:
    with clock_at(TODAY):
        taken = withdraw_excuse(given(world), actor=world.actor("committee"))
        about = list(records_about(world["branch"]))
        between = states(world)[world["branch"].pk, YEAR]
        given(world)
        after = states(world)[world["branch"].pk, YEAR]

    assert (taken.withdrawn_on, between, after) == (TODAY, "due", "excused")
    assert about[-1].verb == "excuses.withdraw"
    assert sentences(about)[-1][1] == (
        "祁远山收回了智能农机教师党支部2026 年“在办的事项每年至少请两边都不沾的人检查一次。”的免做"
    )


def test_it_is_refused(world: World) -> None:
    with clock_at(TODAY):
        excuse = given(world)
        with refused(403, "no-grant"):
            withdraw_excuse(excuse, actor=world.actor("branch"))
        withdraw_excuse(excuse, actor=world.actor("faculty"))
        with refused(422, "invalid", says="已经收回"):
            withdraw_excuse(Excuse.objects.get(pk=excuse.pk), actor=world.actor("faculty"))


def test_by_page_and_api(world: World) -> None:
    with clock_at(TODAY):
        first = given(world)
        page = world.client("faculty").post(f"/obligations/excuses/{first.pk}/withdraw/")
        second = given(world)
        client = world.client("committee")
        api = client.post(f"/api/v1/excuses/{second.pk}/withdraw", {}, content_type="application/json")
        strange = world.client("outsider").post(f"/obligations/excuses/{second.pk}/withdraw/")

    assert (page.status_code, page["Location"]) == (303, f"/organisations/{world['branch'].pk}/#obligations")
    assert (api.status_code, api.json()["withdrawn_on"]) == (200, str(TODAY))
    assert strange.status_code == 404
