"""Notices over the API: one's own, and how one is told. A preference has the id of its account."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from jingwei.adapters import push
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Resource, router_of
from jingwei.mechanisms.notices.queries import NOTICES, devices_of, notice_for, preference_for


class NoticeOut(Answer):
    """Something that concerns you: what it says, and the address where it is settled."""

    id: int
    kind: str
    press: str
    words: str
    address: str
    at: datetime
    read_at: datetime | None


def _notice(actor: Actor, notice: Any) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in "id kind press words address at read_at".split()}


class DeviceOut(Answer):
    """A browser that is told."""

    id: int
    made_at: datetime


class NoticePreferenceOut(Answer):
    """How you are told: by which ways, when, and what not. A browser subscribes under `push_key`."""

    id: int
    mail: bool
    quiet_from: time
    quiet_until: time
    rests: bool
    digest_at: time
    muted: list[str]
    has_calendar: bool
    devices: list[DeviceOut]
    push_key: str
    robot_kind: str
    version: int


def _preference(actor: Actor, chosen: Any) -> dict[str, Any]:
    same = "mail quiet_from quiet_until rests digest_at robot_kind version".split()
    return {name: getattr(chosen, name) for name in same} | {
        "id": chosen.pk,
        "muted": list(chosen.muted_kinds),
        "has_calendar": chosen.calendar_digest is not None,
        "devices": [{"id": device.pk, "made_at": device.made_at} for device in devices_of(chosen.pk)],
        "push_key": push.public_key(),
    }


routers = {
    "notices": router_of(Resource("notices", notice_for, _notice, NoticeOut, NOTICES)),
    "notice-preferences": router_of(
        Resource(
            "notice-preferences",
            preference_for,
            _preference,
            NoticePreferenceOut,
            verbs=(
                *("notices.choose", "notices.open_calendar", "notices.close_calendar"),
                *("notices.subscribe", "notices.unsubscribe", "notices.set_robot", "notices.drop_robot"),
            ),
            once={"notices.open_calendar": lambda chosen: {"secret": chosen.secret}},
        )
    ),
}
