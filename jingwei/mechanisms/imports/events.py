"""What the ledger remembers of imports; what each row changed stands in records of its own."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ImportPreviewed(Event):
    """A sheet was handed in and looked at; nothing was changed yet."""

    verb = "imports.preview"
    sentence = _l("{actor}交来“{file}”预览：新增 {new}，更正 {changed}，不变 {same}，有问题 {faulty}")
    file: str
    digest: str
    kind: str
    new: int
    changed: int
    same: int
    faulty: int


@dataclass(frozen=True, kw_only=True)
class ImportApplied(Event):
    """A sheet was taken in; `first` and `last` are the records of what it changed, 0 where nothing was."""

    verb = "imports.apply"
    sentence = _l("{actor}导入了“{file}”：新增 {new}，更正 {changed}，留下 {left} 行没有导入")
    file: str
    new: int
    changed: int
    left: int
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class ImportDiscarded(Event):
    """A preview was dropped."""

    verb = "imports.discard"
    sentence = _l("{actor}放弃了“{file}”的导入")
    file: str


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Event):
    """What an import had created was removed; `first` and `last` are the records that say what that was."""

    verb = "imports.undo"
    sentence = _l("{actor}撤回了“{file}”的导入，收回 {removed} 行")
    file: str
    removed: int
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class SheetForgotten(Event):
    """The time for which a sheet is kept was over; what came in by it stays."""

    verb = "imports.forget"
    sentence = _l("导入的表 {file} 保存满{days}天，按期清除")
    file: str
    days: int
