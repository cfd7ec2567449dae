"""The page's own lessons: what their files hold, and how a learner comes to them."""

import functools
import json
import subprocess
from typing import Any

from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from sitebuild.tools import node, paths

PATIENCE = 240_000
"""Milliseconds for the longest cell: 30 MB to fetch, or five epochs of 60,000 pictures."""


def lesson(app: AppPage, number: int) -> Locator:
    """Go to a lesson by its link."""
    app.page.get_by_role("navigation", name="Lessons").get_by_role("link").nth(number - 1).click()
    article = app.page.locator(f"#lesson-{number}")
    expect(article).to_be_visible()
    return article


@functools.cache
def content() -> list[dict[str, Any]]:
    """The lessons as their files have them."""
    script = "import(process.argv[1]).then((m) => console.log(JSON.stringify(m.LESSONS)))"
    command = [node.find().program, "-e", script, (paths.WEB / "lessons/index.js").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def parts(number: int, kind: str) -> list[dict[str, Any]]:
    """All parts of a lesson that have the key `kind`: "code", "ask", "experiment"."""
    steps = content()[number - 1]["steps"]
    return [part for step in steps for part in step["parts"] if kind in part]
