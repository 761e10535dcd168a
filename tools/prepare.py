"""Brings the data up to date before a start: catalogues, tables, static files, pack, demo."""

from __future__ import annotations

import argparse
import io
import ipaddress
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from jingwei.adapters.secrets import keys
from tools import catalogue, ready

EXPOSED = (
    "the demo accounts have a published password and would be open to {whom}: use --host 127.0.0.1 without a proxy, "
    "or --empty with a new JINGWEI_DATA, or set JINGWEI_DEBUG=1"
)


def main(arguments: list[str]) -> int:
    """Prepare, and print as JSON what the start has to tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--empty", action="store_true")
    options = parser.parse_args(arguments)
    try:
        with _told("catalogues"):
            catalogue.compile_all()
        django.setup()
        accounts = _prepare(options.host, empty=options.empty)
    except (ImproperlyConfigured, CommandError) as fault:
        print(f"jw: {fault}", file=sys.stderr)
        return 2
    told = {"accounts": accounts, "static": str(settings.STATIC_ROOT)}
    ready.keep(told, arguments)
    print(json.dumps(told))
    return 0


def _prepare(host: str, *, empty: bool) -> list[list[str]]:
    with _told("database"):
        call_command("migrate", interactive=False, verbosity=0)
        keys.require()
    with _told("static files"):
        call_command("collectstatic", interactive=False, verbosity=0)
    with _told("policy pack"):
        call_command("pack", "load", "--builtin", verbosity=0)
    accounts = _demo_accounts()
    wanted = not accounts and not empty and not _has_data()
    if (accounts or wanted) and not settings.DEBUG and (whom := _others_reached_by(host)):
        raise CommandError(EXPOSED.format(whom=whom))
    if wanted:
        with _told("demo university"):
            call_command("demo", stdout=sys.stderr)
        accounts = _demo_accounts()
    return accounts


def _has_data() -> bool:
    return apps.get_model("universities", "University")._default_manager.exists()


def _demo_accounts() -> list[list[str]]:
    """The demo accounts of this database as (name, whose); none where it holds no demo university."""
    out = io.StringIO()
    call_command("demo", accounts=True, stdout=out)
    return [line.split("\t", 1) for line in out.getvalue().splitlines()]


def _others_reached_by(host: str) -> str:
    """Through what others than this machine may ask: a public host, or a proxy that passes them on."""
    if not _is_loopback(host):
        return host
    return "whom the proxy lets in" if settings.TRUSTED_PROXIES else ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Say what takes long, with its seconds; keep quiet about what is done at once."""
    began = time.monotonic()
    yield
    if (took := time.monotonic() - began) > 1:
        print(f"  {what}: {took:.1f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
