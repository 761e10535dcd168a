"""The pack that ships: its clauses, its roles and their verbs, exactly."""

import pytest
from django.utils import translation

from jingwei.kernel.actions import VERBS
from jingwei.kernel.events import EVENTS
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.check import check

PACK = "heilongjiang-2022-38"

CLAUSES = """
    1.1 1.2 1.3 1.4 1.5 1.6
    2.1 2.2 2.3 2.4 2.5
    3.1 3.2 3.3a 3.3b 3.3c 3.4 3.5 3.6 3.7 3.8 3.9 3.10a 3.10b 3.10c
    4.0 4.1a 4.1b 4.2a 4.2b 4.2c 4.2d 4.3a 4.3b 4.3c 4.4 4.5a 4.5b
    5.1a 5.1b 5.1c 5.1d 5.1e 5.1f 5.2a 5.2b 5.2c 5.2d 5.2e 5.3 5.4a 5.4b 5.4c 5.5
    6.1 6.2 6.3 6.4 6.5 6.6 6.7
""".split()

STANDINGS = {verb: event.standing for verb, event in EVENTS.items()}
EVIDENCE = "evidence.see evidence.attach evidence.detach"
DEEDS = "matters.note matters.amend_deed matters.withdraw_deed matters.finish_task matters.return_task"
LEADS = f"""
    organisations.see matters.see measures.see ledger.see people.see {EVIDENCE} {DEEDS}
    matters.open matters.amend matters.set_points matters.add_goal matters.drop_goal
    matters.add_milestone matters.drop_milestone matters.agree_plan matters.reopen_plan
    matters.assign_task matters.hand_task matters.agree_deployment matters.confirm matters.return matters.accept_milestone
    matters.call_inspection matters.raise_correction matters.close matters.withdraw
    deputations.make deputations.end
    services.confirm services.decline
"""
INSPECTS = f"""
    organisations.see matters.see measures.see ledger.see people.see {EVIDENCE}
    matters.inspect matters.judge_goal matters.raise_correction matters.close_correction
"""
SETTLES = "receipts.return receipts.excuse receipts.close receipts.nudge"
EXCUSES = "excuses.make excuses.withdraw"
SENDS_OUT = f"""
    directives.see directives.draft directives.redraft directives.add directives.leave_out directives.unname
    directives.revise directives.supplement directives.replace directives.issue
    directives.withdraw directives.close {SETTLES}
"""
ITEMS = """
    action_items.see occasions.hold action_items.settle action_items.hand action_items.postpone action_items.drop
"""
HANDED = "receipts.give_back receipts.report"
RECEIVES = f"directives.see receipts.sign receipts.take_on receipts.hand receipts.decline {HANDED}"
ISSUES = f"{SENDS_OUT} {RECEIVES} receipts.forward {EXCUSES}"
WRITES = "minutes.write minutes.rewrite minutes.correct minutes.drop"
PROPOSES = "agenda_items.see agenda_items.propose agenda_items.revise agenda_items.lay agenda_items.withdraw meetings.see"
AGREES = "agenda_items.approve agenda_items.return"
SITS = f"organisations.see matters.see action_items.see {EVIDENCE} {PROPOSES} {WRITES} meetings.approve meetings.sign"
KEEPS = f"""
    {PROPOSES} {WRITES} agenda_items.enter meetings.convene meetings.send meetings.cancel meetings.attend
    meetings.name_guests meetings.open meetings.close meetings.sign meetings.amend old_minutes.take_in old_minutes.strike
    hearings.begin hearings.recuse hearings.resolve hearings.postpone hearings.move_up hearings.take_out meetings.look_again
"""
NAMES = """
    problems.see problems.name problems.withdraw problems.merge problems.close problems.return problems.reopen
"""
SOLVES = f"{NAMES} problems.open_matter problems.carry problems.report"
NOMINATES = "committees.see committee_seats.nominate committee_seats.withdraw"
SEATS = """
    committees.see committees.found committees.amend committees.end
    committee_seats.find_eligible committee_seats.find_ineligible committee_seats.vote committee_seats.seat
    committee_seats.decline committee_seats.end
"""
HOLDS = {
    "province-officer": f"""organisations.see matters.see measures.see measures.compare turn_readings.confirm obligations.see
        ledger.see packs.adopt packs.leave packs.decide clauses.attach_text {SENDS_OUT}
        matters.inspect matters.judge_goal matters.raise_correction matters.close_correction""",
    "committee-secretary": f"""{LEADS} {INSPECTS} {ISSUES} {ITEMS} {KEEPS} {AGREES} {NOMINATES} {SOLVES} meetings.approve
        agenda_items.review obligations.see closed_periods.close measures.compare turn_readings.confirm
        packs.adopt packs.leave packs.decide""",
    "organisation-officer": f"""{INSPECTS} {ISSUES} {ITEMS} {KEEPS} {NAMES} agenda_items.review meetings.bring_in obligations.see
        paper_templates.set paper_templates.drop closed_periods.close measures.compare turn_readings.confirm
        committees.see
        people.register people.amend people.unmask amendments.accept amendments.decline
        organisations.found organisations.rename organisations.move organisations.end
        organisations.cover organisations.uncover organisations.merge organisations.split organisations.withdraw
        appointments.make appointments.end memberships.begin memberships.end
        imports.see imports.preview imports.apply imports.undo imports.discard clauses.attach_text packs.decide""",
    "faculty-secretary": f"""{LEADS} {RECEIVES} {SETTLES} {EXCUSES} {ITEMS} {KEEPS} {AGREES} {NOMINATES} {SOLVES} meetings.approve
        agenda_items.urge agenda_items.second item_lists.adopt
        appointments.make appointments.end obligations.see closed_periods.close measures.compare turn_readings.confirm""",
    "dean": f"""{LEADS} {RECEIVES} {ITEMS} {PROPOSES} {AGREES} {WRITES} {SEATS} {SOLVES}
        agenda_items.enter agenda_items.urge agenda_items.second
        meetings.convene meetings.send meetings.cancel meetings.approve meetings.sign""",
    "unit-head": f"{LEADS} {RECEIVES} {ITEMS} {SEATS} {SOLVES}",
    "branch-secretary": f"""{LEADS} {RECEIVES} {SETTLES} {ITEMS} {SOLVES} obligations.see
        meetings.see meetings.record meetings.correct meetings.strike meetings.plan meetings.cancel
        series.begin series.change series.end
        old_minutes.take_in old_minutes.strike services.tell committees.see""",
    "organiser": f"""{INSPECTS} {ITEMS} {KEEPS} {NAMES} directives.see {HANDED}
        memberships.begin memberships.end obligations.see committees.see closed_periods.close""",
    "deputy-secretary": f"{SITS} {AGREES} committees.see",
    "committee-member": SITS,
    "branch-committee-member": f"""organisations.see directives.see {HANDED} matters.see measures.see action_items.see
        meetings.see {EVIDENCE} {DEEDS}""",
    "vice-dean": f"{SITS} {AGREES} committees.see",
    "school-clerk": f"organisations.see matters.see people.see committees.see {EVIDENCE} {ITEMS} {KEEPS}",
    "academic-clerk": f"organisations.see {SEATS}",
    "university-committee-member": SITS,
    "member": f"""organisations.see directives.see {HANDED} matters.see measures.see action_items.see meetings.see
        {EVIDENCE} {DEEDS}""",
    "teacher": f"organisations.see matters.see action_items.see {EVIDENCE} {DEEDS}",
    "student": "organisations.see matters.see",
    "sysadmin": """organisations.see accounts.see accounts.open accounts.close accounts.reopen
        accounts.reset_password notices.oversee notices.set_app notices.drop_app notices.test_app""",
    "secadmin": """organisations.see appointments.make appointments.end deputations.end
        accounts.see accounts.end_sessions""",
    "auditor": "ledger.see",
    "person": """meetings.arrive meetings.ask_leave meetings.come_after_all meetings.entrust meetings.revoke my.see amendments.ask
        meetings.sign_up meetings.give_up
        accounts.change_password clauses.see
        notices.choose notices.open_calendar notices.close_calendar notices.subscribe notices.unsubscribe
        notices.set_robot notices.drop_robot notices.turn_on_app notices.turn_off_app
        action_items.finish action_items.carry action_items.open_matter action_items.return""",
}

