"""The element as notebooks and MyST show it: hosts that keep to anywidget's contract, as they do.

The models here behave as the hosts' own: a notebook's tells its kernel when told to save, MyST's
throws at what it does not have, and MyST keeps a copy of the script under a name of its own.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.app_page import BOOT, RUN, AppPage
from e2e.conftest import Visits
from e2e.host import Host, hosting, plainly

HOST = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A notebook</title>
<link rel="icon" href="data:,">
<div id="out"></div>
<script>
  class Notebook {
    kernel = {};
    sent = [];
    #unsaved = {};
    #listeners = [];
    constructor(state) { this.state = state; }
    get(key) { return this.state[key]; }
    send(message) { this.sent.push(message); }
    set(key, value) {
      this.state[key] = value;
      this.#unsaved[key] = value;
      this.tell(`change:${key}`, value);
    }
    save_changes() {
      Object.assign(this.kernel, structuredClone(this.#unsaved));
      this.#unsaved = {};
    }
    on(name, hear) { this.#listeners.push({ name, hear }); }
    off(name, hear) {
      this.#listeners = this.#listeners.filter((it) => it.name !== name || it.hear !== hear);
    }
    tell(name, message) {
      for (const it of [...this.#listeners]) if (it.name === name) it.hear(message);
    }
    get listeners() { return this.#listeners.length; }
  }
  class Myst extends Notebook {
    off() { throw new Error("not implemented yet"); }
    save_changes() { throw new Error("not implemented yet"); }
  }
  async function show(address, Model, state, root = document.getElementById("out")) {
    const { default: widget } = await import(address);
    window.model = new Model(state);
    const el = root.appendChild(document.createElement("div"));
    window.leaving = new AbortController();
    window.cleanup = await widget.render({ model, el, signal: leaving.signal });
  }
</script>
"""
SMALL = {"samples": 50, "layers": "8", "epochs": 2, "split": 0.2, "normalize": True}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[Host]:
    """A notebook's server, and a book's that has copied the script."""
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "index.html").write_text(HOST, "utf-8")
    (folder / "widget-0a1b2c.mjs").write_bytes((site / "anywidget.js").read_bytes())
    with hosting(folder, "/") as running:
        yield running


@pytest.fixture(scope="module")
def app(visiting: Visits, notebooks: Host) -> Iterator[AppPage]:
    with visiting(origins=(notebooks.origin,)) as page:
        page.page.goto(notebooks.url)
        yield page


def test_a_notebook_gets_back_what_was_trained(app: AppPage) -> None:
    page = app.page
    goals = {"ask": "Train", "goal": "samples<100,test_accuracy>0.05"}
    show(page, f"{app.url}anywidget.js", "Notebook", {**SMALL, **goals})
    room = page.locator("fitting-room")
    assert room.evaluate("room => [room.samples, room.layers, room.epochs]") == [50, "8", 2]
    expect(room).to_have_attribute("normalize", "1")
    # What the kernel says goes to the element, also while it rests.
    page.evaluate("model.set('epochs', 3)")
    expect(room).to_have_attribute("epochs", "3")
    page.evaluate("model.set('seed', null)")
    expect(room).not_to_have_attribute("seed", re.compile(""))
    page.evaluate("model.tell('msg:custom', { type: 'fit' })")
    page.wait_for_function("model.kernel.fingerprint", timeout=BOOT + RUN)
    kernel = page.evaluate("model.kernel")
    assert re.fullmatch("[0-9a-f]{12}", kernel["fingerprint"])
    assert kernel["history"].keys() == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert [len(values) for values in kernel["history"].values()] == [3, 3, 3, 3]
    assert kernel["evaluation"]["samples"] > 0
    assert kernel["error"] == ""
    page.wait_for_function("model.kernel.task?.code && model.sent.length")
    assert page.evaluate("model.kernel.task.code").startswith("FR1.")
    (goal,) = page.evaluate("model.sent")
    assert goal["value"] > 0.05
    told = {"type": "goal", "text": "test_accuracy>0.05", "met": True}
    assert goal == {**told, "value": goal["value"]}
    # A change and the command right after it arrive in this order.
    page.evaluate("model.set('epochs', 2); model.tell('msg:custom', { type: 'fit' })")
    page.wait_for_function(
        "model.kernel.fingerprint && model.kernel.history.loss.length === 2", timeout=RUN
    )
    page.evaluate("cleanup()")
    expect(room).to_have_count(0)
    assert page.evaluate("model.listeners") == 0
    # Once more by the other way of saying so: harmless.
    page.evaluate("leaving.abort()")


def test_a_message_that_is_no_command_changes_nothing(app: AppPage) -> None:
    page = app.page
    show(page, f"{app.url}anywidget.js", "Notebook", SMALL)
    for message in ("null", "{ type: 'remove' }", "{ type: '__proto__' }", "'fit'", "undefined"):
        page.evaluate(f"model.tell('msg:custom', {message})")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    page.evaluate("leaving.abort()")
    expect(page.locator("fitting-room")).to_have_count(0)


def test_a_book_s_copy_finds_the_site_and_trains(app: AppPage, notebooks: Host) -> None:
    page = app.page
    state = {**{key: f"{value}" for key, value in SMALL.items()}, "normalize": "0"}
    state["site"] = app.url.removesuffix("/")
    shadow = "document.getElementById('out').attachShadow({ mode: 'open' })"
    show(page, f"{notebooks.url}widget-0a1b2c.mjs", "Myst", state, shadow)
    page.get_by_role("button", name="Start").click()
    page.wait_for_function("model.get('fingerprint')", timeout=BOOT + RUN)
    assert len(page.evaluate("model.get('history').loss")) == 2
    page.evaluate("cleanup()")
    expect(page.locator("fitting-room")).to_have_count(0)


def test_a_book_s_copy_needs_no_header_of_the_site(
    visiting: Visits, notebooks: Host, site: Path
) -> None:
    with (
        plainly(site) as address,
        visiting(origins=(notebooks.origin, address)) as app,
    ):
        page = app.page
        page.goto(notebooks.url)
        state = {**SMALL, "site": address}
        show(page, f"{notebooks.url}widget-0a1b2c.mjs", "Myst", state)
        show(page, f"{notebooks.url}widget-0a1b2c.mjs", "Myst", state)
        expect(page.get_by_role("button", name="Start")).to_have_count(2)
        page.get_by_role("button", name="Start").first.click()
        src = page.locator("fitting-room iframe").get_attribute("src")
        assert src is not None
        assert src.startswith(f"{address}#v=1&embed=1&samples=50")


def test_a_copy_that_is_not_told_the_site_says_so(app: AppPage, notebooks: Host) -> None:
    address = f"{notebooks.url}widget-0a1b2c.mjs"
    message = app.page.evaluate(
        "address => show(address, Notebook, {}).catch((error) => error.message)", address
    )
    assert "does not know where its site is" in message
    assert '"site"' in message


def show(page: Page, address: str, model: str, state: object, root: str = "undefined") -> None:
    page.evaluate(f"address => show(address, {model}, {json.dumps(state)}, {root})", address)
