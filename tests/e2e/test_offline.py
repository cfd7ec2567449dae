"""Visits without network, and what a new version does to a page that is open."""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import SUB_PATH
from e2e import host as tricks
from e2e.app_page import LESSON, AppPage
from e2e.cells import Cells
from e2e.conftest import Visits
from e2e.host import Host, hosting
from sitebuild.runtime import snapshot
from sitebuild.site import frontend, precache
from sitebuild.tools import paths

RUN = LESSON + "&seed=7&run=1"
NEXT_BUILD = "next-version"
UNTIL_KEPT = 2000
"""Milliseconds that a page which is calm waits before it is kept."""
FIT_AT_ONCE = """addEventListener("fitting-room", ({ detail }) => {
    if (detail.type !== "ready" || location.hash) return;
    location.hash = "v=1&samples=600&layers=1024,1024,1024&batch=1&epochs=100&run=1";
});"""
"""Begins a long run as soon as Python is ready, where the link says nothing."""
TRIES = 50
"""Looks at what is kept: the browser writes it when the page has it already."""


@pytest.fixture
def own_host(site: Path) -> Iterator[Host]:
    """A host that may go away."""
    with hosting(site, SUB_PATH) as running:
        yield running


@pytest.fixture(scope="module")
def next_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a later build would have it: other names, another build id."""
    folder = tmp_path_factory.mktemp("next") / "dist"
    shutil.copytree(site, folder)
    shutil.rmtree(folder / "assets")
    start = paths.ARTIFACTS / "snapshot" / snapshot.MANIFEST
    frontend.bundle(folder, NEXT_BUILD, start, paths.ARTIFACTS / "default-run")
    precache.list_files(folder)
    (folder / "build.json").write_text(json.dumps({"build": NEXT_BUILD}))
    return folder


def keep(app: AppPage) -> None:
    """Wait until the site is kept."""
    app.page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def loaded(page: Page) -> set[str]:
    """Scripts and styles of the page that is open."""
    names = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    return {name.rpartition("/")[2] for name in names if "/assets/" in name}


def assets(folder: Path) -> set[str]:
    return {file.name for file in (folder / "assets").iterdir()}


def test_second_visit_needs_no_network(visiting: Visits, own_host: Host) -> None:
    with visiting(service_workers="allow") as app:
        app.url = own_host.url
        app.open(RUN, state="done")
        keep(app)
        first = app.told("done")[-1]["fingerprint"]
        module = kept_file(own_host.folder, "start/python-*.bin")
        content = gzip.decompress((own_host.folder / module).read_bytes())
        digest = hashlib.sha256(content).hexdigest()
        assert app.page.evaluate(KEPT_AS, module) == ["application/wasm", digest]
        own_host.shutdown()
        own_host.server_close()
        app.open(RUN, state="done")
        assert app.told("done")[-1]["fingerprint"] == first
        (worker,) = app.page.workers
        rest = worker.evaluate("pyodide.runPython('import numpy.fft, csv; csv.__name__')")
        assert rest == "csv"


def test_larger_sets_are_kept_once_used(visiting: Visits, own_host: Host) -> None:
    larger = "v=1&classes=10&samples=600&layers=8&epochs=1&run=1"
    with visiting(service_workers="allow") as app:
        app.url = own_host.url
        app.page.add_init_script(FIT_AT_ONCE)
        app.open(state="fitting")
        app.page.wait_for_timeout(2 * UNTIL_KEPT)
        # Nothing is fetched for later while something trains.
        assert not app.page.evaluate("navigator.serviceWorker.getRegistration()")
        assert app.state == "fitting"
        app.stop()
        keep(app)
        app.open(larger, state="done")
        own_host.shutdown()
        own_host.server_close()
        app.open(larger, state="done")


def test_matplotlib_is_kept_once_imported(visiting: Visits, own_host: Host) -> None:
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2])"
    with visiting(service_workers="allow") as app:
        app.url = own_host.url
        app.open()
        keep(app)
        assert Cells(app.open()).run(plot)[-1]["kind"] == "figure"
        own_host.shutdown()
        own_host.server_close()
        assert Cells(app.open()).run(plot)[-1]["kind"] == "figure"


def test_new_version_never_mixes_with_the_old_one(
    visiting: Visits, own_host: Host, site: Path, next_site: Path
) -> None:
    assert not {name for name in assets(site) & assets(next_site) if name.endswith(".js")}
    with visiting(service_workers="allow") as app:
        app.url = own_host.url
        app.open()
        keep(app)
        app.open()
        own_host.folder = next_site
        app.page.evaluate(
            """async () => {
                const registration = await navigator.serviceWorker.getRegistration();
                await registration.update();
                while (!registration.waiting) await new Promise((tick) => setTimeout(tick, 50));
            }"""
        )
        # The page that is open goes on with its own version, a new worker of it included.
        (worker,) = app.page.workers
        worker.evaluate("setTimeout(() => { throw new Error('dies') })")
        app.page.wait_for_function("seen.workers === 2")
        app.wait_for("ready")
        app.train()
        assert loaded(app.page) <= assets(site)
        # The next one is of the new version from beginning to end.
        app.page.goto("about:blank")
        app.page.goto(app.url)
        (main,) = (next_site / "assets").glob("main-*.js")
        try:
            script = app.page.locator(f"script[src*='{main.name}']")
            expect(script).to_be_attached()
        except AssertionError as error:
            error.add_note(app.page.evaluate(VERSIONS))
            raise
        app.wait_for("ready")
        app.train()
        assert loaded(app.page) <= assets(next_site)


def test_copies_within_each_other_keep_to_themselves(
    visiting: Visits, site: Path, next_site: Path, tmp_path: Path
) -> None:
    """As on a host that has one at fr/ and the next version at fr/preview/."""
    shutil.copytree(site, tmp_path / "fr", copy_function=os.link)
    shutil.copytree(next_site, tmp_path / "fr" / "preview", copy_function=os.link)
    with (
        hosting(tmp_path / "fr", "/fr/") as host,
        visiting(origins=(host.origin,), service_workers="allow") as app,
    ):
        copies = {host.url: site, f"{host.url}preview/": next_site}
        for app.url in copies:
            app.open()
            keep(app)
        host.shutdown()
        host.server_close()
        for app.url, folder in copies.items():
            app.open(RUN, state="done")
            assert loaded(app.page)
            assert loaded(app.page) <= assets(folder)


VERSIONS = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const { installing, waiting, active } = registration ?? {};
    const states = [installing, waiting, active, navigator.serviceWorker.controller];
    const notices = document.querySelector("fr-notices");
    return states.map((each) => each?.state).join() + " " + notices.innerText;
}"""
"""What there is of the old version and the new one, and what the page says of it."""