KINDS = {
    "party": """
        education-work-committee university-committee party-office direct-committee faculty-committee
        faculty-general-branch teacher-branch student-branch staff-branch retired-branch functional-branch
        temporary-branch party-group
    """,
    "unit": "university faculty department institute team platform community class",
}

INDICATORS = {
    "strength": [
        "set-by-others-kept",
        "milestones-on-time",
        "corrections-on-time",
        "directives-on-time",
        "items-on-time",
        "studied-first",
        "tasks-on-time",
    ],
    "depth": [
        "done-by-both",
        "matters-of-substance",
        "milestones-woven",
        "items-became-matters",
        "party-deeds-that-changed",
        "directives-carried-as-matters",
    ],
    "breadth": [
        "branches-weaving",
        "units-weaving",
        "student-branches-weaving",
        "branches-serving",
        "beyond-teaching-and-research",
        "branches-with-themed-days",
    ],
    "effect": [
        "found-good",
        "goals-reached",
        "outcomes-confirmed",
        "services-confirmed",
        "problems-solved",
        "answers-accepted",
        "matters-brought-to-an-end",
    ],
}


def test_the_packs_have_no_fault() -> None:
    assert [str(fault) for fault in check(verbs=VERBS, standings=STANDINGS)] == []


def test_the_clauses_are_those_of_the_table() -> None:
    assert list(registry.pack(PACK).clauses) == CLAUSES


