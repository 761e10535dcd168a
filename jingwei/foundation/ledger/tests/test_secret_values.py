"""What is secret in a record lies concealed beside it: erased or moved, the chain stays whole; altered, it is found."""

from __future__ import annotations

from jingwei.foundation.ledger.models import PersonalValues, Record
from jingwei.foundation.ledger.queries import broken_links, sentences
from jingwei.foundation.people.actions import amend_person
from tests.support.world import BUILDER, World

PHONE = "19900001234"


def amended(world: World) -> tuple[Record, PersonalValues]:
    """The record of a phone number, and what lies beside it."""
    amend_person(world.people["member"], actor=BUILDER, phone=PHONE)
    record = Record.objects.filter(verb="people.amend").latest("pk")
    return record, PersonalValues.objects.get(pk=record.pk)


def test_the_salt_of_what_is_secret_is_not_in_clear(world: World) -> None:
    record, held = amended(world)

    assert held.salt == ""
    assert PHONE not in f"{held.values}{held.concealed}"
    assert held.expected_digest() == record.personal_digest
    assert list(broken_links(record.university_id)) == []


def test_a_sentence_needs_nothing_secret(world: World) -> None:
    record, _held = amended(world)

    assert sentences([record])[0][1] == "系统更正了喻清川的信息：电话"


def test_erased_the_chain_is_whole(world: World) -> None:
    record, held = amended(world)

    held.delete()

    assert list(broken_links(record.university_id)) == []


def test_put_beside_another_record_it_is_found(world: World) -> None:
    record, held = amended(world)
    amend_person(world.people["dean"], actor=BUILDER, phone=f"{PHONE[:-1]}5")
    other = Record.objects.filter(verb="people.amend").latest("pk")
    PersonalValues.objects.filter(pk__in=[record.pk, other.pk]).delete()
    PersonalValues.objects.create(record=other, values=held.values, concealed=held.concealed)

    (broken,) = broken_links(record.university_id)
    assert broken.seq == other.seq
