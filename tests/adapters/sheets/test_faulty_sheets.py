"""Every faulty sheet gets exactly the report it must get, and so does a whole roster."""

import pytest

from jingwei.adapters.sheets.columns import KINDS
from jingwei.adapters.sheets.faults import SheetFault
from jingwei.adapters.sheets.order import parents_first
from jingwei.adapters.sheets.table import Table, parse
from tests.support.sheets import Case, faulty_sheets, roster

CASES = list(faulty_sheets())
ROLES = {"role": {"书记": "branch-secretary", "组织员": "organizer"}}


def report(table: Table) -> list[tuple[int, str, str]]:
    return sorted(
        (line.number, found.title, found.fault.code) for line in table.lines for found in line.faults
    )


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_faulty_sheet_gets_its_report(case: Case) -> None:
    if case.refused:
        with pytest.raises(SheetFault) as refused:
            parse(case.content, case.filename, *KINDS[case.kind], choices=ROLES)
        assert refused.value.code == case.refused
        assert refused.value.what and refused.value.mend and "%(" not in str(refused.value)
        return

    table = parse(case.content, case.filename, *KINDS[case.kind], choices=ROLES)
    if case.kind == "organisations":
        parents_first(table)

    assert report(table) == sorted(case.faults)
    assert len(table.lines) == case.lines
    assert all(
        "%(" not in found.fault.what + found.fault.mend for line in table.lines for found in line.faults
    )


def test_the_cases_have_names_of_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 30


def test_a_roster_of_six_thousand_shows_every_fault_and_no_other() -> None:
    made = roster(6000, 0.03, seed=38)

    table = parse(made.content, made.filename, *KINDS["people"])

    assert report(table) == sorted(made.faults)
    assert len(made.faults) == 180
    assert len(table.lines) == 6000
    assert len({code for _, _, code in made.faults}) == 16


def test_a_roster_without_faults_shows_none() -> None:
    made = roster(500, 0.0)

    assert report(parse(made.content, made.filename, *KINDS["people"])) == []
