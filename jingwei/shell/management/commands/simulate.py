"""`./jw manage simulate --universities N --years Y --seed S`: an invented province on an empty installation."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.presence import anybody_here
from jingwei.foundation.universities.queries import universities_exist
from jingwei.shell.simulation.province import Province, simulate
from jingwei.shell.simulation.university import Size

EVENING = time(18)


class Command(BaseCommand):
    """Make a province, and keep beside it what is true of it."""

    help = "Make an invented province on an empty installation, with what is true of it in a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How large, from which draw, up to which day."""
        parser.add_argument("--universities", type=_some, default=1)
        parser.add_argument("--years", type=_some, default=3)
        parser.add_argument("--seed", type=int, default=38)
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DATE", help="the last day, else today"
        )
        parser.add_argument("--people", type=_some, default=Size.people, help="in each university")
        parser.add_argument("--matters", type=_some, default=Size.matters, help="in each university and year")
        parser.add_argument("--schools", type=_some, default=Size.schools, help="in each university")
        parser.add_argument("--truth", type=Path, metavar="FILE", help="default: truth.json among the data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where there is anything; make it; say who may read it."""
        if universities_exist():
            raise CommandError(
                "this installation has universities already: use an empty database and a new JINGWEI_DATA"
            )
        if anybody_here():
            raise CommandError("./jw run is at work on this data: stop it first")
        until = options["until"] or clock.today()
        if until > clock.today():
            raise CommandError(f"--until {until} lies ahead: a simulation ends today at the latest")
        size = Size(schools=options["schools"], people=options["people"], matters=options["matters"])
        path = options["truth"] or Path(settings.DATA) / "truth.json"
        asked = Province(options["universities"], options["years"], options["seed"], size)

        def keep(truth: dict[str, Any]) -> None:
            path.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n")

        with clock_at(datetime.combine(until, EVENING, clock.ZONE)):
            made = simulate(asked, self._say, keep)
        self._say(f"what is true of it: {path}")
        for username, whose in list(made.accounts.items())[:5]:
            self._say(f"{username}  {whose}")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()


def _some(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"a number from 1 on, not {text}")
    return int(text)
