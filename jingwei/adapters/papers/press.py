"""Presses markup from its input into a PDF at its output: run by itself, with little time and memory, it fetches nothing."""

from __future__ import annotations

import resource
import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher

PROCESSOR_SECONDS = 60
MEMORY = 2 * 1024**3


def press() -> None:
    """Press the one page of markup."""
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    markup = sys.stdin.buffer.read().decode()
    HTML(string=markup, url_fetcher=fetcher).write_pdf(sys.stdout.buffer, pdf_tags=True)


if __name__ == "__main__":
    press()
