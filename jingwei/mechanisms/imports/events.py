"""What the ledger remembers of imports: what people asked for, and what came of it; each row leaves records of its own."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ImportPreviewed(Event):
    """A sheet was handed in to be looked at; nothing was changed yet."""

    verb = "imports.preview"
    sentence = _l("{actor}交来“{file}”预览")
    file: str
    digest: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ImportRead(Event):
    """A sheet was compared with what is there."""

    verb = "imports.read"
    sentence = _l("“{file}”读完：新增 {new}，更正 {changed}，不变 {same}，有问题 {faulty}")
    file: str
    kind: str
    new: int
    changed: int
    same: int
    faulty: int


@dataclass(frozen=True, kw_only=True)
class ImportApplied(Event):
    """Somebody decided that a sheet is taken in, as the preview showed it."""

    verb = "imports.apply"
    sentence = _l("{actor}确认导入“{file}”：新增 {new}，更正 {changed}，留下 {left} 行不导入")
    file: str
    new: int
    changed: int
    left: int


@dataclass(frozen=True, kw_only=True)
class ImportWritten(Event):
    """A sheet was taken in; `first` and `last` are the records of what it changed, 0 where nothing was."""

    verb = "imports.write"
    sentence = _l("“{file}”导入完成：新增 {new}，更正 {changed}")
    file: str
    new: int
    changed: int
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class ImportDiscarded(Event):
    """A sheet was dropped; nothing of it came in."""

    verb = "imports.discard"
    sentence = _l("{actor}放弃了“{file}”的导入")
    file: str


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Event):
    """Somebody decided that what an import had created is removed."""

    verb = "imports.undo"
    sentence = _l("{actor}要求撤回“{file}”的导入")
    file: str


@dataclass(frozen=True, kw_only=True)
class ImportRemoved(Event):
    """What an import had created was removed; `first` and `last` are the records that say what that was."""

    verb = "imports.remove"
    sentence = _l("“{file}”的导入已撤回，收回 {removed} 行")
    file: str
    removed: int
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class ImportGivenUp(Event):
    """What was asked for could not be done; nothing was changed."""

    verb = "imports.give_up"
    sentence = _l("“{file}”没有办成：{why}")
    personal = ("why",)
    file: str
    asked: str
    why: str


@dataclass(frozen=True, kw_only=True)
class SheetForgotten(Event):
    """The time for which a sheet is kept was over; what came in by it stays."""

    verb = "imports.forget"
    sentence = _l("导入的表 {file} 保存满{days}天，按期清除")
    file: str
    days: int
