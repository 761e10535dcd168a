"""Notices: a room says of a verb whom its record concerns, in what words, how pressing; it never says who tells them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jingwei.kernel.errors import Text
from jingwei.kernel.events import Erased, said_here

Whom = Callable[[Any], Collection[int]]
Thing = tuple[str, int]
"""Something by the name of its kind and its id."""


class Press(StrEnum):
    """How pressing a notice is: it decides when it leaves the page, never whether it stands there."""

    NOW = "now"
    """At any hour: people or things are in danger, or somebody acts in one's name."""
    SOON = "soon"
    """Within minutes, but not in quiet hours: somebody waits."""
    DAILY = "daily"
    """In the one message a day."""
    PAGE = "page"
    """In the page alone."""


@dataclass(frozen=True)
class Kind:
    """What people mute as one: `confidential` content leaves the page for no channel, which says that there is something."""

    name: str
    label: Text
    confidential: bool = False


@dataclass(frozen=True)
class Telling:
    """One declaration. `whom` takes the record and gives ids of people; who acted is never told of it.

    `words` may name `{actor}`, `{subject}` and what the event holds in clear. `at` gives the address where it is settled.
    One of the verbs `settled_by`, done to the same subject and part, makes an unread notice read. Nobody is told who may
    not see `seen`.
    """

    kind: Kind
    verb: str
    words: Text
    whom: Whom
    at: Callable[[Any], str]
    press: Press
    settled_by: frozenset[str]
    rest_days: int
    seen: Callable[[Any], Thing]
    nth: int = 0
    """Its place among the declarations of the verb."""

    def worded(self, record: Any) -> str:
        """The notice in the reader's language."""
        said = Erased(said_here(record.verb, record.values), actor=record.who, subject=record.about)
        return str(self.words).format_map(said)


TELLINGS: dict[str, list[Telling]] = {}
KINDS: dict[str, Kind] = {}


def _subject(record: Any) -> Thing:
    return record.subject_type, record.subject_id


def tells(
    kind: Kind,
    verb: str,
    words: Text,
    whom: Whom,
    *,
    at: Callable[[Any], str],
    press: Press = Press.SOON,
    settled_by: Iterable[str] = (),
    rest_days: int = 0,
    seen: Callable[[Any], Thing] = _subject,
) -> None:
    """Declare that a verb concerns somebody. Of several declarations for a verb, a person is told by the first that names them.

    With `rest_days` no second notice of the kind about the same thing reaches the same person within so many days:
    for verbs that remind. `seen` says what of a record its reader has to be allowed to see, where that is not its subject.
    """
    if KINDS.setdefault(kind.name, kind) != kind:
        raise RuntimeError(f"two kinds of notices are called {kind.name}")
    declared = TELLINGS.setdefault(verb, [])
    settled = frozenset(settled_by)
    declared.append(Telling(kind, verb, words, whom, at, press, settled, rest_days, seen, len(declared)))


def telling_of(verb: str, kind: str, nth: int) -> Telling | None:
    """The declaration under which a verb was told, or else one of its kind; None where none is declared any more."""
    declared = [each for each in TELLINGS.get(verb, ()) if each.kind.name == kind]
    return next((each for each in declared if each.nth == nth), declared[0] if declared else None)


def settling() -> dict[str, set[str]]:
    """The verbs that settle something, each with the verbs of which somebody was told that waits for it."""
    found: dict[str, set[str]] = {}
    for telling in (each for declared in TELLINGS.values() for each in declared):
        for verb in telling.settled_by:
            found.setdefault(verb, set()).add(telling.verb)
    return found
