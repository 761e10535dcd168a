"""The kill drill: recorders, an importer and the queue's worker at work, one of them killed at a random moment, again and again.

`python -m tests.support.drill KILLS SEED` in the environment of a furnished installation; prints what became of it as JSON.
The processes are forked from one that has loaded the code and never touched the database, so that a new one works at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import django

from tools.run import end_with_parent

PEOPLE = 12
"""Rows of each imported sheet."""
LONGEST = 1.0
"""Seconds until the next kill, at most."""
PATIENCE = 60.0
"""Seconds at the end, in which each must have brought one thing to its end."""


class Journal:
    """What one process was told is done, one line each, written after the answer and read by its successor."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"told-{name}"
        self.path.touch()

    @property
    def lines(self) -> list[str]:
        """The lines that are there in full."""
        return [line for line in self.path.read_text().split("\n")[:-1] if line]

    def tell(self, line: str) -> None:
        """One more; a single write, so that it is there or not."""
        with self.path.open("ab", buffering=0) as file:
            file.write(f"{line}\n".encode())


def record(folder: Path, name: str, tokens: dict[str, str], matter: int) -> None:
    """Note and confirm through the API, for ever; what got no answer is sent again under its key."""
    from django.test import Client  # noqa: PLC0415

    journal = Journal(folder, name)
    secretary, head = (
        Client(headers={"authorization": f"Bearer {tokens[who]}"}) for who in ("branch", "head")
    )
    number = len(journal.lines) + 1
    while True:
        text, key = f"演练 {name} {number}", f"drill-{name}-{number}"
        told = _sent(secretary, f"/api/v1/matters/{matter}/note", key, {"text": text})
        (deed,) = (each["id"] for each in told["deeds"] if each["text"] == text)
        _sent(head, f"/api/v1/deeds/{deed}/confirm", f"{key}-confirm", {})
        journal.tell(text)
        number += 1


def _sent(client: Any, address: str, key: str, body: dict[str, str]) -> dict[str, Any]:
    answer = client.post(address, body, content_type="application/json", headers={"Idempotency-Key": key})
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code} {answer.content.decode()}")
    answered: dict[str, Any] = answer.json()
    return answered


def take_in(folder: Path, name: str, *_others: Any) -> None:
    """Import one sheet of new people after the other, for ever."""
    from django.core.management import call_command  # noqa: PLC0415

    from tests.support.ground import roster  # noqa: PLC0415

    journal = Journal(folder, name)
    while True:
        letter = f"K{len(journal.lines) + 1:03d}-"
        sheet = folder / f"{letter}.csv"
        sheet.write_text(roster(letter, PEOPLE), encoding="utf-8")
        call_command("import", "people", str(sheet), "--as", "orgoffice", stdout=sys.stderr)
        journal.tell(letter)


