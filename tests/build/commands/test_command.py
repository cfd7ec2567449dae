"""build.py itself, in a copy of the tree with spaces in its path, a warm cache and no network."""

import ast
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from sitebuild.tools import file_lock, paths

from ..conftest import Build


def outcome(done: subprocess.CompletedProcess[str]) -> str:
    """What a failed run said, for the assertion's message."""
    return f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"


def test_entrance_is_understood_by_old_pythons() -> None:
    ast.parse((paths.ROOT / "build.py").read_text("utf-8"), feature_version=(3, 8))


def test_builds_offline_with_a_warm_cache(dist: Path, clone: Path, build: Build) -> None:
    done = build()
    assert done.returncode == 0, outcome(done)
    made, ours = (
        {nameless(file.relative_to(base)) for file in base.rglob("*") if file.is_file()}
        for base in (clone / "dist", dist)
    )
    assert made == ours
    infos = [
        json.loads((base / "build.json").read_text("utf-8")) for base in (clone / "dist", dist)
    ]
    assert infos[0] | {"build": ""} == infos[1] | {"build": ""}


def nameless(file: Path) -> str:
    """A file's name without the hash of its content: a memory snapshot is never twice the same,
    and with it change the names of what refers to it."""
    return re.sub(r"-[0-9A-Z]{8}(?=\.)", "", file.as_posix())


def test_second_call_makes_nothing_anew(build: Build) -> None:
    done = build("build")
    assert done.returncode == 0, outcome(done)
    assert [line for line in done.stdout.splitlines() if line.endswith("...")] == []


def test_zip_is_written_beside_the_sources_and_said(clone: Path, build: Build) -> None:
    done = build("zip")
    assert done.returncode == 0, outcome(done)
    (packed,) = clone.glob("fitting-room-*.zip")
    info = json.loads((clone / "dist" / "build.json").read_text("utf-8"))
    assert packed.name == f"fitting-room-{info['fittingroom']}.zip"
    assert str(packed) in done.stdout
    with zipfile.ZipFile(packed) as archive:
        assert archive.read("build.json") == (clone / "dist" / "build.json").read_bytes()


def test_site_url_must_be_one(build: Build) -> None:
    done = build("build", "--site-url", "example.edu/room")
    assert done.returncode == 1, outcome(done)
    assert "https://example.edu/fitting-room/" in done.stderr
    assert "Traceback" not in done.stderr


def test_change_rebuilds_its_own_artifact_only(clone: Path, build: Build) -> None:
    before = json.loads((clone / "dist" / "build.json").read_text("utf-8"))
    script = clone / "web" / "main.js"
    script.write_text(script.read_text("utf-8") + "\nglobalThis.changed = true;\n", "utf-8")
    done = build()
    assert done.returncode == 0, outcome(done)
    made = [line for line in done.stdout.splitlines() if line.endswith("...")]
    assert made == ["Bundling the front end ..."]
    after = json.loads((clone / "dist" / "build.json").read_text("utf-8"))
    assert after.pop("build") != before.pop("build")
    assert after == before


def test_failed_build_leaves_the_old_site_whole(clone: Path, build: Build) -> None:
    def snapshot() -> dict[str, int]:
        files = (file for file in (clone / "dist").rglob("*") if file.is_file())
        return {str(file): file.stat().st_mtime_ns for file in files}

    before = snapshot()
    script = clone / "web" / "main.js"
    right = script.read_text("utf-8")
    script.write_text(right + "\nconst = ;\n", "utf-8")
    done = build()
    script.write_text(right, "utf-8")
    assert done.returncode == 1, outcome(done)
    assert "main.js" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot() == before


def test_second_build_waits_for_the_first(clone: Path, build: Build) -> None:
    command = [sys.executable, str(clone / "build.py")]
    with file_lock.exclusive(clone / ".build" / "lock"):
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert waiting.stdout is not None
        assert "waiting" in waiting.stdout.readline()
        assert waiting.poll() is None
    output, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, output


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_serve_prints_its_address_and_ends_with_ctrl_c(clone: Path) -> None:
    command = [sys.executable, str(clone / "build.py"), "serve", "--port", "0"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
        # A shell starts what it puts in the background with the signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    try:
        line = next(line for line in process.stdout if "http" in line)
        (url,) = re.findall(r"http://127\.0\.0\.1:\d+/", line)
        with urlopen(url, timeout=10) as response:
            assert response.read().startswith(b"<!doctype html>")
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert errors == ""


def test_unknown_command_is_refused(build: Build) -> None:
    done = build("sell")
    assert done.returncode == 2
    assert "sell" in done.stderr
