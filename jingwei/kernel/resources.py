"""The API of a noun: its list, one of it with the verbs open now, and every verb as an operation."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from dataclasses import fields as fields_of
from functools import partial
from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile as Upload
from pydantic import ConfigDict, create_model
from pydantic_core import to_json

from jingwei.kernel.access import actor_of
from jingwei.kernel.actions import VERBS, Verb, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.fetching import Fetch, fetched
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST, Listing, take

Id = Annotated[int, Field(ge=1, lt=2**63)]
Number = Annotated[int, Field(ge=-(2**31), lt=2**31)]
NUMBERS: dict[Any, Any] = {int: Number, int | None: Number | None}
"""Whole numbers as the databases hold them: what is larger is refused where it is typed."""
# A process is asked for few of the shapes: each is worked out when it is first used (pydantic holds a lock meanwhile).
Schema.model_config["defer_build"] = True


class Answer(Schema):
    """Base of what the API gives out."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    clause: str | None = None
    errors: list[dict[str, str]] | None = None


class OpenVerb(Answer):
    """A verb on this object: `refused` says why it is not open to you now."""

    verb: str
    label: str
    refused: str | None = None
    code: str | None = None


AS_OF = "as of a day, as 2025-12-31; the present where none is given"
PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429))
"""What every operation may answer instead: `config/api.py` writes it, and its document says once that it is a `Problem`."""


@dataclass(frozen=True)
class Creates:
    """A verb that makes the noun; `parent` is the field naming its subject, found by `fetch`.

    `finds` names parameters that are found otherwise than objects of their kind usually are.
    """

    verb: str
    parent: str
    fetch: Fetch
    finds: tuple[tuple[str, Fetch], ...] = ()


@dataclass(frozen=True)
class Resource:
    """All of a noun's API: `noun` as in the contract (plural, kebab-case), verbs by name.

    `finds` names parameters of its verbs that are found otherwise than objects of their kind usually are.
    `then` finds an object as it was on a day that the reader names; nothing may be done to it there.
    `called` gives a verb that another noun has too an operation id of its own here.
    `once` says what the answer of a verb tells beside the noun, from the verb's own result: what nothing shows again.
    """

    noun: str
    fetch: Fetch
    detail: Callable[[Actor, Any], dict[str, Any]]
    detail_schema: type[Answer]
    listing: Listing | None = None
    verbs: tuple[str, ...] = ()
    creates: tuple[Creates, ...] = ()
    finds: tuple[tuple[str, Fetch], ...] = ()
    once: Mapping[str, Callable[[Any], dict[str, str]]] = field(default_factory=dict)
    then: Callable[[Actor, int, str], Any] | None = None
    called: Mapping[str, str] = field(default_factory=dict)


def router_of(resource: Resource) -> Router:
    """The routes of a resource: list, detail, creation and one operation a verb."""
    router = Router(tags=[resource.noun])
    schema = create_model(
        f"{resource.detail_schema.__name__}Detail",
        __base__=resource.detail_schema,
        actions=(list[OpenVerb], ...),
    )
    responses = {200: schema, **PROBLEMS}
    if resource.listing:
        _add_list(router, resource, resource.listing)
    for creation in resource.creates:
        _add_creation(router, resource, creation, responses)
    _add_detail(router, resource, responses)
    for name in resource.verbs:
        _add_verb(router, resource, VERBS[name], responses)
    return router


def json_of(values: Any) -> HttpResponse:
    """The answer of a list. Its rows are ours, so they are written out as they are and not checked again."""
    return HttpResponse(to_json(values, fallback=str), content_type="application/json; charset=utf-8")


def open_verbs(actor: Actor, subject: Any, names: Sequence[str], **values: Any) -> list[dict[str, Any]]:
    """The verbs the actor holds on the subject: open, or refused with the reason; others are not named.

    `values` are what a request would say, where a rule asks for it.
    """
    out = []
    for name in names:
        refusal = may(actor, name, subject, **values)
        if refusal is None:
            out.append({"verb": name, "label": str(VERBS[name].label)})
        elif not (isinstance(refusal, NotAllowed) and refusal.code == "no-grant"):
            label = str(VERBS[name].label)
            out.append({"verb": name, "label": label, "refused": str(refusal), "code": refusal.code})
    return out


