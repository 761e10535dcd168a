"""Every reference must lead somewhere, and the parts of a pack must agree with each other."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jingwei.kernel.packs.fault import Fault
from jingwei.kernel.packs.load import Entry, Reading
from jingwei.kernel.packs.spec.balance import Balance
from jingwei.kernel.packs.spec.body import Body
from jingwei.kernel.packs.spec.case import Case, ConditionCase, IndicatorCase, ObligationCase, RoleCase
from jingwei.kernel.packs.spec.clause import Clause
from jingwei.kernel.packs.spec.committee_kind import CommitteeKind
from jingwei.kernel.packs.spec.condition import AllOf, AnyOf, Condition, Fact
from jingwei.kernel.packs.spec.flow import Flow
from jingwei.kernel.packs.spec.indicator import (
    Indicator,
    Organisations,
    OrganisationsWith,
    RecordsFilter,
    Which,
)
from jingwei.kernel.packs.spec.item_kind import ItemKind
from jingwei.kernel.packs.spec.kind import Kind
from jingwei.kernel.packs.spec.matter_type import MatterType
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.packs.spec.role import Role
from jingwei.kernel.packs.spec.term import Term
from jingwei.kernel.packs.spec.turn import Turn
from jingwei.kernel.packs.text import Location


@dataclass(frozen=True)
class Reference:
    """A name used at a place, and what it should name; `group` narrows a term, `tree` a kind, `decides` a body."""

    noun: str
    id: str
    at: Location
    group: str = ""
    tree: str = ""
    decides: bool = False


def resolve(
    reading: Reading, bases: Sequence[Reading] = (), verbs: Collection[str] | None = None
) -> list[Fault]:
    """Check every reference of a pack against itself and the packs it extends; verbs only where they are known."""
    scope = _Scope((reading, *bases), verbs)
    faults = []
    for noun, references in _REFERENCES.items():
        for entry in reading.sound(noun):
            for reference in references(entry.spec):
                if problem := scope.problem(reference):
                    faults.append(entry.fault(reference.at, problem))
    faults += scope.looser()
    return [*faults, *_one_headline(reading), *_one_chapter(reading)]


class _Scope:
    """All names that a pack may use."""

    def __init__(self, readings: Sequence[Reading], verbs: Collection[str] | None) -> None:
        self.names: dict[str, set[str]] = {}
        self.entries: dict[tuple[str, str], Entry] = {}
        self.verbs = None if verbs is None else frozenset(verbs)
        for reading in readings:
            for noun in list(reading.entries):
                self.names.setdefault(noun, set()).update(reading.ids(noun))
                self.entries.update({(noun, entry.id): entry for entry in reading.sound(noun)})

    def problem(self, reference: Reference) -> str | None:
        """What is wrong with a reference, or None."""
        if reference.noun == "verb":
            return self.verb_problem(reference.id)
        if reference.id not in (names := self.names.get(reference.noun, set())):
            return f"unknown {reference.noun} «{reference.id}»{_instead(reference.id, names)}"
        entry = self.entries.get((reference.noun, reference.id))
        if entry and reference.group and entry.spec.group != reference.group:
            return f"«{reference.id}» belongs to the group {entry.spec.group}, not {reference.group}"
        if entry and reference.tree and entry.spec.tree != reference.tree:
            return f"«{reference.id}» stands in the {entry.spec.tree} tree, not in the {reference.tree} tree"
        if entry and reference.decides and entry.spec.deciding is None:
            return f"«{reference.id}» does not decide"
        return None

    def looser(self) -> Iterator[Fault]:
        """Obligations and bodies that ask less than the one they claim to tighten."""
        for (noun, _), entry in self.entries.items():
            base = self.entries.get((noun, getattr(entry.spec, "tightens", None) or ""))
            if base and (respect := entry.spec.looser_than(base.spec)):
                yield entry.fault(
                    tuple(respect.split(".")),
                    f"looser than «{base.id}»: a lower level may tighten, never loosen",
                )

    def verb_problem(self, verb: str) -> str | None:
        """A verb has to be declared by the platform; `mechanism.*` needs one verb of it at least."""
        if self.verbs is None or verb in self.verbs:
            return None
        if verb.endswith(".*") and any(known.startswith(verb[:-1]) for known in self.verbs):
            return None
        return f"unknown verb «{verb}»{_instead(verb, self.verbs)}"


def _instead(name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, sorted(names), n=1, cutoff=0.75)
    return f": did you mean «{near[0]}»?" if near else ""


def _each(noun: str, field: str, ids: Sequence[str], **more: Any) -> Iterator[Reference]:
    for index, identifier in enumerate(ids):
        yield Reference(noun, identifier, (field, index), **more)


def _clause(spec: Clause) -> Iterator[Reference]:
    yield from _each("term", "terms", spec.terms)
    yield from _each("term", "objects", spec.objects, group="object")


def _role(spec: Role) -> Iterator[Reference]:
    yield from _each("verb", "verbs", spec.verbs)
    yield from _each("role", "appointed_by", spec.appointed_by)
    yield from _each("role", "excludes", spec.excludes)
    yield from _each("kind", "kinds", spec.kinds, tree="" if spec.tree == "any" else spec.tree)


def _kind(spec: Kind) -> Iterator[Reference]:
    yield from _each("kind", "parents", spec.parents, tree=spec.tree)


def _term(spec: Term) -> Iterator[Reference]:
    if spec.clause:
        yield Reference("clause", spec.clause, ("clause",))


def _matter_type(spec: MatterType) -> Iterator[Reference]:
    yield from _each("clause", "clauses", spec.clauses)
    yield from _each("kind", "party_kinds", spec.party_kinds, tree="party")
    yield from _each("kind", "unit_kinds", spec.unit_kinds, tree="unit")
    if spec.flow:
        yield Reference("flow", spec.flow, ("flow",))


def _body(spec: Body) -> Iterator[Reference]:
    yield from _each("kind", "held_by", spec.held_by)
    if spec.tightens:
        yield Reference("body", spec.tightens, ("tightens",))
    if spec.deciding:
        for index, role in enumerate(spec.deciding.seats):
            yield Reference("role", role, ("deciding", "seats", index))
        for index, role in enumerate(spec.deciding.sits_in):
            yield Reference("role", role, ("deciding", "sits_in", index))


def _item_kind(spec: ItemKind) -> Iterator[Reference]:
    yield from _each("body", "route", spec.route, decides=True)
    if spec.clause:
        yield Reference("clause", spec.clause, ("clause",))


def _balance(spec: Balance) -> Iterator[Reference]:
    yield Reference("clause", spec.clause, ("clause",))


def _turn(spec: Turn) -> Iterator[Reference]:
    yield Reference("clause", spec.clause, ("clause",))
    for index, sign in enumerate(spec.signs):
        yield Reference("indicator", sign.indicator, ("signs", index, "indicator"))


def _committee_kind(spec: CommitteeKind) -> Iterator[Reference]:
    yield from _each("kind", "kept_by", spec.kept_by, tree="unit")
    yield from _each("role", "eligible", spec.eligible, tree="party")
    if spec.clause:
        yield Reference("clause", spec.clause, ("clause",))


def _obligation(spec: Obligation) -> Iterator[Reference]:
    if spec.clause:
        yield Reference("clause", spec.clause, ("clause",))
    yield from _each("kind", "who", spec.who)
    if spec.when:
        yield from _facts(spec.when, ("when",))
    if spec.tightens:
        yield Reference("obligation", spec.tightens, ("tightens",))
    for index, verb in enumerate(spec.count.verbs if spec.count else ()):
        yield Reference("verb", verb, ("count", "verbs", index))
    for index, verb in enumerate(spec.count.less if spec.count else ()):
        yield Reference("verb", verb, ("count", "less", index))


def _facts(condition: Condition, at: Location) -> Iterator[Reference]:
    if isinstance(condition, Fact):
        yield Reference("term", condition.fact, (*at, "fact"), group="fact")
    elif isinstance(condition, AllOf | AnyOf):
        key = "all" if isinstance(condition, AllOf) else "any"
        for index, part in enumerate(getattr(condition, key)):
            yield from _facts(part, (*at, key, index))
    else:
        yield from _facts(condition.negated, (*at, "not"))


def _indicator(spec: Indicator) -> Iterator[Reference]:
    yield Reference("clause", spec.clause, ("clause",))
    yield from _counted(spec.numerator, ("numerator",), spec)
    yield from _counted(spec.denominator, ("denominator",), spec)


def _counted(count: Any, at: Location, spec: Indicator) -> Iterator[Reference]:
    if isinstance(count, Organisations | OrganisationsWith):
        for index, kind in enumerate(count.kinds):
            yield Reference("kind", kind, (*at, "kinds", index), tree=spec.per)
    if isinstance(count, OrganisationsWith):
        yield from _counted(count.records, (*at, "records"), spec)
    if isinstance(count, RecordsFilter):
        for index, verb in enumerate(count.undone_by):
            yield Reference("verb", verb, (*at, "undone_by", index))
        yield from _meant(count, at)
        for number, which in enumerate(count.or_these):
            yield from _meant(which, (*at, "or_these", number))


def _meant(which: Which, at: Location) -> Iterator[Reference]:
    for index, verb in enumerate(which.verbs):
        yield Reference("verb", verb, (*at, "verbs", index))
    for index, tag in enumerate(which.tags):
        yield from _tagged(tag, (*at, "tags", index))
    for tag in which.barred:
        yield from _tagged(tag, (*at, "without"))


def _tagged(tag: str, at: Location) -> Iterator[Reference]:
    group, _, term = tag.partition(":")
    if group in ("function", "guarantee", "orientation", "serving", "changed"):
        yield Reference("term", term, at, group=group)
    elif group == "body":
        yield Reference("body", term, at)


def _flow(spec: Flow) -> Iterator[Reference]:
    for index, step in enumerate(spec.steps):
        yield Reference("verb", step.verb, ("steps", index, "verb"))


def _case(spec: Case) -> Iterator[Reference]:
    match spec:
        case RoleCase():
            yield Reference("role", spec.given.role, ("given", "role"))
            for index, verb in enumerate(spec.when.verbs):
                yield Reference("verb", verb, ("when", "verbs", index))
        case ConditionCase():
            yield from _facts(spec.when.condition, ("when", "condition"))
        case ObligationCase():
            yield Reference("obligation", spec.when.obligation, ("when", "obligation"))
        case IndicatorCase():
            yield Reference("indicator", spec.when.indicator, ("when", "indicator"))


_REFERENCES: dict[str, Callable[[Any], Iterator[Reference]]] = {
    "clause": _clause,
    "role": _role,
    "kind": _kind,
    "term": _term,
    "matter-type": _matter_type,
    "body": _body,
    "item-kind": _item_kind,
    "committee-kind": _committee_kind,
    "balance": _balance,
    "obligation": _obligation,
    "indicator": _indicator,
    "turn": _turn,
    "flow": _flow,
    "case": _case,
}


def _one_headline(reading: Reading) -> Iterator[Fault]:
    """Each degree opens with one indicator."""
    heads: dict[str, Entry] = {}
    for entry in reading.sound("indicator"):
        if entry.spec.headline and (first := heads.setdefault(entry.spec.degree, entry)) is not entry:
            text = f"«{entry.spec.degree}» already has the headline «{first.id}»"
            yield entry.fault(("headline",), text)
    for entry in reading.sound("indicator"):
        if heads.setdefault(entry.spec.degree, entry) is entry and not entry.spec.headline:
            yield entry.fault(("degree",), f"«{entry.spec.degree}» has no headline")


def _one_chapter(reading: Reading) -> Iterator[Fault]:
    """Each chapter has one file."""
    seen: dict[int, str] = {}
    for number, file in reading.chapters:
        if number in seen:
            yield Fault(file, 1, "section.number", f"section {number} already stands in {seen[number]}")
        seen.setdefault(number, file)
