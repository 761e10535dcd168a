"""Serves an application as `./jw run` does, asks it over loopback, and reads what the kernel says it cost."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Server:
    """One granian with one worker; `database` is the process at the head of a database server, 0 for SQLite."""

    pid: int
    port: int
    database: int = 0

    def cpu(self) -> float:
        """Seconds of CPU that the application and its database have used so far."""
        heads = [self.pid, self.database] if self.database else [self.pid]
        return sum(spent(pid) for head in heads for pid in _family(head))


@contextmanager
def serving(
    application: str, variables: Mapping[str, str], *, database: int = 0, threads: int = 1
) -> Iterator[Server]:
    """Start granian as `./jw run` does, wait for its port, and stop it at the end.

    One thread, so that what a page costs is not spread over many; `./jw run` has 16.
    """
    port = free_port()
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            application,
            "--interface",
            "wsgi",
            "--no-ws",
            "--port",
            str(port),
        ),
        *(
            "--workers",
            "1",
            "--blocking-threads",
            str(threads),
            "--workers-kill-timeout",
            "3",
            "--log-level",
            "warning",
        ),
    ]
    process = subprocess.Popen(command, env={**os.environ, **variables}, preexec_fn=_end_with_parent)
    try:
        _wait_for(port, process)
        yield Server(process.pid, port, database)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Line:
    """One kept-alive connection that asks one address again and again; `first` is when its body began."""

    def __init__(self, port: int, address: str, *headers: str) -> None:
        lines = [f"GET {address} HTTP/1.1", "Host: localhost", *headers, "", ""]
        self.question = "\r\n".join(lines).encode()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.first = 0.0

    def ask(self) -> bytes:
        """The body of a 200 (in its chunks, where it came so), or an error that names what came instead."""
        began = time.perf_counter()
        self.socket.sendall(self.question)
        held = b""
        while (end := held.find(b"\r\n\r\n")) < 0 or len(held) == end + 4:
            held += self._more()
        self.first = time.perf_counter() - began
        head, body = held[:end], bytearray(held[end + 4 :])
        if b" 200 " not in head[:16]:
            raise RuntimeError(f"{self.question.split(b' ', 2)[1].decode()} answered {head[:60]!r}")
        length = LENGTH.search(head)
        while len(body) < int(length[1]) if length else not body.endswith(b"0\r\n\r\n"):
            body += self._more()
        return bytes(body)

    def _more(self) -> bytes:
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise RuntimeError("the server hung up")
        return piece

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


@dataclass(frozen=True)
class Cost:
    """What a number of requests cost: CPU and waiting of one, and how many a second."""

    cpu_ms: float
    wait_ms: float
    rate: float


def ask_many(server: Server, address: str, *headers: str, requests: int = 120, lines: int = 1) -> Cost:
    """Ask `requests` times over `lines` connections at once, after a few to warm up."""
    connections = [Line(server.port, address, *headers) for _ in range(lines)]
    for connection in connections:
        connection.ask()
    share, faults = requests // lines, list[Exception]()

    def work(connection: Line) -> None:
        try:
            for _ in range(share):
                connection.ask()
        except (OSError, RuntimeError) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(connection,)) for connection in connections]
    spent, began = server.cpu(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, spent = time.perf_counter() - began, server.cpu() - spent
    for connection in connections:
        connection.close()
    if faults:
        raise faults[0]
    done = share * lines
    return Cost(1000 * spent / done, 1000 * took / share, done / took)


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def parent_of(pid: int) -> int:
    """The process that started this one."""
    return int(_stat(pid)[1])


def memory_of(head: int) -> float:
    """Megabytes that a process and its children hold, shared pages divided among those who share them."""
    return sum(_held(pid) for pid in _family(head))


def _held(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def spent(pid: int) -> float:
    """CPU of a process and of its ended children, in seconds."""
    try:
        return sum(int(ticks) for ticks in _stat(pid)[11:15]) / TICK
    except OSError:
        return 0.0


def _pids() -> Iterator[tuple[int, list[str]]]:
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                yield int(entry.name), _stat(int(entry.name))
            except OSError:
                continue


def _family(head: int) -> list[int]:
    """A process with all that came from it."""
    kept = [head]
    parents = {pid: int(stat[1]) for pid, stat in _pids()}
    for pid in kept:
        kept += [child for child, parent in parents.items() if parent == pid]
    return kept


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
