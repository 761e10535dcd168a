"""`./jw manage work`: run queued work until told to stop, with schedules and the reaper."""

from __future__ import annotations

import os
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from jingwei.adapters import queue, worker
from jingwei.adapters.presence import present

PAUSE = 0.5
LONGEST_PAUSE = 5.0
TICK_EVERY = 60.0
GENTLE = 10


class Command(BaseCommand):
    """The queue worker of `./jw run`."""

    help = "Run queued work until told to stop; --again gives another try to what was given up."
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to work, or to bring the dead letters back."""
        parser.add_argument(
            "--again", action="store_true", help="put what was given up back into the queue, and end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until a signal; where the database is gone, wait for it."""
        if options["again"]:
            self.stdout.write(f"{worker.try_again()} back in the queue")
            return
        # Whoever waits for a page comes first.
        os.nice(GENTLE)
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        pause, self.next_tick = PAUSE, 0.0
        with present() as name:
            while not self.stopping:
                try:
                    done = self._turn(name)
                    pause = PAUSE
                except DatabaseError as fault:
                    done, pause = 0, min(2 * pause, LONGEST_PAUSE)
                    self.stderr.write(
                        f"worker: {' '.join(str(fault).split())}; trying again in {pause:.0f} s"
                    )
                    connection.close()
                    self.next_tick = 0.0
                if not done and not self.stopping:
                    time.sleep(pause)

    def _turn(self, name: str) -> int:
        """What is due, then what is ready; returns how many pieces were done."""
        if time.monotonic() >= self.next_tick:
            worker.reap(name)
            queue.tick()
            self.next_tick = time.monotonic() + TICK_EVERY
        return worker.work_off(name, 20, lambda: self.stopping)

    def _stop(self, _number: int, _frame: Any) -> None:
        self.stopping = True
