"""A post in words: as it is kept beside what was done in it, and as a reader reads that."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from jingwei.kernel.actor import Actor
from jingwei.kernel.packs.registry import called

LENT = re.compile(r"(.*)（代(.*)）", re.DOTALL)
LONGEST = 120


def post_kept(actor: Actor) -> str:
    """The post in use as it is kept, with the principal where a deputy acts."""
    words = actor.post.kept if actor.post else ""
    return (f"{words}（代{actor.on_behalf_of}）" if actor.on_behalf_of else words)[:LONGEST]


def post_here(kept: str) -> str:
    """A post that was kept, its role in the reader's language; the organisation keeps its name."""
    if lent := LENT.fullmatch(kept):
        return _("{post}（代{name}）").format(post=post_here(lent[1]), name=lent[2])
    organisation, blank, role = kept.rpartition(" ")
    return f"{organisation}{blank}{called('roles')(role)}"
