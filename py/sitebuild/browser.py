"""Finds a Chromium for the tests, or installs one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sitebuild.console import BuildError, say

VARIABLE = "FITTING_ROOM_BROWSER"
"""Environment variable that names the browser to use, and hands it to the tests."""

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
TIME_LIMIT = 1200


def find() -> str | None:
    """The path of a browser of the Chromium family on this machine."""
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


def bring() -> str:
    """The path of such a browser, after installing one if there is none.

    Raises:
        BuildError: if there is none and none could be installed.
    """
    if found := find():
        return found
    say("Installing a browser for the tests ...")
    tried: list[str] = []
    for commands in _installers():
        fault = next(filter(None, map(_run, commands)), None)
        if fault is None and (found := find()):
            return found
        tried.append(f"  - {' '.join(commands[-1])}: {fault or 'left no browser behind'}")
    raise BuildError(
        "the tests need Chromium, Chrome or Edge; none was found and none could be installed:\n"
        + "\n".join(tried)
        + f"\nWhat to do: install one, or set {VARIABLE} to the path of one."
    )


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _installers() -> list[list[list[str]]]:
    """Series of commands that may bring a browser: Playwright's download, then Debian's package."""
    installers = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if sys.platform == "linux" and os.geteuid() == 0 and Path("/etc/debian_version").exists():
        install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"]
        installers.append([["apt-get", "update", "-q"], install])
    return installers


def _run(command: list[str]) -> str | None:
    """Run one command of an installer; return why it failed, or None."""
    say(f"  {' '.join(command)} ...")
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIME_LIMIT,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = done.stdout.strip().splitlines()
    told = [line for line in lines if line.startswith(("E: ", "Error: "))] or lines
    return told[-1] if told else f"exit code {done.returncode}"
