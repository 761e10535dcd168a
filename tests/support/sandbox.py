"""Loaded before the settings: tests never touch the data of the checkout, however pytest is called.

Workers that run side by side have a folder each: what is kept there is named by ids, which begin anew in every database.
"""

import atexit
import os
import tempfile
from pathlib import Path

if "JINGWEI_DATA" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="jingwei-test-", ignore_cleanup_errors=True)
    os.environ["JINGWEI_DATA"] = _folder.name
    atexit.register(_folder.cleanup)
if _worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _own = Path(os.environ["JINGWEI_DATA"]) / _worker
    _own.mkdir(exist_ok=True)
    os.environ["JINGWEI_DATA"] = str(_own)
