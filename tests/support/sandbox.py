"""Loaded before the settings: tests never touch the data of the checkout, however pytest is called."""

import atexit
import os
import tempfile

if "JINGWEI_DATA" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="jingwei-test-", ignore_cleanup_errors=True)
    os.environ["JINGWEI_DATA"] = _folder.name
    atexit.register(_folder.cleanup)
