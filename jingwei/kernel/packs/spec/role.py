"""A role: the verbs a person may use through an appointment or a membership."""

from typing import Literal

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.words import Id, Spec, VerbOrAll, Words

Tree = Literal["party", "unit"]
Reach = Literal["party", "unit", "any"]


class Role(Spec):
    """Who holds which verbs; where it may be given, by whom, and whether it comes by itself.

    `implicit` says which people hold it without an appointment: everyone with an account, members of a Party
    organisation, staff or students of a unit. `kinds` narrows the organisations it may be given at (empty: any of its
    tree); `appointed_by` names the roles that may give it; `excludes` names the roles the same person may not hold too.
    """

    id: Id
    label: Words
    description: Words
    tree: Reach
    kinds: tuple[Id, ...] = ()
    implicit: Literal["none", "everyone", "member", "staff", "student"] = "none"
    singular: bool = False
    appointed_by: tuple[Id, ...] = ()
    excludes: tuple[Id, ...] = ()
    verbs: tuple[VerbOrAll, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def comes_one_way(self) -> "Role":
        if (self.implicit == "none") == (not self.appointed_by):
            raise ValueError("a role is implicit or has «appointed_by», one of the two")
        if len(set(self.verbs)) < len(self.verbs):
            raise ValueError("«verbs» names a verb twice")
        return self

    def holds(self, verb: str) -> bool:
        """Whether this role carries a verb, by name or by `mechanism.*`."""
        return verb in self.verbs or f"{verb.split('.')[0]}.*" in self.verbs
