"""What waits for somebody: rooms offer it, the desk lays it out; nobody keeps a list by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from jingwei.kernel.errors import Text


@dataclass(frozen=True)
class Waiting:
    """One thing that the post in use should do next, with the one act that settles it.

    `why` says in words why it is here; `minutes` what it costs; `url` leads to the thing. `verb` is the act
    itself, `subject_id` what it is about. `press` is where one press carries it out, nothing typed, `to` where its form
    is, if not with the thing; `may_wait` says that the press may wait on the device until there is a network. `others`
    are what else may be done about it: words and address. `answer` marks what somebody else waits for, `late` says what
    follows once the day is past, and what is only to be `known` waits for nothing.
    """

    kind: Text
    title: str
    why: Text
    url: str
    minutes: int
    due: date | None = None
    act: Text = ""
    verb: str = ""
    subject_id: int = 0
    press: str = ""
    to: str = ""
    may_wait: bool = False
    others: tuple[tuple[Text, str], ...] = ()
    answer: bool = False
    late: Text = ""
    known: bool = False

    @property
    def key(self) -> str:
        """By which it is known again tomorrow."""
        return f"{self.verb}:{self.subject_id}"


@dataclass(frozen=True)
class Hanging:
    """What hangs somewhere: with a person one thing, in an organisation so many of a kind.

    `where` names the person, post or organisation, `what` the thing or its kind; `late` of the `count` are past their
    day, the `oldest` of which is told; `is_kind` marks so many of a kind, `is_back` what was given back and is in
    nobody's hands.
    """

    where: str
    what: str
    url: str
    oldest: date
    count: int = 1
    late: int = 0
    is_kind: bool = False
    is_back: bool = False


@dataclass(frozen=True)
class Coming:
    """A day to be known, in the calendar alone: `key` is the same for the same thing for ever."""

    key: str
    day: date
    title: str
    why: str
    url: str
    at: time | None = None
