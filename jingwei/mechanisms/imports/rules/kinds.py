"""Which kind an organisation is where its row does not say: by its name and by what the row ticks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# In this order: the first word found in the name decides.
BRANCHES = (
    ("功能型", "functional-branch"),
    ("临时", "temporary-branch"),
    ("离退休", "retired-branch"),
    ("退休", "retired-branch"),
    ("教师", "teacher-branch"),
    ("导师", "teacher-branch"),
    ("学生", "student-branch"),
    ("研究生", "student-branch"),
    ("本科", "student-branch"),
    ("硕士", "student-branch"),
    ("博士", "student-branch"),
    ("教研", "teacher-branch"),
    ("研究所", "teacher-branch"),
    ("机关", "staff-branch"),
    ("后勤", "staff-branch"),
    ("行政", "staff-branch"),
    ("职工", "staff-branch"),
    ("图书馆", "staff-branch"),
    ("办公室", "staff-branch"),
    ("处党支部", "staff-branch"),
    ("部党支部", "staff-branch"),
)
COMMITTEES = (
    ("省委教育工", "education-work-committee"),
    ("总支", "faculty-general-branch"),
    ("校党委", "university-committee"),
    ("大学委员会", "university-committee"),
    ("大学党委", "university-committee"),
    ("机关", "direct-committee"),
    ("直属", "direct-committee"),
    ("后勤", "direct-committee"),
    ("学院", "faculty-committee"),
    ("系党委", "faculty-committee"),
)
UNITS = (
    ("社区", "community"),
    ("团队", "team"),
    ("课题组", "team"),
    ("服务队", "team"),
    ("实验室", "platform"),
    ("平台", "platform"),
    ("研究中心", "platform"),
    ("研究所", "institute"),
    ("教研室", "institute"),
)
UNIT_ENDS = (
    ("大学", "university"),
    ("学院", "faculty"),
    ("系", "institute"),
    ("部", "department"),
    ("处", "department"),
    ("办公室", "department"),
    ("班", "class"),
)


def kind_by_name(set_id: str, name: str, values: Mapping[str, Any]) -> str:
    """The kind that a name tells, empty where it does not."""
    if set_id == "unit":
        return _first(name, UNITS) or next((kind for end, kind in UNIT_ENDS if name.endswith(end)), "")
    if "党小组" in name:
        return "party-group"
    if set_id == "branches" or "支部" in name.replace("总支部", "总支"):
        return _branch(name, values)
    if "党委" in name or "委员会" in name or "总支" in name:
        return _first(name, COMMITTEES)
    return ""


def _branch(name: str, values: Mapping[str, Any]) -> str:
    if values.get("is_teaching"):
        return "teacher-branch"
    if values.get("is_staff") is False:
        return "student-branch"
    return _first(name, BRANCHES) or ("staff-branch" if values.get("is_staff") else "")


def _first(name: str, words: tuple[tuple[str, str], ...]) -> str:
    return next((kind for word, kind in words if word in name), "")
