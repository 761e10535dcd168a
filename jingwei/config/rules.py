"""Rules that a deployment decides: passwords, retention, the working calendar.

From `rules.yaml` here and, line by line, in the data folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from jingwei.config.env import BadEnvironment
from jingwei.kernel.workdays import Workdays

NAME = "rules.yaml"
Days = Annotated[int, Field(ge=0, le=36500)]
Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:[0-9]{1,5})?$")]


class Part(BaseModel):
    """Nothing but what is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Passwords(Part):
    """What a password must keep to."""

    shortest: int = Field(ge=8, le=64)
    refuse_common: bool
    refuse_like_username: bool
    not_again: int = Field(ge=0, le=24)


class Retention(Part):
    """After how many days each kind goes, by its name."""

    people_gone: Days = Field(alias="people.gone")
    meetings_attendance: Days = Field(alias="meetings.attendance")
    meetings_sign_ups: Days = Field(alias="meetings.sign_ups")
    imports_sheets: int = Field(alias="imports.sheets", ge=1, le=36500)
    tokens_expired: Days = Field(alias="tokens.expired")
    sessions_expired: Days = Field(alias="sessions.expired")
    notices_old: Days = Field(alias="notices.old")
    deliveries_old: Days = Field(alias="deliveries.old")
    # A key that was superseded is kept for eight days: first answers lie under it.
    answers_first: int = Field(alias="answers.first", ge=1, le=7)


class Outward(Part):
    """To where requests leave the house."""

    hosts: tuple[Host, ...]
    apps: tuple[Host, ...]


class Year(Part):
    """The holidays and the days worked of a year, as `MM-DD` or `MM-DD..MM-DD`."""

    holidays: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()


class Rules(Part):
    """All of the file."""

    passwords: Passwords
    retention: Retention
    outward: Outward
    workdays: dict[Annotated[int, Field(ge=2000, le=2199)], Year]

    @model_validator(mode="after")
    def _has_a_calendar(self) -> Rules:
        both = self.calendar.holidays & self.calendar.worked
        if both:
            raise ValueError(f"{min(both)} is both holiday and worked")
        return self

    @cached_property
    def calendar(self) -> Workdays:
        """The working calendar."""
        years = self.workdays.items()
        holidays = (day for year, told in years for day in _days(year, told.holidays))
        return Workdays(
            frozenset(holidays), frozenset(day for year, told in years for day in _days(year, told.worked))
        )

    @property
    def days(self) -> dict[str, int]:
        """The days of retention by name."""
        return self.retention.model_dump(by_alias=True)


def _days(year: int, spans: Iterable[str]) -> Iterator[date]:
    """The days of the spans of a year."""
    for span in spans:
        first, _dots, last = span.partition("..")
        day, end = (date.fromisoformat(f"{year}-{each}") for each in (first, last or first))
        if end < day:
            raise ValueError(f"{span} ends before it begins")
        while day <= end:
            yield day
            day += timedelta(days=1)


def read(folder: Path) -> Rules:
    """The rules with what the file in `folder` changes; BadEnvironment names the line that cannot be."""
    told = yaml.safe_load((Path(__file__).parent / NAME).read_text(encoding="utf-8"))
    path = folder / NAME
    if path.exists():
        try:
            own = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            told = {part: {**told.get(part, {}), **own.get(part, {})} for part in {*told, *own}}
        except (yaml.YAMLError, AttributeError, TypeError, UnicodeDecodeError):
            raise BadEnvironment(
                f"{path} is not readable as YAML like the rules.yaml of the checkout."
            ) from None
    try:
        return Rules.model_validate(told)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ": ".join(map(str, first["loc"]))
        raise BadEnvironment(f"{path}: {where}: {first['msg']}.") from None
