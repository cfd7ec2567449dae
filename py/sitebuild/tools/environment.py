"""Creates the virtual environment .build/venv from the pins in pyproject.toml.

Runs before that environment exists: standard library only. A stamp, written last, lists what is
installed; without one the environment is created anew. Packages are kept in the user's cache, so
that the next clone installs them offline.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

from sitebuild.tools import file_lock, node, paths
from sitebuild.tools.console import BuildError, say

NO_BYTECODE = "--no-compile"
"""Python compiles what it imports; to compile all of a package takes longer than to unpack it."""
STAMP = paths.VENV / "fitting-room.json"
PURPOSE = {
    "build": "the build tools",
    "test": "the test tools",
    "check": "the code checkers",
    "node": "Node (none of at least version 20 was found)",
}


def prepare(arguments: Sequence[str]) -> str:
    """Create or complete the environment for a command line; return its Python."""
    pins = read_pins()
    groups = ["build"]
    if arguments[:1] == ["test"]:
        groups += ["test", "check"]
    if arguments[:1] == ["bench"]:
        groups += ["test"]
    if node.on_path() is None:
        groups.append("node")
    with file_lock.exclusive(paths.LOCK):
        installed = _read_stamp()
        if any(pins.get(name) != there for name, there in installed.items()):
            installed = {}
        if not installed:
            _create()
        for name in groups:
            if name not in installed:
                STAMP.unlink(missing_ok=True)
                _install(name, pins[name])
                installed[name] = pins[name]
                _write_stamp(installed)
    return str(python())


def read_pins() -> dict[str, list[str]]:
    """Return the dependency groups of pyproject.toml."""
    return tomllib.loads(paths.PYPROJECT.read_text("utf-8"))["dependency-groups"]


def python() -> Path:
    """Return the environment's interpreter."""
    if sys.platform == "win32":
        return paths.VENV / "Scripts" / "python.exe"
    return paths.VENV / "bin" / "python"


def _read_stamp() -> dict[str, list[str]]:
    """Return the installed groups; empty if there is no usable environment."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    # An environment cannot be moved, and needs the Python it was made from.
    usable = stamp.get("root") == str(paths.ROOT) and Path(_made_from("executable")).is_file()
    return stamp["groups"] if usable else {}


def _write_stamp(installed: dict[str, list[str]]) -> None:
    stamp = {"root": str(paths.ROOT), "groups": installed}
    STAMP.write_text(json.dumps(stamp, indent=1), "utf-8")


def _made_from(key: str) -> str:
    """Return a value of pyvenv.cfg, such as `version`; empty if it is not there."""
    lines = (paths.VENV / "pyvenv.cfg").read_text("utf-8").splitlines()
    notes = dict(line.split(" = ", 1) for line in lines if " = " in line)
    return notes.get(key, "")


def _create() -> None:
    say(f"Making the private virtual environment {paths.VENV.relative_to(paths.ROOT)} ...")
    if paths.VENV.exists():
        shutil.rmtree(paths.VENV)
    venv.create(paths.VENV, with_pip=True, symlinks=os.name != "nt")
    (site_packages,) = paths.VENV.rglob("site-packages")
    (site_packages / "fitting-room.pth").write_text(f"{paths.PY}\n", "utf-8")


def _install(group: str, pins: list[str]) -> None:
    """Install one group from the cache, downloading its packages first if they are not there."""
    say(f"Installing {PURPOSE[group]} ...")
    version = _made_from("version").split(".")[:2]
    key = f"{version} {sys.platform} {platform.machine()} {pins}"
    shelf = paths.cache() / "python" / hashlib.sha256(key.encode()).hexdigest()[:16]
    complete = shelf / "complete"
    if not complete.exists():
        shutil.rmtree(shelf, ignore_errors=True)
        shelf.mkdir(parents=True)
        _pip("download", "--dest", str(shelf), "--progress-bar", "off", *pins)
        complete.touch()
    try:
        _pip("install", NO_BYTECODE, "--no-index", "--find-links", str(shelf), *pins)
    except BuildError:
        shutil.rmtree(shelf, ignore_errors=True)
        raise


def _pip(command: str, *arguments: str) -> None:
    """Run the environment's pip; print its lines about downloads, and the rest if it fails."""
    process = subprocess.Popen(
        [python(), "-m", "pip", command, "--disable-pip-version-check", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    kept: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        kept.append(line)
        if line.lstrip().startswith("Downloading"):
            say("  " + line.strip())
    if process.wait() != 0:
        raise BuildError(
            f"pip {command} failed:\n\n{''.join(kept[-15:])}\n"
            "What to do: check that this machine reaches the Python package index (or the mirror\n"
            "that pip is set up for) and has room on its disk, then run the same command again."
        )
