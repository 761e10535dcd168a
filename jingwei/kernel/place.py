"""Where an act counts: the university, and the organisation of either side with its path at that time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Place:
    """`party_*` is the Party organisation (经), `unit_*` the professional unit (纬); either may be absent."""

    university_id: int
    party_id: int | None = None
    party_path: str = ""
    unit_id: int | None = None
    unit_path: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The organisation paths that are set."""
        return tuple(path for path in (self.party_path, self.unit_path) if path)


class Subject(Protocol):
    """What a verb may be about: it knows its place, its name, and the paths at which verbs are granted."""

    pk: int

    @property
    def place(self) -> Place: ...

    @property
    def title(self) -> str: ...

    @property
    def grant_paths(self) -> tuple[str, ...]: ...
