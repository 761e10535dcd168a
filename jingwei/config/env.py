"""What the environment may say, typed: an unknown name or a malformed value stops the start by name."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parent.parent.parent
KNOWN = frozenset(
    "DATA SECRET_KEY KEY_FILE ALLOWED_HOSTS TRUSTED_PROXIES DEBUG WITNESS_FOLDER "
    "MAIL_HOST MAIL_PORT MAIL_USER MAIL_PASSWORD MAIL_FROM MAIL_TLS MAIL_SITE".split()
)
RESERVED = frozenset("REDIS_URL S3_ENDPOINT S3_BUCKET S3_ACCESS_KEY S3_SECRET_KEY S3_REGION".split())
"""Names kept for object storage and a broker: nothing reads them yet, and a start that finds one says so."""
_MAIL_NAMES = "HOST PORT USER PASSWORD FROM TLS SITE".split()
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class BadEnvironment(Exception):
    """One line that names the variable and what it should be."""


@dataclass(frozen=True)
class Mail:
    """The mail server, none where `host` is empty. `site` is where links in messages lead, without a slash at the end."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    security: str = "starttls"
    site: str = ""


@dataclass(frozen=True)
class Environment:
    """The settings of one start. `database` is a Django DATABASES entry."""

    data: Path
    database: dict[str, object]
    secret_key: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: tuple[Network, ...]
    debug: bool
    witness_folder: str
    key_file: Path
    mail: Mail
    without_effect: tuple[str, ...]


def read(source: Mapping[str, str] = os.environ) -> Environment:
    """Read and check the environment."""
    given = {name.removeprefix("JINGWEI_") for name in source if name.startswith("JINGWEI_")}
    for name in sorted(given - KNOWN - RESERVED):
        raise BadEnvironment(
            f"JINGWEI_{name} is not a setting of Jingwei; see docs/how-to/deploy.md for the names."
        )
    data = Path(source.get("JINGWEI_DATA") or CHECKOUT / "var").expanduser().resolve()
    data.mkdir(parents=True, exist_ok=True)
    hosts = source.get("JINGWEI_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    return Environment(
        data=data,
        database=_database(source.get("DATABASE_URL", ""), data),
        secret_key=source.get("JINGWEI_SECRET_KEY") or _kept_secret(data),
        allowed_hosts=_listed(hosts),
        trusted_proxies=tuple(_network(each) for each in _listed(source.get("JINGWEI_TRUSTED_PROXIES", ""))),
        debug=_yes_or_no("JINGWEI_DEBUG", source.get("JINGWEI_DEBUG", "0")),
        witness_folder=_folder("JINGWEI_WITNESS_FOLDER", source.get("JINGWEI_WITNESS_FOLDER", "")),
        key_file=_key_file(source.get("JINGWEI_KEY_FILE", ""), data),
        mail=_mail(source),
        without_effect=tuple(
            f"JINGWEI_{name}" for name in sorted(given & RESERVED) if source[f"JINGWEI_{name}"]
        ),
    )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in value.split(",") if each.strip())


def _network(value: str) -> Network:
    try:
        return ipaddress.ip_network(value)
    except ValueError:
        raise BadEnvironment(
            "JINGWEI_TRUSTED_PROXIES must be addresses or networks by commas, "
            f"such as 127.0.0.1,10.2.0.0/24; {value!r} is neither."
        ) from None


def _yes_or_no(name: str, value: str) -> bool:
    if value.lower() in YES:
        return True
    if value.lower() in NO or not value:
        return False
    raise BadEnvironment(f"{name} must be 1 or 0, not {value!r}.")


def _folder(name: str, value: str) -> str:
    if value and not Path(value).is_dir():
        raise BadEnvironment(f"{name} must be a folder that is there, not {value!r}.")
    return value


def _key_file(value: str, data: Path) -> Path:
    path = Path(value or data / "concealing-keys").expanduser()
    if not path.is_absolute() or not path.parent.is_dir() or path.is_dir():
        raise BadEnvironment(
            f"JINGWEI_KEY_FILE must be the whole path of a file in a folder that is there, not {value!r}."
        )
    return path


MAIL_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def _mail(source: Mapping[str, str]) -> Mail:
    given = {name: source.get(f"JINGWEI_MAIL_{name}", "").strip() for name in _MAIL_NAMES}
    if not given["HOST"]:
        for name in sorted(name for name, value in given.items() if value):
            raise BadEnvironment(f"JINGWEI_MAIL_{name} says nothing without JINGWEI_MAIL_HOST.")
        return Mail()
    security = given["TLS"].lower() or "starttls"
    if security not in MAIL_PORTS:
        raise BadEnvironment(f"JINGWEI_MAIL_TLS must be starttls, tls or none, not {given['TLS']!r}.")
    port = given["PORT"] or str(MAIL_PORTS[security])
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadEnvironment(f"JINGWEI_MAIL_PORT must be the number of a port, not {port!r}.")
    if bool(given["USER"]) != bool(given["PASSWORD"]):
        raise BadEnvironment("JINGWEI_MAIL_USER and JINGWEI_MAIL_PASSWORD go together.")
    if given["PASSWORD"] and security == "none":
        raise BadEnvironment("JINGWEI_MAIL_TLS=none would send JINGWEI_MAIL_PASSWORD in clear.")
    if not _ADDRESS.fullmatch(parseaddr(given["FROM"])[1]):
        raise BadEnvironment(f"JINGWEI_MAIL_FROM must be a mail address, not {given['FROM']!r}.")
    return Mail(
        given["HOST"],
        int(port),
        given["USER"],
        given["PASSWORD"],
        given["FROM"],
        security,
        _site(given["SITE"]),
    )


def _site(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise BadEnvironment(
            "JINGWEI_MAIL_SITE must be the address that links in mail begin with, "
            f"such as https://jingwei.example.edu, not {value!r}."
        )
    return value.rstrip("/")


def _kept_secret(data: Path) -> str:
    """A secret of this installation, made once, whole or not at all, and readable by its owner alone."""
    path = data / "secret-key"
    if not path.exists():
        making = data / f"secret-key.{os.getpid()}"
        with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(os.urandom(48).hex())
        with contextlib.suppress(FileExistsError):
            os.link(making, path)
        making.unlink()
    return path.read_text().strip()


SQLITE_AT_CONNECT = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;"
    "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864;"
)
"""What SQLite keeps aside lies in files: in memory it is a list, walked anew at each statement with a trigger, so that
in a long transaction, as an import is one, every record cost more than the one before."""


AT_CONNECT = "-c jit=off -c plan_cache_mode=force_generic_plan"
"""Our questions are short; compiling one by JIT took PostgreSQL twenty times as long as answering it.

Only narrow questions are prepared (`kernel/prepared.py`): how those are answered is settled once, whatever the values.
"""
POOL = {"min_size": 1, "max_size": 20, "timeout": 3, "reconnect_timeout": 5}
"""One connection for each thread of the web server at most; nobody waits long for a database that is gone."""


def _database(url: str, data: Path) -> dict[str, object]:
    if not url:
        url = f"sqlite:///{data / 'jingwei.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:]
            if parts.path.startswith("//") or parts.path == "/:memory:"
            else parts.path,
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_AT_CONNECT,
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "jingwei.adapters.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {"pool": POOL, "options": AT_CONNECT},
        }
    raise BadEnvironment("DATABASE_URL must begin with postgresql:// or sqlite:///.")
