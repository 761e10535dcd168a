"""Only a small, safe part of YAML is read, and every value knows its line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.kernel.packs.text import MAX_BYTES, read


def reading(tmp_path: Path, text: str | bytes) -> tuple[object, list[str]]:
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found, faults = read(path, "a.yaml")
    return (found.value if found else None), [str(fault) for fault in faults]


def test_numbers_that_are_names_stay_text(tmp_path: Path) -> None:
    text = "clause: 1.10\nday: 2022-05-31\nno: no\nyes: true\nnone: ~\ncount: 7\nquoted: '7'\n"

    value, faults = reading(tmp_path, text)

    assert faults == []
    assert value == {
        "clause": "1.10",
        "day": "2022-05-31",
        "no": "no",
        "yes": True,
        "none": None,
        "count": 7,
        "quoted": "7",
    }


def test_a_value_is_found_by_its_way_and_unknown_steps_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a:\n  - b: 1\n    c:\n      - 2\n      - 3\n")

    found, _ = read(tmp_path / "a.yaml", "a.yaml")

    assert found is not None
    assert found.lines.find(("a", 0, "c", 1)) == (5, "a[0].c[1]")
    assert found.lines.find(("a", "<all>", 0, "c", "missing")) == (3, "a[0].c")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "a.yaml:1: the file is empty"),
        ("a: 1\nb: &x [1]\n", "a.yaml:2: anchors and aliases are not allowed"),
        ("a: 1\nb: *x\n", "a.yaml:2: anchors and aliases are not allowed"),
        ("a: 1\nb: !!python/object:os.system {}\n", "a.yaml:2: tags are not allowed"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: a second document is not allowed"),
        ("? [a, b]\n: 1\n", "a.yaml:1: a key should be plain text"),
        ("[" * 100_000, "a.yaml:1: nested deeper than 16, or more than 40000 values"),
        ("a: [" + "1," * 50_000 + "]", "a.yaml:1: nested deeper than 16, or more than 40000 values"),
        ("a: " + "x" * MAX_BYTES, "a.yaml:1: larger than 256 KiB"),
        (b"a: 1\nb: \xff\n", "a.yaml:2: this is not UTF-8"),
    ],
)
def test_what_a_pack_may_not_use_is_refused_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    assert reading(tmp_path, text) == (None, [fault])


def test_broken_yaml_names_its_line(tmp_path: Path) -> None:
    value, faults = reading(tmp_path, "a: 1\nb: [1\nc: 2\n")

    assert value is None
    assert [fault.split("this is not YAML")[0] for fault in faults] == ["a.yaml:3: "]


def test_every_doubled_key_is_reported(tmp_path: Path) -> None:
    value, faults = reading(tmp_path, "a: 1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\n")

    assert value is None
    assert faults == [
        "a.yaml:3: a: doubled key, first on line 1",
        "a.yaml:6: d: doubled key, first on line 5",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text("abc:-[]{}&*!|>'\"#%@`?, \n\t~0.1", max_size=200).map(str.encode))
def test_any_bytes_give_a_value_or_a_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)

    found, faults = read(path, "a.yaml")

    assert (found is None) == bool(faults)
