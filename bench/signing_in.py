"""How many sign in a second, each at an address of their own, and how long a reader waits meanwhile."""

from __future__ import annotations

import http.client
import threading
import time
from collections import deque
from urllib.parse import urlencode

from bench.meanwhile import p95, waits_of
from bench.places import Place
from bench.report import Line
from bench.serving import Line as Connection
from bench.serving import serving

PEOPLE, HANDS, THREADS, IDLE = 400, 8, 16, 200
WANTED, MOST = 25, 1.5
FORGERY = "a" * 32
"""The mark of a form: what the cookie says, the form says too."""


def run(place: Place) -> list[Line]:
    """All of them sign in over eight connections, as fast as they are let in; the list of people is read meanwhile."""
    officer = place.province["accounts"]["university"]
    there = place.inside("signers", str(PEOPLE))
    key = place.inside("keys", officer)[officer]["page"]
    variables = place.variables | {"JINGWEI_TRUSTED_PROXIES": "127.0.0.1"}
    application = "jingwei.config.wsgi:application"
    with serving(application, variables, database=place.server, threads=THREADS) as server:
        reader = Connection(server.port, "/people/", key)
        waits_of(reader, lambda: False, 30)
        idle = waits_of(reader, lambda: False, IDLE)
        waiting, faults = deque(enumerate(there["names"])), list[str]()
        hands = [
            threading.Thread(target=_sign_in, args=(server.port, waiting, there["password"], faults))
            for _ in range(HANDS)
        ]
        spent, began = server.cpu(), time.perf_counter()
        for hand in hands:
            hand.start()
        during = waits_of(reader, lambda: not any(hand.is_alive() for hand in hands))
        took, spent = time.perf_counter() - began, server.cpu() - spent
    if faults:
        raise RuntimeError(f"{len(faults)} were not let in: {faults[0]}")
    count, before, now = len(there["names"]), p95(idle), p95(during)
    return [
        Line(
            f"{count} sign in, {1000 * spent / count:.0f} ms CPU each",
            place.name,
            f"{count / took:.0f}/s",
            f"{there['cost']:.0f} ms of Argon2id",
            "",
            f"≥ {WANTED}/s",
            count / took >= WANTED,
        ),
        Line(
            "  people list meanwhile, p95",
            place.name,
            f"{now:.1f} ms",
            f"{before:.1f} ms idle",
            f"{now / before:.2f}",
            f"≤ {MOST}",
            now / before <= MOST,
        ),
    ]


def _sign_in(port: int, waiting: deque[tuple[int, str]], password: str, faults: list[str]) -> None:
    """One hand: the next signs in as soon as the last was let in."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while waiting:
        try:
            number, name = waiting.popleft()
        except IndexError:
            return
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
