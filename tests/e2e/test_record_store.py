"""A task that a learning platform has launched reports to its record store, and no other does."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from e2e.conftest import Open
from e2e.record_store import AUTH, RecordStore, recording
from e2e.test_tasks import TASK, task

ACTOR = {"name": "Ann B", "mbox": "mailto:ann@example.edu"}
REGISTRATION = "760e3480-ba55-4991-94b0-01820dbd23a2"


@pytest.fixture
def store() -> Iterator[RecordStore]:
    with recording() as running:
        yield running


def launched(store: RecordStore, **more: str) -> str:
    given = {"endpoint": f"{store.origin}/xapi/", "auth": AUTH, "actor": json.dumps(ACTOR)}
    return urlencode({**given, "registration": REGISTRATION, **more})


def test_statements_go_to_the_store_also_after_it_was_down(
    new_page: Open, store: RecordStore
) -> None:
    app = new_page(origins=(store.origin,))
    app.watch.expect("503")
    page = app.page
    activity = "https://example.edu/course/7"
    page.goto(f"{app.url}?{launched(store, activity_id=activity)}#{TASK}")
    app.wait_for("ready")
    expect(task(app)).to_contain_text(f"reported to {store.origin.removeprefix('http://')}")
    expect(task(app).get_by_role("textbox", name="Your name or number")).to_have_value("Ann B")
    # What the address is copied for does not include a permission to write.
    assert "auth" not in page.url
    assert "endpoint" not in page.evaluate("location.href")
    expect(task(app)).not_to_contain_text("not there yet")
    assert store.verbs == ["initialized"]

    store.is_down = True
    app.train()
    expect(task(app)).to_contain_text("3 reports not there yet.")
    assert store.verbs == ["initialized"]
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "cm9vbTpzZWNyZXQ" not in kept
    store.is_down = False
    page.reload()
    app.wait_for("ready")
    expect(task(app)).to_contain_text("reported to")
    expect(task(app)).not_to_contain_text("not there yet")
    assert store.verbs == ["initialized", "attempted", "completed", "passed", "initialized"]
    passed = store.statements[3]
    assert passed["actor"] == {"objectType": "Agent", **ACTOR}
    assert passed["object"]["id"] == activity
    assert passed["context"] == {"registration": REGISTRATION}
    result = passed["result"]
    assert result["score"]["scaled"] == 1
    assert result["success"] is result["completion"] is True
    assert result["duration"].startswith("PT")
    assert result["response"].startswith("FR1.")
    assert "samples=50" in "".join(result["extensions"].values())


def test_parameters_behind_the_fragment_count_and_broken_ones_do_not(
    new_page: Open, store: RecordStore
) -> None:
    app = new_page(origins=(store.origin,))
    # As launchers write them that know no fragment.
    app.open(f"{TASK}?{launched(store)}")
    expect(task(app)).to_contain_text("0 of 3 tries used")
    expect(task(app)).to_contain_text("reported to")
    expect(task(app)).not_to_contain_text("not there yet")
    (first,) = store.statements
    assert "#task=" in first["object"]["id"]
    app.open(f"{TASK}?{launched(store, actor='<b>')}")
    expect(app.page.get_by_text("The address has no usable actor")).to_be_visible()
    # Another link in the same tab was not launched.
    app.open(TASK)
    expect(task(app)).to_contain_text("0 of 3 tries used")
    expect(task(app)).not_to_contain_text("reported to")
    assert len(store.statements) == 1
