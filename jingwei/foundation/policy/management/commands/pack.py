"""`./jw manage pack …`: check the packs, list and load them, see what one changes, follow or leave it, decide, attach text."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.adapters.papers import reading
from jingwei.foundation.policy.actions import (
    adopt_pack,
    attach_texts,
    decide_change,
    keep_version,
    leave_pack,
)
from jingwei.foundation.policy.queries import (
    CONTENT,
    KINDS,
    NOUNS,
    Followed,
    adoptions_of,
    changes_for,
    followed_by,
    plan_of,
    words_of,
    work_of,
)
from jingwei.foundation.policy.queries.alignment import Alignment, align
from jingwei.foundation.universities.queries import university_by_code
from jingwei.kernel.actions import VERBS
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Refused
from jingwei.kernel.events import EVENTS
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.fault import BrokenPack
from jingwei.kernel.packs.library import ROOT

VERB = ("packs.adopt", "packs.leave", "packs.decide", "clauses.attach_text", CONTENT)


def _standings() -> dict[str, str]:
    return {verb: event.standing for verb, event in EVENTS.items()}


class Command(BaseCommand):
    """Look after the packs."""

    help = "check | list | load | diff | adopt | apply | leave | changes | decide | text"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word, and what it takes."""
        words = parser.add_subparsers(dest="word", required=True)
        word = words.add_parser("check", help="every fault of every pack, with file and line")
        word.add_argument("--folder", type=Path, default=ROOT, help="another folder of packs")
        words.add_parser("list", help="the packs at hand, and which university follows which version")
        word = words.add_parser("load", help="keep what the versions at hand hold, once and for ever")
        word.add_argument("folder", type=Path, nargs="?", help="a pack to take in beside those at hand")
        word.add_argument("--builtin", action="store_true", help="those that came with this checkout")
        word = words.add_parser("diff", help="what a version would change, as a plan; nothing is changed")
        word.add_argument("pack")
        word.add_argument(
            "--university", metavar="CODE", help="from the version it follows, with what it touches"
        )
        word.add_argument("--from", type=int, dest="former", metavar="N", help="from this version")
        word.add_argument(
            "--to", type=int, dest="version", metavar="N", help="to this version, else the newest"
        )
        for name, told in (
            ("adopt", "let a university follow the version at hand"),
            ("apply", "show the plan, then follow the version and open what is to be decided"),
        ):
            word = words.add_parser(name, help=told)
            word.add_argument("pack")
            word.add_argument("--university", required=True, metavar="CODE")
            word.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="from this day")
            word.add_argument("--version", type=int, dest="number", metavar="N", help="else the newest")
        word = words.add_parser("leave", help="let a university follow a pack no more")
        word.add_argument("pack")
        word.add_argument("--university", required=True, metavar="CODE")
        word.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="from this day")
        word = words.add_parser("changes", help="what is to be decided, and what was")
        word.add_argument("--university", required=True, metavar="CODE")
        word = words.add_parser("decide", help="decide on one change")
        word.add_argument("change", help="as clause:3.4")
        word.add_argument("choice", choices=["follow", "keep", "assign", "retire"])
        word.add_argument("heirs", nargs="*", help="the clauses that a split one is assigned to")
        word.add_argument("--university", required=True, metavar="CODE")
        word = words.add_parser("text", help="align an official text with the clauses")
        word.add_argument("file", type=Path, help=".docx, .pdf or .txt")
        word.add_argument("--university", required=True, metavar="CODE")
        word.add_argument("--pack", default="", help="else the document the university came in with")
        word.add_argument(
            "--give", action="append", default=[], metavar="CLAUSE=N,N-N", help="mend: paragraphs of a clause"
        )
        word.add_argument("--apply", action="store_true", help="attach what is aligned")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one word; a refusal is one line and exit code 1."""
        try:
            getattr(self, f"_{options['word']}")(options)
        except (Refused, BrokenPack, registry.Unknown) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _check(self, options: dict[str, Any]) -> None:
        faults = check(options["folder"], verbs=frozenset(VERBS), standings=_standings())
        if faults:
            raise CommandError("\n".join(str(fault) for fault in faults))
        self.stdout.write("packs: no fault")

    def _list(self, options: dict[str, Any]) -> None:
        for pack in registry.packs():
            self.stdout.write(f"{pack.id}\t{pack.version}\t{pack.fingerprint}\t{pack.about.label.here()}")
        for code, name, pack_id, version, since in adoptions_of():
            self.stdout.write(f"  {code} {name}: {pack_id} {version} ({since})")

    def _load(self, options: dict[str, Any]) -> None:
        if options["folder"]:
            self._take_in(options["folder"])
        for pack in registry.packs():
            for version in registry.versions(pack.id).values():
                kept = keep_version(version)
                if options["verbosity"]:
                    self.stdout.write(f"{kept.pack} {kept.version}")

    def _take_in(self, folder: Path) -> None:
        """Put a pack beside those at hand, if all of them together have no fault."""
        if not (folder / "pack.yaml").is_file():
            raise CommandError(_("{folder} 里没有 pack.yaml，不是政策包。").format(folder=folder))
        own = registry.roots()[-1]
        target, aside = own / folder.name, own / f".{folder.name}"
        own.mkdir(parents=True, exist_ok=True)
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)
            target.rename(aside)
        shutil.copytree(folder, target)
        faults = check(*registry.roots(), verbs=frozenset(VERBS), standings=_standings())
        if faults:
            shutil.rmtree(target)
            if aside.exists():
                aside.rename(target)
            raise CommandError("\n".join(str(fault) for fault in faults))
        shutil.rmtree(aside, ignore_errors=True)
        registry.forget()
        self.stdout.write(_("装好了。正在运行的平台重新启动以后用上它。"))

    def _diff(self, options: dict[str, Any]) -> None:
        newest = registry.pack(options["pack"])
        former, work = options["former"] or max(newest.version - 1, 1), {}
        if options["university"]:
            actor = _actor(options["university"])
            followed = followed_by(actor, pack=newest.id)
            former = options["former"] or followed.edition.about.version
            work = work_of(actor, followed, clock.today(), read=False)
        versions = registry.between(newest.id, former, options["version"] or newest.version)
        changes = registry.changes(newest.id, former, versions[-1].version)
        for line in plan_of(versions, changes, work):
            self.stdout.write(line)

    def _adopt(self, options: dict[str, Any]) -> None:
        university = university_by_code(options["university"])
        adopted = adopt_pack(
            university,
            actor=_actor(options["university"]),
            pack=options["pack"],
            since=options["since"],
            version=options["number"],
        )
        self.stdout.write(f"{university.code} {adopted.pack} {adopted.pack_version.version}")

    def _leave(self, options: dict[str, Any]) -> None:
        university, actor = university_by_code(options["university"]), _actor(options["university"])
        left = leave_pack(university, actor=actor, pack=options["pack"], since=options["since"])
        self.stdout.write(f"{university.code} {left.title} … {left.until}")

    def _apply(self, options: dict[str, Any]) -> None:
        self._diff(
            {
                "pack": options["pack"],
                "university": options["university"],
                "former": None,
                "version": options["number"],
            }
        )
        self._adopt(options)
        self._changes(options)

    def _changes(self, options: dict[str, Any]) -> None:
        for each in changes_for(_actor(options["university"])):
            decided = each.decision.get_choice_display() if each.decision else _("待定")
            kind = f"{NOUNS[each.change.noun]} {KINDS[each.change.kind]}"
            self.stdout.write(
                f"{each.adoption.title}\t{each.change.key}\t{kind}\t{decided}\t{words_of(each.change.old)}"
            )

    def _decide(self, options: dict[str, Any]) -> None:
        actor = _actor(options["university"])
        found = next((each for each in changes_for(actor) if each.change.key == options["change"]), None)
        if found is None:
            raise CommandError(_("没有要定的“{change}”。").format(change=options["change"]))
        decided = decide_change(
            found.adoption,
            actor=actor,
            change=options["change"],
            choice=options["choice"],
            heirs=options["heirs"],
        )
        self.stdout.write(f"{options['change']} {decided.get_choice_display()}")

    def _text(self, options: dict[str, Any]) -> None:
        actor = _actor(options["university"])
        followed = followed_by(actor, pack=options["pack"])
        content = _content(options["file"])
        found = align(reading(options["file"].name, content), followed.edition)
        for given in options["give"]:
            found = _mended(found, given, followed)
        self._show(found, followed)
        if options["apply"]:
            count = attach_texts(
                followed.university,
                actor=actor,
                pack=followed.pack,
                texts=found.texts,
                source_digest=sha256(content).hexdigest(),
            )
            self.stdout.write(_("附上了 {count} 款的正式文本。").format(count=count))

    def _show(self, found: Alignment, followed: Followed) -> None:
        for clause, numbers in found.given.items():
            self.stdout.write(f"{clause}\t{_ranges(numbers)}\t{found.texts[clause][:60]}")
        for number in found.loose:
            self.stdout.write(
                _("没有对上的第 {number} 段：{text}").format(
                    number=number, text=found.paragraphs[number - 1][:60]
                )
            )
        if missing := [each for each in followed.edition.clauses if each not in found.given]:
            self.stdout.write(_("没有文本的条款：{clauses}").format(clauses=_("、").join(missing)))


def _actor(code: str) -> Actor:
    """The platform itself, in one university."""
    return system("系统", *VERB, university_id=university_by_code(code).pk)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(_("打不开 {file}。").format(file=path)) from error


def _ranges(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _mended(found: Alignment, given: str, followed: Followed) -> Alignment:
    """The alignment with the paragraphs of one clause set by hand, as `4.1a=12,14-16`; none where `4.1a=`."""
    clause, _equals, wanted = given.partition("=")
    if clause not in followed.edition.clauses:
        raise CommandError(_("这个政策包里没有条款 {clause}。").format(clause=clause))
    try:
        numbers = [n for part in wanted.split(",") if part for n in _span(part)]
    except ValueError as error:
        raise CommandError(_("“{given}”应当写成 4.1a=12 或 4.1a=12,14-16。").format(given=given)) from error
    if strange := [n for n in numbers if not 1 <= n <= len(found.paragraphs)]:
        raise CommandError(_("文件里没有第 {number} 段。").format(number=strange[0]))
    return found.with_clause(clause, tuple(numbers))


def _span(part: str) -> range:
    first, _dash, last = part.partition("-")
    return range(int(first), int(last or first) + 1)
