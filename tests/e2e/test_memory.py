"""A hundred runs in one tab: what the page and its worker hold must not grow, nor Fit slow down."""

import json
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from e2e.app_page import BOOT
from e2e.conftest import Open

RUNS = 100
WARM = 30
"""After so many runs everything has been used, and the table of earlier runs is full."""
SLOWER = 1.5
GROWTH = {"page": 1.20, "worker": 1.10, "wasm": 1.10, "all": 1.10}
"""The page's own heap is small: code that the browser goes on compiling and the table of earlier
runs, both of which have an end, are more than a tenth of it."""
ANSWER_SECONDS = 30

PYTHON = "pyodide._module.memory.buffer.byteLength"
"""Bytes of the memory that Python has in the worker; it never shrinks."""


class WorkerTap:
    """Speaks the DevTools protocol to the page's worker."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        self._sessions: list[str] = []
        self._answers: dict[int, Any] = {}
        self._ids = count(1)
        self._cdp.on("Target.attachedToTarget", lambda e: self._sessions.append(e["sessionId"]))
        self._cdp.on("Target.receivedMessageFromTarget", self._receive)
        attach = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self._cdp.send("Target.setAutoAttach", attach)

    def send(self, method: str) -> Any:
        (session,) = self._sessions
        number = next(self._ids)
        message = json.dumps({"id": number, "method": method, "params": {}})
        self._cdp.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
        for _ in range(ANSWER_SECONDS * 100):
            if number in self._answers:
                return self._answers.pop(number)
            self._page.wait_for_timeout(10)  # the only way to have events delivered
        raise TimeoutError(method)

    def _receive(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message.get("result", message)


AT_REST = """async () => {
    for (let times = 0; times < 3; times++) {
        await new Promise((done) => requestIdleCallback(done));
        await new Promise((done) => requestAnimationFrame(done));
    }
}"""


def held_by(usage: dict[str, int]) -> int:
    """Bytes of objects and of the buffers behind their typed arrays."""
    return usage["usedSize"] + usage["backingStorageSize"]


@pytest.mark.alone
def test_a_hundred_runs_do_not_fill_the_memory(new_page: Open) -> None:
    app = new_page(instruments=False)
    page = app.page
    page.add_init_script(
        """window.over = 0;
        window.took = [];
        addEventListener("fitting-room", ({ detail }) => {
            if (detail.type !== "done") return;
            over++;
            took.push(detail.seconds);
        });"""
    )
    page.goto(f"{app.url}#v=1&classes=3&samples=50&layers=256,16&epochs=3&batch=32")
    app.wait_for("ready", BOOT)
    (worker,) = page.workers
    tap = WorkerTap(page)
    main = page.context.new_cdp_session(page)

    def measure() -> dict[str, int]:
        """What stays: the least of some measurements, each after a rest and a collection."""
        rounds: list[dict[str, int]] = []
        for _ in range(3):
            # When a run says that it is done, its predictions are still asked for and drawn.
            page.evaluate(AT_REST)
            main.send("HeapProfiler.collectGarbage")
            tap.send("HeapProfiler.collectGarbage")
            rounds.append(
                {
                    "page": held_by(main.send("Runtime.getHeapUsage")),
                    "worker": held_by(tap.send("Runtime.getHeapUsage")),
                    "wasm": worker.evaluate(PYTHON),
                }
            )
        parts = {name: min(each[name] for each in rounds) for name in rounds[0]}
        return {**parts, "all": sum(parts.values())}

    warm: dict[str, int] = {}
    for run in range(1, RUNS + 1):
        app.fit()
        page.wait_for_function("n => over === n", arg=run)
        if run == WARM:
            warm = measure()
    last = measure()
    took: list[float] = page.evaluate("took")
    # The least of ten: whatever else the machine does slows some down.
    early, late = min(took[WARM : WARM + 10]), min(took[-10:])
    assert late <= early * SLOWER, took
    print(f"after run {WARM}: {warm}\nafter run {RUNS}: {last}")
    for what, most in GROWTH.items():
        assert last[what] <= warm[what] * most, f"{what}: {warm[what]:,} grew to {last[what]:,}"
