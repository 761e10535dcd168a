"""Whether a condition holds for the facts at hand, and why; total: every condition has an answer for any facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from jingwei.kernel.packs.spec.condition import AllOf, AnyOf, Condition, Fact, Not
from jingwei.kernel.packs.spec.words import Words

Value = bool | int | str


@dataclass(frozen=True)
class Verdict:
    """An answer with its reason."""

    holds: bool
    because: Words


@dataclass(frozen=True)
class _Finding:
    """True, false, or unknown where a fact is missing: what is not known neither holds nor fails to hold."""

    answer: bool | None
    because: Words


def holds(
    condition: Condition, facts: Mapping[str, Value], labels: Mapping[str, Words] | None = None
) -> Verdict:
    """Answer a condition; a fact that is not known never makes it hold, not even under «not»."""
    finding = _find(condition, facts, labels or {})
    return Verdict(finding.answer is True, finding.because)


def _find(condition: Condition, facts: Mapping[str, Value], labels: Mapping[str, Words]) -> _Finding:
    match condition:
        case AllOf():
            return _joined([_find(part, facts, labels) for part in condition.all], decisive=False)
        case AnyOf():
            return _joined([_find(part, facts, labels) for part in condition.any], decisive=True)
        case Not():
            inner = _find(condition.negated, facts, labels)
            return _Finding(None if inner.answer is None else not inner.answer, inner.because)
        case Fact():
            return _compared(condition, facts, labels)


def _joined(findings: list[_Finding], decisive: bool) -> _Finding:
    """One decisive answer decides; otherwise one unknown leaves it open."""
    for answer in (decisive, None, not decisive):
        if same := [finding.because for finding in findings if finding.answer is answer]:
            return _Finding(answer, _and(same[:1] if answer is decisive else same))
    raise AssertionError("a joined condition has at least one part")


def _and(reasons: list[Words]) -> Words:
    unique = list(dict.fromkeys(reasons))
    return Words.model_construct(zh="；".join(r.zh for r in unique), en="; ".join(r.en for r in unique))


def _compared(test: Fact, facts: Mapping[str, Value], labels: Mapping[str, Words]) -> _Finding:
    name = labels.get(test.fact) or Words.model_construct(zh=test.fact, en=test.fact)
    value = facts.get(test.fact)
    answer, zh, en = _answer(test, value)
    if answer is None:
        return _Finding(None, Words.model_construct(zh=f"{name.zh}还不知道", en=f"{name.en} is not known"))
    zh_value, en_value = _shown(value)
    return _Finding(
        answer,
        Words.model_construct(
            zh=f"{name.zh}是{zh_value}，{'符合' if answer else '不符合'}{zh}",
            en=f"{name.en} is {en_value}, {'which is' if answer else 'not'} {en}",
        ),
    )


def _answer(test: Fact, value: Value | None) -> tuple[bool | None, str, str]:
    """The answer with the norm in both languages; a value of another type than the norm counts as not known."""
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if test.at_least is not None:
        answer = None if number is None else number >= test.at_least
        return answer, f"“至少{test.at_least}”", f"at least {test.at_least}"
    if test.at_most is not None:
        answer = None if number is None else number <= test.at_most
        return answer, f"“至多{test.at_most}”", f"at most {test.at_most}"
    if test.one_of is not None:
        answer = value in test.one_of if isinstance(value, str) else None
        return answer, f"“{'、'.join(test.one_of)}之一”", f"one of {', '.join(test.one_of)}"
    zh, en = _shown(test.equals)
    return (value == test.equals if type(value) is type(test.equals) else None), f"“{zh}”", en


def _shown(value: Value | None) -> tuple[str, str]:
    if isinstance(value, bool):
        return ("是", "yes") if value else ("否", "no")
    return str(value), str(value)
