"""`./jw manage pack …`: check the packs, list them, keep their versions, let a university follow one."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jingwei.foundation.policy.actions import adopt_pack, keep_version
from jingwei.foundation.policy.queries import adoptions_of
from jingwei.foundation.universities.queries import university_by_code
from jingwei.kernel.actions import VERBS
from jingwei.kernel.actor import system
from jingwei.kernel.errors import Refused
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.fault import BrokenPack
from jingwei.kernel.packs.library import ROOT


class Command(BaseCommand):
    """Look after the packs."""

    help = "check | list | load --builtin | adopt PACK --university CODE"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word, and what it takes."""
        words = parser.add_subparsers(dest="word", required=True)
        word = words.add_parser("check", help="every fault of every pack, with file and line")
        word.add_argument("--folder", type=Path, default=ROOT, help="another folder of packs")
        words.add_parser("list", help="the packs at hand, and which university follows which version")
        word = words.add_parser("load", help="keep what the versions at hand hold, once and for ever")
        word.add_argument("--builtin", action="store_true", help="those that came with this checkout")
        word = words.add_parser("adopt", help="let a university follow the version at hand")
        word.add_argument("pack")
        word.add_argument("--university", required=True, metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one word; a refusal is one line and exit code 1."""
        try:
            getattr(self, f"_{options['word']}")(options)
        except (Refused, BrokenPack) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _check(self, options: dict[str, Any]) -> None:
        faults = check(options["folder"], frozenset(VERBS))
        if faults:
            raise CommandError("\n".join(str(fault) for fault in faults))
        self.stdout.write("packs: no fault")

    def _list(self, options: dict[str, Any]) -> None:
        for pack in registry.packs():
            self.stdout.write(f"{pack.id}\t{pack.version}\t{pack.fingerprint}\t{pack.about.label.here()}")
        for code, name, pack_id, version, since in adoptions_of():
            self.stdout.write(f"  {code} {name}: {pack_id} {version} ({since})")

    def _load(self, options: dict[str, Any]) -> None:
        for pack in registry.packs():
            kept = keep_version(pack)
            if options["verbosity"]:
                self.stdout.write(f"{kept.pack} {kept.version}")

    def _adopt(self, options: dict[str, Any]) -> None:
        university = university_by_code(options["university"])
        actor = system("系统", "packs.adopt", university_id=university.pk)
        adopted = adopt_pack(university, actor=actor, pack=options["pack"])
        self.stdout.write(f"{university.code} {adopted.pack_version.pack} {adopted.pack_version.version}")
