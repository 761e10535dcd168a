"""Notices over the API: one's own, and how one is told. A preference has the id of its account."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from jingwei.adapters import push
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.notices.queries import (
    APPS,
    NOTICES,
    app_for,
    devices_of,
    notice_for,
    outcome_of,
    preference_for,
    reached_by,
)


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


class ReachedOut(Answer):
    """An application at a messenger that your university has: whether you are told by it, and whether it knows you."""

    kind: str
    is_on: bool
    is_found: bool
    is_lost: bool


class MessengerAppOut(Answer):
    """The application of the university at a messenger; its secret is shown nowhere. `outcome` is of the last try."""

    id: int
    kind: str
    is_set: bool
    key: str
    agent: str
    base: str
    outcome: str
    words: str
    answer: str
    version: int


def _app(actor: Actor, app: Any) -> dict[str, Any]:
    same = "kind is_set key agent base outcome answer version".split()
    return {name: getattr(app, name) for name in same} | {"id": app.pk, "words": outcome_of(app)}


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
    apps: list[ReachedOut]
    version: int


def _preference(actor: Actor, chosen: Any) -> dict[str, Any]:
    same = "mail quiet_from quiet_until rests digest_at robot_kind version".split()
    return {name: getattr(chosen, name) for name in same} | {
        "id": chosen.pk,
        "muted": list(chosen.muted_kinds),
        "has_calendar": chosen.calendar_digest is not None,
        "devices": [{"id": device.pk, "made_at": device.made_at} for device in devices_of(chosen.pk)],
        "push_key": push.public_key(),
        "apps": [
            {name: getattr(each, name) for name in ("kind", "is_on", "is_found", "is_lost")}
            for each in reached_by(chosen.account)
        ],
    }


routers = {
    "messenger-apps": router_of(
        Resource(
            "messenger-apps",
            app_for,
            _app,
            MessengerAppOut,
            APPS,
            verbs=("notices.test_app", "notices.drop_app"),
            creates=(Creates("notices.set_app", "university_id", university_for),),
        )
    ),
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
                *("notices.turn_on_app", "notices.turn_off_app"),
            ),
            once={"notices.open_calendar": lambda chosen: {"secret": chosen.secret}},
        )
    ),
}
