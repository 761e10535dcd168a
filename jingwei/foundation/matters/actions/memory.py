"""How every verb on a matter is remembered: one record about the matter, with its tags and clauses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.matters import rules
from jingwei.foundation.matters.models import Agreement, Deed, Matter
from jingwei.kernel.actor import Actor
from jingwei.kernel.events import Event


def remember(
    event: Event,
    matter: Matter,
    actor: Actor,
    *,
    part: Any = None,
    side: str = "",
    result: str = "",
    tags: Iterable[str] = (),
    clauses: Iterable[str] = (),
) -> None:
    """Write the record of a verb: about the matter, `part` being the part it concerns."""
    matter.touched_at = clock.now()
    matter.save(update_fields=["touched_at"])
    record(
        event,
        actor=actor,
        subject=matter,
        part=f"{part._meta.model_name}:{part.pk}" if part else "",
        side=side,
        result=result,
        tags=tuple(dict.fromkeys((*tags_of(matter, clock.today(), part), *tags))),
        clauses=tuple(dict.fromkeys((*matter.clause_ids, *clauses))),
    )


def tags_of(matter: Matter, day: date, part: Any = None) -> tuple[str, ...]:
    """What every record of the matter is found by: its type, functions and guarantees, and what makes it prove little."""
    return (
        f"type:{matter.type}",
        *(f"function:{each}" for each in matter.function_ids),
        *(f"guarantee:{each}" for each in matter.guarantee_ids),
        *rules.standing_of(matter, day, part),
    )


def deed_tags(deed: Deed) -> tuple[str, ...]:
    """What records of a note are found by: its kind, and what the Party side changed."""
    return (f"deed:{deed.kind}", *((f"changed:{deed.changed}",) if deed.changed else ()))


def advanced(matter: Matter, to: str) -> None:
    """Save the matter in its new state, as a new version."""
    matter.state = to
    matter.version += 1
    matter.save(update_fields=["state", "version", "ended_on", "reading", "agreed_on"])


def forget_agreements(matter: Matter, *stages: str) -> None:
    """What was agreed to has changed, so that nobody has agreed to it as it is now."""
    Agreement.objects.filter(matter=matter, stage__in=stages).delete()


def plain(value: Decimal | None) -> str:
    """A figure as people write it, without trailing zeros."""
    return "" if value is None else f"{value.normalize():f}"
