"""The typed API under /api/v1: one router a noun, the same verbs and queries as the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.utils import check_csrf

import jingwei
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotAllowed, NotSignedIn, Refused
from jingwei.kernel.manifest import parts
from jingwei.kernel.resources import PROBLEMS, Problem
from jingwei.shell.api import router as shell_router
from jingwei.shell.problems import malformed, problem


def _signed_in(request: HttpRequest) -> bool:
    """Whether somebody asks: by token, or by session and then with the page's own token against forgery."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.kind != "token" and check_csrf(request) is not None:
        raise NotAllowed("csrf", _("请求没有带上页面的防伪标记。机器请用令牌。"))
    return actor is not None


class Api(NinjaAPI):
    """The API, whose document says what a problem is once, not every operation eight times."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Describe every operation, with what it answers where it refuses."""
        told = super().get_openapi_schema(**options)
        told["components"]["schemas"]["Problem"] = Problem.json_schema()
        content = {self.renderer.media_type: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for methods in told["paths"].values():
            for operation in methods.values():
                for code in PROBLEMS.keys() & operation["responses"].keys():
                    operation["responses"][code].setdefault("content", content)
        return told


api = Api(
    title="Jingwei 经纬",
    version=jingwei.__version__,
    urls_namespace="api",
    auth=_signed_in,
    docs_url=None,
    openapi_url="/openapi.json",
)


def document() -> OpenAPISchema:
    """The OpenAPI 3.1 document of every operation."""
    return api.get_openapi_schema(path_prefix="/api/v1/")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    return problem(refusal)


@api.exception_handler(AuthenticationError)
def _no_account(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(NotSignedIn())


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(Invalid([malformed(fault) for fault in error.errors]))


@api.exception_handler(HttpError)
def _bad_request(request: HttpRequest, error: Any) -> HttpResponse:
    refusal = Refused("bad-request", _("请求的内容看不懂：要的是 UTF-8 的 JSON。"))
    refusal.status = error.status_code
    return problem(refusal)


api.add_router("", shell_router)
for _name, _module in parts("api"):
    for _noun, _router in _module.routers.items():
        api.add_router(f"/{_noun}", _router)
