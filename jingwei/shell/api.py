"""The API of the shell: a token for a name and password."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from jingwei.foundation.people.actions import issue_token
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.resources import PROBLEMS, Answer
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
