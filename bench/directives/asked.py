"""Issuing beside a bare insert, the cascade beside the bare page, and the storm: thousands sign one directive at once."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from statistics import median
from typing import Any

from bench.directives.storm import FORGERY
from bench.meanwhile import p95, waits_of
from bench.places import Place
from bench.report import Line
from bench.serving import Line as Connection
from bench.serving import ask_many, serving

MOST, MINUTE, CASCADE = 2.0, 60.0, 2.5
SIGNERS, FEW = 5_000, 300
ORGANISATIONS, FEWER = 10_000, 600
HANDS, THREADS = 8, 16
ROUNDS, REQUESTS, IDLE = 3, 40, 100
OWN, BARE = "jingwei.config.wsgi:application", "bench.bare.wsgi:application"


def run(place: Place) -> list[Line]:
    """All three, in a university of its own beside the province; both small where the province was asked to be."""
    province = place.province
    signers, organisations = (FEW, FEWER) if place.scale else (SIGNERS, ORGANISATIONS)
    ground = place.inside("directives.ground", f"organisations={organisations}", f"signers={signers}")
    key = place.inside("keys", ground["account"])[ground["account"]]["page"]
    lines = [
        _issuing(place, ground, key, organisations),
        _telling(place),
        _cascade(place, ground, key, province["university"]),
    ]
    sendings = place.folder / "sendings.json"
    written = place.inside("directives.signing", str(ground["drafts"][0]), str(signers), str(sendings))
    return [*lines, *_storm(place, ground["drafts"][0], key, written)]


def _issuing(place: Place, ground: dict[str, Any], key: str, organisations: int) -> Line:
    """Press the button once: to tell thousands of it takes the queue a minute. The other draft is there for the floor."""
    first, last = ground["drafts"]
    with serving(OWN, place.variables, database=place.server, threads=THREADS) as server:
        Connection(server.port, f"/directives/{first}/", key).ask()
        seconds = issued_by_page(server.port, first, key)
    bare = [place.inside("directives.bare", str(first), str(last))["seconds"] for _round in range(ROUNDS)]
    floor = median(bare)
    return Line(
        f"a directive to {organisations:,}, as its issuer sees it",
        place.name,
        f"{seconds:.2f} s",
        f"{floor:.2f} s bare",
        f"{seconds / floor:.1f}",
        f"< {MOST:g} s",
        seconds < MOST,
    )


def issued_by_page(port: int, draft: int, key: str) -> float:
    """Press the button on the page; the seconds until the answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=MINUTE)
    name, cookie = key.split(": ", 1)
    headers = {name: f"{cookie}; csrftoken={FORGERY}", "X-CSRFToken": FORGERY, "Host": "localhost"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    line.request("POST", f"/directives/{draft}/issue/", body="", headers=headers)
    answer = line.getresponse()
    answer.read()
    took = time.perf_counter() - began
    line.close()
    if answer.status != http.HTTPStatus.SEE_OTHER:
        raise RuntimeError(f"issuing answered {answer.status}")
    return took


def _telling(place: Place) -> Line:
    told = place.inside("directives.telling")
    each = 1000 * told["seconds"] / max(1, told["notices"])
    return Line(
        f"  {told['notices']:,} told of it by the queue",
        place.name,
        f"{told['seconds']:.1f} s, {each:.1f} ms each",
    )


def _cascade(place: Place, ground: dict[str, Any], key: str, university: int) -> Line:
    """CPU in turns with the bare page; the questions, counted apart."""
    address = f"/directives/{ground['drafts'][0]}/"
    asked = f"{ground['account']}={address}"
    questions = place.inside("questions", asked)[asked]
    own, floor = [], []
    with (
        serving(BARE, place.variables, database=place.server) as bare,
        serving(OWN, place.variables, database=place.server) as server,
    ):
        for _round in range(ROUNDS):
            floor.append(ask_many(bare, f"/people/{university}/", requests=REQUESTS).cpu_ms)
            own.append(ask_many(server, address, key, requests=REQUESTS).cpu_ms)
    cpu, bare_cpu = median(own), median(floor)
    return Line(
        "its cascade, as its issuer sees it",
        place.name,
        f"{cpu:.1f} ms CPU, {questions} questions",
        f"{bare_cpu:.1f} ms",
        f"{cpu / bare_cpu:.1f}",
        f"≤ {CASCADE:g}",
        cpu / bare_cpu <= CASCADE,
    )


def _storm(place: Place, directive: int, key: str, written: dict[str, int]) -> list[Line]:
    """Everybody signs over several connections, while the issuer reads the desk and the list."""
    with serving(OWN, place.variables, database=place.server, threads=THREADS) as server:
        pages = {"desk": "/", "list": "/directives/"}
        readers = {name: Connection(server.port, address, key) for name, address in pages.items()}
        for reader in readers.values():
            waits_of(reader, lambda: False, ROUNDS)
        idle = {name: waits_of(reader, lambda: False, IDLE) for name, reader in readers.items()}
        storm = begun(place, server.port)
        during: dict[str, list[float]] = {name: [] for name in readers}
        while storm.poll() is None:
            for name, reader in readers.items():
                during[name] += waits_of(reader, lambda: False, 1)
        told = storm.stdout.read() if storm.stdout else ""
    found = json.loads(told.splitlines()[-1])
    counted = place.inside("directives.counted", str(directive))
    return [
        _signed(place, found, counted, written["people"]),
        *_answers(place, found),
        *_read(place, idle, during),
    ]


def begun(place: Place, port: int) -> subprocess.Popen[str]:
    """The process that sends, in its own interpreter, so that it does not hold up the reader here."""
    command = [sys.executable, "-m", "bench.directives.storm"]
    storm = subprocess.Popen(
        [*command, str(place.folder / "sendings.json"), str(port), str(HANDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if storm.stdout is None or storm.stdin is None or storm.stdout.readline().strip() != "ready":
        raise RuntimeError("the storm did not begin")
    storm.stdin.write("\n")
    storm.stdin.flush()
    return storm


def _signed(place: Place, found: dict[str, Any], counted: dict[str, Any], people: int) -> Line:
    """Whether all are there once, and how long it took."""
    whole = (counted["signed"], counted["records"], counted["alike"], counted["broken"]) == (
        people,
        people,
        True,
        [],
    )
    took = found["took"]
    kept = "each once, chain whole" if whole else f"NOT WHOLE: {counted}"
    return Line(
        f"{people:,} sign it, {HANDS} connections, {found['requests']:,} requests",
        place.name,
        f"{took:.1f} s, {people / took:.0f} signed/s, {kept}",
        "",
        "",
        f"≤ {MINUTE:g} s",
        took <= MINUTE and whole,
    )


def _answers(place: Place, found: dict[str, Any]) -> list[Line]:
    """What they were answered, by the way they sent; how long they waited."""
    said = [
        Line(f"  sent {way}", place.name, f"{count:,} people") for way, count in sorted(found["told"].items())
    ]
    waited = f"p50 {1000 * found['p50']:.0f} ms, p95 {1000 * found['p95']:.0f} ms"
    return [*said, Line("  a signer waits", place.name, waited)]


def _read(place: Place, idle: dict[str, list[float]], during: dict[str, list[float]]) -> list[Line]:
    """The waiting of the reader, meanwhile beside idle."""
    return [
        Line(
            f"  the issuer's {name} meanwhile",
            place.name,
            f"p50 {1000 * median(during[name]):.0f} ms, p95 {p95(during[name]):.0f} ms",
            f"p95 {p95(idle[name]):.0f} ms idle",
            f"{p95(during[name]) / p95(idle[name]):.1f}",
        )
        for name in idle
    ]
