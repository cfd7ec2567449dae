"""The same recipe gives the same numbers, to the last bit, in every browser engine.

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

from sitebuild import browser, node, paths

# Ragged layers, every activation, a ragged last batch and a sparse input: all kernels at once.
RECIPES = (
    "v=1&classes=3&samples=600&layers=16,12:tanh,10:sigmoid&epochs=3&batch=7&split=0.2&run=1",
    "v=1&classes=10&samples=1200&layers=128&epochs=2&batch=32&split=0&run=1",
)


@pytest.fixture(scope="module")
def chromium_runs(site_url: str) -> dict[str, dict[str, Any]]:
    program = browser.find()
    assert program
    return {recipe: run_in("chrome", program, f"{site_url}#{recipe}") for recipe in RECIPES}


def run_in(kind: str, program: str, address: str) -> dict[str, Any]:
    """The run's last event in a browser that puppeteer can drive."""
    script = Path(__file__).with_name("fingerprint.mjs")
    command = [node.find().program, str(script), str(paths.WEB), kind, program, address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def run_in_webkit(address: str) -> dict[str, Any]:
    """The run's last event in WebKitGTK, on a screen that is not there."""
    script = Path(__file__).with_name("webkit.py")
    command = ["xvfb-run", "-a", sys.executable, str(script), address]
    # WebKitGTK tells pages the system's language as it is, and "C" is none they could format in.
    environment = os.environ | {"LANG": "en_US.UTF-8", "LC_ALL": "", "LANGUAGE": "en"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_equal_runs(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one["type"] == other["type"] == "done"
    assert one["history"] == other["history"]
    assert one["fingerprint"] == other["fingerprint"]
    assert one["evaluation"]["confusion"] == other["evaluation"]["confusion"]


@pytest.mark.parametrize("recipe", RECIPES)
def test_firefox_computes_what_chromium_does(
    site_url: str, chromium_runs: dict[str, dict[str, Any]], recipe: str
) -> None:
    program = browser.find_firefox()
    if program is None:
        pytest.skip("no Firefox on this machine")
    assert_equal_runs(chromium_runs[recipe], run_in("firefox", program, f"{site_url}#{recipe}"))


@pytest.mark.parametrize("recipe", RECIPES)
def test_webkit_computes_what_chromium_does(
    site_url: str, chromium_runs: dict[str, dict[str, Any]], recipe: str
) -> None:
    if not (shutil.which("WebKitWebDriver") and shutil.which("xvfb-run")):
        pytest.skip("no WebKitWebDriver and xvfb-run on this machine")
    assert_equal_runs(chromium_runs[recipe], run_in_webkit(f"{site_url}#{recipe}"))


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_second_run_in_the_same_browser_is_the_same(
    site_url: str, chromium_runs: dict[str, dict[str, Any]], recipe: str
) -> None:
    program = browser.find()
    assert program
    assert_equal_runs(chromium_runs[recipe], run_in("chrome", program, f"{site_url}#{recipe}"))
