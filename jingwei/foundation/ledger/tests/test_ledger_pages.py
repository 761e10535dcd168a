"""The pages of the ledger: what one may read, and the proof that it was not changed."""

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_for, told
from jingwei.foundation.people.actions import unmask_person
from tests.support.world import World


def test_a_secretary_reads_the_records_of_her_own_organisations_only(world: World) -> None:
    body = world.client("faculty").get("/ledger/").content.decode()

    assert "设立了智能农机教师党支部" in body
    assert "俄语教师党支部" not in body


def test_one_record_shows_its_link_of_the_chain(world: World) -> None:
    record = Record.objects.get(verb="organisations.found", subject_id=world["branch"].pk)

    body = world.client("faculty").get(f"/ledger/{record.pk}/").content.decode()

    assert record.hash in body
    assert record.prev_hash in body
    assert "记下以后没有改过" in body


def test_a_record_of_another_university_is_not_there(world: World) -> None:
    record = Record.objects.get(verb="organisations.found", subject_id=world["foreign_branch"].pk)

    assert world.client("faculty").get(f"/ledger/{record.pk}/").status_code == 404


def test_the_auditor_reads_what_stands_at_no_organisation_without_the_names_aside(world: World) -> None:
    unmask_person(world.people["member"], actor=world.actor("orgoffice"), reason="核对入党时间")
    rows = records_for(world.actor("auditor"))

    assert {"people.unmask", "accounts.open", "people.register"} <= set(rows.values_list("verb", flat=True))
    assert not rows.filter(university_id=world.universities["foreign"].pk).exists()
    joined = rows.filter(verb="memberships.begin").first()
    assert joined is not None
    assert "——" in told(world.actor("auditor"), [joined])[0][1]
    assert "——" not in told(world.actor("orgoffice"), [joined])[0][1]