def work(*_all: Any) -> None:
    """The queue's worker."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("work")


KINDS: dict[str, Callable[..., None]] = {"one": record, "two": record, "sheets": take_in, "worker": work}


def prepare() -> dict[str, Any]:
    """Tokens of both sides, and the matter that they work on."""
    from jingwei.foundation.matters.models import Matter  # noqa: PLC0415
    from jingwei.foundation.organisations.queries import posts_of  # noqa: PLC0415
    from jingwei.foundation.people.actions import issue_token  # noqa: PLC0415
    from jingwei.foundation.people.queries import account_named  # noqa: PLC0415

    tokens = {}
    for name in ("branch", "head"):
        account = account_named(name)
        assert account is not None
        tokens[name] = issue_token(account, post_key=next(iter(posts_of(account.pk))).key)
    return {"tokens": tokens, "matter": Matter.objects.get(state="implementing").pk}


def became() -> dict[str, Any]:
    """Let the queue run dry, then look: what is there, what is there twice, what does not fit together."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    from jingwei.adapters import worker  # noqa: PLC0415
    from jingwei.foundation.ledger.models import Record  # noqa: PLC0415
    from jingwei.foundation.ledger.queries import broken_links  # noqa: PLC0415
    from jingwei.foundation.matters.models import Deed  # noqa: PLC0415
    from jingwei.foundation.people.models import Person  # noqa: PLC0415
    from jingwei.foundation.universities.models import University  # noqa: PLC0415
    from jingwei.mechanisms.measures.actions import recompute  # noqa: PLC0415

    worker.reap()
    worker.try_again()
    worker.drain()
    deeds = list(Deed.objects.filter(text__startswith="演练 ").values_list("pk", "text", "state"))
    verbs = Counter(
        Record.objects.filter(
            verb__in=("matters.note", "matters.confirm"), part__startswith="deed:"
        ).values_list("verb", "part")
    )
    rolled = _cells()
    recompute()
    return {
        "notes": Counter(text for _pk, text, _state in deeds),
        "confirmed": sum(state == "confirmed" for _pk, _text, state in deeds),
        "records": {
            verb: [
                verbs[verb, f"deed:{pk}"]
                for pk, _text, state in deeds
                if verb == "matters.note" or state != "noted"
            ]
            for verb in ("matters.note", "matters.confirm")
        },
        "people": Counter(code.partition("-")[0] for code in _codes(Person)),
        "registered": Counter(
            code.partition("-")[0]
            for code in _codes(
                Person, pk__in=Record.objects.filter(verb="people.register").values("subject_id")
            )
        ),
        "broken": [str(link) for each in University.objects.all() for link in broken_links(each.pk)],
        "left_in_the_queue": DBTaskResult.objects.exclude(status="SUCCESSFUL").count(),
        "rolled_up": rolled == _cells(),
    }


def _codes(people: Any, **more: Any) -> Iterator[str]:
    yield from people.objects.filter(code__startswith="K", code__contains="-", **more).values_list(
        "code", flat=True
    )


def _cells() -> list[Any]:
    from jingwei.mechanisms.measures.models import Cell  # noqa: PLC0415

    names = [field.attname for field in Cell._meta.fields if field.name != "id"]
    return sorted(map(repr, Cell.objects.values_list(*names)))


def forked(job: Callable[..., Any], *arguments: Any) -> int:
    """A process of its own for the job."""
    pid = os.fork()
    if pid:
        return pid
    end_with_parent()
    try:
        job(*arguments)
        os._exit(0)
    except BaseException as fault:
        print(f"{job.__name__}: {fault!r}", file=sys.stderr, flush=True)
        os._exit(1)


def answered(job: Callable[[], Any], folder: Path) -> Any:
    """What a job finds out in a process of its own."""
    path = folder / f"answer-{job.__name__}"
    pid = forked(lambda: path.write_text(json.dumps(job())))
    if os.waitpid(pid, 0)[1]:
        raise RuntimeError(f"{job.__name__} failed")
    return json.loads(path.read_text())


def _kill(pid: int) -> bool:
    """Kill a process; whether it lived until then."""
    os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def main(kills: int, seed: int) -> int:
    """Set them to work, kill one after the other, then see what became of it."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    reverse("shell:healthz")
    folder, random = Path(settings.DATA) / "drill", Random(seed)
    folder.mkdir()
    known = answered(prepare, folder)
    arguments = {name: (folder, name, known["tokens"], known["matter"]) for name in KINDS}
    at_work = {name: forked(job, *arguments[name]) for name, job in KINDS.items()}
    killed, died = Counter[str](), Counter[str]()
    while killed.total() < kills and not died:
        time.sleep(random.uniform(0.0, LONGEST))
        name = random.choice(list(KINDS))
        (killed if _kill(at_work.pop(name)) else died)[name] += 1
        at_work[name] = forked(KINDS[name], *arguments[name])
    journals = {name: Journal(folder, name) for name in KINDS if name != "worker"}
    until = time.monotonic() + PATIENCE
    while not all(journal.lines for journal in journals.values()) and time.monotonic() < until:
        time.sleep(0.2)
    for pid in at_work.values():
        _kill(pid)
    told = {name: journal.lines for name, journal in journals.items()}
    print(json.dumps({"killed": killed, "died": died, "told": told, **answered(became, folder)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
