"""How sheets call what the pack calls by its own labels: kinds of organisations, roles, categories, standings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from jingwei.adapters.sheets import columns
from jingwei.foundation.organisations.rules import gives_the_role
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry

SECRETARY = "secretary"
"""«书记» alone: of what, the organisation says."""
COMMITTEE, DEPUTY = "committee", "deputy"
"""«委员» of whatever field, and «副书记»: of what, the organisation says as well."""
AT = {
    SECRETARY: ("branch-secretary", "faculty-secretary", "committee-secretary"),
    COMMITTEE: ("branch-committee-member", "committee-member", "university-committee-member"),
    DEPUTY: ("branch-committee-member", "deputy-secretary", "university-committee-member"),
}
"""What such a word means at a branch, at a School and at the university."""

KIND_WORDS = {
    "党委": "",
    "基层党委": "",
    "二级党组织": "",
    "院系党组织": "",
    "学校党委": "university-committee",
    "二级党委": "faculty-committee",
    "分党委": "faculty-committee",
    "学院党委": "faculty-committee",
    "机关党委": "direct-committee",
    "直属党委": "direct-committee",
    "总支": "faculty-general-branch",
    "党总支部": "faculty-general-branch",
    "院系党总支": "faculty-general-branch",
    "党支部": "",
    "支部": "",
    "直属党支部": "",
    "教工党支部": "",
    "联合党支部": "",
    "教师支部": "teacher-branch",
    "专任教师": "teacher-branch",
    "专任教师党支部": "teacher-branch",
    "专业教师党支部": "teacher-branch",
    "学生支部": "student-branch",
    "本科生党支部": "student-branch",
    "研究生党支部": "student-branch",
    "师生联合党支部": "teacher-branch",
    "机关党支部": "staff-branch",
    "后勤党支部": "staff-branch",
    "职工党支部": "staff-branch",
    "机关行政产业后勤": "staff-branch",
    "离退休支部": "retired-branch",
    "离退休教工": "retired-branch",
    "离退休教职工党支部": "retired-branch",
    "功能型支部": "functional-branch",
    "临时支部": "temporary-branch",
    "大学": "university",
    "高等学校": "university",
    "院系": "faculty",
    "二级学院": "faculty",
    "教学单位": "faculty",
    "部门": "department",
    "机关": "department",
    "党政机关": "department",
    "管理部门": "department",
    "教辅单位": "department",
    "系": "institute",
    "研究所": "institute",
    "教研室": "institute",
    "团队": "team",
    "课题组": "team",
    "科研团队": "team",
    "教学团队": "team",
    "平台": "platform",
    "实验室": "platform",
    "重点实验室": "platform",
    "研究中心": "platform",
    "社区": "community",
    "班": "class",
}

ROLE_WORDS = {
    "书记": SECRETARY,
    "支部书记": "branch-secretary",
    "党支部书记": "branch-secretary",
    "双带头人书记": "branch-secretary",
    "院系党委书记": "faculty-secretary",
    "院党委书记": "faculty-secretary",
    "分党委书记": "faculty-secretary",
    "党总支书记": "faculty-secretary",
    "校党委书记": "committee-secretary",
    "党委书记": SECRETARY,
    "委员": COMMITTEE,
    "支委": "branch-committee-member",
    "支部委员": "branch-committee-member",
    "支委委员": "branch-committee-member",
    "组织委员": COMMITTEE,
    "宣传委员": COMMITTEE,
    "纪检委员": COMMITTEE,
    "青年委员": COMMITTEE,
    "统战委员": COMMITTEE,
    "群工委员": COMMITTEE,
    "保密委员": COMMITTEE,
    "副书记": DEPUTY,
    "党支部副书记": "branch-committee-member",
    "院系组织员": "organiser",
    "专职组织员": "organiser",
    "兼职组织员": "organiser",
    "组织部干部": "organisation-officer",
    "执行院长": "dean",
    "系主任": "unit-head",
    "所长": "unit-head",
    "主任": "unit-head",
    "团队负责人": "unit-head",
    "负责人": "unit-head",
    "部门负责人": "unit-head",
}

CATEGORY_WORDS = {
    **columns.CATEGORIES,
    "离退休教职工": "retired",
    "离退休人员": "retired",
    "离退休": "retired",
    "退休": "retired",
}

# The roster keeps no more than Person.Standing does: what is neither Party nor League is «other».
STANDING_WORDS = {
    label: meaning if meaning in ("member", "probationary", "league") else "other"
    for label, meaning in columns.STANDINGS.items()
} | {
    "发展对象": "candidate",
    "入党积极分子": "activist",
    "积极分子": "activist",
    "非党团员": "other",
    "其他": "other",
}

CATEGORY_OF_BRANCH = {"student-branch": "student", "staff-branch": "staff", "retired-branch": "retired"}
"""What somebody new in a branch of this kind is, where the sheet has no column for it."""

STEPS_TO_MEMBERSHIP = ("other", "league", "activist", "candidate", "probationary", "member")
_NO_LONGER = ("transferred", "left", "deceased")


def standing_told(values: Mapping[str, Any], columns: Collection[str]) -> str:
    """What a roster of members says about a standing by its dates and its 党籍状态; empty where it says nothing."""
    state = values.get("membership")
    if state in _NO_LONGER:
        return ""
    if state in ("member", "probationary"):
        return str(state)
    if values.get("joined") and "confirmed" in columns and not values.get("confirmed"):
        return "probationary"
    if state or values.get("joined") or values.get("confirmed"):
        return "member"
    return next((step for step in ("candidate", "activist") if values.get(step)), "")


def is_further(standing: str, known: str) -> bool:
    """Whether a standing that was only inferred goes beyond the one that is known: it takes nothing back."""
    return STEPS_TO_MEMBERSHIP.index(standing) > STEPS_TO_MEMBERSHIP.index(known)


def _labelled(specs: Iterable[Any], words: Mapping[str, str]) -> dict[str, str]:
    """The pack's own labels first, in both languages, then the words that sheets use besides."""
    named = {label: spec.id for spec in specs for label in (spec.label.zh, spec.label.en)}
    known = {spec.id for spec in specs} | {"", *AT}
    return named | {word: meaning for word, meaning in words.items() if meaning in known}


def choices() -> dict[str, dict[str, str]]:
    """The labels that the columns with a choice may hold, by the key of the column, or of sheet and column."""
    kinds = registry.kinds()
    given = [role for role in registry.roles() if role.implicit == "none"]
    return {
        "gender": {"男": "m", "女": "f", "男性": "m", "女性": "f"},
        "category": CATEGORY_WORDS,
        "standing": STANDING_WORDS,
        "kind": _labelled(kinds, KIND_WORDS),
        "branches.kind": _labelled([kind for kind in kinds if kind.is_branch], KIND_WORDS),
        "role": _labelled(given, ROLE_WORDS),
    }


def offered_to(actor: Actor) -> dict[str, set[str]]:
    """What is named where a cell holds none of the words of its column: of the roles, those that the importer gives."""
    given = {role.id for role in registry.roles() if gives_the_role(actor, role.id)}
    return {"role": given | {word for word, means in AT.items() if given.intersection(means)}}


def role_at(role: str, kind: str) -> str:
    """The role that «书记», «副书记» or «委员» means at an organisation of this kind; any other role as it is."""
    if role not in AT:
        return role
    branch, school, university = AT[role]
    spec = registry.kind(kind)
    if spec.is_branch:
        return branch
    return university if spec.is_tenant_root else school
