"""What is held about somebody, for that very person: why, how long, who looked; and what was asked to be corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import retention
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.people.flow import AMENDMENT
from jingwei.foundation.people.models import Account, Amendment, Person
from jingwei.foundation.people.queries.seeing import people_held_by, places_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.errors import NotFound, Text
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.held import ALSO_HELD
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.posts import post_here
from jingwei.kernel.prepared import Prepared

ANSWER = "amendments.accept"
UNMASK = "people.unmask"
RECENT = 50


@dataclass(frozen=True)
class Held:
    """One thing held about a person: its value, what it is held for and how long."""

    label: Text
    value: str
    purpose: Text
    kept: Text


def held_about(person: Person) -> list[Held]:
    """Everything held about a person, for that person: with purpose and, by the rules in force, retention."""
    roster, contact, party = _("编制名册，确定身份"), _("工作联系"), _("党员教育管理的台账")
    always, gone = _("随台账长期保存"), _after("people.gone")
    numbers = person.numbers
    rows: tuple[tuple[Text, Any, Text, Text], ...] = (
        (_l("学工号"), person.code, roster, always),
        (_l("姓名"), person.name, roster, always),
        (_l("性别"), person.get_sex_display(), roster, gone),
        (_l("类别"), person.get_category_display(), roster, always),
        (_l("证件号"), numbers.get("id_number"), _("核对身份，避免重名"), gone),
        (_l("电话"), numbers.get("phone"), contact, gone),
        (_l("邮箱"), person.email, contact, gone),
        (_l("职称"), person.job_title, roster, gone),
        (_l("政治面貌"), person.get_standing_display(), party, always),
        (_l("入党时间"), person.joined_on, party, gone),
        (_l("转正时间"), person.full_member_on, party, gone),
        *_held_of_the_account(Account.objects.filter(person=person).first()),
        *((each.label, each.count(person.pk), each.purpose, each.kept()) for each in ALSO_HELD),
    )
    return [Held(label, str(value), why, kept) for label, value, why, kept in rows if value]


def sheet_about(person: Person) -> Iterator[list[str]]:
    """All that the page about oneself shows, as rows to take along: what is held, where one belongs, who looked, what changed."""
    for held in held_about(person):
        yield [str(held.label), held.value, str(held.purpose), str(held.kept)]
    for place in places_of(person):
        span = (
            _("{since} 起").format(since=place.since)
            if place.until is None
            else f"{place.since}—{place.until}"
        )
        yield [
            _("所在组织"),
            f"{place.organisation.name}（{span}）",
            _("编制名册，确定身份"),
            _("随台账长期保存"),
        ]
    for look in looks_at(person):
        yield [
            _("谁看过证件号和电话"),
            f"{_shown_at(look['at'])} {look['who']} {look['post']}",
            look["reason"],
            "",
        ]
    for one in own_amendments(person):
        yield [
            _("申请更正"),
            f"{_shown_at(one.asked_at)} {one.said.get('wish', '')}",
            str(one.state_label),
            "",
        ]
    for record, sentence in sentences(list(changes_of(person))):
        yield [_("谁改过"), f"{_shown_at(record.at)} {sentence}", "", ""]


def changes_of(person: Person) -> Any:
    """The latest records about a person but those of who looked."""
    return records_about(person).exclude(verb=UNMASK).reverse()[:RECENT]


def _shown_at(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i")


def _held_of_the_account(account: Account | None) -> list[tuple[Text, Any, Text, Text]]:
    if account is None:
        return []
    why, at = _("登录平台"), account.last_login
    shown = _shown_at(at) if at else ""
    return [
        (_l("账号"), account.username, why, _("随台账长期保存")),
        (_l("最近登录"), shown, why, _("下次登录时更新")),
        (_l("登录的设备"), len(devices_of(account)), why, _("退出或过期后删除")),
    ]


def _after(rule: str) -> str:
    days = retention.days(rule)
    if days % 365:
        return _("离校满 {n} 天后删除").format(n=days)
    return _("离校满 {n} 年后删除").format(n=days // 365)


def devices_of(account: Account) -> list[dict[str, Any]]:
    """Where an account is signed in now, the latest used first; rows without their keys."""
    rows = account.sessions.filter(expire_date__gt=timezone.now()).order_by("-expire_date")
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    found = rows.values_list("device", "expire_date")
    return [{"device": device, "used_at": until - age} for device, until in found]


def looks_at(person: Person) -> list[dict[str, Any]]:
    """Who read the masked numbers of a person, in which post and for what stated reason, the latest first."""
    looked = records_about(person).filter(verb=UNMASK).reverse()[:RECENT]
    return [
        {"at": r.at, "who": r.actor_name, "post": post_here(r.post), "reason": r.values.get("reason", "")}
        for r in looked
    ]


def amendments_for(actor: Actor) -> QuerySet[Amendment]:
    """The requests that the actor may answer, and the own ones."""
    rows = Amendment.objects.filter(university_id=actor.university_id).select_related("person")
    if actor.whole(ANSWER):
        return rows
    mine = Q(person_id=actor.person_id or 0)
    return rows.filter(mine | Q(person__in=people_held_by(actor, ANSWER).values("pk")))


def amendment_for(actor: Actor, amendment_id: int) -> Amendment:
    """One request as the actor may see it, or NotFound."""
    found = amendments_for(actor).filter(pk=amendment_id).first()
    if found is None:
        raise NotFound
    return found


def own_amendments(person: Person) -> list[Amendment]:
    """What a person asked to have corrected, the latest first."""
    return list(person.amendments.order_by("-pk")[:RECENT])


def waiting_for(actor: Actor) -> list[Waiting]:
    """The requests that the post in use should answer, the oldest first."""
    if not actor.holds_anywhere(ANSWER):
        return []
    own = actor.person_id or 0
    is_whole = actor.whole(ANSWER)
    found = OPEN_ONES(actor.university_id, own) if is_whole else list(_still_open(amendments_for(actor), own))
    return [
        Waiting(
            kind=_l("更正申请"),
            title=row["person__name"],
            why=_l("本人申请更正自己的信息"),
            url=f"/people/amendments/{row['id']}/",
            minutes=3,
            act=_l("答复"),
            verb=ANSWER,
            subject_id=row["id"],
        )
        for row in found
    ]


def _still_open(rows: QuerySet[Amendment], own: int) -> QuerySet[Any, Any]:
    still = rows.filter(state=AMENDMENT.initial).exclude(person_id=own).order_by("pk")
    return still.values("id", "person__name")[:RECENT]


def _open_ones(university_id: int, own: int) -> QuerySet[Any, Any]:
    return _still_open(Amendment.objects.filter(university_id=university_id), own)


OPEN_ONES = Prepared(_open_ones, narrow=True)


def _present(actor: Actor, amendments: Sequence[Amendment]) -> list[Row]:
    return [
        {
            "id": one.pk,
            "url": f"/people/amendments/{one.pk}/",
            "person": one.person.name,
            "code": one.person.code,
            "state": one.state_label,
            "asked_at": one.asked_at,
            "answered_at": one.answered_at,
            "answered_by": one.answered_by,
        }
        for one in amendments
    ]


AMENDMENTS = Listing(
    name="amendments",
    label=_l("更正申请"),
    empty=_l("没有更正申请。有人说自己的信息不对，会出现在这里。"),
    columns=(
        Column("code", _l("学工号")),
        Column("person", _l("姓名")),
        Column("state", _l("状态"), "chip"),
        Column("asked_at", _l("申请时间"), "time"),
        Column("answered_at", _l("答复时间"), "time"),
        Column("answered_by", _l("谁答复的")),
    ),
    visible=amendments_for,
    present=_present,
    order=("-id",),
    filters=(
        Filter(
            "state",
            _l("状态"),
            lambda actor, value: Q(state=AMENDMENT.states[AMENDMENT.states.index(value)]),
            lambda actor: AMENDMENT.labels,
        ),
    ),
)

fetched_by(Amendment, amendment_for)
