"""How a request came: from whom and over what, which a proxy is believed about only where it is named."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]
Address = IPv4Address | IPv6Address
NOT_BELIEVED = (
    "%s passes requests on but is no trusted proxy: its X-Forwarded headers do not count. "
    "Name it in JINGWEI_TRUSTED_PROXIES if it is yours."
)
log = logging.getLogger(__name__)


def transport(get_response: Next) -> Next:
    """Take address and scheme from a trusted proxy; what came over TLS is answered with cookies for TLS alone."""
    told = False

    def middleware(request: HttpRequest) -> HttpResponse:
        nonlocal told
        direct = _address(request.META.get("REMOTE_ADDR", ""))
        if direct is not None and _is_trusted(direct):
            _believe(request, direct)
        elif "HTTP_X_FORWARDED_PROTO" in request.META and not told:
            log.warning(NOT_BELIEVED, direct)
            told = True
        response = get_response(request)
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response

    return middleware


def _believe(request: HttpRequest, direct: Address) -> None:
    """The asker is the last in the chain who is no proxy of ours: what stands before was told by the asker."""
    asker = _last_stranger(reversed(_entries(request, "HTTP_X_FORWARDED_FOR"))) or direct
    request.META["REMOTE_ADDR"] = str(asker)
    if _entries(request, "HTTP_X_FORWARDED_PROTO")[-1:] == ["https"]:
        request.META["wsgi.url_scheme"] = "https"


def _last_stranger(backwards: Iterable[str]) -> Address | None:
    last = None
    for entry in backwards:
        address = _address(entry)
        if address is None:
            break
        last = address
        if not _is_trusted(address):
            break
    return last


def _entries(request: HttpRequest, header: str) -> list[str]:
    return [entry.strip() for entry in request.META.get(header, "").split(",") if entry.strip()]


def _is_trusted(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _address(text: str) -> Address | None:
    """An address as it is compared: the IPv4 address within an IPv6 one counts as itself."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
