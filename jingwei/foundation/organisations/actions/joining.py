"""Several organisations become one, one becomes several: with all that goes along, in one transaction, on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Annotated, Any

from annotated_types import Interval
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations import events, rules
from jingwei.foundation.organisations.actions.changing import end_before
from jingwei.foundation.organisations.actions.handing import (
    hand_below,
    hand_coverage,
    hand_people,
    hand_posts,
    hand_the_rest,
    remember_succession,
    require_settled,
)
from jingwei.foundation.organisations.actions.placing import place, require_stood
from jingwei.foundation.organisations.actions.planning import effect, from_day
from jingwei.foundation.organisations.models import Organisation, Succession
from jingwei.foundation.organisations.queries.seeing import organisation_for
from jingwei.foundation.organisations.queries.successions import (
    below_of,
    members_of,
    posts_of_all,
    posts_that_fit,
)
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY
from jingwei.kernel.errors import Invalid, NotAllowed

Id = Annotated[int, Interval(ge=1, lt=2**63)]
LONGEST_NAME, LONGEST_CODE = 80, 40


@dataclass(frozen=True)
class Part:
    """An organisation that comes out of another: its name and code, who and what goes into it, by id."""

    name: str
    code: str
    people: list[Id] = field(default_factory=list)
    below: list[Id] = field(default_factory=list)


@action("organisations.merge", label=_l("合并"), rule=rules.may_become_one)
def merge_organisations(
    organisation: Organisation,
    *,
    actor: Actor,
    others: list[Id] | None = None,
    code: str = "",
    name: str = "",
    posts: list[Id] | None = None,
    since: date | None = None,
) -> Organisation:
    """Let others go into this organisation, or this one with others into a new one that is given a code and a name.

    People, those below, coverage and matters under way go along; of the posts those that clash with nobody's, or those
    of the ids given. Those that went in end the day before; their records and figures stay theirs.
    """
    since = since or clock.today()
    parts = [organisation_for(actor, pk) for pk in dict.fromkeys(others or ())]
    if code:
        require_free(organisation, [(name, code)])
        parts.insert(0, organisation)
    if not parts:
        raise Invalid.field("others", rules.NOTHING_TO_MERGE.message)
    for part in parts:
        require_lived(part, since)
    event = events.OrganisationsMerged(
        parts=_("、").join(part.name for part in parts),
        whole=name if code else organisation.name,
        since=str(since),
    )
    concerned = [part for part in parts if part.pk != organisation.pk]
    asked = {"others": [part.pk for part in concerned], "code": code, "name": name, "posts": posts}
    from_day(organisation, event, since, actor=actor, concerns=concerned, **asked)
    return organisation


@effect("organisations.merge")
def _merge(
    organisation: Organisation,
    day: date,
    *,
    actor: Actor,
    others: Sequence[int],
    code: str,
    name: str,
    posts: Sequence[int] | None,
) -> None:
    locked = Organisation.objects.select_for_update(no_key=True).filter(pk__in=others)
    parts = list(locked.order_by("pk"))
    if code:
        parts.insert(0, organisation)
    for part in parts:
        if reason := rules.takes_in(part) or rules.planned_later(part, day):
            raise NotAllowed("rule", reason.message)
    into = _founded_beside(organisation, code, name, day, actor) if code else organisation
    going = [post for part in parts for post in posts_of_all([part.pk], day)]
    fitting = posts_that_fit(None if code else into, going, day)
    kept = {post.pk for post in fitting} if posts is None else set(posts)
    _require_one_a_post(into, [post for post in going if post.pk in kept], day)
    for part in parts:
        hand_posts([p for p in going if p.organisation_id == part.pk and p.pk in kept], into, day, actor)
        hand_all(part, into, day, actor)
        remember_succession(part, into, Succession.Way.MERGED, day, ended=True)
    into.version += 1
    into.save(update_fields=["version"])


def hand_all(old: Organisation, new: Organisation, day: date, actor: Actor) -> None:
    """Let everything go over but the posts, and end the old one the day before."""
    require_settled(old, day)
    hand_below(below_of(old, clock.today()), new, day, actor)
    hand_people(old, new, day, actor)
    hand_coverage(old, new, day, actor)
    hand_the_rest(old, new, actor)
    old.refresh_from_db()
    end_before(old, day, actor=actor)
    reason = _("并入{name}").format(name=new.name)
    record(events.OrganisationEnded(until=str(day - DAY), reason=reason), actor=actor, subject=old)


@action("organisations.split", label=_l("分立"), rule=rules.may_be_split)
def split_organisation(
    organisation: Organisation,
    *,
    actor: Actor,
    parts: list[Part],
    stays: bool = True,
    since: date | None = None,
) -> Organisation:
    """Let new organisations come out of this one, each with the people and those below that are named.

    What is not named stays; where the organisation itself does not stay, the first part is its heir and takes the rest.
    """
    since = since or clock.today()
    if not parts or (not stays and len(parts) < 2):
        raise Invalid.field("parts", _("至少分出一个；原组织不留下的话，至少分成两个。"))
    require_free(organisation, [(part.name, part.code) for part in parts])
    require_lived(organisation, since)
    event = events.OrganisationSplit(
        parts=_("、").join(part.name for part in parts), whole=organisation.name, since=str(since)
    )
    asked: dict[str, Any] = {"parts": [asdict(part) for part in parts], "stays": stays}
    _require_own(organisation, parts, since)
    from_day(organisation, event, since, actor=actor, **asked)
    return organisation


@effect("organisations.split")
def _split(
    organisation: Organisation, day: date, *, actor: Actor, parts: Sequence[dict[str, Any]], stays: bool
) -> None:
    given = [Part(**part) for part in parts]
    require_settled(organisation, day)
    made = [_founded_beside(organisation, part.code, part.name, day, actor) for part in given]
    below = {each.pk: each for each in below_of(organisation, clock.today())}
    for part, new in zip(given, made, strict=True):
        hand_below([below[pk] for pk in part.below if pk in below], new, day, actor)
        hand_people(organisation, new, day, actor, people=part.people)
        hand_coverage(organisation, new, day, actor)
    organisation.refresh_from_db()
    if not stays:
        hand_all(organisation, made[0], day, actor)
    for new in made:
        remember_succession(organisation, new, Succession.Way.SPLIT, day, ended=not stays)
    organisation.version += 1
    organisation.save(update_fields=["version"])


def _founded_beside(
    organisation: Organisation, code: str, name: str, day: date, actor: Actor
) -> Organisation:
    """A new organisation of the same kind under the same parent."""
    parent = Organisation.objects.get_parent(organisation)
    require_stood(parent, day)
    require_free(organisation, [(name, code)])
    university, tree, kind = organisation.university, organisation.tree, organisation.kind
    made = place(university, tree, kind, code, name, parent, day)
    event = events.OrganisationFounded(code=code, kind=kind, parent=parent.name, since=str(day))
    record(event, actor=actor, subject=made)
    return made


def require_free(organisation: Organisation, named: Sequence[tuple[str, str]]) -> None:
    """Refuse names and codes that are empty, too long, or taken."""
    codes = [code for _name, code in named]
    for name, code in named:
        if not (name.strip() and len(name) <= LONGEST_NAME):
            raise Invalid.field("name", _("写新组织的名称，不超过 {most} 字。").format(most=LONGEST_NAME))
        if not (code.strip() and len(code) <= LONGEST_CODE):
            raise Invalid.field("code", _("写新组织的编号，不超过 {most} 字。").format(most=LONGEST_CODE))
    same = Organisation.objects.filter(university=organisation.university_id, tree=organisation.tree)
    taken = same.filter(code__in=codes).values_list("code", flat=True).first()
    if taken or len(set(codes)) < len(codes):
        message = _("编号 {code} 已经用在别的组织上。")
        raise Invalid.field("code", message.format(code=taken or codes[0]))


def require_lived(part: Organisation, day: date) -> None:
    """Refuse a day before which an organisation that is to end had not stood for a day."""
    if part.founded_on and day <= part.founded_on:
        message = _("{name}成立于 {date}，日期要在那以后。")
        raise Invalid.field("since", message.format(name=part.name, date=part.founded_on))


def _require_own(organisation: Organisation, parts: Sequence[Part], day: date) -> None:
    """Refuse people or organisations that are not here, or that are sent to two places."""
    people = [pk for part in parts for pk in part.people]
    below = [pk for part in parts for pk in part.below]
    here = {row.person_id for row in members_of([organisation.pk], day)}
    under = {each.pk for each in below_of(organisation, day)}
    if len(set(people)) < len(people) or not here.issuperset(people):
        raise Invalid.field("people", _("有人不在这个组织里，或者分到了两处。"))
    if len(set(below)) < len(below) or not under.issuperset(below):
        raise Invalid.field("below", _("有的下级不在这个组织下面，或者分到了两处。"))


def _require_one_a_post(into: Organisation, kept: Sequence[Any], day: date) -> None:
    """Refuse to keep two holders of a post that one person holds."""
    if clash := rules.held_twice([*posts_of_all([into.pk], day), *kept]):
        raise Invalid.field("posts", clash)
