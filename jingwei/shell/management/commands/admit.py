"""`./jw manage admit CODE NAME --officer USER:姓名`: an empty installation gets its university and first people."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from jingwei.foundation.organisations.actions import cover_unit, found_top, make_appointment
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.actions import open_account, register_person
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import system
from jingwei.kernel.errors import Refused

INSTALLER = system(
    "系统", "universities.*", "organisations.*", "people.*", "accounts.*", "appointments.*", "memberships.*"
)
ROLES = {
    "officer": "organisation-officer",
    "sysadmin": "sysadmin",
    "secadmin": "secadmin",
    "auditor": "auditor",
}


class Command(BaseCommand):
    """Admit a university with its Party committee and whoever shall bring in the rest."""

    help = "Admit a university and open its first accounts; their passwords are printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Code and name of the university; the first people as USERNAME:NAME, each of them somebody else."""
        parser.add_argument("code")
        parser.add_argument("name")
        parser.add_argument("--officer", required=True, metavar="USER:NAME")
        for role in ("sysadmin", "secadmin", "auditor"):
            parser.add_argument(f"--{role}", metavar="USER:NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything or nothing, through the verbs; then the passwords."""
        try:
            with transaction.atomic():
                opened = self._admit(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for username, password in opened:
            self.stdout.write(f"{username}\t{password}")

    def _admit(self, options: dict[str, Any]) -> list[tuple[str, str]]:
        code, name = options["code"], options["name"]
        university = admit_university(Installation(), actor=INSTALLER, code=code, name=name)
        committee = self._top(university, "party", "university-committee", f"中共{name}委员会")
        cover_unit(committee, actor=INSTALLER, unit=self._top(university, "unit", "university", name))
        return [
            self._open(university, committee, role, options[option])
            for option, role in ROLES.items()
            if options[option]
        ]

    @staticmethod
    def _top(university: University, tree: str, kind: str, name: str) -> Organisation:
        return found_top(
            university, actor=INSTALLER, tree=tree, kind=kind, code=f"{university.code}-{tree}", name=name
        )

    @staticmethod
    def _open(university: University, committee: Organisation, role: str, who: str) -> tuple[str, str]:
        username, _colon, name = who.partition(":")
        if not username or not name:
            raise CommandError(f"{who!r} should read USERNAME:NAME, as officer:戚晓岚")
        person = register_person(
            university,
            actor=INSTALLER,
            code=f"admin-{username}",
            name=name,
            category="staff",
            standing="member",
        )
        account = open_account(university, actor=INSTALLER, username=username, person=person)
        make_appointment(committee, actor=INSTALLER, person=person, role=role)
        return username, account.told
