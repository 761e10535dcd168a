"""Decides how a PDF is printed: in a process of its own, with bounded time and memory, that gives them all back."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.papers.markup import marked_up
from jingwei.adapters.papers.paper import Paper
from jingwei.kernel.errors import Invalid, Refused

log = logging.getLogger(__name__)
LONGEST = 256 * 1024
"""So many characters of markup are printed: some three hundred pages, which take a quarter of a minute."""
SECONDS = 60
PRESS = Path(__file__).with_name("press.py")
# What the fonts are found by; nothing else of the environment, so that no secret goes along.
_PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "XDG_CACHE_HOME",
)


class NotPrinted(Refused):
    """503: the machine makes no PDF now; the paper can be had as .docx."""

    status = 503
    title = _l("PDF 没有印出来")


def printed(paper: Paper) -> bytes:
    """The paper as a PDF; Invalid where it is too long, NotPrinted where this machine cannot."""
    markup = marked_up(paper)
    if len(markup) > LONGEST:
        raise Invalid.field("paper", _("这份文件太长，印不成 PDF。请下载 .docx。"))
    return pressed(markup)


def pressed(markup: str, seconds: float = SECONDS) -> bytes:
    """The PDF of this markup, from a process that gives back its time and memory."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    command = [sys.executable, "-I", str(PRESS)]
    try:
        done = subprocess.run(
            command, input=markup.encode(), env=environment, timeout=seconds, capture_output=True, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        log.error(
            "no PDF: %s %s", error, (getattr(error, "stderr", b"") or b"").decode(errors="replace")[-1000:]
        )
        raise NotPrinted(
            "not-printed", _("这台机器现在印不出 PDF，内容都在。请先下载 .docx，并告诉系统管理员。")
        ) from error
    return done.stdout
