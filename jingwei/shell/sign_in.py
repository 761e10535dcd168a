"""Signing in: a name and a password become an account acting in its first post."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.limits import Limit
from jingwei.foundation.organisations.queries import posts_of
from jingwei.foundation.people.actions import note_sign_in
from jingwei.foundation.people.queries import Account, account_named
from jingwei.kernel.errors import NotAllowed, NotFound, NotSignedIn, TooMany

BY_ACCOUNT = Limit("sign-in of an account", most=10, seconds=60)
BY_ADDRESS = Limit("sign-in from an address", most=200, seconds=60)
BROWSERS = (
    ("MicroMessenger", _l("微信")),
    ("DingTalk", _l("钉钉")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def signed_in_account(request: HttpRequest, username: str, password: str) -> Account:
    """The account; tries are counted for the name *at this address*, so that nobody can lock out another.

    Who is turned away because too many sign in has not tried.
    """
    name, address = username.strip().lower(), request.META.get("REMOTE_ADDR", "")
    BY_ADDRESS.count(address)
    BY_ACCOUNT.count(name, address)
    try:
        account = verified_account(username, password)
    except TooMany:
        BY_ADDRESS.give_back(address)
        BY_ACCOUNT.give_back(name, address)
        raise
    BY_ACCOUNT.forget(name, address)
    return account


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


def enter(request: HttpRequest, account: Account) -> None:
    """Begin a session of the account under a new key, acting in its first post."""
    key, session = first_post(account), request.session
    session.flush()
    session["account"], session["post"] = account.pk, key
    session["university"] = account.university.name
    session["device"] = device_in_words(request.headers.get("User-Agent", ""))
    if account.must_change:
        session["must_change"] = True
    remember_posts(session, account.pk)
    note_sign_in(account)


def device_in_words(agent: str) -> str:
    """Browser and system of a user agent, as its owner would name them; no version, nothing that tells people apart."""
    browser = next((str(words) for mark, words in BROWSERS if mark in agent), "")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return " · ".join(filter(None, (browser, system)))


def remember_posts(session: SessionBase, account_id: int) -> None:
    """Keep the labels of the posts for the switcher; whether one may act in a post is asked anew each time.

    Written only where they changed: a page must be readable while nothing can be kept.
    """
    posts = [
        {"key": p.key, "title": str(p.title), "organisation_name": p.organisation_name, "side": p.tree}
        for p in posts_of(account_id)
    ]
    if session.get("posts") != posts:
        session["posts"] = posts
