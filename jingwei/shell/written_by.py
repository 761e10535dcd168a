"""Who wrote what waits on a device for the network: it is taken from the same account in the same post alone."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Refused

HEADER = "Written-By"


class WrittenByAnother(Refused):
    """401: the session is not, or no longer, that of who wrote it."""

    status = 401

    def __init__(self) -> None:
        super().__init__("written-by-another", _("请用写这一条的账号和身份登录，再发送。"))


def account_mark(actor: Actor | None) -> str:
    """By which a device knows an account again without knowing whose it is; nothing where nobody is signed in."""
    return _mark("account", str(actor.account_id)) if actor and actor.account_id else ""


def writer_mark(actor: Actor | None) -> str:
    """The same for an account in one post."""
    if actor is None or not actor.account_id or actor.post is None:
        return ""
    return _mark("writer", f"{actor.account_id} {actor.post.key}")


def require_writer(request: HttpRequest, actor: Actor | None) -> None:
    """Refuse what says that another account or another post wrote it, and what nobody may send before a new password."""
    said = request.headers.get(HEADER, "")
    if said and (said != writer_mark(actor) or request.session.get("must_change")):
        raise WrittenByAnother


def _mark(kind: str, of: str) -> str:
    return salted_hmac(f"jingwei.outbox.{kind}", of, algorithm="sha256").hexdigest()[:32]
