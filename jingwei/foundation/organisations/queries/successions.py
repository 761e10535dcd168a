"""Who took whose place, and what would go along: the plan of a merger, told before it is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jingwei.foundation.organisations.models import (
    Appointment,
    Membership,
    Organisation,
    Succession,
    standing,
)
from jingwei.foundation.organisations.queries.seeing import organisations_for
from jingwei.foundation.organisations.queries.then import names_then
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import overlaps
from jingwei.kernel.packs import registry
from jingwei.kernel.succession import FOLLOWING

NAMED = 12


@dataclass(frozen=True)
class Line:
    """One step of the descent of an organisation, for its page: the other one, the words, the day."""

    other: Organisation
    words: str
    since: date
    before: bool


def handed_on(organisation_id: int) -> QuerySet[Succession]:
    """Where an organisation took the place of another, or another took its place."""
    return Succession.objects.filter(Q(predecessor=organisation_id) | Q(successor=organisation_id))


def descent_of(organisation: Organisation) -> list[Line]:
    """Whose place an organisation took and who took its place, known by its day; the oldest first."""
    rows = handed_on(organisation.pk).select_related("predecessor", "successor")
    if organisation.on:
        rows = rows.filter(since__lte=organisation.on)
    lines = [_line(row, organisation.pk) for row in rows.order_by("since", "pk")]
    if on := organisation.on:
        names = names_then({line.other.pk for line in lines}, on)
        for line in lines:
            line.other.name = names.get(line.other.pk, line.other.name)
    return lines


def predecessors_of(organisation: Organisation) -> list[Organisation]:
    """Whose place an organisation took, known by its day."""
    return [line.other for line in descent_of(organisation) if line.before]


def _line(row: Succession, own: int) -> Line:
    came = row.successor_id == own
    words = {
        (True, Succession.Way.MERGED): _("由它并入"),
        (True, Succession.Way.SPLIT): _("由它分出"),
        (False, Succession.Way.MERGED): _("并入"),
        (False, Succession.Way.SPLIT): _("分出"),
    }[came, Succession.Way(row.way)]
    return Line(row.predecessor if came else row.successor, words, row.since, came)


def mergeable_for(actor: Actor, organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """What may go into one with an organisation: those beside it, of its kind, that stand on a day."""
    beside = organisations_for(actor).filter(
        standing(on),
        university=organisation.university_id,
        tree=organisation.tree,
        kind=organisation.kind,
        depth=organisation.depth,
        path__startswith=organisation.path[: -Organisation.steplen],
    )
    return beside.exclude(pk=organisation.pk).order_by("path")


def below_of(organisation: Organisation, day: date) -> list[Organisation]:
    """The organisations one step below that stand on a day."""
    rows = Organisation.objects.filter(standing(day), path__startswith=organisation.path)
    return list(rows.filter(depth=organisation.depth + 1).order_by("path"))


def members_of(ids: Collection[int], day: date) -> list[Membership]:
    """The memberships of organisations on a day or after it, each with its person."""
    rows = Membership.objects.filter(overlaps(day, None), organisation__in=ids)
    return list(rows.select_related("person").order_by("person__code", "pk"))


def posts_of_all(ids: Collection[int], day: date) -> list[Appointment]:
    """The posts at organisations on a day or after it, each with its person."""
    rows = Appointment.objects.filter(overlaps(day, None), organisation__in=ids)
    return list(rows.select_related("person", "organisation").order_by("organisation__path", "pk"))


def posts_that_fit(into: Organisation | None, posts: Sequence[Appointment], day: date) -> list[Appointment]:
    """Which posts can simply go on in the one that takes the place: those that clash with nobody's."""
    there = posts_of_all([into.pk], day) if into else []
    held = {(post.person_id, post.role) for post in there}
    asked = Counter(post.role for post in [*there, *posts])
    return [
        post
        for post in posts
        if (post.person_id, post.role) not in held
        and not (registry.role(post.role).singular and asked[post.role] > 1)
    ]


