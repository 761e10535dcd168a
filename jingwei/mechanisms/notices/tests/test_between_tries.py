"""What changes between two tries of a message counts: who may see, what is wished, which address; a death is no loop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Membership
from jingwei.foundation.people.models import Account, Person
from jingwei.mechanisms.notices.actions import attempt, choose
from jingwei.mechanisms.notices.models import Delivery
from jingwei.mechanisms.notices.queries import preference_for
from jingwei.mechanisms.notices.tests.test_mail import MONDAY, after, box, give, look, story
from tests.support.mailbox import Mailbox
from tests.support.matters import Story

__all__ = ["box", "story"]


@pytest.fixture
def refused_once(story: Story, box: Mailbox) -> Iterator[Delivery]:
    """A mail that the server refused for now; it is some minutes later."""
    give(story)
    box.answers += ["451 come back"]
    with after(minutes=3):
        look(story)
    with after(minutes=8):
        yield Delivery.objects.get()


def again(delivery: Delivery) -> None:
    attempt.call(delivery.university_id, delivery.pk)


def test_whose_post_ended_meanwhile_is_told_nothing(
    story: Story, box: Mailbox, refused_once: Delivery
) -> None:
    ended = (MONDAY - timedelta(1)).date()
    Membership.objects.filter(person=story.world.people["member"]).update(until=ended)
    again(refused_once)

    assert (box.arrived, Delivery.objects.count()) == ([], 0)


def test_whose_account_was_closed_meanwhile_is_told_nothing(
    story: Story, box: Mailbox, refused_once: Delivery
) -> None:
    Account.objects.filter(pk=refused_once.account_id).update(is_active=False)
    again(refused_once)

    assert (box.arrived, Delivery.objects.count()) == ([], 0)


def test_who_wishes_no_mail_meanwhile_gets_none(story: Story, box: Mailbox, refused_once: Delivery) -> None:
    member = story.actor("member")
    choose(preference_for(member, member.account_id or 0), actor=member, mail=False)
    again(refused_once)

    assert (box.arrived, Delivery.objects.count()) == ([], 0)


def test_a_new_address_is_the_one_that_counts(story: Story, box: Mailbox, refused_once: Delivery) -> None:
    Person.objects.filter(pk=story.world.people["member"].pk).update(email="new@example.com")
    again(refused_once)

    assert [mail["To"] for mail in box.arrived] == ["new@example.com"]


def test_a_message_that_is_the_death_of_its_workers_is_given_up(box: Mailbox, refused_once: Delivery) -> None:
    """Five workers took it in hand, and not one came back to say how it went."""
    Delivery.objects.update(tries=5, tried_at=clock.now() - timedelta(hours=1), answer="")
    again(refused_once)
    again(refused_once)

    assert (box.arrived, Delivery.objects.get().state) == ([], "dead")


@pytest.mark.parametrize(
    "address", ["a@example.com\nBcc: b@example.com", "a@example.com, b@example.com", "a@example.com\r\n\r\nx"]
)
def test_what_is_no_address_is_no_way_into_the_head_of_a_mail(
    story: Story, box: Mailbox, refused_once: Delivery, address: str
) -> None:
    Person.objects.filter(pk=story.world.people["member"].pk).update(email=address)
    again(refused_once)

    refused_once.refresh_from_db()
    assert (box.arrived, refused_once.state) == ([], "dead")
    assert refused_once.answer == "what stands in the register is no mail address"


def test_a_title_is_no_way_into_the_head_of_a_mail(story: Story, box: Mailbox) -> None:
    give(story, "下田\r\nBcc: other@example.com\r\n\r\n正文")
    with after(minutes=3):
        look(story)

    (mail,) = box.arrived
    assert mail["Bcc"] is None
    assert "下田 Bcc: other@example.com 正文" in mail["Subject"]


def test_an_answer_names_nobody(story: Story, box: Mailbox) -> None:
    give(story)
    box.answers += ["550 5.1.1 <member@example.com>: Recipient address rejected: member@example.com unknown"]
    with after(minutes=3):
        look(story)

    assert Delivery.objects.get().answer == "550 5.1.1 …: Recipient address rejected: … unknown"


def test_a_wrong_password_of_the_installation_is_put_right_and_the_mail_goes(
    story: Story, box: Mailbox, settings: Any
) -> None:
    """Our own fault is no reason to give up what somebody waits for."""
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "jingwei", "wrong"
    give(story)
    with after(minutes=3):
        look(story)
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.tries) == ("waiting", 1)
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    with after(minutes=8):
        again(delivery)

    assert len(box.arrived) == 1
