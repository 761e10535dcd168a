"""Each change of a new version with what it touches: what waits for a decision, and what a version would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.policy.queries import (
    CONTENT,
    Asked,
    Followed,
    Standing,
    Touched,
    Work,
    all_followed,
    changes_for,
    standings_for,
    touched_by,
    undecided_for,
    work_of,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.lineage import Change
from jingwei.kernel.packs.pack import Pack

DECIDE = "packs.decide"


@dataclass(frozen=True)
class Turn:
    """A change with what it touches; `asked` is None where the version is not adopted yet.

    `standings` say how the obligations that take the place of one stand now.
    """

    change: Change
    asked: Asked | None
    touched: Touched
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True)
class Coming:
    """A version at hand that is not followed yet, with what it would change."""

    followed: Followed
    turns: tuple[Turn, ...]


def turns_for(actor: Actor) -> tuple[Turn, ...]:
    """All changes that the actor's university decides on; a fixed number of questions, whatever cites them."""
    changes = changes_for(actor)
    found: dict[int, Turn] = {}
    for followed in all_followed(actor) if changes else ():
        mine = {place: each for place, each in enumerate(changes) if each.adoption.pack == followed.pack}
        if not mine:
            continue
        work, standing = _around(actor, followed, [each.change for each in mine.values()])
        for place, each in mine.items():
            touched = touched_by(each.change, each.former, work)
            found[place] = Turn(each.change, each, touched, _standings(each.change, standing))
    return tuple(found[place] for place in sorted(found))


def coming_for(actor: Actor) -> tuple[Coming, ...]:
    """The newer versions at hand of the documents followed, with their changes."""
    found = []
    for followed in all_followed(actor):
        about = followed.edition.about
        if followed.newer <= about.version:
            continue
        changes = registry.changes(about.id, about.version, followed.newer)
        work, standing = _around(actor, followed, changes)
        turns = tuple(
            Turn(change, None, _touched(followed, change, work), _standings(change, standing))
            for change in changes
            if change.noun in ("clause", "obligation")
        )
        found.append(Coming(followed, turns))
    return tuple(found)


def others_for(actor: Actor) -> tuple[Pack, ...]:
    """The documents at hand that the actor's university does not follow."""
    ours = {each.pack for each in all_followed(actor)}
    return tuple(pack for pack in registry.packs() if pack.id not in ours)


def waiting_for(actor: Actor) -> list[Waiting]:
    """The changes that the post in use should decide on, one row a version."""
    if not actor.holds_anywhere(DECIDE):
        return []
    waiting: dict[str, list[Asked]] = {}
    for each in undecided_for(actor):
        waiting.setdefault(each.adoption.title, []).append(each)
    return [
        Waiting(
            _("政策变化"),
            registry.pack(changes[0].adoption.pack).about.label.here(),
            _("第 {version} 版改了 {number} 处，还没有定怎么办").format(
                version=changes[0].adoption.pack_version.version, number=len(changes)
            ),
            "/clauses/changes/",
            len(changes),
            act=_("去定"),
            verb=DECIDE,
            subject_id=changes[0].adoption.pk,
        )
        for changes in waiting.values()
    ]


def _around(
    actor: Actor, followed: Followed, changes: Sequence[Change]
) -> tuple[dict[str, Work], dict[str, Standing]]:
    """The work as it was cited, and how what is asked now stands."""
    today = clock.today()
    work = work_of(actor, followed, today, read=False) if actor.holds_anywhere(CONTENT) else {}
    wanted = [heir for change in changes if change.noun == "obligation" for heir in change.heirs]
    return work, standings_for(actor, followed, today, wanted)


def _touched(followed: Followed, change: Change, work: dict[str, Work]) -> Touched:
    return Touched(Work()) if change.old is None else touched_by(change, followed.edition.version, work)


def _standings(change: Change, standing: dict[str, Standing]) -> tuple[Standing, ...]:
    if change.noun != "obligation":
        return ()
    return tuple(standing[heir.id] for heir in change.heirs if heir.id in standing)
