"""A new key takes over: what lies under older ones is concealed anew, portion by portion, while in use.

The rooms declare how their rows are moved (`@moves`). Whoever is killed begins again at the first row that is left. An
older key stays in the file until it is dropped on purpose: transactions under way, and archives, may still need it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from jingwei.adapters import clock
from jingwei.adapters.secrets import keys

PORTION = 500
REST = timedelta(days=8)
"""So long an older key outlives its last row: longer than any transaction, and than first answers are kept."""
Move = Callable[[str, int], int | None]
MOVES: dict[str, Move] = {}


def moves(what: str) -> Callable[[Move], Move]:
    """Declare how the rows of `app.model.column` move to another key.

    The function takes the name of that key and a primary key, conceals anew what lies under others in the next rows
    behind it, in one transaction, and gives the last row it reached; None at the end.
    """

    def declare(move: Move) -> Move:
        MOVES[what] = move
        return move

    return declare


def rotate(say: Callable[[str], object]) -> None:
    """Finish what an earlier rotation left, or else bring in a new key; then move everything to it."""
    ring = keys.ring()
    older = [
        name for name, is_cleared in keys.in_use().items() if not is_cleared and name != ring.current.name
    ]
    if not older:
        keys.write((*ring.keys, keys.new_key()))
        older = [ring.current.name]
    new = keys.current().name
    say(f"moving to key {new}")
    _move_all(new, say)
    _note_cleared(older)


def drop(say: Callable[[str], object]) -> None:
    """Take keys out of the file that nothing has lain under for a while; what still turns up is moved first."""
    new = keys.current().name
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM adapters_keyinuse WHERE cleared_at < %s AND name <> %s ORDER BY name",
            [int((clock.now() - REST).timestamp()), new],
        )
        names = {name for (name,) in cursor.fetchall()}
    if not names:
        say(f"no key has been without a row for {REST.days} days")
        return
    _move_all(new, say)
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute("DELETE FROM adapters_keyinuse WHERE name = %s", [name])
            say(f"dropped key {name}: keep a copy as long as archives from its time")
    keys.write(tuple(key for key in keys.ring().keys if key.name not in names))


def _move_all(name: str, say: Callable[[str], object]) -> None:
    keys.ready()
    for what, move in sorted(MOVES.items()):
        reached: int | None = 0
        while reached is not None:
            reached = move(name, reached)
        say(f"  {what}")


def _note_cleared(names: list[str]) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                "UPDATE adapters_keyinuse SET cleared_at = %s WHERE name = %s",
                [int(clock.now().timestamp()), name],
            )