def merger_foretold(
    parts: Sequence[Organisation], into_name: str, into: Organisation | None, kept: Sequence[int], day: date
) -> list[str]:
    """What a merger will do, in sentences: people, posts, what is below, coverage and matters, what ends."""
    ids = [part.pk for part in parts]
    names = _("、").join(part.name for part in parts)
    people = list({m.person_id: m.person.name for m in members_of(ids, day)}.values())
    below = [each.name for part in parts for each in below_of(part, day)]
    posts = posts_of_all(ids, day)
    going = [_post(post) for post in posts if post.pk in kept]
    ending = [_post(post) for post in posts if post.pk not in kept]
    covered = sum(
        part.coverages.filter(overlaps(day, None)).count()
        + part.covered_by.filter(overlaps(day, None)).count()
        for part in parts
    )
    told = [
        _("{names}并入{into}，自 {day} 起；它们撤销，沿革留在两边的页面上。").format(
            names=names, into=into_name, day=day
        )
    ]
    told.append(
        _("转入 {count} 人：{names}").format(count=len(people), names=_some(people))
        if people
        else _("没有人要转。")
    )
    if below:
        told.append(_("下级 {count} 个划过去：{names}").format(count=len(below), names=_some(below)))
    if going:
        told.append(_("任职照旧 {count} 个：{names}").format(count=len(going), names=_some(going)))
    if ending:
        told.append(_("任职结束 {count} 个：{names}").format(count=len(ending), names=_some(ending)))
    if clash := contested(into, posts, day):
        told.append(
            _("要你定：{roles}只能留一人，现在不止一人。没有勾选的都免去。").format(roles=_("、").join(clash))
        )
    if covered:
        told.append(_("覆盖 {count} 条改由{into}接上。").format(count=covered, into=into_name))
    for each in FOLLOWING:
        if count := sum(each.count(part) for part in parts):
            told.append(_("{what} {count} 件转过去，接着办。").format(what=each.label, count=count))
    told.append(_("以前的记录和数不改，仍在原来的组织名下，从新的页面可以打开。"))
    return told


def contested(into: Organisation | None, posts: Sequence[Appointment], day: date) -> list[str]:
    """The roles of one holder that several would hold after a merger, in words."""
    there = posts_of_all([into.pk], day) if into else []
    asked = Counter(post.role for post in [*there, *posts])
    specs = [registry.role(role) for role, number in sorted(asked.items()) if number > 1]
    return [spec.label.here() for spec in specs if spec.singular]


def _post(post: Appointment) -> str:
    return _("{person}（{role}）").format(person=post.person.name, role=registry.role(post.role).label.here())


def _some(names: Sequence[str]) -> str:
    """The first names, and that there are more."""
    told = _("、").join(names[:NAMED])
    return _("{names}等").format(names=told) if len(names) > NAMED else told


def split_foretold(
    organisation: Organisation, parts: Sequence[tuple[str, int, int]], *, stays: bool, day: date
) -> list[str]:
    """What a split will do, in sentences; of each part its name, how many people and how many of those below it gets."""
    told = [
        _("{name}由{whole}分出：转入 {people} 人、下级 {below} 个。").format(
            name=name, whole=organisation.name, people=people, below=below
        )
        for name, people, below in parts
    ]
    told.append(_("自 {day} 起；覆盖关系各自接上，职务要重新任命。").format(day=day))
    if stays:
        told.append(_("{name}还在，没有分出去的人、下级和事项都留下。").format(name=organisation.name))
    else:
        told.append(
            _("{name}撤销，任职结束，没有办结的融合事项转到{heir}。").format(
                name=organisation.name, heir=parts[0][0]
            )
        )
    told.append(_("以前的记录和数不改，仍在原来的组织名下，从新的页面可以打开。"))
    return told
