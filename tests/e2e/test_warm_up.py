"""In quiet moments Python trains for itself; nobody can tell but by the time Fit takes."""

from e2e.app_page import AppPage
from e2e.conftest import Open

RECIPE = "v=1&samples=50&epochs=3"
WARM_UPS = "performance.getEntriesByName('warm-up').length"
WARMED_UP = """
new Promise((done) => {
  const ifThere = (list) => list.getEntriesByName("warm-up").length && done();
  new PerformanceObserver(ifThere).observe({ type: "measure", buffered: true });
})
"""
"""Settles once it is over."""


def warm_ups(app: AppPage) -> int:
    (worker,) = app.page.workers
    return worker.evaluate(WARM_UPS)


def test_a_page_that_warmed_up_trains_the_same(new_page: Open) -> None:
    at_once, quiet = new_page(), new_page()
    at_once.open(f"{RECIPE}&run=1", state="done")
    quiet.open(RECIPE)
    (worker,) = quiet.page.workers
    worker.evaluate(WARMED_UP)
    before = quiet.seen("messages")
    cold, warm = at_once.told("done")[-1], quiet.train()
    assert [message["type"] for message in before if "run" in message["type"]] == []
    assert (warm["fingerprint"], warm["history"]) == (cold["fingerprint"], cold["history"])
    assert warm_ups(at_once) == 0
    assert warm_ups(quiet) >= 1
