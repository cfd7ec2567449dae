"""Small work and memory: lesson 1 after the start, a step of a small model, the worker's memory."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import BrowserContext, Route

from bench.chromium import AppPage, profile, recipe
from bench.results import Results, take_turns
from bench.setting import Setting

SECTION = "small"
OURS, OURS_NUMPY = "this page, wasm", "this page, numpy"
LESSON = "50 images, 3 epochs, 10-10-3, from Fit to evaluated"
STEP = "a step of 784-10-10-3, batch 10"
OVERHEAD = "a step of 784-1-1-3, batch 1: next to nothing but Python"
MEMORY = "the worker's WebAssembly memory after 60,000 images, its peak"
STEP_IMAGES = 6_000
"""Enough that what happens once an epoch does not count."""
STEP_EPOCHS = 3
SETTLED = 1500

NOTE_MEMORIES = """
{
  const { get } = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, "buffer");
  self.benchMemories = new Set();
  Object.defineProperty(WebAssembly.Memory.prototype, "buffer", {
    get() {
      self.benchMemories.add(this);
      return get.call(this);
    },
  });
}
"""
"""Put before the worker's own script. A WebAssembly memory never shrinks, so what it is in the end
is its peak."""
SUM_MEMORIES = "[...self.benchMemories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0)"


def measure(setting: Setting, results: Results) -> None:
    """Each in pages of its own."""
    with profile(setting.playwright) as context:
        turns: dict[str, Callable[[], object]] = {
            LESSON: partial(_lesson, setting, results, context),
        }
        app = AppPage(context.new_page(), setting.server).open()
        for who, backend in ((OURS, "wasm"), (OURS_NUMPY, "numpy")):
            for name, layers, batch in ((STEP, "10,10", 10), (OVERHEAD, "1,1", 1)):
                turn = partial(_step, results, app, who, name, layers, batch, backend)
                turns[f"{name}, {who}"] = turn
        take_turns(2 if setting.quick else 7, turns, partial(_give_up, results))
    take_turns(1, {MEMORY: partial(_memory, setting, results)}, partial(_give_up, results))


def _give_up(results: Results, turn: str, why: str) -> None:
    results.of(SECTION, turn, OURS, "", OURS).note = f"not measured: {why}"


def _lesson(setting: Setting, results: Results, context: BrowserContext) -> None:
    """The first training of a page that has started and shows its pictures."""
    page = context.new_page()
    app = AppPage(page, setting.server).open()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED)
    run = app.train(recipe(50, "10,10", 10, 3, classes=3, split=0.2))
    page.close()
    results.of(SECTION, LESSON, OURS, "ms", OURS).values.append((run.at - run.begun) * 1000)


def _step(
    results: Results, app: AppPage, who: str, name: str, layers: str, batch: int, backend: str
) -> None:
    run = app.train(recipe(STEP_IMAGES, layers, batch, STEP_EPOCHS, backend, classes=3))
    microseconds = run.steady / (STEP_IMAGES / batch) * 1e6
    results.of(SECTION, name, who, "us", OURS).values.append(microseconds)


def _memory(setting: Setting, results: Results) -> None:
    """One epoch on everything, in a page whose worker notes its memories."""

    def with_note(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=NOTE_MEMORIES + answer.text())

    with profile(setting.playwright) as context:
        page = context.new_page()
        page.route("**/worker*.js", with_note)
        app = AppPage(page, setting.server).open()
        app.train(recipe(60_000, epochs=1))
        peak = max(worker.evaluate(SUM_MEMORIES) for worker in page.workers)
        results.of(SECTION, MEMORY, OURS, "MB", OURS).values.append(peak / 1e6)
