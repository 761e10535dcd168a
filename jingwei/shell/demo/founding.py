"""Decides what stands on the first day: the authority, both universities with trees, people, posts, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import found_top, make_appointment
from jingwei.foundation.organisations.queries import (
    Organisation,
    actor_in_post,
    organisation_for,
    posts_of,
)
from jingwei.foundation.people.actions import open_account, register_person
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor, system
from jingwei.shell.demo.names import Register
from jingwei.shell.demo.people import Crowd, settle
from jingwei.shell.demo.personas import PASSWORD, Persona, invite
from jingwei.shell.demo.trees import OFFICES, SERVICES, Campus, plant
from jingwei.shell.demo.words import Subject

AUTHORITY, HOME, ELSEWHERE = "9900000100", "9900000001", "9900000002"
UNIVERSITIES = (
    (AUTHORITY, "北原省委教育工作委员会", "authority"),
    (HOME, "北疆理工大学", "university"),
    (ELSEWHERE, "临江师范学院", "university"),
)
VERBS = tuple(
    f"{room}.*"
    for room in "universities organisations people accounts appointments memberships packs matters".split()
)
FOUNDED = date(1958, 9, 1)
OPENED = timedelta(days=30)
"""The accounts were opened so long after the universities came in."""


def platform(university: University | None = None) -> Actor:
    """The platform itself, with every verb that making a university takes."""
    return system("系统", *VERBS, university_id=university.pk if university else 0)


@dataclass(frozen=True)
class Top:
    """A university with its roots by tree."""

    university: University
    roots: dict[str, int]


def tops(begin: date, universities: Sequence[tuple[str, str, str]] = UNIVERSITIES) -> dict[str, Top]:
    """The authority and the universities by code, each following its pack."""
    made: dict[str, Top] = {}
    above: Organisation | None = None
    with clock_at(begin):
        for code, name, kind in universities:
            university = admit_university(Installation(), actor=platform(), code=code, name=name, kind=kind)
            roots = {}
            for tree, root, label in _roots(name, kind):
                organisation = found_top(
                    university,
                    actor=platform(university),
                    tree=tree,
                    kind=root,
                    code="D0000" if tree == "party" else "0000",
                    name=label,
                    under=above if tree == "party" else None,
                    since=FOUNDED,
                )
                roots[tree] = organisation.pk
                above = above or organisation
            adopt_pack(university, actor=platform(university), pack=university.pack)
            made[code] = Top(university, roots)
        _officer(made[AUTHORITY])
    return made


def _roots(name: str, kind: str) -> tuple[tuple[str, str, str], ...]:
    """Tree, kind and name of the roots."""
    if kind == "authority":
        return (("party", "education-work-committee", name),)
    return (("party", "university-committee", f"中共{name}委员会"), ("unit", "university", name))


def _officer(top: Top) -> None:
    """Who reads for the province."""
    actor = platform(top.university)
    officer = register_person(
        top.university,
        actor=actor,
        code="200500001",
        name="龙望舒",
        sex="f",
        category="staff",
        standing="member",
    )
    committee = organisation_for(actor, top.roots["party"])
    make_appointment(committee, actor=actor, person=officer, role="province-officer")
    open_account(top.university, actor=actor, username="province", password=PASSWORD, person=officer)


@dataclass(frozen=True)
class Head:
    """The committee of the authority, and its officer in the post."""

    organisation: Organisation
    officer: Actor


def authority(made: dict[str, Top]) -> Head:
    """Who issues to all universities, today."""
    top = made[AUTHORITY]
    account = top.university.accounts.get()
    officer = actor_in_post(account.pk, posts_of(account.pk)[0].key)
    if officer is None:
        raise LookupError(account.username)
    return Head(organisation_for(officer, top.roots["party"]), officer)


def planted(random: Random, top: Top, begin: date, subjects: Sequence[Subject], offices: int) -> Campus:
    """A university with its trees, founded on its first day here."""
    names = (*OFFICES, *SERVICES)[:offices]
    with clock_at(begin):
        actor = platform(top.university)
        return plant(random, top.university, top.roots, subjects, actor=actor, offices=names)


def settled(
    random: Random,
    top: Top,
    register: Register,
    *,
    begin: date,
    today: date,
    subjects: Sequence[Subject],
    offices: int,
    people: int,
    personas: tuple[Persona, ...],
) -> Crowd:
    """A university with its trees, its people and their posts and accounts."""
    actor = platform(top.university)
    campus = planted(random, top, begin, subjects, offices)
    crowd = Crowd(random, campus, begin, today, register)
    crowd.invited = invite(crowd, personas)
    settle(crowd, people)
    crowd.enter(actor)
    crowd.appoint(actor)
    with clock_at(begin + OPENED):
        for someone in crowd.invited.values():
            if someone.account:
                open_account(
                    top.university,
                    actor=actor,
                    username=someone.account,
                    password=PASSWORD,
                    person=top.university.people.get(pk=someone.id),
                )
    return crowd
