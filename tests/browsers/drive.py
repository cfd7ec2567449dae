"""Runs of the page in the browsers of this machine, each by its own driver.

Chromium and Firefox are driven by puppeteer, WebKitGTK by Selenium where its driver is installed.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sitebuild.tools import browser, node, paths

ENGINES = ("chromium", "firefox", "webkit")


def run_in(engine: str, address: str, file: Path | None = None) -> dict[str, Any]:
    """The last event of the run that starts at `address`; skips where there is no such browser.

    Args:
        file: becomes the learner's own set first; not in WebKit.
    """
    if engine == "webkit":
        if not (shutil.which("WebKitWebDriver") and shutil.which("xvfb-run")):
            pytest.skip("no WebKitWebDriver and xvfb-run on this machine")
        return _in_webkit(address)
    program = browser.find() if engine == "chromium" else browser.find_firefox()
    if program is None:
        pytest.skip(f"no {engine.title()} on this machine")
    return _by_puppeteer("chrome" if engine == "chromium" else engine, program, address, file)


def _by_puppeteer(kind: str, program: str, address: str, file: Path | None) -> dict[str, Any]:
    return _driven("fingerprint.mjs", kind, program, address, *([str(file)] if file else []))


def list_in(engine: str, address: str, runs: int) -> list[str]:
    """The fingerprints of a list of so many runs, in Chromium or Firefox; skips without it."""
    program = browser.find() if engine == "chromium" else browser.find_firefox()
    if program is None:
        pytest.skip(f"no {engine.title()} on this machine")
    kind = "chrome" if engine == "chromium" else engine
    return _driven("list.mjs", kind, program, address, str(runs))


def _driven(script: str, *arguments: str) -> Any:
    command = [node.find().program, str(Path(__file__).with_name(script)), str(paths.WEB)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _in_webkit(address: str) -> dict[str, Any]:
    script = Path(__file__).with_name("webkit.py")
    command = ["xvfb-run", "-a", sys.executable, str(script), address]
    # WebKitGTK tells pages the system's language as it is, and "C" is none they could format in.
    environment = os.environ | {"LANG": "en_US.UTF-8", "LC_ALL": "", "LANGUAGE": "en"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
