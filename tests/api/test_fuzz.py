"""Requests that no person would send, ten thousand in the drill: none breaks the house, each answer is as the document says."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from jingwei.config.api import document
from tests.api.conftest import Machine
from tests.security.routes import model_named
from tests.support.matters import story_at
from tests.support.world import World

SENDERS = {"POST": "branch", "GET": "committee"}
ORGANISERS = ("people", "organisations", "appointments", "imports")


def send(client: Client, case: Any) -> Any:
    """The case as a request of Django's own client; headers that no server would let through are left out."""
    headers = {
        name: str(value)
        for name, value in (case.headers or {}).items()
        if name.lower() != "authorization" and str(value).isascii() and str(value).isprintable()
    }
    body = case.body if isinstance(case.body, bytes) else json.dumps(_plain(case.body))
    return client.generic(
        case.method,
        f"/api/v1{case.formatted_path.removeprefix('/api/v1')}",
        body,
        content_type="application/json",
        headers=headers,
        query_params={name: str(value) for name, value in (case.query or {}).items()},
    )


def aim(case: Any, noun: str) -> None:
    """Let the case be about things that are there, or it would never come past the first 404."""
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = _there(noun) or case.path_parameters["id"]
    if isinstance(case.body, dict):
        for name in list(case.body):
            if name.endswith("_id") and isinstance(case.body[name], int) and case.body[name] % 4:
                case.body[name] = _there(name) or case.body[name]


def _there(word: str) -> int | None:
    model = model_named({"partner_id": "organisation", "parent_id": "organisation"}.get(word, word))
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() if model else None


def _plain(body: Any) -> Any:
    try:
        json.dumps(body)
    except (TypeError, ValueError):
        return {}
    return body


def faults_of(
    operation: Any, client: Client, declared: set[str], cases: int, until: float
) -> tuple[int, list[Any]]:
    """How many requests were sent to an operation, and what was wrong with the answers."""
    sent, faults = 0, []

    @settings(
        max_examples=cases,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        nonlocal sent
        if time.monotonic() > until:
            return
        sent += 1
        aim(case, operation.path.split("/")[3])
        response = send(client, case)
        if str(response.status_code) not in declared | {"405"}:
            faults.append((operation.label, response.status_code, repr(case.body)[:400], repr(case.query)))
        elif response.status_code >= 400 and "problem+json" not in response.headers["Content-Type"]:
            faults.append((operation.label, response.status_code, response.headers["Content-Type"]))

    ask()
    return sent, faults


@pytest.mark.parametrize(
    ("cases", "seconds", "least"),
    [
        pytest.param(6, 40, 200, marks=pytest.mark.slow, id="some"),
        pytest.param(120, 900, 10_000, marks=pytest.mark.drill, id="ten-thousand"),
    ],
)
def test_no_request_breaks_the_api(
    world: World, machine: Machine, cases: int, seconds: int, least: int
) -> None:
    spec = json.loads(json.dumps(document(), default=str))
    operations = [found.ok() for found in schemathesis.openapi.from_dict(spec).get_all_operations()]
    clients = {account: machine(account) for account in ("branch", "committee", "orgoffice")}
    with story_at(world, "implementing"):
        pass
    until, sent, faults = time.monotonic() + seconds, 0, []
    for operation in operations:
        account = SENDERS[operation.method.upper()]
        if operation.path.split("/")[3] in ORGANISERS:
            account = "orgoffice"
        clients[account].raise_request_exception = False
        declared = set(spec["paths"][operation.path][operation.method.lower()]["responses"])
        asked, wrong = faults_of(operation, clients[account], declared, cases, until)
        sent, faults = sent + asked, faults + wrong

    assert faults == []
    assert sent >= least
