"""One verb through its form: refused, helped while it is typed, carried out, or asked again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from jingwei.kernel.access import actor_of
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.call import current_call
from jingwei.kernel.doors import Act
from jingwei.kernel.errors import EditedMeanwhile, NotAllowed, Refused, StepNotOpen
from jingwei.kernel.pages import carried_out, page
from jingwei.ui.picking import suggestions


def through(
    request: HttpRequest,
    act: Act,
    subject: Any,
    *,
    onward: Callable[[Any], HttpResponse],
    template: str,
    context: dict[str, Any] | Callable[[Any], dict[str, Any]],
    **known: Any,
) -> HttpResponse:
    """Carry `act` out on `subject` and go `onward` with what it made; ask in `template` where something is to be typed.

    Who may not is refused before anything is shown, the names beside a field too. What was sent goes to its verb first:
    a form that is sent again is answered as it was at first. Where others changed meanwhile what is edited, what was typed
    stays, and sending it again lets it stand; a press alone goes back to see. Where the step was closed meanwhile, or a norm
    stands against what was typed, it stays below the reason. `known` is what the form may be told; `context` is added to
    the page, or made from the form.
    """
    actor = actor_of(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = act.form_for(*sent, actor=actor, **known)
    if not form.is_bound and (refusal := may(actor, act.verb, subject)):
        raise refusal
    if not form.is_bound and (shown := suggestions(request, form)):
        return shown
    made, refused = None, None
    try:
        made = carried_out(form, act.run, subject, actor)
    except (EditedMeanwhile, StepNotOpen, NotAllowed) as said:
        if isinstance(said, NotAllowed) and may(actor, act.verb, subject):
            raise
        refused = said
    if made is not None:
        messages.success(request, act.told(made))
        return onward(made)
    if isinstance(refused, EditedMeanwhile) and act.edits and not form.fields:
        messages.warning(request, _("别人刚刚改过这里，没有照办。请看看现在的样子再定。"))
        return onward(subject)
    status = _told_above(form, act, refused or (may(actor, act.verb, subject) if form.is_bound else None))
    about = {"form": form, "act": act, "label": VERBS[act.verb].label}
    if act.edits:
        about["version_read"] = subject.version
        if status == 422 and current_call().expected_version not in (None, subject.version):
            form.add_error(None, str(EditedMeanwhile().message))
        if form.is_bound and current_call().expected_version != subject.version:
            _show_beside(form, act.form_for(actor=actor, **known))
    return page(request, template, about | (context(form) if callable(context) else context), status=status)


def _told_above(form: Any, act: Act, refused: Refused | None) -> int:
    """Let the reason stand above what was typed, and the status of the page; it is the answer where nothing was."""
    if refused is None:
        return 422 if form.errors else 200
    if isinstance(refused, EditedMeanwhile) and act.edits:
        form.add_error(None, str(refused.message))
    elif isinstance(refused, StepNotOpen | NotAllowed) and form.has_changed():
        form.add_error(None, _("{reason}你写的还在下面。").format(reason=refused.message))
    else:
        raise refused
    return refused.status


def _show_beside(form: Any, fresh: Any) -> None:
    """Let what others have written meanwhile stand beside each field in which something else was typed."""
    for name, field in form.fields.items():
        now = fresh.get_initial_for_field(fresh.fields[name], name) if name in fresh.fields else None
        if now not in (None, "", [], ()) and field.has_changed(now, form[name].data):
            form.add_error(name, _("现在是：{words}").format(words=_in_words(fresh.fields[name], now)))


def _in_words(field: Any, now: Any) -> str:
    """What stands in a field as its reader sees it: of what is chosen, what the choices are called."""
    if not hasattr(field, "choices"):
        return str(now)
    pairs: Any = flatten_choices(field.choices)
    called = {str(value): str(label) for value, label in pairs}
    chosen = now if isinstance(now, list | tuple | set) else [now]
    return _("、").join(called.get(str(each), str(each)) for each in chosen)
