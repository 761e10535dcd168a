"""A university of its own beside the province: its Party tree, who signs in it, and drafts to be issued.

Run as `python -m bench.inside directives.ground organisations=10000 signers=5000`, in a migrated database with its pack.
People come in through the bulk doors; accounts are written as rows, with no password that anybody knows.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import found_top
from jingwei.foundation.organisations.actions.bulk import Founding, Naming, appoint_many, found_many
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.people.actions.bulk import register_many
from jingwei.foundation.people.models import Account
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.kernel.actor import Actor, system
from jingwei.mechanisms.directives.actions import draft_directive

SIZE = {"organisations": 10_000, "signers": 5_000, "drafts": 2}
SCHOOL, BRANCH = "faculty-committee", "teacher-branch"
TOGETHER = 100
"""A School with its branches."""
SECRETARY = "storm-secretary"
VERBS = "universities.* organisations.* people.* appointments.* directives.*".split()
Person = tuple[int, str, str]


def main(arguments: list[str]) -> dict[str, Any]:
    """Make it; the ids of the drafts, and the name of the account that issues them."""
    asked = SIZE | {name: int(value) for name, value in (each.split("=") for each in arguments)}
    university = admit_university(
        Installation(), actor=system("系统", *VERBS), code="S-0001", name="签收大学"
    )
    actor = system("系统", *VERBS, university_id=university.pk)
    top = found_top(
        university, actor=actor, tree="party", kind="university-committee", code="top", name="签收大学党委"
    )
    branches = _founded(top, actor, asked["organisations"])
    if len(branches) < asked["signers"]:
        raise ValueError(f"{len(branches)} branches for {asked['signers']} signers")
    people = _registered(top, actor, asked["signers"] + 1)
    places = [(top.pk, "committee-secretary"), *((pk, "branch-secretary") for pk in branches)]
    namings = [
        Naming(*person, organisation_id=pk, role=role)
        for person, (pk, role) in zip(people, places, strict=False)
    ]
    appoint_many(university.pk, actor=actor, namings=namings)
    drafts = [_drafted(top, actor, number) for number in range(asked["drafts"])]
    return {"account": SECRETARY, "university": university.pk, "drafts": drafts}


def _founded(top: Organisation, actor: Actor, count: int) -> list[int]:
    """So many organisations below, a School before each 99 branches; returns the branches."""
    foundings = [
        Founding(BRANCH, f"b{n}", f"第{n}支部", under=n - n % TOGETHER)
        if n % TOGETHER
        else Founding(SCHOOL, f"s{n}", f"第{n}学院党委", parent=top.pk)
        for n in range(count)
    ]
    ids = found_many(top.university_id, actor=actor, foundings=foundings)
    return [pk for n, pk in enumerate(ids) if n % TOGETHER]


def _registered(top: Organisation, actor: Actor, count: int) -> list[Person]:
    """So many people, each with an account; the first is the one who issues."""
    named = [(f"p{n}", f"签收人{n}") for n in range(count)]
    given = [{"code": code, "name": name, "standing": "member"} for code, name in named]
    ids = register_many(top.university, actor=actor, people=given)
    names = [SECRETARY, *(f"storm-{code}" for code, _name in named[1:])]
    Account.objects.bulk_create(
        Account(university=top.university, person_id=pk, username=name, password="!")
        for pk, name in zip(ids, names, strict=True)
    )
    return [(pk, code, name) for pk, (code, name) in zip(ids, named, strict=True)]


def _drafted(top: Organisation, actor: Actor, number: int) -> int:
    due = clock.today() + timedelta(days=30)
    kinds, text = (SCHOOL, BRANCH), "各单位列出清单，支部每年至少办一项。"
    return draft_directive(
        top, actor=actor, title=f"关于第{number + 1}件事的通知", text=text, due=due, kinds=kinds
    ).pk
