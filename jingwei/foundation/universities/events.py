"""What the ledger remembers of universities."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class UniversityAdmitted(Event):
    """A university begins to use this installation."""

    verb = "universities.admit"
    sentence = _l("{actor}开通了{name}")
    code: str
    name: str
    kind: str
