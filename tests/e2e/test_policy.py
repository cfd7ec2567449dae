"""The page on a host that sends the policy which the build publishes, and no other."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from conftest import SUB_PATH
from e2e.app_page import RUN, AppPage
from e2e.conftest import Visits
from e2e.host import Host, hosting
from e2e.program import Program
from e2e.test_tasks import TASK, task
from sitebuild.site import host_config

ACTOR = '{"mbox": "mailto:ann@example.edu"}'
SHOWN = """
import matplotlib.pyplot as plt
import numpy.fft
plt.plot([1, 2])
plt.show()

class Rich:
    def _repr_html_(self):
        return "<b>rich</b>"

Rich()
"""


@pytest.fixture(scope="module")
def strict_host(site: Path) -> Iterator[Host]:
    with hosting(site, SUB_PATH) as host:
        policy = (site / host_config.POLICY).read_text("utf-8").strip()
        host.headers["Content-Security-Policy"] = policy
        yield host


@pytest.fixture
def strict(visiting: Visits, strict_host: Host) -> Iterator[AppPage]:
    """A page there, with its service worker; whatever the policy refuses is a complaint."""
    with visiting(origins=(strict_host.origin,), service_workers="allow") as app:
        app.url = strict_host.url
        yield app


def test_everything_works_under_the_published_policy(strict: AppPage) -> None:
    app = strict.open("v=1&samples=600&layers=10,10&epochs=2")
    app.train()
    app.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    app.open("view=code")
    program = Program(app)
    program.editor("Load").fill(SHOWN)
    program.button("Run Load").click()
    expect(program.cell("Load")).to_have_attribute("data-status", "ok", timeout=RUN)
    figure = program.cell("Load").get_by_role("img")
    expect(figure).to_be_visible()
    assert figure.evaluate("async (at) => { await at.decode(); return at.naturalWidth > 0; }")
    rich = program.cell("Load").frame_locator("iframe")
    expect(rich.get_by_text("rich")).to_be_visible()
    for view in ("lessons", "embed"):
        app.open(f"view={view}")


def test_the_instructions_and_a_frame_work_under_it(strict: AppPage) -> None:
    app = strict
    app.page.goto(f"{app.url}teach/html.html")
    expect(app.page.locator("[data-try] iframe, [data-try] fitting-room").first).to_be_attached()


def test_a_record_store_that_the_policy_forbids_is_named(strict: AppPage) -> None:
    app = strict
    app.watch.expect("Content Security Policy")
    given = {"endpoint": "https://lrs.example.edu/", "auth": "Basic YTpi", "actor": ACTOR}
    app.page.goto(f"{app.url}?{urlencode(given)}#{TASK}")
    expect(task(app)).to_contain_text("1 report not there yet. This site's own policy")
