"""The pages of accounts: the list, opening one, one with what may be done to it, one's own password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.people import actions, forms
from jingwei.foundation.people.queries import ACCOUNTS, MY, SEE_ACCOUNTS, Account, account_for, devices_of
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed, NotFound
from jingwei.kernel.pages import carried_out, go, list_page, page
from jingwei.ui.picking import suggestions

ACTS: dict[str, tuple[type[Form], Callable[..., Account]]] = {
    "reset-password": (forms.ResetPassword, actions.reset_password),
    "end-sessions": (forms.EndSessions, actions.end_sessions),
    "close": (forms.CloseAccount, actions.close_account),
    "reopen": (forms.ReopenAccount, actions.reopen_account),
}


@holding(SEE_ACCOUNTS)
@require_GET
def accounts(request: HttpRequest) -> HttpResponseBase:
    """The accounts of the university."""
    if wants_sheet(request):
        return sheet_of(request, ACCOUNTS)
    may_open = actor_of(request).holds_anywhere("accounts.open")
    return list_page(request, ACCOUNTS, {"may_open": may_open}, template="people/accounts.html")


@holding("accounts.open")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Open an account; its first password is shown on the page that answers, and nowhere else."""
    actor = actor_of(request)
    form = forms.OpenAccount(_sent(request), actor=actor)
    if shown := suggestions(request, form):
        return shown
    if (account := carried_out(form, actions.open_account, university_for(actor), actor)) is not None:
        return _shown(request, actor, account)
    return page(request, "people/account-new.html", {"form": form}, status=422 if form.errors else 200)


@holding(SEE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, account_id: int, step: str = "") -> HttpResponseBase:
    """One account: whose it is, what may be done to it, what was done."""
    actor = actor_of(request)
    found, wrong = account_for(actor, account_id), None
    if request.method == "POST":
        if step not in ACTS:
            raise NotFound
        form_class, run = ACTS[step]
        wrong = form_class(request.POST)
        if (changed := carried_out(wrong, run, found, actor)) is not None:
            return _shown(request, actor, changed)
    return _shown(request, actor, found, step=step, wrong=wrong)


def _shown(
    request: HttpRequest, actor: Actor, account: Account, *, step: str = "", wrong: Form | None = None
) -> HttpResponseBase:
    context = {
        "account": account,
        "doors": [
            door for name in ACTS if (door := _door(actor, account, name, wrong if name == step else None))
        ],
        "devices": devices_of(account),
        "history": sentences(list(records_about(account).reverse()[:30])),
    }
    return page(request, "people/account.html", context, status=422 if wrong else 200)


def _door(actor: Actor, account: Account, step: str, wrong: Form | None) -> dict[str, Any] | None:
    """What one verb shows on the page; None where it is not the actor's or makes no sense now."""
    verb = VERBS[f"accounts.{step.replace('-', '_')}"]
    refusal = may(actor, verb.name, account)
    if (isinstance(refusal, NotAllowed) and refusal.code == "no-grant") or account.is_active == (
        step == "reopen"
    ):
        return None
    return {"step": step, "label": verb.label, "refusal": refusal, "form": wrong or ACTS[step][0]()}


@sensitive_post_parameters()
@holding(MY)
@require_http_methods(["GET", "POST"])
def my_password(request: HttpRequest) -> HttpResponseBase:
    """Change the own password; every session ends, and the way in is the new one."""
    actor, form = actor_of(request), forms.ChangePassword(_sent(request))
    own = account_for(actor, actor.account_id or 0)
    if carried_out(form, actions.change_password, own, actor) is not None:
        request.session.flush()
        messages.success(request, _("密码改好了，请用新密码登录。"))
        return go(request, "shell:sign-in")
    context = {"form": form, "given": bool(request.session.get("must_change"))}
    return page(request, "people/my-password.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
