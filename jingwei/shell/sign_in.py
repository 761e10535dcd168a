"""Signing in: a name and a password become an account acting in its first post."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from jingwei.foundation.organisations.queries import posts_of
from jingwei.foundation.people.models import Account
from jingwei.foundation.people.queries import account_named
from jingwei.kernel.errors import NotAllowed, NotFound, NotSignedIn

_nobody = make_password(None)


def verified_account(username: str, password: str) -> Account:
    """The account, or NotSignedIn in the same words and time whether the name or the password is wrong."""
    account = account_named(username.replace("\x00", ""))
    password = password.replace("\x00", "")
    if account is None:
        make_password(password)
        raise NotSignedIn(_("账号或密码不对。"))
    if not check_password(password, account.password):
        raise NotSignedIn(_("账号或密码不对。"))
    return account


def first_post(account: Account, *, wanted: str = "") -> str:
    """The key of the post to act in: the one wanted, else the first; refused where there is none."""
    keys = [post.key for post in posts_of(account.pk)]
    if wanted and wanted not in keys:
        raise NotFound(_("你没有这个身份。"))
    if not keys:
        raise NotAllowed("no-post", _("这个账号现在没有任何身份，请联系组织部。"))
    return wanted or keys[0]


def enter(session: SessionBase, account: Account) -> None:
    """Begin a session of the account under a new key, acting in its first post."""
    key = first_post(account)
    session.flush()
    session["account"], session["post"] = account.pk, key
    session["university"] = account.university.name
    remember_posts(session, account.pk)


def remember_posts(session: SessionBase, account_id: int) -> None:
    """Keep the labels of the posts for the switcher; whether one may act in a post is asked anew each time."""
    session["posts"] = [
        {"key": p.key, "title": str(p.title), "organisation_name": p.organisation_name, "side": p.tree}
        for p in posts_of(account_id)
    ]
