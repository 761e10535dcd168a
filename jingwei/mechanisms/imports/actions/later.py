"""What the queue does for an import: it takes up what is under way, however often it was begun and broken off."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jingwei.adapters.progress import Progress, telling
from jingwei.adapters.queue import task
from jingwei.foundation.organisations.queries import actor_in_post
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed, Refused
from jingwei.kernel.snapshot import snapshot
from jingwei.mechanisms.imports.actions.doing import (
    PLATFORM,
    give_up_import,
    holds_as_previewed,
    read_import,
    remove_import,
    write_import,
)
from jingwei.mechanisms.imports.flow import APPLYING, ASKED, READING
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.queries import look_at


def leave_to_the_queue(batch: Import, actor: Actor) -> Import:
    """Let the queue go on with an import in the name of this actor, once this transaction is committed."""
    post = actor.post.key if actor.post else ""
    carry_on.enqueue(batch.university_id, batch.pk, actor.account_id, post, actor.kind)
    return batch


@task()
def carry_on(university_id: int, import_id: int, account_id: int | None, post: str, kind: str) -> None:
    """Do what is asked of an import; done before, or dropped meanwhile, there is nothing left to do."""
    rows = Import.objects.select_related("university").filter(university_id=university_id)
    batch = rows.filter(pk=import_id).first()
    if batch is None or not batch.is_under_way:
        return
    by = actor_in_post(account_id, post, kind=kind) if account_id else None
    try:
        if by is None or not by.holds(f"imports.{ASKED[batch.state]}", *batch.grant_paths):
            raise NotAllowed("no-grant", _("交办的人已经没有这个权限。请由现在有权限的人再办一次。"))
        with telling(batch.progress_name) as progress:
            _carry_on(batch, by, progress)
    except Refused as refusal:
        batch.refresh_from_db()
        if batch.is_under_way:
            give_up_import(batch, actor=PLATFORM, why=str(refusal))


def _carry_on(batch: Import, by: Actor, progress: Progress) -> None:
    """Look first, and change afterwards: while a large sheet is read and compared, nobody waits for it."""
    if batch.state == READING:
        with snapshot():
            look = look_at(batch, by, progress)
        read_import(batch, actor=PLATFORM, by=by, look=look, progress=progress)
    elif batch.state == APPLYING:
        with snapshot():
            anew = None if holds_as_previewed(batch) else look_at(batch, by, progress)
        write_import(batch, actor=PLATFORM, by=by, look=anew, progress=progress)
    else:
        remove_import(batch, actor=PLATFORM, by=by, progress=progress)
