"""What holds for the repository as a whole."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

from sitebuild.runtime import pyodide
from sitebuild.tools import paths

# In parts, so that this file does not hold them itself.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "deb" + "ian.org",
    "ubuntu" + ".com",
)
LONGEST_FILE = 300
TOP_LEVEL = {"web", "py", "tests", "build.py", "README.md", "pyproject.toml", "LICENSE"}


def tracked() -> list[Path]:
    """The files git has, that are still there."""
    command = ["git", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True)
    files = (paths.ROOT / name for name in listing.stdout.split("\0") if name)
    return [file for file in files if file.is_file()]


def test_no_registry_is_named() -> None:
    named = [
        (file.relative_to(paths.ROOT).as_posix(), host)
        for file in tracked()
        for host in REGISTRY_HOSTS
        if host.encode() in file.read_bytes()
    ]
    assert named == []


def test_npm_lock_checks_every_package_and_names_no_address() -> None:
    packages = json.loads((paths.WEB / "package-lock.json").read_text("utf-8"))["packages"]
    others = {name: entry for name, entry in packages.items() if name}
    assert len(others) > 10
    assert [name for name, entry in others.items() if "integrity" not in entry] == []
    assert [name for name, entry in others.items() if "resolved" in entry] == []


def test_pins_are_exact() -> None:
    manifest = json.loads((paths.WEB / "package.json").read_text("utf-8"))
    versions = {**manifest["dependencies"], **manifest["devDependencies"]}
    assert [name for name, pin in versions.items() if not re.fullmatch(r"\d+(\.\d+)+", pin)] == []


def test_pyodide_version_stands_in_one_place() -> None:
    version = pyodide.version().encode()
    places = [file for file in tracked() if version in file.read_bytes()]
    assert {file.relative_to(paths.ROOT).as_posix() for file in places} <= {
        "README.md",
        "web/package.json",
        "web/package-lock.json",
    }


def test_nothing_built_is_tracked_and_the_top_level_is_the_users() -> None:
    names = {file.relative_to(paths.ROOT).parts[0] for file in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


@pytest.mark.parametrize("folder", ["py", "tests", "web"])
def test_files_say_what_they_are_for_and_stay_short(folder: str) -> None:
    faults: list[str] = []
    for file in tracked():
        if paths.ROOT / folder not in file.parents or file.suffix not in (".py", ".js", ".mjs"):
            continue
        text, name = file.read_text("utf-8"), file.relative_to(paths.ROOT).as_posix()
        charter = (
            ast.get_docstring(ast.parse(text)) if file.suffix == ".py" else text.startswith("/*")
        )
        if text.strip() and not charter:
            faults.append(f"{name}: no charter")
        if text.count("\n") > LONGEST_FILE:
            faults.append(f"{name}: more than {LONGEST_FILE} lines")
    assert not faults, "\n".join(faults)