KEPT = (
    "assets/main-*.js",
    "assets/worker-*.js",
    "index.html",
    "data/lesson.bin",
    "start/python-*.bin",
)
"""A file of each kind that is fetched in its own way."""


def kept_file(site: Path, pattern: str) -> str:
    return next(site.glob(pattern)).relative_to(site).as_posix()


@pytest.fixture(scope="module")
def kept(visiting: Visits, site: Path) -> Iterator[AppPage]:
    """A page whose site is kept; each test leaves it whole."""
    with (
        hosting(site, SUB_PATH) as host,
        visiting(origins=(host.origin,), service_workers="allow") as app,
    ):
        app.url = host.url
        app.open()
        keep(app)
        yield app


@pytest.mark.parametrize("pattern", KEPT)
@pytest.mark.parametrize("damage", ["wrong", "gone"])
def test_a_file_kept_wrong_heals(kept: AppPage, site: Path, pattern: str, damage: str) -> None:
    name = kept_file(site, pattern)
    assert kept.page.evaluate(HARM, [name, damage]) == 1
    # What the browser itself remembers of the visit before would not be asked for.
    kept.page.context.new_cdp_session(kept.page).send("Network.clearBrowserCache")
    kept.open()
    kept.train()
    for _ in range(TRIES):
        if kept.page.evaluate(HARM, [name, "check"]) == 1:
            return
        kept.page.wait_for_timeout(200)
    pytest.fail(f"{name} is not kept again")


KEPT_AS = """async (name) => {
    const response = await caches.match(name);
    const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    const bytes = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
    return [response.headers.get("Content-Type"), bytes.join("")];
}"""
"""The type and hash of a file that is kept."""
HARM = """async ([name, damage]) => {
    let harmed = 0;
    for (const cacheName of await caches.keys()) {
        const cache = await caches.open(cacheName);
        for (const key of await cache.keys()) {
            if (!new URL(key.url).pathname.endsWith("/" + name)) continue;
            const held = await (await cache.match(key)).text();
            if (!held.includes("<title>Blocked</title>")) harmed += 1;
            if (damage === "check") continue;
            await cache.delete(key);
            const page = () => new Response("<title>Blocked</title>", {
                headers: { "Content-Type": "text/html" },
            });
            if (damage === "wrong") await cache.put(key, page());
        }
    }
    return harmed;
}"""


def test_a_second_tab_that_keeps_the_old_version_is_named(
    visiting: Visits, own_host: Host, next_site: Path
) -> None:
    with visiting(service_workers="allow") as app:
        app.url = own_host.url
        app.open()
        keep(app)
        app.open()
        other = app.page.context.new_page()
        other.goto(app.url)
        own_host.folder = next_site
        app.page.evaluate(
            """async () => {
                const registration = await navigator.serviceWorker.getRegistration();
                await registration.update();
                while (!registration.waiting) await new Promise((tick) => setTimeout(tick, 50));
            }"""
        )
        app.open()
        expect(app.page.get_by_text("A new version of this page is here")).to_be_visible()


def test_everything_is_kept_by_one_press(visiting: Visits, own_host: Host) -> None:
    all_of_it = "v=1&classes=10&samples=6000&layers=8&epochs=1&run=1"
    digits = "from keras.datasets import mnist\nmnist.load_data()[0][0].shape"
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2])"
    with visiting(service_workers="allow") as app:
        app.url = own_host.url
        app.open("v=1&view=lessons&lesson=1")
        app.page.get_by_role("button", name="Keep everything here").click()
        expect(app.page.get_by_text("Everything is on this device")).to_be_visible(timeout=60_000)
        own_host.shutdown()
        own_host.server_close()
        app.open(all_of_it, state="done")
        cells = Cells(app.open())
        assert cells.run(digits)[-1]["text"] == "(4000, 28, 28)"
        assert cells.run(plot)[-1]["kind"] == "figure"


def test_keeping_everything_goes_on_after_a_filter(visiting: Visits, own_host: Host) -> None:
    with visiting(service_workers="allow") as app:
        app.url = own_host.url
        app.watch.expect("integrity")
        app.open("v=1&view=lessons&lesson=1")
        press = app.page.get_by_role("button", name="Keep everything here")
        with own_host.playing("wheels/wheels.json", tricks.web_page):
            press.click()
            expect(app.page.get_by_text("What has arrived is kept")).to_be_visible(timeout=60_000)
        press.click()
        expect(app.page.get_by_text("Everything is on this device")).to_be_visible(timeout=60_000)