def _detail_of(resource: Resource, actor: Actor, subject: Any, response: HttpResponse) -> dict[str, Any]:
    """What is shown of an object; its version goes into the `ETag`, to come back as `If-Match`."""
    if (version := getattr(subject, "version", None)) is not None:
        response["ETag"] = f'"{version}"'
    shown = resource.detail(actor, subject)
    return shown | {"actions": open_verbs(actor, subject, resource.verbs)}


def _add_list(router: Router, resource: Resource, listing: Listing) -> None:
    page_model = create_model(
        f"{_pascal(resource.noun)}Page",
        __base__=Answer,
        items=(list[dict[str, Any]], ...),
        next=(str | None, None),
    )
    asked_fields: dict[str, Any] = {f.key: (str, Field("", max_length=200)) for f in listing.filters}
    if listing.then:
        asked_fields["on"] = (str, Field("", max_length=10, description=AS_OF))
    asked_fields["cursor"] = (str, Field("", max_length=500))
    asked_fields["limit"] = (int, Field(DEFAULT_LIMIT, ge=1, le=MOST))
    asked_model = create_model(f"{_pascal(resource.noun)}Query", __base__=Schema, **asked_fields)

    def answer(request: HttpRequest, asked: Any) -> Any:
        values = asked.model_dump()
        cursor, limit = values.pop("cursor"), values.pop("limit")
        got = take(listing, actor_of(request), values, cursor=cursor, limit=limit)
        return json_of({"items": got.items, "next": got.next})

    answer.__annotations__["asked"] = Annotated[asked_model, Query(...)]  # type: ignore[type-arg]
    router.get(
        "",
        response={200: page_model, **PROBLEMS},
        operation_id=f"{resource.noun}.list",
        summary=f"List the {resource.noun} you may see.",
    )(answer)


def _add_detail(router: Router, resource: Resource, responses: dict[int, Any]) -> None:
    def answer(request: HttpRequest, response: HttpResponse, id: int) -> Any:
        actor = actor_of(request)
        return _detail_of(resource, actor, resource.fetch(actor, id), response)

    def answer_then(
        request: HttpRequest,
        response: HttpResponse,
        id: int,
        on: Annotated[str, Query("", max_length=10, description=AS_OF)],
    ) -> Any:
        if not on or resource.then is None:
            return answer(request, response, id)
        actor = actor_of(request)
        return resource.detail(actor, resource.then(actor, id, on)) | {"actions": []}

    router.get(
        "/{int:id}",
        response=responses,
        operation_id=f"{resource.noun}.one",
        summary=f"One of the {resource.noun}, with the verbs open to you now.",
    )(answer_then if resource.then else answer)


def _add_creation(router: Router, resource: Resource, creation: Creates, responses: dict[int, Any]) -> None:
    verb = VERBS[creation.verb]

    def answer(request: HttpRequest, response: HttpResponse, body: Any, **uploads: Any) -> Any:
        actor = actor_of(request)
        values = values_of(verb, actor, body, dict(creation.finds)) | uploads
        parent = creation.fetch(actor, values.pop(creation.parent))
        made = _call(verb, parent, actor, values)
        return _detail_of(resource, actor, made, response) | _once(resource, verb, made)

    _sign(answer, verb, body_of(verb, extra={creation.parent: (Id, ...)}))
    responses = _with_once(resource, verb, responses)
    path = "" if creation is resource.creates[0] else f"/{verb.step.replace('_', '-')}"
    router.post(path, response=responses, operation_id=verb.name, summary=verb.summary)(answer)


def _add_verb(router: Router, resource: Resource, verb: Verb, responses: dict[int, Any]) -> None:
    asked = body_of(verb)

    def answer(
        request: HttpRequest, response: HttpResponse, id: int, body: Any = None, **uploads: Any
    ) -> Any:
        actor = actor_of(request)
        values = values_of(verb, actor, body or asked(), dict(resource.finds)) | uploads
        result = _call(verb, resource.fetch(actor, id), actor, values)
        shown = _detail_of(resource, actor, resource.fetch(actor, id), response)
        return shown | _once(resource, verb, result)

    _sign(answer, verb, asked)
    responses = _with_once(resource, verb, responses)
    path, called = f"/{{int:id}}/{_path_of(resource, verb)}", resource.called.get(verb.name, verb.name)
    router.post(path, response=responses, operation_id=called, summary=verb.summary)(answer)


