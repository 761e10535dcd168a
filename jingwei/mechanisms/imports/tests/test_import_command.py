"""The command: the same preview and the same verbs as the page, in the name of an account."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.imports.tests.sheets import people
from tests.support.sheets import books
from tests.support.world import World


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def roster(tmp_path: Path) -> str:
    path = tmp_path / "名册.csv"
    path.write_bytes(books.text(people(3), "gb18030"))
    return str(path)


def test_a_dry_run_says_what_would_change_and_changes_nothing(world: World, roster: str) -> None:
    before = Record.objects.count()

    out, _err = run("people", roster, "--as", "orgoffice", "--dry-run")

    assert "3 new, 0 changed, 0 same, 0 faulty" in out
    assert Record.objects.count() == before


def test_it_imports_in_the_name_of_the_account(world: World, roster: str) -> None:
    run("people", roster, "--as", "orgoffice")

    assert Person.objects.filter(code__startswith="N").count() == 3
    assert Record.objects.filter(verb="imports.apply", actor_name="戚晓岚").count() == 1


def test_faulty_rows_are_named_and_stop_it(world: World, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(books.text([*people(2), ["N009", "", "教师", "", "", "", ""]]))

    with pytest.raises(CommandError, match="1 faulty rows"):
        run("people", str(path), "--as", "orgoffice")
    assert Person.objects.filter(code__startswith="N").count() == 0
    _out, err = run("people", str(path), "--as", "orgoffice", "--valid-only")
    assert "4 姓名: “姓名”没有填" in err
    assert Person.objects.filter(code__startswith="N").count() == 2


@pytest.mark.parametrize(("user", "said"), [("nobody", "no such account"), ("branch", "no post")])
def test_only_an_account_that_may(world: World, roster: str, user: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("people", roster, "--as", user)


def test_a_file_that_is_not_there(world: World) -> None:
    with pytest.raises(CommandError, match="no such file"):
        run("people", "nowhere.xlsx", "--as", "orgoffice")
