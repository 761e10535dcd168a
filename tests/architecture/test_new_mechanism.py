"""A mechanism is there by its folder alone: put in, it is everywhere; taken out, it is nowhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import ROOT, files
from tests.support.tables import put_into

SAMPLE = ROOT / "tests" / "support" / "sample_mechanism"
NAME = "thanks_probe"
# What one looks for in the house, with the folder and without it.
ASKED = """
import dataclasses, json
import django
django.setup()
from django.core.management import call_command
from django.urls import resolve, Resolver404
from jingwei.config.api import document
from jingwei.kernel.actions import VERBS
from jingwei.kernel.events import EVENTS, sentence_of
from jingwei.kernel.flow import FLOWS
from jingwei.kernel.manifest import installed

def opens(path):
    try:
        return resolve(path).func.access
    except Resolver404:
        return ""

found = {
    "verbs": sorted(v for v in VERBS if v.startswith("thanks_probe")),
    "flow": "thanks_probe" in FLOWS,
    "operations": sorted(
        f"{method} {path}"
        for path, methods in document()["paths"].items()
        for method in methods
        if "thanks-probe" in path
    ),
    "door": opens("/thanks-probe/"),
    "menu": [item.url for m in installed() for item in m.menu if "thanks" in item.url],
    "sentence": sentence_of("thanks_probe.give", {"words": "多谢"}, actor="沈砚秋", subject="农机所"),
}
call_command("migrate", verbosity=0)
if found["verbs"]:
    from tests.support.world import build_world
    from django.test import Client
    from django.conf import settings
    settings.ALLOWED_HOSTS.append("testserver")
    from jingwei.kernel.actor import Grant
    from jingwei.mechanisms.thanks_probe.actions import give_thanks
    world = build_world()
    branch = world["branch"]
    secretary = world.actor("branch")
    held = dataclasses.replace(secretary, grants=(*secretary.grants, Grant(frozenset({"thanks_probe.*"}), (branch.path,))))
    give_thanks(branch, actor=held, words="多谢春耕帮忙")
    from jingwei.foundation.ledger.models import Record
    found["recorded"] = Record.objects.get(verb="thanks_probe.give").sentence()
    import jingwei.shell.middleware as middleware
    middleware.actor_in_post = lambda *a, **k: held
    client = world.client("branch")
    found["page"] = "多谢春耕帮忙" in client.get("/thanks-probe/").content.decode()
    found["in the menu"] = "/thanks-probe/" in client.get("/people/").content.decode()
    answer = client.get("/api/v1/thanks-probe").json()
    found["api"] = [row["words"] for row in answer["items"]]
    sought = client.get("/api/v1/search", {"q": "春耕帮忙"}).json()["items"]
    found["found"] = [(kind["noun"], thing["title"]) for kind in sought for thing in kind["items"]]
print(json.dumps(found, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house, without the sample."""
    folder = tmp_path_factory.mktemp("house")
    for path in files():
        if path.relative_to(ROOT).parts[0] in ("jingwei", "packs", "tests", "conftest.py", "pyproject.toml"):
            copy = folder / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    return folder


def ask(house: Path, question: str = ASKED) -> dict[str, Any]:
    """What the house in this folder says of itself."""
    data = house / "var"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    put_into(data)
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith("JINGWEI_") and k != "DATABASE_URL"
    }
    environment |= {"PYTHONPATH": str(house), "JINGWEI_DATA": str(data)}
    environment["DJANGO_SETTINGS_MODULE"] = "jingwei.config.settings"
    run = subprocess.run(
        [sys.executable, "-c", question],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    answer: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return answer


@pytest.mark.slow
def test_a_folder_brings_page_api_permission_sentence_menu_and_finds_and_takes_them_away(house: Path) -> None:
    folder = house / "jingwei" / "mechanisms" / NAME
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("README.md", "__pycache__"))

    there = ask(house)
    shutil.rmtree(folder)
    gone = ask(house)

    assert there == {
        "verbs": ["thanks_probe.give", "thanks_probe.see", "thanks_probe.withdraw"],
        "flow": True,
        "operations": [
            "get /api/v1/thanks-probe",
            "get /api/v1/thanks-probe/{id}",
            "post /api/v1/thanks-probe",
            "post /api/v1/thanks-probe/{id}/withdraw",
        ],
        "door": "thanks_probe.see",
        "menu": ["/thanks-probe/"],
        "sentence": "沈砚秋 向“农机所”致谢：多谢",
        "recorded": "沈砚秋 向“多谢春耕帮忙”致谢：多谢春耕帮忙",
        "page": True,
        "in the menu": True,
        "api": ["多谢春耕帮忙"],
        "found": [["thanks-probe", "多谢春耕帮忙"]],
    }
    assert gone == {
        "verbs": [],
        "flow": False,
        "operations": [],
        "door": "",
        "menu": [],
        "sentence": "沈砚秋 · 农机所",
    }


@pytest.mark.slow
def test_the_sample_s_migration_is_the_one_its_models_ask_for(house: Path) -> None:
    folder = house / "jingwei" / "mechanisms" / NAME
    shutil.copytree(
        SAMPLE, folder, ignore=shutil.ignore_patterns("README.md", "__pycache__"), dirs_exist_ok=True
    )
    question = (
        "import django, json; django.setup()\n"
        "from django.core.management import call_command\n"
        f"call_command('makemigrations', '{NAME}', check_changes=True, dry_run=True, verbosity=0)\n"
        "print(json.dumps({}))"
    )

    assert ask(house, question) == {}
    shutil.rmtree(folder)
