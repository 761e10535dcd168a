"""Sends what was written down over several kept-alive connections, as fast as they are answered; knows nothing of Django.

Run as `python -m bench.directives.storm FILE PORT HANDS`; says `ready`, waits for a line, then prints what came of it.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections import Counter, defaultdict, deque
from pathlib import Path
from statistics import quantiles
from typing import Any

PATIENCE = 120.0
FORGERY = "a" * 32
"""The mark of a form: what the cookie says, the header says too."""
Sending = tuple[str, int, str, str, str]
"""The way, the receipt, the address, the session, the key."""
DONE = (200, 303)


def main(path: str, port: str, hands: str) -> dict[str, Any]:
    """Seconds it took; how many people, by the way they sent and all the answers they got; how long they waited."""
    waiting: deque[Sending] = deque(map(tuple, json.loads(Path(path).read_text())))
    answers: dict[tuple[str, int], list[str]] = defaultdict(list)
    waits: list[float] = []
    requests = len(waiting)
    threads = [
        threading.Thread(target=_send, args=(int(port), waiting, answers, waits)) for _ in range(int(hands))
    ]
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    told = Counter(f"{way}: {', '.join(sorted(said))}" for (way, _receipt), said in answers.items())
    cuts = quantiles(waits, n=20)
    return {"took": took, "requests": requests, "told": told, "p50": cuts[9], "p95": cuts[-1]}


def _send(
    port: int, waiting: deque[Sending], answers: dict[tuple[str, int], list[str]], waits: list[float]
) -> None:
    """One hand: takes the next as soon as the last was answered."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while waiting:
        try:
            way, receipt, address, session, key = waiting.popleft()
        except IndexError:
            return
        began = time.perf_counter()
        said = _asked(line, address, session, key)
        waits.append(time.perf_counter() - began)
        answers[way, receipt].append(said)


def _asked(line: http.client.HTTPConnection, address: str, session: str, key: str) -> str:
    """`done`, or the status and the code of the refusal, or what went wrong on the way."""
    is_api = address.startswith("/api/")
    headers = {
        "Host": "localhost",
        "Cookie": f"jingwei={session}; csrftoken={FORGERY}",
        "X-CSRFToken": FORGERY,
        "Idempotency-Key": key,
        "Content-Type": "application/json" if is_api else "application/x-www-form-urlencoded",
    }
    try:
        line.request("POST", address, body="{}" if is_api else "back=desk", headers=headers)
        answer = line.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as fault:
        line.close()
        return type(fault).__name__
    if answer.status in DONE:
        # A page that sends somebody to sign in has done nothing.
        return "done" if "/sign-in" not in answer.headers.get("Location", "") else "not signed in"
    code = json.loads(body).get("code", "") if is_api else ""
    return f"{answer.status} {code}".strip()


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
