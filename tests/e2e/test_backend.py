"""The backend: the kernels by default, plain NumPy when asked for or where there is no SIMD."""

import pytest
from playwright.sync_api import expect

from e2e.app_page import LESSON, AppPage
from e2e.conftest import Open
from e2e.host import Host

CHANGED_WORKER = """
// A worker whose browser is another one.
const RealWorker = window.Worker;
window.Worker = class extends RealWorker {
  constructor(url, options) {
    const code = `
      CHANGES
      const early = [];
      self.onmessage = (event) => early.push(event);
      await import(${JSON.stringify(String(url))});
      for (const event of early) self.onmessage(event);`;
    super(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), options);
  }
};
"""
WITHOUT_SIMD = """const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = (source, imports) =>
  Object.keys(imports?.env ?? {}).join() === "memory"
    ? Promise.reject(new WebAssembly.CompileError("invalid opcode 0xfd"))
    : instantiate(source, imports);"""
"""Refuses the kernels."""
WITHOUT_WEBASSEMBLY = "delete self.WebAssembly;"
NOTE = "This browser lacks the SIMD instructions"


def history_of(app: AppPage) -> dict[str, list[float]]:
    return app.told("done")[-1]["history"]


def test_plain_numpy_can_be_asked_for_and_learns_the_same(app: AppPage) -> None:
    app.open(f"{LESSON}&run=1", "done")
    kernels = history_of(app)
    app.open(f"{LESSON}&backend=numpy&run=1", "done")
    plain = history_of(app)
    assert plain != kernels, "the reference sums in another order"
    for key, values in kernels.items():
        assert plain[key] == pytest.approx(values, abs=0.02)
    expect(app.page.get_by_role("combobox", name="Backend")).to_have_value("numpy")
    expect(app.page.get_by_text(NOTE)).to_have_count(0)


def test_a_browser_without_simd_trains_with_numpy_and_says_so(new_page: Open) -> None:
    app = new_page()
    app.page.add_init_script(CHANGED_WORKER.replace("CHANGES", WITHOUT_SIMD))
    app.open(f"{LESSON}&run=1", "done")
    expect(app.page.get_by_text(NOTE)).to_be_visible()
    slow = app.told("done")[-1]
    assert slow["evaluation"]["accuracy"] > 0.9
    plain = new_page().open(f"{LESSON}&backend=numpy&run=1", "done")
    assert plain.told("done")[-1]["fingerprint"] == slow["fingerprint"]


def test_a_browser_without_webassembly_is_told_before_anything_is_fetched(
    new_page: Open, host: Host
) -> None:
    app = new_page()
    app.watch.expect("WebAssembly")
    app.page.add_init_script(CHANGED_WORKER.replace("CHANGES", WITHOUT_WEBASSEMBLY))
    host.asked.clear()
    app.open(state="failed")
    assert app.error == "boot-failed"
    expect(app.alert).to_contain_text("This browser has no WebAssembly")
    expect(app.alert).to_contain_text("another browser")
    assert [each.name for each in host.asked if each.name.startswith(("start/", "runtime/"))] == []
