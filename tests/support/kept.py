"""What every test of a file begins with: made once, found by each as it was made, undone after the last."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import transaction

T = TypeVar("T")


def kept(blocker: Any, make: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """The body of a fixture of a file: what is written stands in a transaction, within which each test undoes its own.

    Gives a function for the fixture of a test: a copy of what was made, so that no test changes what the next one finds.
    """
    with blocker.unblock(), transaction.atomic():
        made = make()
        with blocker.block():
            yield lambda: copy.deepcopy(made)
        transaction.set_rollback(True)
