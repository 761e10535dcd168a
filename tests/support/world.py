"""The small invented world that tests act in: two universities under one authority, one person a role.

It is built once a test run through the real verbs; each test runs in a transaction that is undone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import (
    begin_membership,
    cover_unit,
    found_organisation,
    found_top,
    make_appointment,
)
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.people.actions import open_account, register_person
from jingwei.foundation.people.models import Account, Person
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.foundation.universities.models import University
from jingwei.kernel.actor import Actor, system

BEGIN = date(2024, 9, 1)
PASSWORD = "jingwei-demo"
BUILDER = system(
    "系统", "universities.*", "organisations.*", "people.*", "accounts.*", "appointments.*", "memberships.*"
)

# account: (name, category, standing, role, organisation key, unit key, branch key)
PEOPLE: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "province": ("龙望舒", "staff", "member", "province-officer", "authority", "", ""),
    "committee": ("祁远山", "staff", "member", "committee-secretary", "committee", "office", "staff_branch"),
    "orgoffice": ("戚晓岚", "staff", "member", "organisation-officer", "committee", "office", "staff_branch"),
    "faculty": ("孟青禾", "teacher", "member", "faculty-secretary", "faculty_party", "faculty", "branch"),
    "dean": ("柏鸿钧", "teacher", "other", "dean", "faculty", "faculty", ""),
    "head": ("乔望北", "teacher", "member", "unit-head", "team", "team", "branch"),
    "branch": ("沈砚秋", "teacher", "member", "branch-secretary", "branch", "team", "branch"),
    "organizer": ("裴若谷", "staff", "member", "organiser", "faculty_party", "faculty", "branch"),
    "member": ("喻清川", "teacher", "member", "", "", "team", "branch"),
    "teacher": ("姜一舟", "teacher", "other", "", "", "team", ""),
    "student": ("明小满", "student", "activist", "", "", "faculty", ""),
    "sysadmin": ("季文博", "staff", "other", "sysadmin", "committee", "office", ""),
    "secadmin": ("唐守正", "staff", "other", "secadmin", "committee", "office", ""),
    "auditor": ("萧明察", "staff", "other", "auditor", "committee", "office", ""),
    "neighbour": (
        "卫长风",
        "teacher",
        "member",
        "branch-secretary",
        "other_branch",
        "other_team",
        "other_branch",
    ),
    "outsider": ("骆听雨", "teacher", "member", "committee-secretary", "foreign_committee", "", ""),
}
ELSEWHERE = {"outsider": "foreign", "province": "authority"}


@dataclass
class World:
    """The objects of the world by short keys, and its people by account name."""

    universities: dict[str, University] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Organisation:
        return self.organisations[key]

    def actor(self, account: str) -> Actor:
        """The actor of an account in its first post."""
        found = actor_in_post(self.accounts[account].pk, self.posts[account])
        assert found is not None
        return found

    def client(self, account: str) -> Client:
        """A browser signed in as the account, in its first post."""
        client = Client()
        session = client.session
        session["account"], session["post"] = self.accounts[account].pk, self.posts[account]
        session.save()
        return client


def build_world() -> World:
    """Build the world through the verbs; returns its objects."""
    world = World()
    with clock_at(BEGIN):
        _universities(world)
        _organisations(world)
        for account in PEOPLE:
            _person(world, account)
    return world


def _universities(world: World) -> None:
    here = Installation()
    for key, code, name, kind in (
        ("authority", "A-0001", "北原省委教育工作委员会", "authority"),
        ("home", "U-0001", "北疆理工大学", "university"),
        ("foreign", "U-0002", "临江师范学院", "university"),
    ):
        world.universities[key] = admit_university(here, actor=BUILDER, code=code, name=name, kind=kind)


def _organisations(world: World) -> None:
    tops = (
        ("authority", "authority", "party", "education-work-committee", "北原省委教育工作委员会", None),
        ("committee", "home", "party", "university-committee", "中共北疆理工大学委员会", "authority"),
        ("university", "home", "unit", "university", "北疆理工大学", None),
        (
            "foreign_committee",
            "foreign",
            "party",
            "university-committee",
            "中共临江师范学院委员会",
            "authority",
        ),
        ("foreign_university", "foreign", "unit", "university", "临江师范学院", None),
    )
    for key, owner, tree, kind, name, under in tops:
        world.organisations[key] = found_top(
            world.universities[owner],
            actor=BUILDER,
            tree=tree,
            kind=kind,
            code=key,
            name=name,
            under=world.organisations[under] if under else None,
        )
    below = (
        ("faculty_party", "committee", "faculty-committee", "机械工程学院党委"),
        ("branch", "faculty_party", "teacher-branch", "智能农机教师党支部"),
        ("student_branch", "faculty_party", "student-branch", "机械研究生第一党支部"),
        ("staff_branch", "committee", "staff-branch", "党群机关党支部"),
        ("other_faculty_party", "committee", "faculty-committee", "外国语学院党委"),
        ("other_branch", "other_faculty_party", "teacher-branch", "俄语教师党支部"),
        ("foreign_branch", "foreign_committee", "staff-branch", "临江机关党支部"),
        ("faculty", "university", "faculty", "机械工程学院"),
        ("team", "faculty", "team", "农机装备研究所"),
        ("other_faculty", "university", "faculty", "外国语学院"),
        ("other_team", "other_faculty", "team", "边贸语言服务队"),
        ("office", "university", "department", "党群工作部"),
        ("foreign_faculty", "foreign_university", "faculty", "临江数学学院"),
    )
    for key, parent, kind, name in below:
        world.organisations[key] = found_organisation(
            world[parent], actor=BUILDER, kind=kind, code=key, name=name
        )
    for party, unit in (
        ("committee", "university"),
        ("faculty_party", "faculty"),
        ("branch", "team"),
        ("other_faculty_party", "other_faculty"),
        ("other_branch", "other_team"),
        ("foreign_committee", "foreign_university"),
    ):
        cover_unit(world[party], actor=BUILDER, unit=world[unit])


def _person(world: World, account: str) -> None:
    name, category, standing, role, at, unit, branch = PEOPLE[account]
    university = world.universities[ELSEWHERE.get(account, "home")]
    code = f"T{len(world.people) + 1:04d}"
    person = register_person(
        university, actor=BUILDER, code=code, name=name, category=category, standing=standing
    )
    world.people[account] = person
    world.accounts[account] = open_account(
        university, actor=BUILDER, username=account, password=PASSWORD, person=person
    )
    for place in (unit, branch):
        if place:
            begin_membership(world[place], actor=BUILDER, person=person)
    if role:
        make_appointment(world[at], actor=BUILDER, person=person, role=role)
    world.posts[account] = posts_of(world.accounts[account].pk)[0].key
