"""What waits for somebody: rooms offer it, the desk lays it out; nobody keeps a list by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jingwei.kernel.errors import Text


@dataclass(frozen=True)
class Waiting:
    """One thing that the post in use should do next, with the one act that settles it.

    `why` says in words why it is here; `minutes` what it costs; `url` leads to the act. `verb` is the act
    itself, `subject_id` what it is about.
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
