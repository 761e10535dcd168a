"""The own notices: the list, the number in the bell, one of them; and in which post an account may see a thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound, Text
from jingwei.kernel.fetching import fetched, model_called
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.notices import KINDS, Telling
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.notices.models import Notice

MOST_COUNTED = 100


def thing_of(record: Any) -> str:
    """What a record is about, down to the part."""
    return f"{record.subject_type}:{record.subject_id}:{record.part}"


def post_that_sees(account_id: int, record: Any, telling: Telling | None) -> str:
    """The key of the first post in which the account may see what it is told of, by its grants today; else nothing."""
    for post in posts_of(account_id):
        actor = actor_in_post(account_id, post.key)
        if actor is not None and sees(actor, record, telling):
            return post.key
    return ""


def sees(actor: Actor, record: Any, telling: Telling | None) -> bool:
    """Whether the actor may see what is told of a record; of what is no longer declared, its subject."""
    name, object_id = telling.seen(record) if telling else (record.subject_type, record.subject_id)
    try:
        fetched(model_called(name), actor, object_id)
    except (NotFound, StopIteration):
        return False
    return True


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """The notices of the account that asks: nobody reads another's."""
    return Notice.objects.filter(account_id=actor.account_id or 0).select_related("record")


def notice_for(actor: Actor, notice_id: int) -> Notice:
    """One of the own notices, or NotFound."""
    found = notices_for(actor).filter(pk=notice_id).first()
    if found is None:
        raise NotFound
    return found


def unread(actor: Actor, page: str = "") -> tuple[int, int]:
    """How many notices are unread, counted to a hundred, and how many of them lead to this page."""
    found = UNREAD(actor.account_id or 0)
    here = [row for row in found if page and row["address"].partition("#")[0] == page]
    return len(found), len(here)


UNREAD = Prepared(
    lambda account: (
        Notice.objects.filter(account=account, read_at=None).order_by("-id").values("address")[:MOST_COUNTED]
    )
)


def _present(actor: Actor, notices: Sequence[Notice]) -> list[Row]:
    return [
        {
            "id": one.pk,
            "url": f"/notices/{one.pk}/",
            "at": one.at,
            "words": one.words,
            "kind": str(KINDS[one.kind].label) if one.kind in KINDS else "",
            "state": _("已读") if one.read_at else _("未读"),
        }
        for one in notices
    ]


def _kinds(actor: Actor) -> list[tuple[str, Text]]:
    return [(kind.name, kind.label) for kind in KINDS.values()]


STATES: tuple[tuple[str, Text], ...] = (("unread", _l("未读")), ("read", _l("已读")))

NOTICES = Listing(
    name="notices",
    label=_l("通知"),
    empty=_l("还没有通知。有人等你答复、事情有了变化，会告诉你。"),
    columns=(
        Column("at", _l("时间"), "time"),
        Column("words", _l("内容"), width=60),
        Column("kind", _l("类别"), "chip"),
        Column("state", _l("状态"), "chip"),
    ),
    visible=notices_for,
    present=_present,
    order=("-id",),
    filters=(
        Filter(
            "state",
            _l("状态"),
            lambda actor, value: Q(read_at__isnull={"unread": True, "read": False}[value]),
            lambda actor: STATES,
        ),
        Filter("kind", _l("类别"), lambda actor, value: Q(kind=KINDS[value].name), _kinds),
    ),
)