def test_the_roles_are_these() -> None:
    assert [role.id for role in registry.roles()] == list(HOLDS)


@pytest.mark.parametrize("role", HOLDS)
def test_each_role_holds_exactly_these_verbs(role: str) -> None:
    assert sorted(registry.role(role).verbs) == sorted(set(HOLDS[role].split()))


def test_every_verb_but_the_system_s_own_has_a_holder() -> None:
    held = {verb for role in registry.roles() for verb in role.verbs}

    assert set(VERBS) - held == {name for name, verb in VERBS.items() if verb.system_only}


def test_only_one_role_sees_full_id_numbers() -> None:
    assert [role.id for role in registry.roles() if role.holds("people.unmask")] == ["organisation-officer"]


def test_the_three_administrators_are_three_people() -> None:
    three = {"sysadmin", "secadmin", "auditor"}

    assert {role: set(registry.role(role).excludes) for role in three} == {
        role: three - {role} for role in three
    }
    assert {by for role in three for by in registry.role(role).appointed_by} == {"secadmin"}


def test_who_gives_a_role_may_make_appointments() -> None:
    givers = {by for role in registry.roles() for by in role.appointed_by}

    assert [giver for giver in sorted(givers) if not registry.role(giver).holds("appointments.make")] == []


def test_what_comes_without_an_appointment() -> None:
    assert {role.id: role.implicit for role in registry.roles() if role.implicit != "none"} == {
        "member": "member",
        "teacher": "staff",
        "student": "student",
        "person": "everyone",
    }


@pytest.mark.parametrize("tree", KINDS)
def test_the_kinds_of_both_trees(tree: str) -> None:
    assert [kind.id for kind in registry.kinds() if kind.tree == tree] == KINDS[tree].split()


def test_the_top_of_each_tree() -> None:
    assert [kind.id for kind in registry.kinds() if kind.is_tenant_root] == [
        "education-work-committee",
        "university-committee",
        "university",
    ]


def test_each_degree_has_a_headline_and_one_more() -> None:
    found: dict[str, list[str]] = {}
    for indicator in sorted(registry.indicators(), key=lambda each: not each.headline):
        found.setdefault(indicator.degree, []).append(indicator.id)

    assert found == INDICATORS


def test_the_terms_of_the_closed_lists() -> None:
    def labels(group: str) -> str:
        return " ".join(term.label.zh for term in registry.terms(group))

    assert labels("point") == "结合点 着力点 贡献点"
    assert labels("stage") == "同谋划 同部署 同落实 同检查"
    assert labels("guarantee") == "思想保证 政治保证 组织保证"
    assert labels("function") == "人才培养 科学研究 社会服务 文化传承创新 国际交流合作"
    assert labels("degree") == "力度 深度 广度 效度"
    assert labels("changed") == "决策 人员 资源 结果"
    assert len(registry.terms("orientation")) == len(registry.terms("serving")) == 4


def test_nothing_unverified_blocks() -> None:
    assert [each.id for each in registry.obligations() if each.strength == "block"] == []


def test_words_follow_the_language_of_the_reader() -> None:
    label = registry.matter_type("secretary-project").label

    with translation.override("zh-hans"):
        assert (label.here(), str(label)) == ("书记项目", "书记项目")
    with translation.override("en"):
        assert label.here() == "Secretary's project"


def test_parts_have_a_name_for_the_world() -> None:
    pack = registry.pack(PACK)

    assert pack.urn("clause", "3.3a") == "urn:jingwei:heilongjiang-2022-38:clause:3.3a"
    assert registry.clause("3.3a").section == 3
    assert registry.term("pre-study").label.zh == "前置研究"
    assert registry.indicator("goals-reached").per == "party"
    assert [
        section.title.zh for section in pack.sections
    ] == "理念 政治统领 组织体系 工作机制 有效载体 党务队伍".split()


def test_an_unknown_id_is_a_lookup_error() -> None:
    with pytest.raises(LookupError, match="no role «king» in any pack"):
        registry.role("king")
    with pytest.raises(LookupError, match=r"no clause «9\.9»"):
        registry.clause("9.9")
