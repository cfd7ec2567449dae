"""Brings what the site is compared with: an environment for each rival below .build/bench.

A rival that cannot be had here raises `MissingError` with the reason; the bench goes on without it.
Pins stand in pyproject.toml (Python) and package-lock.json (npm). May import sitebuild.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sitebuild.tools import environment, node, paths
from sitebuild.tools.console import BuildError, say

FOLDER = paths.BUILD / "bench"
HERE = Path(__file__).parent
PATIENCE = 1800
"""Seconds that an installation may take."""


class MissingError(Exception):
    """A rival that cannot be measured here; its text says why."""


@dataclass(frozen=True)
class Rival:
    """A native rival: its dependency group, and the Pythons its packages exist for, best first."""

    group: str
    pythons: tuple[str, ...]


PYTORCH = Rival("bench-pytorch", ("3.11", "3.12", "3.13", "3.14"))
TENSORFLOW = Rival("bench-tensorflow", ("3.12", "3.13", "3.11", "3.10"))
SCIKIT_LEARN = Rival("bench-scikit-learn", ("3.12", "3.13", "3.14", "3.11"))

READERS = Rival("readers", ("3.13", "3.12", "3.14"))
"""No rivals: what other programs read the files of the Lab with."""
ELSEWHERE = Rival("elsewhere", ("3.13", "3.12"))
"""Keras on JAX, Jupyter and Ray: what runs the programs of the Lab beyond one machine."""


def python_with(rival: Rival) -> Path:
    """The Python of an environment that holds the rival, or other tools that tests want apart.

    Raises:
        MissingError: if it cannot be installed.
    """
    pins = environment.read_pins()[rival.group]
    base = _find_python(rival.pythons)
    folder = FOLDER / "python" / rival.group
    program = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp, wanted = folder / "installed", f"{folder} {base} {pins}"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return program
    say(f"Installing {', '.join(pins)} ...")
    shutil.rmtree(folder, ignore_errors=True)
    _call([base, "-m", "venv", str(folder)], "no virtual environment could be made")
    install = [str(program), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install.append(environment.NO_BYTECODE)
    _call([*install, *pins], f"pip could not install {', '.join(pins)}")
    stamp.write_text(wanted, "utf-8")
    return program


def npm_packages(place: Path = HERE, what: str = "TensorFlow.js for comparison") -> Path:
    """The node_modules folder with what the package-lock.json in the folder `place` lists.

    Raises:
        MissingError: if npm cannot install it.
    """
    folder = FOLDER / "npm" / place.name
    sources = [place / "package.json", place / "package-lock.json", paths.WEB / ".npmrc"]
    wanted = "\n".join(source.read_text("utf-8") for source in sources)
    stamp = folder / "installed"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return folder / "node_modules"
    say(f"Installing {what} ...")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for source in sources:
        shutil.copyfile(source, folder / source.name)
    try:
        npm = node.find().npm
    except BuildError as error:
        raise MissingError(str(error)) from error
    _call([*npm, "ci", "--ignore-scripts", "--prefer-offline"], "npm could not install it", folder)
    stamp.write_text(wanted, "utf-8")
    return folder / "node_modules"


def _find_python(versions: tuple[str, ...]) -> str:
    """The first Python of these versions that starts and can make environments."""
    for version in versions:
        for command in _candidates(version):
            probe = f"import sys, venv, ensurepip; assert sys.version.startswith('{version}.')"
            probe += "; print(sys.executable)"
            try:
                done = subprocess.run(
                    [*command, "-c", probe], capture_output=True, text=True, timeout=60
                )
            except (OSError, subprocess.SubprocessError):
                continue
            if done.returncode == 0:
                return done.stdout.strip()
    raise MissingError(f"no Python {', '.join(versions)} here")


def _candidates(version: str) -> list[list[str]]:
    commands = [[f"python{version}"]]
    installed = Path.home() / ".pyenv" / "versions"
    commands += [[str(path)] for path in installed.glob(f"{version}.*/bin/python")]
    if os.name == "nt":
        commands.append(["py", f"-{version}"])
    if sys.version.startswith(f"{version}."):
        commands.append([sys.executable])
    return commands


def _call(command: list[str], what: str, folder: Path | None = None) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingError(f"{what}: {error}") from error
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise MissingError(f"{what}: {lines[-1] if lines else done.returncode}")
