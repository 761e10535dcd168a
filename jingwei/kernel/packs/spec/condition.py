"""The small closed language of conditions: all, any, not, and one comparison of one fact."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from jingwei.kernel.packs.spec.words import Id, Line, Spec


class Fact(Spec):
    """One fact compared with one value."""

    fact: Id
    equals: bool | int | Line | None = None
    at_least: int | None = None
    at_most: int | None = None
    one_of: tuple[Line, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def compares_once(self) -> "Fact":
        given = [self.equals, self.at_least, self.at_most, self.one_of]
        if sum(value is not None for value in given) != 1:
            raise ValueError("a fact needs one of equals, at_least, at_most, one_of")
        return self


class AllOf(Spec):
    """Every part holds."""

    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Spec):
    """At least one part holds."""

    any: tuple["Condition", ...] = Field(min_length=1)


class Not(Spec):
    """The part does not hold."""

    negated: "Condition" = Field(alias="not")


def shape(value: Any) -> str | None:
    """Tell the four shapes apart by the key that only one of them has."""
    for key in ("all", "any", "not", "fact"):
        if key in value if isinstance(value, dict) else hasattr(value, "negated" if key == "not" else key):
            return f"<{key}>"
    return None


Condition = Annotated[
    Annotated[AllOf, Tag("<all>")]
    | Annotated[AnyOf, Tag("<any>")]
    | Annotated[Not, Tag("<not>")]
    | Annotated[Fact, Tag("<fact>")],
    Discriminator(
        shape,
        custom_error_type="condition_shape",
        custom_error_message="a condition is a mapping with one of «all», «any», «not», «fact»",
    ),
]

for part in (AllOf, AnyOf, Not):
    part.model_rebuild()
