"""What the ledger remembers of evidence."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class EvidenceAttached(Event):
    """A file was put beside something."""

    verb = "evidence.attach"
    standing = "trace"
    sentence = _l("{actor}给“{subject}”附上了文件 {name}")
    name: str
    digest: str
    size: int


@dataclass(frozen=True, kw_only=True)
class EvidenceDetached(Event):
    """A file was taken away; its digest stays in the record."""

    verb = "evidence.detach"
    standing = "trace"
    sentence = _l("{actor}从“{subject}”取下了文件 {name}，理由：{reason}")
    name: str
    digest: str
    reason: str
