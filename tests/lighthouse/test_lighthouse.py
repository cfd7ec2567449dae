"""The first visit of a phone, as Lighthouse sees it, from a server that compresses."""

import gzip
import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bench.environments import npm_packages
from conftest import SUB_PATH, browser_arguments
from e2e.host import Answer, hosting
from sitebuild.site.server import MIME_TYPES
from sitebuild.tools import browser, node

HERE = Path(__file__).parent
COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm")
ATTEMPTS = 8
"""Visits of which one must do: the times of a page are longer beside other work."""
LEAST_SCORE = 90
MOST_SHIFT = 0.02
MOST_BYTES = 8_000_000
LATEST_PAINT = 1500
"""Milliseconds until the largest text or picture of the first window is there."""


@cache
def compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes())


def compressing(answer: Answer, file: Path) -> None:
    """Answer as a server does that compresses what can be."""
    kind = MIME_TYPES[file.suffix]
    answer.give(compressed(file), Content_Type=kind, Content_Encoding="gzip")


@pytest.mark.alone
def test_first_visit_of_a_phone(dist: Path, record_property: Callable[[str, object], None]) -> None:
    with hosting(dist, SUB_PATH) as host:
        for file in dist.rglob("*"):
            if file.suffix in COMPRESSED:
                host.tricks[file.relative_to(dist).as_posix()] = compressing
        host.tricks[""] = lambda answer, _: compressing(answer, dist / "index.html")
        for _ in range(ATTEMPTS):
            seen = audit(host.url)
            if fits(seen):
                break
    record_property("said", f"Lighthouse, first visit of a phone: {seen}")
    assert fits(seen), seen


def fits(seen: dict[str, float]) -> bool:
    return (
        seen["score"] >= LEAST_SCORE
        and seen["cumulativeLayoutShift"] < MOST_SHIFT
        and seen["largestContentfulPaint"] < LATEST_PAINT
        and seen["bytes"] < MOST_BYTES
    )


def audit(url: str) -> dict[str, float]:
    """What Lighthouse measures on one visit; times in milliseconds."""
    packages = npm_packages(HERE, "Lighthouse for the tests")
    chromium = browser.find_headless()
    assert chromium
    command = [node.find().program, HERE / "audit.mjs", packages, chromium, url]
    done = subprocess.run(
        [*map(str, command), *browser_arguments()], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
