"""What every spec is made of: strict frozen objects, identifiers, and words in two languages."""

from typing import Annotated

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
ClauseId = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9]{0,7}-)?[1-9][0-9]?\.[0-9]{1,2}[a-z]?$")]
Verb = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*\.[a-z][a-z_]*$", max_length=60)]
VerbOrAll = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*\.([a-z][a-z_]*|\*)$", max_length=60)]
Keyword = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9-]*$", max_length=80)]
Line = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", max_length=400)]


class Spec(BaseModel):
    """One piece of a pack: no unknown keys, no conversions, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(Spec):
    """A text that users read, in every language a pack speaks."""

    zh: Line
    en: Line

    def here(self) -> str:
        """The text in the language of the reader."""
        return self.en if (get_language() or "zh-hans").startswith("en") else self.zh

    def __str__(self) -> str:
        return self.here()
