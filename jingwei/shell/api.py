"""The API of the shell: a token for a name and password; what is found by a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from jingwei.foundation.people.actions import issue_token
from jingwei.kernel.access import actor_of
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.resources import PROBLEMS, Answer
from jingwei.shell.finding import found_by, words_of
from jingwei.shell.sign_in import first_post, signed_in_account

router = Router(tags=["auth"])


class Credentials(Answer):
    """User name and password; `post` chooses the post to act in, by its key."""

    username: str
    password: str
    post: str = ""


class TokenAnswer(Answer):
    """The token, shown once, and the post it acts in."""

    token: str
    post: str


@router.post("auth/token", auth=None, response={200: TokenAnswer, **PROBLEMS}, operation_id="auth.token")
def token(request: HttpRequest, body: Credentials) -> dict[str, str]:
    """Exchange a name and password for a token."""
    account = signed_in_account(request, body.username, body.password)
    if account.must_change:
        raise NotAllowed("must-change", _("这个密码别人也知道。请先在网页上登录，换成自己的密码。"))
    key = first_post(account, wanted=body.post)
    return {"token": issue_token(account, post_key=key), "post": key}


class FoundOut(Answer):
    """One thing that was found: its page, where it belongs, its day."""

    id: int | str
    title: str
    url: str
    beside: str
    on: date | None


class FoundOfKind(Answer):
    """What was found of one noun, at most five; `more` is the page that lists the rest."""

    noun: str
    label: str
    items: list[FoundOut]
    more: str | None


class Findings(Answer):
    """What was found, kind by kind."""

    items: list[FoundOfKind]


@router.get("search", response={200: Findings, **PROBLEMS}, operation_id="search.find", tags=["search"])
def search(request: HttpRequest, q: str = "") -> dict[str, Any]:
    """Find by two characters or more, among what you may open."""
    actor = actor_of(request)
    groups = found_by(actor, words_of(q)) if q.strip() else []
    return {
        "items": [
            {
                "noun": group.noun,
                "label": str(group.label),
                "items": [
                    {
                        "id": each.id,
                        "title": each.title,
                        "url": each.url,
                        "beside": each.beside,
                        "on": each.on,
                    }
                    for each in group.things
                ],
                "more": group.more or None,
            }
            for group in groups
        ]
    }
