"""Which clauses of the documents followed are found by a few words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.policy.queries import SEE, followed_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.finding import MOST, Finds, Found
from jingwei.kernel.packs.spec.clause import Clause


def found_clauses(actor: Actor, words: str) -> list[Found]:
    """Those in whose number, chapter or summary the words stand, in either language; those of that number first."""
    today = clock.today()
    found = []
    for followed in followed_for(actor, (today,))[today]:
        sections = {section.number: section.title for section in followed.edition.sections}
        for clause in followed.edition.clauses.values():
            chapter = sections[clause.section]
            if _has(words, clause, chapter):
                title = f"{clause.shown}　{clause.summary.here()}"
                beside = f"{followed.edition.about.label.here()} · {chapter.here()}"
                found.append((clause.shown != words, Found(clause.id, title, f"/clauses/{clause.id}/", beside)))
    found.sort(key=lambda each: each[0])
    return [each for _is_other, each in found[: MOST + 1]]


def _has(words: str, clause: Clause, chapter: Any) -> bool:
    said = " ".join((clause.shown, clause.summary.zh, clause.summary.en, chapter.zh, chapter.en)).casefold()
    return all(word in said for word in words.casefold().split())


FINDS = (Finds("clauses", _l("条款"), SEE, found_clauses, order=40),)
