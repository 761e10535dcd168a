"""Where an act counts: the university, and the organisation of either side with its path at that time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol


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


class AtOrganisation:
    """What belongs to one `organisation` stands where it stands, and takes the verbs that are held there."""

    organisation: Any

    @property
    def place(self) -> Place:
        """That of the organisation."""
        found: Place = self.organisation.place
        return found

    def place_now(self) -> Place:
        """The same, read again: it may have been moved meanwhile."""
        found: Place = self.organisation.place_now()
        return found

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of the organisation."""
        found: tuple[str, ...] = self.organisation.grant_paths
        return found


class AtBothSides(AtOrganisation):
    """What a Party organisation has together with a `unit`, where there is one: whoever holds a verb at either may use it."""

    unit: Any

    @property
    def place(self) -> Place:
        """That of the organisation, and of the unit beside it."""
        return beside(super().place, self.unit.place) if self.unit else super().place

    def place_now(self) -> Place:
        """The same, read again."""
        return beside(super().place_now(), self.unit.place_now()) if self.unit else super().place_now()

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of both."""
        return (*super().grant_paths, *(self.unit.grant_paths if self.unit else ()))


def beside(party: Place, unit: Place) -> Place:
    """The place of a Party organisation with that of a unit beside it."""
    return replace(party, unit_id=unit.unit_id, unit_path=unit.unit_path)
