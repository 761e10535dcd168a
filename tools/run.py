"""Serves pages and background work until told to stop; stays small, since it lives as long as they do."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

PYTHON = sys.executable
PATIENCE = 30.0
"""Seconds in which the first answer must come."""
THREADS = "16"
"""Started as they are needed; downloads may hold half of them (jingwei/shell/downloads.py)."""
LAST_WORDS = 10.0
"""Seconds for an orderly stop."""


class Child:
    """One of the two processes, started again when it dies, slower each time it dies young."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.delay, self.due = 0.0, 0.0
        self.start()

    def start(self) -> None:
        """Start the process in a session of its own: Ctrl-C reaches only us, and we stop both in order."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=end_with_parent)

    def end_remnants(self) -> None:
        """End what the process may have left behind: a worker of a killed web server would keep the port."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def tend(self) -> None:
        """Start it again if it has died and its delay is over."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if not self.due:
            self.end_remnants()
            self.delay = 0.0 if now - self.began > PATIENCE else min(10.0, self.delay * 2 or 0.5)
            self.due = now + self.delay
            print(
                f"{self.name} ended with {self.process.returncode}; starting it again",
                file=sys.stderr,
                flush=True,
            )
        elif now >= self.due:
            self.due = 0.0
            self.start()


def main(arguments: list[str]) -> int:
    """Prepare, start both, announce the address, then watch until SIGINT or SIGTERM."""
    options = _options(arguments)
    if fault := _port_fault(options.host, options.port):
        print(f"jw: {fault}", file=sys.stderr)
        return 2
    prepared = subprocess.run(
        [PYTHON, "-m", "tools.ready", "--host", options.host, *(["--empty"] if options.empty else [])],
        stdout=subprocess.PIPE,
        check=False,
    )
    if prepared.returncode:
        return prepared.returncode
    told = json.loads(prepared.stdout)

    signal.signal(signal.SIGTERM, _interrupt)
    children = [
        Child("web", _web(options.host, options.port, told["static"])),
        Child("worker", [PYTHON, "-m", "tools.manage", "work"]),
    ]
    try:
        if not _answers(options.host, options.port, children):
            print("jw: no answer from /healthz; the lines above say why", file=sys.stderr)
            return 1
        _announce(options.host, options.port, told["accounts"])
        while True:
            time.sleep(0.5)
            for child in children:
                child.tend()
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./jw run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--empty", action="store_true", help="no demo university")
    return parser.parse_args(arguments)


def _web(host: str, port: int, static: str) -> list[str]:
    return [
        *(PYTHON, "-m", "granian", "jingwei.config.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", THREADS),
        *("--workers-kill-timeout", "3", "--respawn-failed-workers", "--log-level", "error"),
        *(
            "--static-path-route",
            "/static",
            "--static-path-mount",
            static,
            "--static-path-expires",
            "31536000",
        ),
    ]


def _port_fault(host: str, port: int) -> str:
    if not 0 < port < 65536:
        return f"no such port: {port}"
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as fault:
        return f"no such address: {host}:{port} ({fault})"
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as fault:
            return f"cannot listen on {host}:{port} ({fault.strerror}): is another run going on? Choose another --port"
    return ""


def _answers(host: str, port: int, children: list[Child]) -> bool:
    """Whether /healthz says 200 in time; false at once where a process cannot even start."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(child.process.poll() is not None for child in children):
            return False
        if _status(host, port) == "200":
            return True
        time.sleep(0.05)
    return False


def _status(host: str, port: int) -> str:
    # A plain socket: the HTTP client of the library would double the memory of this process.
    try:
        with socket.create_connection((_reachable(host), port), timeout=5) as connection:
            connection.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return connection.recv(64).split(b" ")[1].decode()
    except (OSError, IndexError):
        return ""


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)


def _announce(host: str, port: int, accounts: list[list[str]]) -> None:
    shown = _reachable(host)
    print(
        f"\n  Jingwei 经纬 is at http://{f'[{shown}]' if ':' in shown else shown}:{port}/   (Ctrl-C ends it)\n"
    )
    if accounts:
        print("  Demo accounts, password jingwei-demo:")
        print("\n".join(f"    {name:<10} {whose}" for name, whose in accounts), end="\n\n")
    sys.stdout.flush()


def _stop(children: list[Child]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for child in children:
        child.process.terminate()
    until = time.monotonic() + LAST_WORDS
    for child in children:
        try:
            child.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
        child.end_remnants()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def end_with_parent() -> None:
    """Ask Linux to end this process when its parent dies unasked; elsewhere there is no such service."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
