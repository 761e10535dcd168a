"""Decides what can be wrong with a sheet, a column or a cell, and how each fault is said and mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

Lazy = str | Promise


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is wrong and how to mend it, with named places for values."""

    what: Lazy
    mend: Lazy


FILE_FAULTS: dict[str, Sentence] = {
    "file-empty": Sentence(_l("文件是空的：%(file)s"), _l("换成有内容的文件再传")),
    "file-too-large": Sentence(
        _l("文件有 %(size)s MB，上限 %(limit)s MB"), _l("删去图片和无关的工作表，或分成几个文件")
    ),
    "file-inflates": Sentence(
        _l("文件解开后大得不正常（%(part)s），已停止读取"),
        _l("在 Excel 或 WPS 中新建工作簿，只粘贴数值后另存为 .xlsx"),
    ),
    "file-entities": Sentence(
        _l("文件的 %(part)s 里有外部声明，已停止读取"), _l("在 Excel 或 WPS 中打开，另存为 .xlsx 再传")
    ),
    "file-encrypted": Sentence(
        _l("工作簿加了密码，读不了"), _l("在 Excel 或 WPS 中取消打开密码，另存后再传")
    ),
    "file-damaged": Sentence(
        _l("文件已损坏或没有传完整：%(file)s"), _l("重新打开确认无误，另存为 .xlsx 再传")
    ),
    "file-extension": Sentence(
        _l("文件名以 .%(named)s 结尾，内容却是 .%(found)s"),
        _l("把文件名改成 .%(found)s 结尾，或另存为 .xlsx 再传"),
    ),
    "file-not-sheet": Sentence(_l("这不是表格文件：%(file)s"), _l("换成 .xlsx、.xls 或 .csv 再传")),
    "file-web-page": Sentence(
        _l("%(file)s 其实是网页，只是名字像表格（不少系统这样导出）"),
        _l("在 Excel 或 WPS 中打开，另存为 .xlsx 再传"),
    ),
    "text-encoding": Sentence(_l("第 %(row)s 行附近的文字认不出编码"), _l("另存为“CSV UTF-8”或 .xlsx 再传")),
    "sheet-empty": Sentence(_l("表里没有一行内容"), _l("填好内容再传")),
    "sheet-no-rows": Sentence(_l("“%(sheet)s”只有表头，没有数据"), _l("在第 %(row)s 行以下填写数据")),
    "too-many-rows": Sentence(
        _l("“%(sheet)s”有 %(count)s 行，上限 %(limit)s 行"), _l("分成几个文件，或删去下方的空行")
    ),
    "too-many-columns": Sentence(
        _l("“%(sheet)s”有 %(count)s 列，上限 %(limit)s 列"), _l("删去右侧的空列和无关的列")
    ),
    "too-many-cells": Sentence(
        _l("“%(sheet)s”有 %(count)s 格，上限 %(limit)s 格"), _l("分成几个文件，或删去空行和空列")
    ),
    "no-header": Sentence(_l("前 %(limit)s 行里没有找到表头"), _l("表头里至少要有这些列：%(columns)s")),
    "missing-column-alone": Sentence(
        _l("“%(sheet)s”第 %(row)s 行的表头缺少必需的列：%(columns)s"),
        _l("补上这些列，或把列名改成上面的写法"),
    ),
    "missing-column": Sentence(
        _l("“%(sheet)s”第 %(row)s 行的表头缺少必需的列：%(columns)s"),
        _l("补上这些列，或把列名改成上面的写法；相近的列：%(near)s"),
    ),
}

