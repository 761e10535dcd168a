"""Finds the browser that the distribution installed; the journeys use that and no other."""

from __future__ import annotations

import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
LIGHT = "chromium-headless-shell"
"""The same Chromium, built without windows: a page costs it half. It knows no push."""
PACKAGES = ("chromium", "fonts-noto-cjk")


def find_chromium() -> str:
    """The path of a Chromium, or nothing."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


def find_light() -> str:
    """The path of the light one, or of what there is."""
    return shutil.which(LIGHT) or find_chromium()


def has_chinese_fonts() -> bool:
    """Whether a CJK font is there: without one, pictures and widths are of little boxes."""
    return any(folder.is_dir() and any(folder.rglob("*CJK*")) for folder in FONT_FOLDERS)
