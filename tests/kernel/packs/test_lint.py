"""What an indicator may not be made of is a fault of `pack check` at its line, with a word how to mend it."""

from __future__ import annotations

import pytest

from jingwei.kernel.packs.check import check
from tests.kernel.packs.conftest import Write

STANDINGS = {
    "matters.confirm": "answered",
    "matters.note": "said",
    "matters.reckon_milestone": "reckoned",
    "receipts.sign": "trace",
    "services.confirm": "answered",
}
CAUTION = "caution: {zh: 自己记的。, en: By their own word.}"


def linted(write: Write, verb: str, *, fewest: int = 3, more: str = "", label: str = "数") -> list[str]:
    """The faults of one indicator about a verb."""
    text = f"""
indicators:
  - id: noted
    degree: depth
    headline: true
    label: {{zh: {label}, en: Figure}}
    meaning: {{zh: 说明。, en: It says.}}
    not_meaning: {{zh: 不说明。, en: It does not say.}}
    improve: {{zh: 改进。, en: Improve.}}
    clause: "1.1"
    per: party
    numerator: {{source: records, verbs: [{verb}], result: [real]}}
    denominator: {{source: records, verbs: [{verb}]}}
    direction: more
    unit: {{zh: 个, en: things}}
    min_group: {fewest}
    {more}
"""
    root = write({"indicators/depth.yaml": text}).parent
    faults = check(root, verbs=set(STANDINGS), standings=STANDINGS)
    return [f"{each.line} {each.path}: {each.message}" for each in faults if "indicators/" in each.file]


@pytest.mark.parametrize("verb", ["matters.confirm", "matters.reckon_milestone"])
def test_what_another_side_or_the_platform_answers_for_may_be_counted(write: Write, verb: str) -> None:
    assert linted(write, verb) == []


def test_a_trace_is_counted_nowhere(write: Write) -> None:
    told = "«receipts.sign» is a mere trace: whoever wants the figure leaves it"

    assert linted(write, "receipts.sign") == [
        f"12 indicators[0].numerator.verbs[0]: {told}",
        f"13 indicators[0].denominator.verbs[0]: {told}",
    ]


def test_a_bare_claim_needs_a_caution(write: Write) -> None:
    told = "counts what nobody but its author answers for: say so in «caution», or count what another side confirmed"

    assert linted(write, "matters.note") == [f"12 indicators[0].numerator: {told}"]
    assert linted(write, "matters.note", more=CAUTION) == []


def test_a_caution_without_a_claim_is_one_too_many(write: Write) -> None:
    assert linted(write, "matters.confirm", more=CAUTION) == [
        "17 indicators[0].caution: nothing here is a bare claim, so there is nothing to caution of"
    ]


@pytest.mark.parametrize(("verb", "fewest"), [("matters.confirm", 3), ("services.confirm", 5)])
def test_a_share_of_too_few_tells_of_somebody(write: Write, verb: str, fewest: int) -> None:
    assert linted(write, verb, fewest=fewest) == []
    assert linted(write, verb, fewest=fewest - 1) == [
        f"16 indicators[0].min_group: a share of fewer than {fewest} tells of somebody, not of work"
    ]


@pytest.mark.parametrize("word", ["排名", "积分", "打卡", "Score", "ranking"])
def test_the_words_of_a_contest_are_refused(write: Write, word: str) -> None:
    assert linted(write, "matters.confirm", label=f"支部 {word}") == [
        f"6 indicators[0].label: «{word}» is a word of a contest: work is measured here, nobody is graded"
    ]


def test_a_word_that_only_holds_such_letters_is_none(write: Write) -> None:
    assert linted(write, "matters.confirm", label="frankly underscored") == []


def turned(write: Write, *, below: int = 30, signs: int = 2, label: str = "实质") -> list[str]:
    """The faults of one turn."""
    sign = f"{{indicator: linted, below: {below}, from_share: 70}}"
    text = f"""
turns:
  - id: turn
    clause: "1.1"
    before: {{zh: 贴牌, en: Label}}
    after: {{zh: {label}, en: Substance}}
    asks: {{zh: 改了没有。, en: Did it change.}}
    signs: [{", ".join([sign] * signs)}]
    origin: {{zh: 自己定的。, en: Our own.}}
"""
    root = write({"turns.yaml": text}).parent
    faults = check(root, verbs=set(STANDINGS), standings=STANDINGS)
    return [f"{each.line} {each.path}: {each.message}" for each in faults if "turns" in each.file]


def test_a_turn_has_two_signs_a_way_between_and_no_words_of_a_contest(write: Write) -> None:
    unknown = "8 turns[0].signs[{}].indicator: unknown indicator «linted»"
    assert turned(write) == [unknown.format(0), unknown.format(1)]
    assert "at least 2" in turned(write, signs=1)[0]
    assert "«below» lies under «from_share»" in turned(write, below=70)[0]
    assert (
        "6 turns[0].after: «得分» is a word of a contest: work is measured here, nobody is graded"
        in turned(write, label="得分")
    )


def balanced(
    write: Write, *, fewest: int = 5, reason: str = "{whole} 件里 {part} 件。", label: str = "只有经"
) -> list[str]:
    """The faults of one balance."""
    warp = f"{{label: {{zh: {label}, en: Alone}}, share: 50, reason: {{zh: '{reason}', en: '{{part}} of {{whole}}.'}}}}"
    weft = "{label: {zh: 只有纬, en: Alone}, share: 50, reason: {zh: '{part} {whole}', en: '{part} {whole}'}}"
    text = f"""
balances:
  - id: skins
    clause: "1.1"
    settles_after: 90
    min_matters: {fewest}
    warp: {warp}
    weft: {weft}
    origin: {{zh: 自己定的。, en: Our own.}}
"""
    root = write({"balances.yaml": text}).parent
    faults = check(root, verbs=set(STANDINGS), standings=STANDINGS)
    return [f"{each.line} {each.path}: {each.message}" for each in faults if "balances" in each.file]


def test_a_balance_is_warned_of_on_enough_matters_and_without_words_of_a_contest(write: Write) -> None:
    assert balanced(write) == []
    assert balanced(write, fewest=2) == [
        "6 balances[0].min_matters: a warning on fewer than 3 matters tells of somebody, not of work"
    ]
    assert balanced(write, label="排名") == [
        "7 balances[0].warp.label: «排名» is a word of a contest: work is measured here, nobody is graded"
    ]


@pytest.mark.parametrize("reason", ["{part} 件。", "{part} {part} {whole}", "{part} {whole} {name}"])
def test_the_reason_of_a_balance_names_both_numbers_and_nothing_else(write: Write, reason: str) -> None:
    (fault,) = balanced(write, reason=reason)

    assert "«reason» names {part} and {whole}, once each" in fault
