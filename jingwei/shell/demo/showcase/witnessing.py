"""Decides which notes of the first School carry a file: a report of a test, two sheets; small, and invented like all else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.adapters.clock import clock_at
from jingwei.adapters.papers import written
from jingwei.adapters.papers.paper import Paper, Paragraph, table
from jingwei.adapters.sheets.write import stream_xlsx
from jingwei.foundation.evidence.actions import attach_evidence
from jingwei.foundation.matters.queries import matters_for
from jingwei.shell.demo.people import Crowd
from jingwei.shell.demo.showcase import spring, waiting
from jingwei.shell.demo.showcase.deciding import Told

LATER = timedelta(minutes=8)


def _report() -> bytes:
    rounds = (("−5℃", "3.6%"), ("−5℃", "3.9%"), ("−10℃", "3.9%"))
    rows = [(n, cold, "6.2%", left) for n, (cold, left) in enumerate(rounds, 1)]
    return written(
        Paper(
            "低温漏播台架试验报告",
            (
                Paragraph("样机一台，大豆种子，排种盘转速每分钟 32 转，每轮 2000 穴。"),
                table(("轮次", "温度", "改进前", "改进后"), rows),
                Paragraph("三轮平均 3.8%。误报多在探头结霜时，下一步改在箱外预冷。"),
            ),
        )
    )


def _shifts() -> bytes:
    rows = [("第一班", "周三 18:00—22:00", "智能农机"), ("第二班", "周六 8:00—12:00", "机械设计")]
    return b"".join(stream_xlsx("低温箱排班", ("班次", "时间", "支部"), rows))


def _slips() -> bytes:
    rows = [("衣袖和长发", 41), ("夹具没有夹紧", 37), ("断电再动手", 29), ("其他", 11)]
    return b"".join(stream_xlsx("问题条汇总", ("问的是什么", "张数"), rows))


# The matter, which of its notes begins so, the file beside it and what makes it.
FILES: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
    (spring.PLAN.title, "台架试验 3 轮", "台架试验报告.docx", _report),
    (waiting.CALIBRATION.title, "支委会把低温箱排成两班", "低温箱排班.xlsx", _shifts),
    (waiting.SAFETY.title, "前 4 个班上完", "问题条汇总.xlsx", _slips),
)


def witnessed(crowd: Crowd) -> None:
    """Lay each file beside its note, some minutes after it was noted."""
    secretary = Told(crowd).secretary
    for title, begins, name, made in FILES:
        matter = matters_for(secretary).get(title=title)
        deed = matter.deeds.get(text__startswith=begins)
        with clock_at(deed.noted_at + LATER):
            upload = SimpleUploadedFile(name, made())
            attach_evidence(matter, actor=secretary, upload=upload, part=f"deed:{deed.pk}")
