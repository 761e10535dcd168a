"""What is in the database after the storm: receipts by state, records, whether any receipt has two, whether the chain holds.

Run as `python -m bench.inside directives.counted DIRECTIVE`.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.mechanisms.directives.models import Directive, Receipt


def main(arguments: list[str]) -> dict[str, Any]:
    """Counted by equality, so that nobody is lost and nobody is there twice."""
    directive = Directive.objects.get(pk=int(arguments[0]))
    receipts = Receipt.objects.filter(directive=directive)
    signed = set(receipts.filter(state="signed").values_list("pk", flat=True))
    records = Record.objects.filter(university_id=directive.university_id, verb="receipts.sign")
    told = Counter(records.filter(subject_id__in=receipts.values("pk")).values_list("subject_id", flat=True))
    return {
        "signed": len(signed),
        "records": told.total(),
        "alike": told == Counter(signed),
        "broken": [str(link) for link in broken_links(directive.university_id)],
    }
