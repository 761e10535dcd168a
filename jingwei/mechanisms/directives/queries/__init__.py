"""What may be read of directives: which, one, its cascade, what of it waits."""

from jingwei.mechanisms.directives.queries import concerned as concerned
from jingwei.mechanisms.directives.queries.addressing import (
    Addressed,
    addressees_of,
    kinds_below,
    kinds_sent,
    named_already,
    named_in,
    passed_on_to,
    reach_of,
    to_name,
)
from jingwei.mechanisms.directives.queries.cascade import Cascade, Level, cascade_for, lines_in
from jingwei.mechanisms.directives.queries.hanging import hanging_for
from jingwei.mechanisms.directives.queries.seeing import (
    DIRECTIVES,
    SEE,
    carried_by,
    directive_for,
    directives_for,
    files_beside,
    given_back_to,
    hands_for,
    has_below,
    own_matters,
    own_receipt,
    receipt_for,
    receipts_for,
    replaced_with,
)
from jingwei.mechanisms.directives.queries.waiting import waiting_for

__all__ = [
    "DIRECTIVES",
    "SEE",
    "Addressed",
    "Cascade",
    "Level",
    "addressees_of",
    "carried_by",
    "cascade_for",
    "concerned",
    "directive_for",
    "directives_for",
    "files_beside",
    "given_back_to",
    "hands_for",
    "hanging_for",
    "has_below",
    "kinds_below",
    "kinds_sent",
    "lines_in",
    "named_already",
    "named_in",
    "own_matters",
    "own_receipt",
    "passed_on_to",
    "reach_of",
    "receipt_for",
    "receipts_for",
    "replaced_with",
    "to_name",
    "waiting_for",
]
