"""Counts the people of a university: as many lines as its list has, also after others were imported."""

from __future__ import annotations

from jingwei.foundation.people.models import Person


def main(university: list[str]) -> int:
    """`ID`: how many people."""
    return Person.objects.filter(university_id=int(university[0])).count()
