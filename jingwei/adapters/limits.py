"""How often something may be tried: one counter a name, exact under any number of hands, on both databases."""

from __future__ import annotations

import time as clock_time
from dataclasses import dataclass
from datetime import time

from django.db import connection

from jingwei.adapters import queue
from jingwei.adapters.sm3 import sm3
from jingwei.kernel.errors import TooMany

DAY = 24 * 3600
COUNT = """
INSERT INTO adapters_tally (name, began, tries) VALUES (%s, %s, 1)
ON CONFLICT (name) DO UPDATE SET
  tries = CASE WHEN adapters_tally.began <= %s THEN 1 ELSE adapters_tally.tries + 1 END,
  began = CASE WHEN adapters_tally.began <= %s THEN excluded.began ELSE adapters_tally.began END
RETURNING tries, began
"""

GIVE_BACK = "UPDATE adapters_tally SET tries = tries - 1 WHERE name = %s AND tries > 0"


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in `seconds`, counted from the first."""

    name: str
    most: int
    seconds: int

    def count(self, *parts: str) -> None:
        """Count one try of `parts`, or refuse it with the seconds to wait."""
        now = int(clock_time.time())
        over = now - self.seconds
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self._key(parts), now, over, over])
            tries, began = cursor.fetchone()
        if tries > self.most:
            raise TooMany(max(1, began + self.seconds - now))

    def give_back(self, *parts: str) -> None:
        """Take one try of `parts` back: it came to nothing through no fault of theirs."""
        with connection.cursor() as cursor:
            cursor.execute(GIVE_BACK, [self._key(parts)])

    def forget(self, *parts: str) -> None:
        """Begin anew for `parts`: the try was a good one."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM adapters_tally WHERE name = %s", [self._key(parts)])

    def _key(self, parts: tuple[str, ...]) -> str:
        return sm3("\x1f".join((self.name, *parts)).encode())


@queue.every_day(time(3, 20))
@queue.task()
def forget_old_tallies() -> None:
    """Drop the tallies of yesterday: they bind nobody any more."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM adapters_tally WHERE began < %s", [int(clock_time.time()) - DAY])
