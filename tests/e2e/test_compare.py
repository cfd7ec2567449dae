"""Runs kept over reloads and laid side by side."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.axe import violations
from e2e.conftest import Open, Visits

SMALL = "v=1&classes=3&samples=50&layers=8&epochs=3&batch=10&split=0.2"


def compared(app: AppPage) -> Locator:
    """Open Compare; returns the rows of its table."""
    app.page.get_by_role("button", name="Compare", exact=True).click()
    return rows(app)


def rows(app: AppPage) -> Locator:
    return app.page.get_by_role("region", name="Runs side by side").locator("tbody tr")


def headings(app: AppPage) -> list[str]:
    table = app.page.get_by_role("region", name="Runs side by side")
    return table.get_by_role("columnheader").all_inner_texts()


def test_what_differs_comes_first_and_what_is_equal_is_left_out(app: AppPage) -> None:
    app.open(SMALL)
    app.train()
    app.type_number("Learning rate", 0.01)
    done = app.train()
    expect(compared(app)).to_have_count(2)
    assert headings(app)[:2] == ["Run", "Learning rate"]
    first = rows(app).first
    expect(first).to_contain_text("0.01")
    last = done["history"]["val_accuracy"][-1]
    expect(first).to_contain_text(f"{last * 100:.1f}\u202f%")
    expect(first).to_contain_text("of 10")
    expect(
        app.page.get_by_role("img", name=re.compile("^Validation accuracy of 2 runs"))
    ).to_be_visible()
    assert violations(app.page, "fr-runs") == []
    # Of many settings each names itself, so that what came of them stays in sight.
    for name, value in (("Epochs", 2), ("Batch size", 5), ("Validation split", 0.5), ("Seed", 7)):
        app.type_number(name, value)
    app.train()
    expect(rows(app)).to_have_count(3)
    assert headings(app)[:2] == ["Run", "What differs"]
    settings = rows(app).first.get_by_role("listitem")
    assert settings.all_inner_texts() == [
        "Learning rate 0.01",
        "Epochs 2",
        "Batch size 5",
        "Validation split 0.5",
        "Seed 7",
    ]
    table = app.page.get_by_role("region", name="Runs side by side")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    assert violations(app.page, "fr-runs") == []


def test_runs_survive_a_reload_with_name_and_note(app: AppPage) -> None:
    app.open(SMALL)
    app.train()
    compared(app)
    rows(app).first.get_by_label("Name").fill("the first")
    rows(app).first.get_by_label("Name").press("Enter")
    rows(app).first.get_by_label("Note").fill("I expected more")
    rows(app).first.get_by_label("Note").press("Tab")
    expect(rows(app).first.get_by_label("Note")).to_have_value("I expected more")
    app.page.reload()
    app.wait_for("ready")
    # It can be compared at once, and used.
    expect(app.section["Earlier runs"]).to_contain_text("1 run of earlier visits")
    expect(compared(app)).to_have_count(1)
    assert violations(app.page, "fr-runs") == []
    app.type_number("Epochs", 2)
    app.train()
    expect(rows(app)).to_have_count(2)
    expect(rows(app).nth(1).get_by_label("Name")).to_have_value("the first")
    expect(rows(app).nth(1).get_by_label("Note")).to_have_value("I expected more")

    app.page.get_by_role("link", name="Lessons").click()
    app.button("Forget me").click()
    with app.page.expect_navigation():
        app.button("Clear everything").click()
    assert app.page.evaluate("indexedDB.databases()") == []


def test_a_run_can_be_hidden_deleted_brought_back_and_used_again(app: AppPage) -> None:
    app.open(SMALL)
    app.train()
    app.type_number("Epochs", 2)
    app.train()
    compared(app)
    app.page.get_by_role("checkbox", name="Draw run A").uncheck()
    expect(app.page.get_by_role("img", name=re.compile("accuracy of 1 run"))).to_be_visible()
    app.page.get_by_role("button", name="Use the settings of run B").click()
    assert app.fragment["epochs"] == "3"
    app.page.get_by_role("button", name="Delete run B").click()
    expect(rows(app)).to_have_count(1)
    app.page.get_by_role("button", name="Undo", exact=True).click()
    expect(rows(app)).to_have_count(2)
    app.page.get_by_role("button", name="Clear all").click()
    expect(rows(app)).to_have_count(0)
    app.page.get_by_role("button", name="Undo", exact=True).click()
    expect(rows(app)).to_have_count(2)


def test_runs_are_saved_to_a_file_and_opened_elsewhere(
    app: AppPage, new_page: Open, tmp_path: Path
) -> None:
    app.open(SMALL)
    done = app.train()
    compared(app)
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name="Save to a file").click()
    file = tmp_path / "runs.json"
    download.value.save_as(file)
    (run,) = json.loads(file.read_text("utf-8"))["runs"]
    assert run["fingerprint"] == done["fingerprint"]
    assert run["history"] == done["history"]
    other = new_page().open(SMALL.replace("epochs=3", "epochs=1"))
    other.train()
    compared(other)
    other.page.get_by_label("File of runs").set_input_files(file)
    expect(rows(other)).to_have_count(2)
    broken = tmp_path / "broken.json"
    broken.write_text(file.read_text("utf-8")[:-20], "utf-8")
    other.page.get_by_label("File of runs").set_input_files(broken)
    expect(other.page.get_by_text("it may be cut off. Nothing was taken from it.")).to_be_visible()


def test_without_storage_runs_last_as_long_as_the_page(new_page: Open) -> None:
    app = new_page()
    app.page.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw 0; }})")
    app.open(SMALL)
    app.train()
    expect(compared(app)).to_have_count(1)


@pytest.fixture(scope="module")
def one_run(visiting: Visits) -> Iterator[AppPage]:
    with visiting(viewport={"width": 320, "height": 700}) as app:
        app.open(SMALL)
        app.page.get_by_role("group", name="Training").get_by_role("button", name="Fit").click()
        app.wait_for_done()
        compared(app)
        yield app


@pytest.mark.parametrize("width", [320, 1440])
def test_it_fits_into_the_page(one_run: AppPage, width: int) -> None:
    app = one_run
    app.page.set_viewport_size({"width": width, "height": 700})
    expect(rows(app)).to_have_count(1)
    assert app.page.evaluate("document.documentElement.scrollWidth") <= width
    table = app.page.get_by_role("region", name="Runs side by side")
    # Nothing of it is out of sight: on a phone a run is a block, each number beside its name.
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    named = rows(app).get_by_text("Test accuracy, 95 % interval")
    expect(named).to_be_visible(visible=width == 320)
    expect(rows(app).get_by_role("cell")).to_have_count(6)
    assert violations(app.page, "fr-compare") == []
    # The numbers behind its chart, to copy and to save.
    behind = app.page.get_by_text("Numbers and picture of these curves")
    behind.click()
    numbers = app.page.get_by_role("region", name="Numbers of every epoch")
    expect(numbers.get_by_role("row")).to_have_count(4)
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name="Save picture (SVG)").click()
    words = download.value.path().read_text("utf-8")
    assert "A: 50 pictures, 3 classes, 8 relu, 3 epochs" in words
    assert words.count("<polyline") == 1
    assert app.page.evaluate("document.documentElement.scrollWidth") <= width
    behind.click()
