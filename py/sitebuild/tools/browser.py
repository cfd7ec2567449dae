"""Finds the browsers for the tests or installs them: Chromium, its shell, Firefox where apt can."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sitebuild.tools.console import BuildError, say
from sitebuild.tools.process import run_captured

VARIABLE = "FITTING_ROOM_BROWSER"
"""Environment variable with the path of the browser to use."""

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
FOLDERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
)
HEADLESS_SHELL = "chromium-headless-shell"
"""The same engine without the browser's own windows, as a program and as Debian's package."""

FIREFOX_FOLDERS = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"%ProgramFiles%\Mozilla Firefox\firefox.exe",
)
TIME_LIMIT = 1200


def find() -> str | None:
    """Return the path of a browser of the Chromium family, or None."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return chosen
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for place in map(os.path.expandvars, FOLDERS):
        if Path(place).is_file():
            return place
    return _playwrights_own()


def ensure() -> str:
    """Return the path of such a browser, installing one if there is none.

    Raises:
        BuildError: if none could be installed.
    """
    if found := find():
        return found
    say("Installing a browser for the tests ...")
    tried: list[str] = []
    for commands in _installers():
        fault = _first_fault(commands)
        if fault is None and (found := find()):
            return found
        tried.append(f"  - {' '.join(commands[-1])}: {fault or 'left no browser behind'}")
    raise BuildError(
        "the tests need Chromium, Chrome or Edge; none was found and none could be installed:\n"
        + "\n".join(tried)
        + f"\nWhat to do: install one, or set {VARIABLE} to the path of one."
    )


def find_headless() -> str | None:
    """Return the path of Chromium's headless shell or else of a browser of its family, or None.

    The shell draws no windows of its own and so takes a third less of the processor a page.
    """
    return os.environ.get(VARIABLE) or shutil.which(HEADLESS_SHELL) or find()


def ensure_headless() -> None:
    """Install the headless shell by apt if it is missing; without it the whole browser serves."""
    if shutil.which(HEADLESS_SHELL) is None:
        _install_optional(
            "Chromium's headless shell", HEADLESS_SHELL, "the tests use the whole browser"
        )


def find_firefox() -> str | None:
    """Return the path of a Firefox, or None."""
    for name in ("firefox", "firefox-esr"):
        if found := shutil.which(name):
            return found
    return next(filter(os.path.isfile, map(os.path.expandvars, FIREFOX_FOLDERS)), None)


def ensure_firefox() -> None:
    """Install Firefox by apt if it is missing; without it its tests are skipped."""
    if find_firefox() is None:
        _install_optional("Firefox", "firefox-esr", "the tests go on without Firefox")


def _install_optional(name: str, package: str, otherwise: str) -> None:
    """Install a package by apt where that is possible; if it fails say why, and what then."""
    if _may_install():
        say(f"Installing {name} for the tests ...")
        if fault := _first_fault(_apt(package)):
            say(f"  {fault}: {otherwise}")


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _installers() -> list[list[list[str]]]:
    """Return the commands of each installer: Playwright's download, then Debian's package."""
    installers = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if _may_install():
        installers.append(_apt("chromium"))
    return installers


def _may_install() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and Path("/etc/debian_version").exists()


def _apt(package: str) -> list[list[str]]:
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", package]
    return [["apt-get", "update", "-q"], install]


def _first_fault(commands: list[list[str]]) -> str | None:
    """Run an installer's commands until one fails; return its error, or None."""
    return next(filter(None, map(_run, commands)), None)


def _run(command: list[str]) -> str | None:
    """Run one command of an installer; return its error, or None."""
    say(f"  {' '.join(command)} ...")
    try:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = run_captured(command, TIME_LIMIT, environment=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = done.stdout.strip().splitlines()
    causes = [line for line in lines if line.startswith(("E: ", "Error: "))] or lines
    return causes[-1] if causes else f"exit code {done.returncode}"