def _sign(answer: Any, verb: Verb, body_model: type[Schema]) -> None:
    """Tell the router what the operation takes: JSON, or a form where the verb takes files; of a file alone, just that."""
    uploads = _uploads_of(verb)
    taken = [p for p in inspect.signature(answer).parameters.values() if p.kind is not p.VAR_KEYWORD]
    if uploads and not body_model.model_fields:
        taken = [p for p in taken if p.name != "body"]
    body = Annotated[body_model, Form(...)] if uploads else body_model  # type: ignore[type-arg]
    taken = [p.replace(annotation=body, default=p.empty) if p.name == "body" else p for p in taken]
    taken += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[Upload, File(...)])  # type: ignore[type-arg]
        for name in uploads
    ]
    answer.__signature__ = inspect.Signature(taken)


def _once(resource: Resource, verb: Verb, result: Any) -> dict[str, Any]:
    return {"once": resource.once[verb.name](result)} if verb.name in resource.once else {}


def _with_once(resource: Resource, verb: Verb, responses: dict[int, Any]) -> dict[int, Any]:
    """The answers of a verb; where it shows something once, its own schema says so."""
    if verb.name not in resource.once:
        return responses
    named = f"{_pascal(verb.name)}Answer"
    return responses | {200: create_model(named, __base__=responses[200], once=(dict[str, str], ...))}


def _path_of(resource: Resource, verb: Verb) -> str:
    """The verb without its mechanism, unless two verbs of the noun would share it."""
    steps = [name.partition(".")[2] for name in resource.verbs]
    mechanism = verb.name.partition(".")[0]
    shared = steps.count(verb.step) > 1 and mechanism != resource.noun
    return (f"{mechanism}-{verb.step}" if shared else verb.step).replace("_", "-")


def _call(verb: Verb, subject: Any, actor: Actor, values: dict[str, Any]) -> Any:
    assert verb.run is not None
    return verb.run(subject, actor=actor, **values)


def _parameters(verb: Verb) -> dict[str, tuple[Any, Any]]:
    assert verb.run is not None
    body = inspect.unwrap(verb.run)
    hints = typing.get_type_hints(body, include_extras=True)
    wanted = list(inspect.signature(body).parameters.values())[1:]
    return {p.name: (hints[p.name], p.default) for p in wanted if p.name != "actor"}


def _uploads_of(verb: Verb) -> list[str]:
    """The parameters of a verb that are files."""
    return [
        name
        for name, (hint, _default) in _parameters(verb).items()
        if isinstance(hint, type) and issubclass(hint, UploadedFile)
    ]


def _model_in(hint: Any) -> type[Model] | None:
    """The model in `Person` or `Person | None`, None for plain values."""
    for part in (hint, *typing.get_args(hint)):
        if isinstance(part, type) and issubclass(part, Model):
            return part
    return None


def body_of(verb: Verb, *, extra: dict[str, Any] | None = None) -> type[Schema]:
    """The request schema of a verb, from the signature of its action; objects are given by id."""
    fields: dict[str, Any] = dict(extra or {})
    for name, (hint, default) in _parameters(verb).items():
        if name in _uploads_of(verb):
            continue
        required = default is inspect.Parameter.empty
        if _model_in(hint):
            kind: Any = Id if required else Id | None
            fields[f"{name}_id"] = (kind, ... if required else None)
        else:
            fields[name] = (NUMBERS.get(hint, hint), ... if required else default)
    model = create_model(
        f"{_pascal(verb.name)}Body", __config__=ConfigDict(extra="forbid", str_max_length=20_000), **fields
    )
    return typing.cast(type[Schema], model)


def values_of(
    verb: Verb, actor: Actor, body: Any, finds: Mapping[str, Fetch] | None = None
) -> dict[str, Any]:
    """The keyword values of the verb: NUL stripped, ids turned into objects the actor may see."""
    values: dict[str, Any] = {}
    parameters = _parameters(verb)
    for name in type(body).model_fields:
        value = _without_nul(getattr(body, name))
        base = name.removesuffix("_id")
        if base != name and base in parameters and (model := _model_in(parameters[base][0])):
            find = (finds or {}).get(base) or partial(fetched, model)
            values[base] = None if value is None else find(actor, value)
        else:
            values[name] = value
    return values


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").strip()
    if isinstance(value, list | tuple):
        return type(value)(_without_nul(v) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: _without_nul(getattr(value, each.name)) for each in fields_of(value)}
        )
    return value


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.replace(".", "-").replace("_", "-").split("-"))
