"""How many sign in a second, each at an address of their own, and how long a reader waits meanwhile."""

from __future__ import annotations

import http.client
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.meanwhile import p95, waits_of
from bench.places import Place
from bench.report import Line
from bench.serving import Line as Connection
from bench.serving import Server, serving

PEOPLE, HANDS, THREADS, IDLE = 600, 8, 16, 200
WANTED, MOST = 25, 1.5
FORGERY = "a" * 32
"""The mark of a form: what the cookie says, the form says too."""


def run(place: Place) -> list[Line]:
    """Half sign in at the rate wanted, half as fast as they are let in, over eight connections; a list is read meanwhile."""
    officer = place.province["accounts"]["university"]
    there = place.inside("signers", str(PEOPLE))
    key = place.inside("keys", officer)[officer]["page"]
    variables = place.variables | {"JINGWEI_TRUSTED_PROXIES": "127.0.0.1"}
    application = "jingwei.config.wsgi:application"
    people = [*enumerate(there["names"])]
    half = len(people) // 2
    with serving(application, variables, database=place.server, threads=THREADS) as server:
        reader = Connection(server.port, "/people/", key)
        waits_of(reader, lambda: False, 30)
        idle = waits_of(reader, lambda: False, IDLE)
        paced = _rush(server, reader, people[:half], there["password"], 1 / WANTED)
        flood = _rush(server, reader, people[half:], there["password"], 0)
    return [
        Line(
            f"{len(people) - half} sign in, {1000 * flood.spent:.0f} ms CPU each",
            place.name,
            f"{flood.rate:.0f}/s",
            f"{there['cost']:.0f} ms of Argon2id",
            "",
            f"≥ {WANTED}/s",
            flood.rate >= WANTED,
        ),
        _meanwhile(place, f"  people list while {WANTED} a second sign in, p95", idle, paced.waits, MOST),
        _meanwhile(place, "  people list in the flood, p95", idle, flood.waits, None),
    ]


def _meanwhile(place: Place, title: str, idle: list[float], during: list[float], most: float | None) -> Line:
    before, now = p95(idle), p95(during)
    told = (title, place.name, f"{now:.1f} ms", f"{before:.1f} ms idle", f"{now / before:.2f}")
    return Line(*told, f"≤ {most}", now / before <= most) if most else Line(*told)


@dataclass(frozen=True)
class Rush:
    """How many were let in a second, the CPU seconds of each, and what a reader waited meanwhile."""

    rate: float
    spent: float
    waits: list[float]


def _rush(
    server: Server, reader: Connection, people: Sequence[tuple[int, str]], password: str, pace: float
) -> Rush:
    """All of them sign in, one every `pace` seconds."""
    faults: list[str] = []
    began, spent = time.perf_counter(), server.cpu()
    waiting = deque((began + turn * pace, *who) for turn, who in enumerate(people))
    hands = [
        threading.Thread(target=_sign_in, args=(server.port, waiting, password, faults)) for _ in range(HANDS)
    ]
    for hand in hands:
        hand.start()
    waits = waits_of(reader, lambda: not any(hand.is_alive() for hand in hands))
    took, spent = time.perf_counter() - began, server.cpu() - spent
    if faults:
        raise RuntimeError(f"{len(faults)} were not let in: {faults[0]}")
    return Rush(len(people) / took, spent / len(people), waits)


def _sign_in(port: int, waiting: deque[tuple[float, int, str]], password: str, faults: list[str]) -> None:
    """One hand: the next signs in when it is time, and the last was let in."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while waiting:
        try:
            at, number, name = waiting.popleft()
        except IndexError:
            return
        time.sleep(max(0.0, at - time.perf_counter()))
        typed = urlencode({"username": name, "password": password, "csrfmiddlewaretoken": FORGERY})
        headers = {
            "Host": "localhost",
            "Cookie": f"csrftoken={FORGERY}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.1.{number // 250}.{number % 250}",
        }
        line.request("POST", "/sign-in/", body=typed, headers=headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != 303:
            faults.append(f"{name}: {answer.status}")
