"""The ways by which a message leaves: to the mail address of the register, to browsers, to a robot, by an application."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from pydantic_core import to_json

from jingwei.adapters import clock, outward, push, robots
from jingwei.adapters.channels import Message, Never, NotNow, mail
from jingwei.adapters.messengers import Said
from jingwei.mechanisms.notices.actions.reaching import say_by_app
from jingwei.mechanisms.notices.models import Delivery, Device, Messenger


def _by_mail(delivery: Delivery, message: Message) -> str:
    person = delivery.account.person
    return mail().send(person.email if person else "", message)


def _by_push(delivery: Delivery, message: Message) -> str:
    """To every browser of the account; one is enough. One that is subscribed no more is forgotten."""
    address = message.lines[0][1] if len(message.lines) == 1 else message.home
    plain = to_json({"title": "经纬", "body": message.subject, "url": address, "tag": message.key})
    answers: list[str] = []
    faults: list[Exception] = []
    for device in Device.objects.filter(account=delivery.account_id).order_by("pk"):
        try:
            answers.append(push.send(device.subscription, plain, int(clock.now().timestamp())))
        except push.Gone as fault:
            device.delete()
            faults.append(fault)
        except (NotNow, Never) as fault:
            faults.append(fault)
        except outward.Forbidden as fault:
            # A host that the deployment names no more.
            faults.append(Never(str(fault)))
    if answers:
        return answers[0]
    waiting = [fault for fault in faults if isinstance(fault, NotNow)]
    raise (waiting or faults or [Never("no browser is subscribed any more")])[0]


def _by_robot(delivery: Delivery, message: Message) -> str:
    """Into a group, where others may read along: that there is something, and never what."""
    robot = delivery.account.notice_preference.robot
    if robot is None:
        raise Never("no robot is set up any more")
    words = f"{message.bare}\n{message.home}" if settings.SITE else message.bare
    return robots.say(robot, words, int(clock.now().timestamp()))


def _by_app(delivery: Delivery, message: Message) -> str:
    """To one person alone, so it says what a locked screen may show."""
    address = message.lines[0][1] if len(message.lines) == 1 else message.home
    words = f"{message.subject}\n{address}" if settings.SITE else message.subject
    moment = delivery.made_at.astimezone(clock.ZONE)
    # None of the messengers shall take what somebody wrote for a link or a mention.
    return say_by_app(delivery, Said(words.replace("<", "＜"), f"{moment:%m-%d %H:%M:%S}", message.key))


WAYS: dict[str, Callable[[Delivery, Message], str]] = {
    "mail": _by_mail,
    "push": _by_push,
    "robot": _by_robot,
    **dict.fromkeys(Messenger.values, _by_app),
}
