"""Runs `main(arguments)` of a module of the bench inside Django, as `python -m bench.inside NAME …`; prints its answer."""

from __future__ import annotations

import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    print(json.dumps(import_module(f"bench.{sys.argv[1]}").main(sys.argv[2:])))
