"""The dates of one's own calendar: what waits in any of the own posts and has a day."""

from __future__ import annotations

from jingwei.adapters.calendar import Entry, calendar
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.desk import Waiting
from jingwei.kernel.manifest import installed


def calendar_for(account_id: int, host: str, site: str) -> str:
    """An iCalendar of all that waits for an account and has a date, each thing once, in every post it may act in."""
    found: dict[str, Waiting] = {}
    for post in posts_of(account_id):
        actor = actor_in_post(account_id, post.key)
        if actor is None:
            continue
        for room in installed():
            for item in room.waiting(actor) if room.waiting else ():
                if item.due is not None:
                    found.setdefault(f"{item.verb}-{item.subject_id}", item)
    entries = [
        Entry(f"{key}@{host}", item.due, f"{item.kind}：{item.title}", str(item.why), f"{site}{item.url}")
        for key, item in sorted(found.items())
        if item.due is not None
    ]
    return calendar(entries)
