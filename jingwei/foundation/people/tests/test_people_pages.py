"""The pages of people: masked by default, opened for a reason, and the person sees who looked."""

import pytest

from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.people.actions import amend_person
from tests.support.world import BUILDER, World

PHONE = "19900001234"


def test_the_list_says_whether_a_number_is_known_and_costs_three_questions(
    world: World, django_assert_num_queries
) -> None:
    amend_person(world.people["member"], actor=BUILDER, phone=PHONE)
    client = world.client("orgoffice")
    client.get("/people/")

    with django_assert_num_queries(3):
        body = client.get("/people/").content.decode()

    assert "喻清川" in body
    assert PHONE not in body
    assert "199****1234" not in body
    assert body.count("已登记") == 1
    assert "199****1234" in client.get(f"/people/{world.people['member'].pk}/").content.decode()


@pytest.mark.parametrize(
    ("account", "seen"), [("orgoffice", 200), ("faculty", 200), ("outsider", 404), ("student", 404)]
)
def test_a_person_is_there_for_those_above_only(world: World, account: str, seen: int) -> None:
    assert world.client(account).get(f"/people/{world.people['member'].pk}/").status_code == seen


def test_masked_values_open_for_a_reason_which_the_person_sees(world: World) -> None:
    member = world.people["member"]
    amend_person(member, actor=BUILDER, phone=PHONE)
    client = world.client("orgoffice")

    refused = client.post(f"/people/{member.pk}/", {"reason": "看"})
    opened = client.post(f"/people/{member.pk}/", {"reason": "核对转入介绍信"})

    assert (refused.status_code, PHONE in refused.content.decode()) == (422, False)
    assert (opened.status_code, PHONE in opened.content.decode()) == (200, True)
    told = [s for _, s in sentences(list(records_about(member)))][-1]
    assert told == "戚晓岚查看了喻清川的证件号和电话，理由：核对转入介绍信"
    mine = world.client("member").get("/people/mine/").content.decode()
    assert "戚晓岚（" in mine
    assert "理由：核对转入介绍信" in mine


def test_the_list_leaves_as_a_sheet(world: World) -> None:
    response = world.client("orgoffice").get("/people/?format=xlsx&q=喻清川")

    content = b"".join(response.streaming_content)
    assert content[:2] == b"PK"
