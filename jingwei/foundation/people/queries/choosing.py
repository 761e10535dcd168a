"""Who may be chosen where somebody is named: to be given work, an account or a post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.people.models import Person
from jingwei.foundation.people.queries.seeing import SEE, people_held_by, placed
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.candidates import Candidates


def people_to_choose(actor: Actor, verb: str = SEE) -> Candidates:
    """Those still here whom the actor may see, or for whom they hold the verb that names them: with where they work."""
    here = Q(left_on=None) | Q(left_on__gte=clock.today())
    return Candidates(
        people_held_by(actor, verb).filter(here).order_by("name", "id"),
        lambda typed: Q(name__startswith=typed) | Q(code__startswith=typed),
        _work_places,
        _l("学工号"),
    )


def _work_places(people: Sequence[Person]) -> dict[int, str]:
    """Where each works, or belongs to the Party where no unit is known."""
    rows: QuerySet[Any] = placed(Person.objects.filter(Among(F("pk"), [p.pk for p in people])), clock.today())
    return {pk: unit or branch or "" for pk, unit, branch in rows.values_list("pk", "unit", "branch")}
