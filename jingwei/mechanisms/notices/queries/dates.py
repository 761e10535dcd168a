"""The dates of one's own calendar: what waits in any of the own posts and has a day, and what is only to be known."""

from __future__ import annotations

from jingwei.adapters.calendar import Entry, calendar
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.desk import Coming, Waiting
from jingwei.kernel.manifest import installed


def calendar_for(account_id: int, host: str, site: str) -> str:
    """An iCalendar of all that waits for an account and has a date, each thing once, in every post it may act in."""
    found: dict[str, Waiting] = {}
    known: dict[str, Coming] = {}
    for post in posts_of(account_id):
        actor = actor_in_post(account_id, post.key)
        if actor is None:
            continue
        for room in installed():
            for item in room.waiting(actor) if room.waiting else ():
                if item.due is not None:
                    found.setdefault(f"{item.verb}-{item.subject_id}", item)
            for day in room.coming(actor) if room.coming else ():
                known.setdefault(day.key, day)
    entries = [
        Entry(f"{key}@{host}", item.due, f"{item.kind}：{item.title}", str(item.why), f"{site}{item.url}")
        for key, item in sorted(found.items())
        if item.due is not None
    ]
    entries += [
        Entry(f"{key}@{host}", day.day, day.title, day.why, f"{site}{day.url}", day.at)
        for key, day in sorted(known.items())
    ]
    return calendar(entries)
