"""A private downloads cache, and a copy of the source tree to build in."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitebuild.tools import paths

DEAD_PROXY = "http://127.0.0.1:9"
"""An address where nothing listens: a process that must use it is offline."""

Build = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty downloads cache of this test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("FITTING_ROOM_CACHE", str(folder))
    return folder


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source tree as a new clone would have it, in a path with spaces."""
    target = tmp_path_factory.mktemp("a b c") / "fitting room"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listing.stdout.split("\0")):
        if (paths.ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(paths.ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def build(clone: Path) -> Build:
    """Runs build.py in the clone, offline, and returns what came out."""
    offline = {f"{kind}_proxy": DEAD_PROXY for kind in ("http", "https", "HTTP", "HTTPS")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(clone / "build.py"), *arguments],
            env={**os.environ, **offline, "no_proxy": ""},
            cwd=clone.parent,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run
