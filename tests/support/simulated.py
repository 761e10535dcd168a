"""What stands in an installation, as JSON: `python -m tests.support.simulated` in its environment."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import django

VARYING = {
    "people.Account": {"password"},
    "people.UsedPassword": {"digest"},
    "people.Person": {"id_number_mark", "phone_mark"},
    "policy.PackVersion": {"kept_at"},
    "measures.Cell": {"id"},
    "measures.Behind": {"id"},
    "measures.Ready": {"id", "made_at"},
    "matters.Numbering": {"id"},
}
"""A password is salted anew each time; marks are made with the installation's own key; a pack was loaded before; figures
and numberings are kept by whoever comes first."""
PASSING = {"django_tasks_database", "shell", "adapters"}
"""What has no lasting content: the queue, sessions."""


def digests() -> dict[str, str]:
    """The content of every table, in the order of its keys; what lies concealed is revealed, its key being new each time."""
    from django.apps import apps  # noqa: PLC0415

    from jingwei.adapters.secrets.columns import Concealed  # noqa: PLC0415

    def said(row: Any, field: Any) -> Any:
        return field.reveal(row) if isinstance(field, Concealed) else getattr(row, field.attname)

    found = {}
    for model in apps.get_models():
        if model._meta.app_label in PASSING:
            continue
        left_out = VARYING.get(model._meta.label, set())
        fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
        rows = sorted(
            str([said(row, field) for field in fields]) for row in model._default_manager.iterator()
        )
        found[model._meta.label] = sha256("\n".join(rows).encode()).hexdigest()
    return found


def counts() -> dict[str, dict[str, Any]]:
    """What a truth file says of each university, counted from the tables."""
    from collections import Counter  # noqa: PLC0415

    from jingwei.foundation.ledger.models import Record  # noqa: PLC0415
    from jingwei.foundation.matters.models import Matter  # noqa: PLC0415
    from jingwei.foundation.organisations.models import Organisation  # noqa: PLC0415
    from jingwei.foundation.people.models import Person  # noqa: PLC0415
    from jingwei.foundation.universities.models import University  # noqa: PLC0415

    found: dict[str, dict[str, Any]] = {}
    for university in University.objects.filter(kind="university"):
        matters = Matter.objects.filter(university=university)
        found[university.code] = {
            "counts": {
                "matters": matters.count(),
                "members": Person.objects.filter(
                    university=university, standing__in=("member", "probationary")
                ).count(),
                "organisations": Organisation.objects.filter(university=university).count(),
                "people": Person.objects.filter(university=university).count(),
                "records": Record.objects.filter(university_id=university.pk).count(),
            },
            "states": Counter(matters.values_list("state", flat=True)),
            "party": Counter(matters.values_list("party__code", flat=True)),
            "unit": Counter(matters.values_list("unit__code", flat=True)),
        }
    return found


def against_rules() -> dict[str, int]:
    """How many things the verbs would never have let happen."""
    from django.db.models import F  # noqa: PLC0415

    from jingwei.foundation.matters.models import Deed, Inspection, Matter  # noqa: PLC0415
    from jingwei.foundation.organisations.models import Membership  # noqa: PLC0415

    own = Inspection.objects.filter(held_on__isnull=False)
    inside = sum(
        Membership.objects.filter(
            person=each.inspector, organisation_id__in=(each.matter.party_id, each.matter.unit_id)
        ).exists()
        for each in own.select_related("matter", "inspector")
    )
    return {
        "answered by who noted": Deed.objects.filter(noted_by=F("answered_by")).count(),
        "inspected from inside": inside,
        "of two universities": Matter.objects.exclude(party__university=F("unit__university")).count(),
        "numbers not running": len(_gaps()),
    }


def _gaps() -> list[str]:
    from jingwei.foundation.matters.models import Matter, Numbering  # noqa: PLC0415

    found = []
    for each in Numbering.objects.all():
        numbers = Matter.objects.filter(university=each.university, number__startswith=f"RH-{each.year}-")
        if numbers.count() != each.last:
            found.append(f"{each.university_id} {each.year}")
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"digests": digests(), "counts": counts(), "against": against_rules()}))
