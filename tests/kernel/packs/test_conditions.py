"""A condition has an answer and a reason for any facts."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from jingwei.kernel.packs.conditions import Verdict, holds
from jingwei.kernel.packs.spec import Condition, Words

READER: TypeAdapter[Any] = TypeAdapter(Condition)
NAMES = ["members", "full-members", "kind"]
VALUES = st.booleans() | st.integers(-3, 60) | st.sampled_from(["branch", "school"])
TESTS = st.one_of(
    st.builds(lambda value: {"equals": value}, VALUES),
    st.builds(lambda value: {"at_least": value}, st.integers(-3, 60)),
    st.builds(lambda value: {"at_most": value}, st.integers(-3, 60)),
    st.builds(lambda value: {"one_of": value}, st.lists(st.sampled_from(["branch", "school"]), min_size=1)),
)
FACTS = st.builds(lambda name, test: {"fact": name, **test}, st.sampled_from(NAMES), TESTS)
CONDITIONS = st.recursive(
    FACTS,
    lambda inner: (
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda part: {"not": part}, inner)
    ),
    max_leaves=12,
)
KNOWN = st.dictionaries(st.sampled_from(NAMES), VALUES)


def condition(value: Any) -> Any:
    return READER.validate_json(json.dumps(value))


def answer(value: Any, **facts: Any) -> bool:
    return holds(condition(value), {key.replace("_", "-"): fact for key, fact in facts.items()}).holds


@given(CONDITIONS, KNOWN)
def test_every_condition_answers_with_a_reason_in_both_languages(value: Any, facts: dict[str, Any]) -> None:
    verdict = holds(condition(value), facts)

    assert isinstance(verdict, Verdict)
    assert verdict.because.zh and verdict.because.en


@given(CONDITIONS, KNOWN)
def test_a_condition_and_its_opposite_never_both_hold(value: Any, facts: dict[str, Any]) -> None:
    assert not (holds(condition(value), facts).holds and holds(condition({"not": value}), facts).holds)


@given(CONDITIONS, KNOWN, KNOWN)
def test_learning_more_never_takes_an_answer_back(
    value: Any, facts: dict[str, Any], more: dict[str, Any]
) -> None:
    assert not holds(condition(value), facts).holds or holds(condition(value), {**more, **facts}).holds


@given(CONDITIONS, KNOWN)
def test_one_part_alone_means_the_same_under_all_and_any(value: Any, facts: dict[str, Any]) -> None:
    alone = holds(condition(value), facts)

    assert holds(condition({"all": [value]}), facts) == alone == holds(condition({"any": [value]}), facts)


def test_comparisons_include_their_ends() -> None:
    assert answer({"fact": "members", "at_least": 3}, members=3)
    assert answer({"fact": "members", "at_most": 3}, members=3)
    assert not answer({"fact": "members", "at_least": 3}, members=2)
    assert answer({"fact": "kind", "one_of": ["branch", "school"]}, kind="school")
    assert answer({"fact": "members", "equals": 0}, members=0)


def test_true_is_not_one() -> None:
    assert not answer({"fact": "members", "equals": 1}, members=True)
    assert not answer({"fact": "members", "at_least": 1}, members=True)


def test_the_reason_names_what_decided() -> None:
    value = {"all": [{"fact": "members", "at_least": 3}, {"fact": "full-members", "at_least": 7}]}
    labels = {"full-members": Words(zh="正式党员人数", en="Full members")}

    verdict = holds(condition(value), {"members": 9, "full-members": 6}, labels)

    assert verdict == Verdict(
        holds=False,
        because=Words(zh="正式党员人数是6，不符合“至少7”", en="Full members is 6, not at least 7"),
    )


def test_an_unknown_fact_is_the_reason() -> None:
    verdict = holds(condition({"not": {"fact": "members", "at_least": 3}}), {})

    assert verdict == Verdict(False, Words(zh="members还不知道", en="members is not known"))


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"fact": "members"},
        {"fact": "members", "at_least": 1, "at_most": 2},
        {"fact": "members", "at_least": "1"},
        {"all": []},
        {"any": [{"fact": "members", "equals": 1}], "all": [{"fact": "members", "equals": 1}]},
        {"not": [{"fact": "members", "equals": 1}]},
        {"xor": []},
        "members > 3",
        7,
    ],
)
def test_anything_else_is_no_condition(value: Any) -> None:
    with pytest.raises(ValidationError):
        condition(value)
