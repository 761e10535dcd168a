"""Decides how many downloads run at once: one that is read slowly holds a thread, and pages must keep theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.errors import TooMany
from jingwei.shell.answers import answer

EACH, ALL = 2, 8
"""At once for one reader, and for all; the web server has twice as many threads (tools/run.py)."""
PAUSE = 20
BUSY_SELF = _l("你已经有两个文件在下载，等其中一个下完再试。")
BUSY_ALL = _l("现在下载的人多，过一会儿再试。")


class Running:
    """The downloads that have begun and not ended."""

    def __init__(self) -> None:
        self._by_reader: Counter[object] = Counter()
        self._lock = Lock()

    def begin(self, reader: object) -> Callable[[], None]:
        """Take a place and answer how to give it back, once; TooMany where there is none."""
        with self._lock:
            if self._by_reader[reader] >= EACH:
                raise TooMany(PAUSE, BUSY_SELF)
            if self._by_reader.total() >= ALL:
                raise TooMany(PAUSE, BUSY_ALL)
            self._by_reader[reader] += 1
        left = [reader]

        def end() -> None:
            with self._lock:
                if left:
                    self._by_reader -= Counter([left.pop()])

        return end


def downloads(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let a streamed answer go only where there is a place for it, and give the place back when it is read or left."""
    running = Running()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.streaming:
            return response
        try:
            _when_closed(response, running.begin(_reader(request)))
        except TooMany as refusal:
            unread, response = response, answer(request, refusal)
            _when_closed(response, unread.close)
        return response

    return middleware


def _when_closed(response: HttpResponse, do: Callable[[], None]) -> None:
    close = response.close

    def closing() -> None:
        do()
        close()

    response.close = closing  # type: ignore[method-assign]


def _reader(request: HttpRequest) -> object:
    actor = getattr(request, "actor", None)
    return actor.account_id if actor else request.META.get("REMOTE_ADDR", "")