CELL_FAULTS: dict[str, Sentence] = {
    "required": Sentence(_l("“%(column)s”没有填"), _l("填上“%(column)s”")),
    "text-too-long": Sentence(_l("有 %(count)s 个字，上限 %(limit)s 个"), _l("缩短到 %(limit)s 个字以内")),
    "number-rounded": Sentence(
        _l("这个编号太长，Excel 已把它当数字改掉了末位"),
        _l("先把这一列设为文本，再重新填写原来的编号"),
    ),
    "number-unreadable": Sentence(_l("“%(value)s”不是整数"), _l("只填数字，如 12")),
    "number-out-of-range": Sentence(_l("%(value)s 不在 %(low)s 到 %(high)s 之间"), _l("核对后重新填写")),
    "date-unreadable": Sentence(
        _l("“%(value)s”认不出是哪一天"), _l("写成 2019.07.01、2019年7月1日 或 20190701")
    ),
    "date-impossible": Sentence(_l("没有“%(value)s”这一天"), _l("核对年月日")),
    "date-out-of-range": Sentence(
        _l("“%(value)s”的年份不在 1900 到 2100 之间"), _l("核对年份，年份要写四位")
    ),
    "dates-reversed": Sentence(_l("“%(late)s”早于“%(early)s”"), _l("核对这两个日期")),
    "yes-no-unreadable": Sentence(_l("“%(value)s”看不出是或否"), _l("填“是”或“否”")),
    "choice-unknown": Sentence(_l("“%(value)s”不在可选的写法里"), _l("可以写：%(labels)s")),
    "id-number-rounded": Sentence(
        _l("身份证号被 Excel 当数字改掉了末几位，无法还原"),
        _l("先把这一列设为文本，再重新填写完整的 18 位号码"),
    ),
    "id-number-old": Sentence(_l("这是 15 位的旧号码，已经停用"), _l("换成现在身份证上的 18 位号码")),
    "id-number-length": Sentence(
        _l("身份证号应为 18 位，这里有 %(count)s 位"), _l("对照证件补全或删去多余的字")
    ),
    "id-number-format": Sentence(_l("身份证号里有不该有的字"), _l("只填 17 位数字和末位的数字或 X")),
    "id-number-birth": Sentence(
        _l("身份证号第 7 到 14 位不是有效的出生日期"), _l("对照证件核对出生日期八位")
    ),
    "id-number-check": Sentence(_l("身份证号的校验位不对，多半错了一位"), _l("对照证件逐位核对")),
    "id-number-age": Sentence(
        _l("按身份证号推算不满 %(age)s 周岁"), _l("核对号码，或核对这一行是否该在表里")
    ),
    "phone-format": Sentence(
        _l("“%(value)s”不是有效的电话号码"), _l("填 11 位手机号，或 0451-86000000 这样的座机号")
    ),
    "email-format": Sentence(_l("“%(value)s”不是有效的邮箱"), _l("写成 name@example.edu.cn 这样")),
    "duplicate-in-sheet": Sentence(_l("“%(column)s”与第 %(row)s 行重复"), _l("只留一行，或改正其中一行")),
    "duplicate-existing": Sentence(
        _l("“%(column)s”已属于另一条记录：%(holder)s"), _l("核对是否填错，或先更正原有记录")
    ),
    "unknown-parent": Sentence(_l("找不到上级“%(value)s”"), _l("核对上级的编码或名称，或把上级也写进这张表")),
    "parent-ambiguous": Sentence(_l("叫“%(value)s”的上级不止一个"), _l("改填上级的编码")),
    "cycle": Sentence(_l("上级关系绕成了圈：%(path)s"), _l("改正其中一行的上级")),
    "unknown-organisation": Sentence(_l("找不到组织“%(value)s”"), _l("核对编码或名称，或先导入组织")),
    "organisation-ambiguous": Sentence(_l("叫“%(value)s”的组织不止一个"), _l("改填组织的编码")),
    "organisation-differs": Sentence(
        _l("编码是“%(code)s”，名称却是“%(name)s”"), _l("核对编码和名称，以哪个为准就留哪个")
    ),
    "unknown-person": Sentence(_l("找不到学工号为“%(value)s”的人"), _l("核对学工号，或先导入人员")),
    "person-differs": Sentence(_l("学工号“%(code)s”是另一个人，不是“%(name)s”"), _l("核对学工号和姓名")),
    "outside-scope": Sentence(_l("“%(value)s”不在当前身份管理的范围里"), _l("只保留本组织和下级组织的行")),
    "refused": Sentence("%(reason)s", _l("核对后重新填写")),
}


def _say(sentence: Lazy, values: Mapping[str, Any]) -> str:
    return str(sentence) % values


class SheetFault(Exception):
    """The whole file cannot be read, with what is wrong, where, and how to mend it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def what(self) -> str:
        """Say what is wrong, in the language now in use."""
        return _say(FILE_FAULTS[self.code].what, self.values)

    @property
    def mend(self) -> str:
        """Say how to mend it, in the language now in use."""
        return _say(FILE_FAULTS[self.code].mend, self.values)

    def __str__(self) -> str:
        return _("%(what)s。%(mend)s。") % {"what": self.what, "mend": self.mend}


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell cannot be used as it stands."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Say what is wrong, in the language now in use."""
        return _say(CELL_FAULTS[self.code].what, self.values)

    @property
    def mend(self) -> str:
        """Say how to mend it, in the language now in use."""
        return _say(CELL_FAULTS[self.code].mend, self.values)


def fault(code: str, /, **values: Any) -> CellFault:
    """Make a cell fault of a known code."""
    if code not in CELL_FAULTS:
        raise KeyError(code)
    return CellFault(code, values)
