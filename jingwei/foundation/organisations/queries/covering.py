"""Whether the School that a Party organisation belongs to answers for a unit (3.1)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from jingwei.foundation.organisations.models import Coverage, Organisation
from jingwei.kernel.dated import in_force


def is_near(party: Organisation, unit: Organisation, on: date) -> bool:
    """Whether anything in the School of a Party organisation answers for a unit, or for what is above or below it.

    The School is what stands right below the university; what stands at the top is near to all.
    """
    tops = Organisation.objects.filter(university_id=party.university_id, is_top=True)
    firsts = {tree: len(path) + Organisation.steplen for tree, path in tops.values_list("tree", "path")}
    if party.is_top or unit.is_top or len(firsts) < len((party, unit)):
        return True
    lengths = range(firsts[unit.tree], len(unit.path) + 1, Organisation.steplen)
    related = Q(unit__path__in=[unit.path[:length] for length in lengths])
    related |= Q(unit__path__startswith=unit.path)
    school = party.path[: firsts[party.tree]]
    return Coverage.objects.filter(in_force(on), related, party__path__startswith=school).exists()
