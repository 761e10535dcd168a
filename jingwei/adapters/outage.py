"""What kind of outage a fault of the database or of the disk is; nothing where it is a fault of ours."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum

from django.db import DatabaseError, InterfaceError, OperationalError

from jingwei.kernel.errors import Unavailable


class Outage(Enum):
    """What the machine does not give at the moment: its code for people, and what /healthz says of it."""

    GONE = "gone", "no answer"
    FULL = "full", "full"
    READ_ONLY = "read-only", "read-only"
    BUSY = "busy", "busy"
    BROKEN = "broken", "failing"

    def __init__(self, code: str, told: str) -> None:
        self.code, self.told = code, told


POSTGRESQL = (
    ("08", Outage.GONE),
    ("57P", Outage.GONE),
    ("25006", Outage.READ_ONLY),
    ("53100", Outage.FULL),
    ("53", Outage.BUSY),
    ("58", Outage.BROKEN),
)
"""By the beginning of its code, the first that fits."""
SQLITE = {
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_READONLY: Outage.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Outage.GONE,
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_IOERR: Outage.BROKEN,
    sqlite3.SQLITE_CORRUPT: Outage.BROKEN,
    sqlite3.SQLITE_NOTADB: Outage.BROKEN,
}
DISK = {
    errno.ENOSPC: Outage.FULL,
    errno.EDQUOT: Outage.FULL,
    errno.EFBIG: Outage.FULL,
    errno.EROFS: Outage.READ_ONLY,
    errno.EIO: Outage.BROKEN,
}


def outage_in(error: BaseException) -> Outage | None:
    """The outage that an error tells of."""
    if isinstance(error, OSError):
        return DISK.get(error.errno or 0)
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(cause, "sqlstate", "")
    if state is None:
        # The server said nothing at all: there was no connection, or it broke.
        return Outage.GONE if isinstance(error, OperationalError | InterfaceError) else None
    return next((outage for code, outage in POSTGRESQL if state.startswith(code)), None)


def unavailable(error: BaseException) -> Unavailable | None:
    """The refusal by which a page tells of an outage."""
    outage = outage_in(error)
    return Unavailable(outage.code) if outage else None
