"""Which clauses of the documents followed are found by a few words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.policy.queries import SEE, followed_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.finding import MOST, Finds, Found


def found_clauses(actor: Actor, words: str) -> list[Found]:
    """Those in whose number, summary or chapter all the words stand; the one of that number first."""
    today, wanted = clock.today(), words.casefold().split()
    found = []
    for followed in followed_for(actor, (today,))[today]:
        chapters = {section.number: section.title.here() for section in followed.edition.sections}
        for clause in followed.edition.clauses.values():
            title = f"{clause.shown}　{clause.summary.here()}"
            beside = f"{followed.edition.about.label.here()} · {chapters[clause.section]}"
            said = f"{title} {chapters[clause.section]}".casefold()
            if all(word in said for word in wanted):
                found.append(
                    (clause.shown != words, Found(clause.id, title, f"/clauses/{clause.id}/", beside))
                )
    found.sort(key=lambda each: each[0])
    return [each for _is_another, each in found[: MOST + 1]]


FINDS = (Finds("clauses", _l("条款"), SEE, found_clauses, order=40),)
