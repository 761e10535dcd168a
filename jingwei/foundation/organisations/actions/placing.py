"""Where an organisation stands: a path is handed out once and never again, so that an old record's path stays its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, F, Max, Min, Q, TextField, Value, When
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation, Placement
from jingwei.foundation.universities.queries import University
from jingwei.kernel.dated import DAY, a_day_or_more, overlaps
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry


def next_path(parent: Organisation) -> str:
    """A path below the parent that nobody ever held; the caller holds the parent's row and saves `numbered`."""
    parent.numbered += 1
    path: str = Organisation._get_path(parent.path, parent.depth + 1, parent.numbered)
    return path


def place(
    university: University,
    tree: str,
    kind: str,
    code: str,
    name: str,
    parent: Organisation | None,
    since: date | None,
    *,
    short_name: str = "",
    is_top: bool = False,
) -> Organisation:
    """Set up an organisation below `parent`, or as a root."""
    since = since or clock.today()
    made = Organisation(
        university=university,
        tree=tree,
        kind=registry.kind(kind).id,
        code=code,
        name=name,
        short_name=short_name,
        is_top=is_top,
        founded_on=since,
    )
    if parent is None:
        Organisation.objects.add_root(instance=made)
    else:
        parent = _held(parent)
        made.path, made.depth = next_path(parent), parent.depth + 1
        parent.numchild += 1
        parent.save(update_fields=["numbered", "numchild"])
        made.save(force_insert=True)
    Placement.objects.create(
        organisation=made, name=name, short_name=short_name, parent=parent, path=made.path, since=since
    )
    return made


def _held(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def move_below(organisation: Organisation, parent: Organisation, since: date) -> Organisation:
    """Put an organisation with all below it under another parent; its placements turn on the day `since`."""
    old_parent: Organisation | None = Organisation.objects.get_parent(organisation)
    parent = _held(parent)
    for each in (organisation, parent):
        require_stood(each, since)
    old, new = organisation.path, next_path(parent)
    parent.numchild += 1
    parent.save(update_fields=["numbered", "numchild"])
    if old_parent:
        Organisation.objects.filter(pk=old_parent.pk).update(numchild=F("numchild") - 1)
    below = Organisation.objects.filter(path__startswith=old)
    below.update(
        path=Concat(Value(new), Substr("path", len(old) + 1)),
        depth=F("depth") + parent.depth + 1 - organisation.depth,
        former=remembering("former", "path"),
    )
    organisation.refresh_from_db(fields=["path", "depth", "former"])

    def moved(was: Stand) -> Stand:
        to = parent.pk if was.organisation_id == organisation.pk else was.parent_id
        return replace(was, path=new + was.path[len(old) :], parent_id=to)

    _turn(Q(path__startswith=old), since, moved)
    return organisation


def remembering(former: str, path: str) -> Case:
    """A column of former paths, `|a|b|`, with one more that stands in another column."""
    return Case(
        When(**{former: ""}, then=Concat(Value("|"), F(path), Value("|"), output_field=TextField())),
        default=Concat(F(former), F(path), Value("|"), output_field=TextField()),
    )


def require_stood(organisation: Organisation, since: date) -> None:
    """Refuse a day on which an organisation did not stand yet where it stands now."""
    stood = Placement.objects.filter(a_day_or_more(), organisation=organisation, path=organisation.path)
    begun = stood.aggregate(day=Min("since"))["day"]
    if begun and since < begun:
        message = _("{name}从 {date} 起才在现在的位置，日期不能更早。")
        raise Invalid.field("since", message.format(name=organisation.name, date=begun))


def rename_from(organisation: Organisation, old: str, since: date) -> None:
    """Let the placements that carry the name `old` carry the present one from the day `since`."""
    earlier = Placement.objects.filter(a_day_or_more(), organisation=organisation).exclude(name=old)
    last = earlier.aggregate(day=Max("until"))["day"]
    if last and since <= last:
        message = _("它从 {date} 起才叫“{old}”，新名称的日期不能更早。")
        raise Invalid.field("since", message.format(date=last + DAY, old=old))

    def renamed(was: Stand) -> Stand:
        return replace(was, name=organisation.name, short_name=organisation.short_name)

    _turn(Q(organisation=organisation), since, renamed)


@dataclass(frozen=True)
class Stand:
    """What a placement says beside its days."""

    organisation_id: int
    name: str
    short_name: str
    parent_id: int | None
    path: str


def _turn(which: Q, since: date, change: Callable[[Stand], Stand]) -> None:
    """Change what placements say from a day on: a row that began earlier ends the day before."""
    stays = []
    for row in Placement.objects.filter(which, a_day_or_more(), overlaps(since, None)).order_by("pk"):
        stand = change(Stand(row.organisation_id, row.name, row.short_name, row.parent_id, row.path))
        begins = max(row.since, since)
        stays.append(Placement(**vars(stand), since=begins, until=row.until))
        row.until = begins - DAY
        row.save(update_fields=["until"])
    Placement.objects.bulk_create(stays)
