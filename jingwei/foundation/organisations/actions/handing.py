"""What goes over from one organisation to another that takes its place, or a part of it: each with its record."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import Entry, record, record_many
from jingwei.foundation.organisations import events, rules
from jingwei.foundation.organisations.actions.placing import move_below
from jingwei.foundation.organisations.actions.verbs import end_post
from jingwei.foundation.organisations.models import (
    PARTY,
    Appointment,
    Coverage,
    Membership,
    Organisation,
    Placement,
    Succession,
)
from jingwei.foundation.organisations.queries.successions import members_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY, a_day_or_more, overlaps
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.packs import registry
from jingwei.kernel.succession import FOLLOWING


def require_settled(old: Organisation, day: date) -> None:
    """Refuse a day after which something below ended or left: it would have stood under what was gone."""
    gone = Placement.objects.filter(a_day_or_more(), parent=old, until__gte=day)
    if last := gone.order_by("-until").first():
        message = _("{name}下面在 {date} 以后还有变动，日期不能这么早。")
        raise Invalid.field("since", message.format(name=old.name, date=day, last=last.until))


def hand_below(below: Iterable[Organisation], new: Organisation, day: date, actor: Actor) -> None:
    """Put organisations under the new one from a day on."""
    for each in below:
        if reason := rules.stands_under(each.kind, new.kind):
            raise NotAllowed("rule", reason.message, clause=reason.clause)
        above = Organisation.objects.get_parent(each)
        move_below(each, new, day)
        each.version += 1
        each.save(update_fields=["version"])
        event = events.OrganisationMoved(
            old_parent=above.name if above else "", new_parent=new.name, since=str(day)
        )
        record(event, actor=actor, subject=each)


def hand_people(
    old: Organisation, new: Organisation, day: date, actor: Actor, *, people: Collection[int] | None = None
) -> None:
    """Let the members of the old one, or those named, belong to the new one from a day on."""
    there = set(
        Membership.objects.filter(overlaps(day, None), organisation=new).values_list("person", flat=True)
    )
    begun, entries, now = [], [], clock.now()
    for row in members_of([old.pk], day):
        if people is not None and row.person_id not in people:
            continue
        since, person = max(row.since, day), row.person
        named = {"person_code": person.code, "person": person.name}
        ended = events.MembershipEnded(**named, until=str(since - DAY))
        entries.append(Entry.about(old, ended, actor, at=now))
        if person.pk not in there:
            there.add(person.pk)
            begun.append(
                Membership(
                    university_id=old.university_id,
                    person=person,
                    organisation=new,
                    since=since,
                    until=row.until,
                )
            )
            entries.append(Entry.about(new, events.MembershipBegun(**named, since=str(since)), actor, at=now))
        row.until = since - DAY
        row.save(update_fields=["until"])
    Membership.objects.bulk_create(begun)
    record_many(entries)


def hand_posts(posts: Iterable[Appointment], new: Organisation, day: date, actor: Actor) -> None:
    """Let posts go on at the new one from a day on; who holds the same there already, holds it once."""
    for post in posts:
        since, until = max(post.since, day), post.until
        there = Appointment.objects.filter(
            overlaps(since, until), person=post.person, role=post.role, organisation=new
        )
        end_post(post, since - DAY, actor)
        if post.until and post.until >= since:
            post.until = since - DAY
            post.save(update_fields=["until"])
        if there.exists():
            continue
        made = Appointment.objects.create(
            university_id=post.university_id,
            person=post.person,
            role=post.role,
            organisation=new,
            since=since,
            until=until,
        )
        event = events.AppointmentMade(
            person_code=post.person.code,
            person=post.person.name,
            role=registry.role(post.role).label.zh,
            since=str(since),
        )
        record(event, actor=actor, subject=new, part=f"appointment:{made.pk}")


def hand_coverage(old: Organisation, new: Organisation, day: date, actor: Actor) -> None:
    """Let the new one cover, or be covered by, whatever the old one was joined to on a day or after."""
    own, other = ("party", "unit") if old.tree == PARTY else ("unit", "party")
    there = set(
        Coverage.objects.filter(overlaps(day, None), **{own: new}).values_list(f"{other}_id", flat=True)
    )
    links = Coverage.objects.filter(overlaps(day, None), **{own: old}).select_related("party", "unit")
    for link in links.order_by("pk"):
        joined = getattr(link, other)
        if joined.pk in there:
            continue
        there.add(joined.pk)
        since = max(link.since, day)
        made = Coverage.objects.create(
            university_id=old.university_id, since=since, until=link.until, **{own: new, other: joined}
        )
        event = events.UnitCovered(unit=made.unit.name, since=str(since))
        record(event, actor=actor, subject=made.party)


def hand_the_rest(old: Organisation, new: Organisation, actor: Actor) -> None:
    """Let what higher rooms built on the old one go on at the new one."""
    for each in FOLLOWING:
        each.follow(old, new, actor=actor)


def remember_succession(old: Organisation, new: Organisation, way: str, day: date, *, ended: bool) -> None:
    """Keep who took whose place; where the old one has ended, its history opens to those who read the new one."""
    Succession.objects.create(
        university_id=old.university_id, predecessor=old, successor=new, way=way, since=day
    )
    if ended:
        paths = f"{old.former.rstrip('|')}|{old.path}|"
        start = Value("") if new.former == "" else F("former")
        added = Value(paths if new.former == "" else paths.lstrip("|"))
        Organisation.objects.filter(pk=new.pk).update(former=Concat(start, added, output_field=TextField()))
        new.refresh_from_db(fields=["former"])
