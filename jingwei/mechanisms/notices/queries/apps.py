"""The applications of messengers: as whoever looks after them sees them, and as each person is reached by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Listing, Row
from jingwei.mechanisms.notices.models import Messenger, MessengerApp, Outcome, Reach

SET_APP = "notices.set_app"


@dataclass(frozen=True)
class Reached:
    """An application that the university has, and whether somebody is told through it: `lost` says that it knows nobody,
    or that the register has no number to ask for.
    """

    kind: str
    messenger: str
    is_on: bool = False
    is_found: bool = False
    is_lost: bool = False
    has_number: bool = False


def apps_for(actor: Actor) -> QuerySet[MessengerApp]:
    """The applications of the university, for those who look after them."""
    rows = MessengerApp.objects.filter(university=actor.university_id)
    return rows if actor.holds_anywhere(SET_APP) else rows.none()


def app_for(actor: Actor, app_id: int) -> MessengerApp:
    """One of them, or NotFound."""
    found = apps_for(actor).filter(pk=app_id).first()
    if found is None:
        raise NotFound
    return found


fetched_by(MessengerApp, app_for)


@dataclass(frozen=True)
class AppRow:
    """One messenger as the page of applications shows it, set up or not; `given` is what may be shown of what was typed."""

    kind: str
    messenger: str
    is_set: bool
    is_waiting: bool
    is_good: bool
    outcome: str
    answer: str
    people: int
    given: dict[str, str]


def app_called(actor: Actor, kind: str) -> MessengerApp | None:
    """The application at a messenger, None where there is none yet; NotFound where there is no such messenger."""
    if kind not in Messenger:
        raise NotFound
    return apps_for(actor).filter(kind=kind).first()


def apps_page(actor: Actor) -> list[AppRow]:
    """Every messenger, with what is set up there and how many people wish to be told by it."""
    counted = apps_for(actor).annotate(people=Count("reaches"))
    held = {app.kind: app for app in counted}
    rows = []
    for kind, label in Messenger.choices:
        app = held.get(kind) or MessengerApp(kind=kind)
        rows.append(
            AppRow(
                kind,
                str(label),
                is_set=app.is_set,
                is_waiting=app.outcome == Outcome.WAITING,
                is_good=app.outcome == Outcome.SENT,
                outcome=outcome_of(app),
                answer="" if app.outcome == Outcome.SENT else app.answer,
                people=getattr(app, "people", 0),
                given={"key": app.key, "agent": app.agent, "base": app.base},
            )
        )
    return rows


def outcome_of(app: MessengerApp) -> str:
    """In plain words what became of the last try, and what to do about it."""
    told = {
        Outcome.WAITING: _("正在试，几秒钟就有结果。"),
        Outcome.SENT: _("{messenger}收下了，请看手机。"),
        Outcome.SECRET: _("{messenger}说编号或密钥不对，请从应用后台重新复制。"),
        Outcome.ADDRESS: _("{messenger}不接这台服务器的地址，请在应用后台的可信 IP 里加上它。"),
        Outcome.RIGHT: _("应用的权限不够：要能发消息、能按手机号查人，收消息的人都要在可见范围里。"),
        Outcome.AGENT: _("应用的 AgentId 不对，请核对应用后台写的数字。"),
        Outcome.USER: _("{messenger}里没有找到你的手机号，请核对名册里的号码和应用的可见范围。"),
        Outcome.NO_PHONE: _("名册里没有你的手机号，所以在{messenger}里找不到你；补上以后再试。"),
        Outcome.LATER: _("现在连不上{messenger}，或者它太忙，过一会儿再试。"),
        Outcome.OTHER: _("{messenger}没有收。"),
    }.get(Outcome(app.outcome), "")
    return told.format(messenger=app.messenger)


def reached_by(account: Any) -> list[Reached]:
    """How an account is reached by each application that its university has."""
    mark = account.person.phone_mark if account.person else ""
    apps = MessengerApp.objects.filter(university=account.university_id).exclude(concealed="").order_by("pk")
    held = {each.app_id: each for each in Reach.objects.filter(account=account.pk)}
    return [
        Reached(
            app.kind,
            app.messenger,
            is_on=(reach := held.get(app.pk)) is not None,
            is_found=reach is not None and bool(reach.user) and reach.asked_of == mark,
            is_lost=reach is not None and (not mark or reach.is_lost(mark)),
            has_number=bool(mark),
        )
        for app in apps
    ]


def _present(actor: Actor, apps: Sequence[MessengerApp]) -> list[Row]:
    return [
        {
            "id": app.pk,
            "url": "/notices/apps/",
            "kind": app.kind,
            "messenger": app.messenger,
            "key": app.key,
            "state": _("已接上") if app.is_set else _("没有接"),
        }
        for app in apps
    ]


APPS = Listing(
    name="messenger-apps",
    label=_l("应用消息"),
    columns=(
        Column("kind", _l("代号")),
        Column("messenger", _l("软件")),
        Column("key", _l("企业或应用的编号"), width=40),
        Column("state", _l("状态"), "chip"),
    ),
    visible=apps_for,
    present=_present,
    order=("id",),
)
