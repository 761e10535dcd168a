"""The official text of clauses: what the actor's university attached, or an authority above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Q, Value
from django.db.models.lookups import StartsWith

from jingwei.foundation.policy.models import OfficialText
from jingwei.foundation.policy.queries.editions import Followed
from jingwei.kernel.packs import registry


@dataclass(frozen=True)
class ClauseText:
    """The text of a clause as issued, who attached it and from which file."""

    text: str
    owner: str
    attached_by: str
    attached_at: datetime
    source_digest: str


def official_texts(followed: Followed, clause: str = "") -> dict[str, ClauseText]:
    """The text by clause, of all of them or of one: an authority's goes before our own, the newest of each."""
    own = followed.university.pk
    reaching = Q(university_id=own)
    for path in followed.university.grant_paths:
        above = StartsWith(Value(path, output_field=CharField()), F("university__organisations__path"))
        reaching |= Q(above, university__organisations__is_top=True)
    rows = OfficialText.objects.filter(reaching, pack=followed.pack)
    if clause:
        rows = rows.filter(clause=clause)
    columns = ("clause", "text", "university__name", "attached_by__name", "attached_at", "source_digest")
    found = set(rows.values_list(*columns, "university_id", "pk", "version"))
    ordered = sorted(found, key=lambda row: (row[6] != own, row[7]))
    return {
        row[0]: ClauseText(row[1], row[2], row[3] or "", row[4], row[5])
        for row in ordered
        if _still_says(followed, row[0], row[8])
    }


def _still_says(followed: Followed, clause: str, version: int) -> bool:
    """Whether the clause reads now as it did when a text was attached: new words need their own text."""
    then = registry.versions(followed.pack).get(version)
    return then is None or then.clauses.get(clause) == followed.edition.clauses.get(clause)
