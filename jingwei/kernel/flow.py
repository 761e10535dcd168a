"""State tables as data: which step leads from where to where. No database, no people."""

from __future__ import annotations

from dataclasses import dataclass

from jingwei.kernel.errors import Text


@dataclass(frozen=True)
class Step:
    """`name` is the verb without its mechanism (`agree_plan`); a step may keep the state it starts from."""

    name: str
    source: str
    target: str


@dataclass(frozen=True)
class Flow:
    """A frozen state table. The column's check constraint and the drawing in the docs are made from it."""

    name: str
    initial: str
    steps: tuple[Step, ...]
    labels: tuple[tuple[str, Text], ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order of first mention."""
        mentioned = (s for step in self.steps for s in (step.source, step.target))
        return tuple(dict.fromkeys([self.initial, *mentioned]))

    @property
    def final(self) -> tuple[str, ...]:
        """The states that no step leaves."""
        left = {step.source for step in self.steps if step.source != step.target}
        return tuple(state for state in self.states if state not in left)

    def label(self, state: str) -> Text:
        """The state in the user's words."""
        return dict(self.labels).get(state, state)

    def open_steps(self, state: str) -> tuple[str, ...]:
        """The steps that may be taken from `state`, each once."""
        return tuple(dict.fromkeys(step.name for step in self.steps if step.source == state))

    def targets(self, state: str, step_name: str) -> tuple[str, ...]:
        """Where `step_name` may lead from `state`; empty where it is not open."""
        return tuple(s.target for s in self.steps if (s.name, s.source) == (step_name, state))

    def advance(self, state: str, step_name: str, *, to: str | None = None) -> str:
        """The state after `step_name`; `to` chooses where the table allows more than one."""
        targets = self.targets(state, step_name)
        if to is None and len(targets) == 1:
            return targets[0]
        if to in targets:
            return to
        raise ValueError(f"{self.name}: {step_name} does not lead from {state} to {to or 'one state'}")

    def mermaid(self) -> str:
        """The drawing of this table."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {s.source} --> {s.target}: {s.name}" for s in self.steps]
        lines += [f"    {state} --> [*]" for state in self.final]
        return "\n".join(lines)


FLOWS: dict[str, Flow] = {}


def flow(name: str, initial: str, *steps: Step, labels: tuple[tuple[str, Text], ...] = ()) -> Flow:
    """Declare a state table under a name of its own, so that it is drawn and walked by the tests."""
    if name in FLOWS:
        raise RuntimeError(f"flow declared twice: {name}")
    FLOWS[name] = Flow(name, initial, steps, labels)
    return FLOWS[name]
