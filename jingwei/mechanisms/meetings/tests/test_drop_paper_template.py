"""`paper_templates.drop`: papers of a kind are written as the platform writes them again."""

from __future__ import annotations

from jingwei.mechanisms.meetings.actions import drop_paper_template
from jingwei.mechanisms.meetings.models import PaperTemplate
from jingwei.mechanisms.meetings.tests.school import TITLE, School, fresh, sentence
from jingwei.mechanisms.meetings.tests.test_papers import words
from jingwei.mechanisms.meetings.tests.test_set_paper_template import OWN, agenda, put
from tests.support.verbs import refused
from tests.support.world import World


def test_the_paper_is_written_as_before(school: School) -> None:
    made = put(school.world)

    drop_paper_template(made, actor=school.world.actor("orgoffice"))

    told = words(agenda(school).content).split("\n")
    assert (OWN[0] in told, TITLE in told) == (False, True)
    assert sentence(made) == "戚晓岚不再用自己的议程模板：学校的议程.docx"


def test_it_is_dropped_once(world: World) -> None:
    made = put(world)
    drop_paper_template(made, actor=world.actor("orgoffice"))

    with refused(409, "step-not-open"):
        drop_paper_template(fresh(made), actor=world.actor("orgoffice"))


def test_the_page_drops_it(world: World) -> None:
    put(world)
    client = world.client("orgoffice")

    answer = client.post("/meetings/templates/agenda/drop/")

    assert (answer.status_code, answer["Location"]) == (303, "/meetings/templates/")
    assert PaperTemplate.objects.get().state == "dropped"
    assert "学校的议程.docx" not in client.get("/meetings/templates/").content.decode()
    assert client.post("/meetings/templates/agenda/drop/").status_code == 404
    assert world.client("faculty").post("/meetings/templates/agenda/drop/").status_code == 403


def test_by_the_api(world: World) -> None:
    made = put(world)

    answer = world.client("orgoffice").post(
        f"/api/v1/paper-templates/{made.pk}/drop", {}, content_type="application/json"
    )

    assert (answer.status_code, answer.json()["state"]) == (200, "dropped")


def test_only_who_holds_it(world: World) -> None:
    made = put(world)

    for account in ("committee", "faculty", "outsider"):
        with refused(403, "no-grant"):
            drop_paper_template(made, actor=world.actor(account))
    assert fresh(made).state == "in-use"
