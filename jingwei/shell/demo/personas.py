"""Decides who signs in to the demo: one person for each role, with posts and places by hand."""

from __future__ import annotations

from dataclasses import dataclass

from jingwei.shell.demo.people import Crowd, Someone
from jingwei.shell.demo.trees import Campus

PASSWORD = "jingwei-demo"
USERNAMES = (
    "province committee orgoffice faculty dean branch organizer member teacher student sysadmin secadmin auditor "
    "outsider"
).split()


@dataclass(frozen=True)
class Persona:
    """A person with a name, a place in both trees and posts; keys are those of `_places`."""

    account: str
    name: str
    sex: str
    category: str
    unit: str
    branch: str = ""
    posts: tuple[tuple[str, str], ...] = ()
    standing: str = ""
    job_title: str = ""
    born: int = 0


PEOPLE_HOME = (
    Persona(
        "committee",
        "祁远山",
        "m",
        "staff",
        "office",
        "office branch",
        (("committee-secretary", "party"),),
        born=1968,
    ),
    Persona(
        "orgoffice",
        "戚晓岚",
        "f",
        "staff",
        "office 2",
        "office branch 2",
        (("organisation-officer", "party"),),
        born=1984,
    ),
    Persona(
        "",
        "端木清和",
        "f",
        "staff",
        "office",
        "office branch",
        (("organisation-officer", "party"),),
        born=1979,
    ),
    Persona(
        "sysadmin",
        "季文博",
        "m",
        "staff",
        "office",
        posts=(("sysadmin", "party"),),
        standing="other",
        born=1986,
    ),
    Persona(
        "secadmin",
        "唐守正",
        "m",
        "staff",
        "office",
        posts=(("secadmin", "party"),),
        standing="other",
        born=1978,
    ),
    Persona(
        "auditor",
        "萧明察",
        "f",
        "staff",
        "office",
        posts=(("auditor", "party"),),
        standing="other",
        born=1981,
    ),
    Persona(
        "faculty",
        "孟青禾",
        "f",
        "teacher",
        "institute 2",
        "branch 2",
        (("faculty-secretary", "school party"),),
        born=1975,
    ),
    Persona(
        "dean", "柏鸿钧", "m", "teacher", "institute 3", "", (("dean", "school"),), "other", "教授", born=1972
    ),
    Persona(
        "branch",
        "沈砚秋",
        "f",
        "teacher",
        "institute 1",
        "branch 1",
        (("branch-secretary", "branch 1"), ("unit-head", "institute 1")),
        job_title="教授",
        born=1980,
    ),
    Persona(
        "organizer", "裴若谷", "m", "staff", "school", "branch 4", (("organiser", "school party"),), born=1985
    ),
    Persona("member", "喻清川", "m", "teacher", "institute 1", "branch 1", job_title="副教授", born=1983),
    Persona(
        "teacher", "姜一舟", "m", "teacher", "institute 1", standing="other", job_title="讲师", born=1991
    ),
    Persona("student", "明小满", "f", "student", "school", "students", standing="probationary"),
    Persona("", "陶亦舟", "m", "staff", "school", standing="other", born=1990),
    Persona("", "贺知远", "m", "teacher", "institute 1", "branch 1", job_title="讲师", born=1988),
)
PEOPLE_ELSEWHERE = (
    Persona(
        "outsider",
        "骆听雨",
        "f",
        "staff",
        "office",
        "office branch",
        (("committee-secretary", "party"),),
        born=1971,
    ),
    Persona(
        "", "宓寒松", "m", "staff", "office", "office branch", (("organisation-officer", "party"),), born=1982
    ),
    Persona(
        "",
        "阙清欢",
        "f",
        "staff",
        "office 2",
        "office branch 2",
        (("organisation-officer", "party"),),
        born=1987,
    ),
)


def _places(campus: Campus) -> dict[str, str]:
    """The places of the personas as keys of organisations."""
    school, (branch, office), (branch_2, office_2) = campus.schools[0], *campus.offices[:2]
    return {
        "": "",
        "party": "party",
        "office": office,
        "office branch": branch,
        "office 2": office_2,
        "office branch 2": branch_2,
        "school": school.unit,
        "school party": school.party,
        "students": school.student_branches[1],
        **{f"institute {at}": key for at, key in enumerate(school.institutes, 1)},
        **{f"branch {at}": key for at, key in enumerate(school.teacher_branches, 1)},
    }


def invite(crowd: Crowd, personas: tuple[Persona, ...]) -> dict[str, Someone]:
    """Put the personas in before everybody else; returns them by name."""
    places = _places(crowd.campus)
    last = crowd.today.year if crowd.today.month >= 9 else crowd.today.year - 1
    invited = {}
    for persona in personas:
        given = {"standing": persona.standing or ("member" if persona.branch else "")}
        if persona.job_title:
            given["job_title"] = persona.job_title
        someone = crowd.add(
            persona.category,
            places[persona.unit],
            places[persona.branch],
            sex=persona.sex,
            name=persona.name,
            account=persona.account,
            cohort=last - 1,
            born=persona.born,
            **given,
        )
        for role, place in persona.posts:
            crowd.lead(role, places[place], someone)
        invited[persona.name] = someone
    return invited
