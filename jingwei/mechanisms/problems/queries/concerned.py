"""Whom the steps of a problem concern: whose it is, and who says whether it is solved."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import people_in_charge
from jingwei.kernel.notices import Kind, Press, tells
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.queries.seeing import answerers_of

PROBLEM = Kind("problems.problem", _l("问题清单"))
ENDED = ("problems.close", "problems.withdraw", "problems.merge")


def _at(record: Any) -> str:
    return f"/problems/{record.subject_id}/"


def _owners(record: Any) -> set[int]:
    found = Problem.objects.filter(pk=record.subject_id).values_list("organisation", "unit").first()
    places = [each for each in found or () if each]
    return people_in_charge("problems.report", places)


def _answerers(record: Any) -> set[int]:
    found = Problem.objects.filter(pk=record.subject_id).first()
    places = [each.pk for each in answerers_of(found)] if found else []
    return people_in_charge("problems.close", places)


tells(
    PROBLEM,
    "problems.name",
    _l("{by}提出一个问题，{due} 前解决：{subject}"),
    _owners,
    at=_at,
    settled_by=("problems.open_matter", "problems.carry", "problems.report", *ENDED),
)
tells(
    PROBLEM,
    "problems.report",
    _l("“{subject}”申请销号，等你们认可：{text}"),
    _answerers,
    at=_at,
    settled_by=("problems.return", *ENDED),
)
tells(
    PROBLEM,
    "problems.return",
    _l("“{subject}”没有销号：{reason}"),
    _owners,
    at=_at,
    settled_by=("problems.report", *ENDED),
)
tells(
    PROBLEM,
    "problems.give_back",
    _l("事项《{matter}》撤回了，问题“{subject}”要另外办。"),
    _owners,
    at=_at,
    settled_by=("problems.open_matter", "problems.carry", "problems.report", *ENDED),
)
tells(
    PROBLEM,
    "problems.reopen",
    _l("问题“{subject}”又打开了：{reason}"),
    _owners,
    at=_at,
    settled_by=("problems.open_matter", "problems.carry", "problems.report", *ENDED),
)
for verb, words in (
    ("problems.close", _l("问题“{subject}”销号了。")),
    ("problems.withdraw", _l("问题“{subject}”撤回了，不用再办：{reason}")),
):
    tells(PROBLEM, verb, words, _owners, at=_at, press=Press.DAILY)
