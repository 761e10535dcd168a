"""A flow drawn in a pack: states and the steps between them."""

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.words import Id, Keyword, Spec, Verb, Words


class State(Spec):
    """A state with the word users see."""

    id: Keyword
    label: Words


class Step(Spec):
    """A verb that leads from one state to another."""

    verb: Verb
    source: Keyword
    target: Keyword


class Flow(Spec):
    """A table of states and steps in which every state can be reached."""

    id: Id
    label: Words
    initial: Keyword
    states: tuple[State, ...] = Field(min_length=2)
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def can_be_walked(self) -> "Flow":
        names = [state.id for state in self.states]
        if len(set(names)) < len(names):
            raise ValueError("«states» names a state twice")
        ends = [self.initial, *(end for step in self.steps for end in (step.source, step.target))]
        if unknown := sorted(set(ends) - set(names)):
            raise ValueError(f"unknown state «{unknown[0]}»")
        if len({(step.verb, step.source) for step in self.steps}) < len(self.steps):
            raise ValueError("a verb leads twice out of the same state")
        if lost := sorted(set(names) - self.reachable()):
            raise ValueError(f"state «{lost[0]}» cannot be reached from «{self.initial}»")
        return self

    def reachable(self) -> frozenset[str]:
        """The states that some walk from the first one ends in."""
        reached = {self.initial}
        while more := {s.target for s in self.steps if s.source in reached} - reached:
            reached |= more
        return frozenset(reached)
