"""Lists of runs: trained by keyboard, broken off by a reload, gone on with, laid side by side."""

import re

from playwright.sync_api import Locator, expect

from e2e.app_page import BOOT, AppPage
from e2e.axe import violations
from e2e.conftest import Open

SMALL = "v=1&classes=3&samples=50&layers=8&epochs=3&batch=10&split=0.2"
TRAINED = re.compile("3 of 3 runs trained")


def panel(app: AppPage) -> Locator:
    return app.page.get_by_role("region", name="Vary one thing")


def test_a_list_survives_a_reload_and_says_what_came_of_it(new_page: Open) -> None:
    app = new_page(viewport={"width": 320, "height": 700}, color_scheme="dark")
    app.open(f"{SMALL.replace('epochs=3', 'epochs=100')}&vary=units:2,8,32,5000")
    mine = panel(app)
    # What cannot be is said and left out; how long it takes stands there before.
    expect(mine.get_by_role("alert")).to_contain_text("“5000” is left out")
    expect(mine.get_by_role("status")).to_contain_text(re.compile("0 of 3 runs .* on this device"))
    mine.get_by_role("button", name="Train them all").focus()
    app.page.keyboard.press("Enter")
    app.wait_for_message("tested", timeout=BOOT)
    begun = app.page.evaluate("performance.timeOrigin")
    first = app.messages("run-end")[0]["fingerprint"]
    app.page.reload()
    app.wait_for("ready")
    assert app.page.evaluate("performance.timeOrigin") != begun
    expect(mine.get_by_role("status")).to_contain_text(re.compile("[12] of 3 runs trained"))
    mine.get_by_role("button", name="Continue").press("Enter")
    expect(mine.get_by_role("status")).to_contain_text(TRAINED, timeout=BOOT)
    assert first not in [end["fingerprint"] for end in app.messages("run-end")]
    table = mine.get_by_role("region", name="Results of the list")
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(mine).to_contain_text("All were tested on the same 3,000 pictures.")
    expect(mine).to_contain_text("thick: median")
    with app.page.expect_download() as download:
        mine.get_by_role("button", name="Ray script .py").click()
    assert download.value.path().read_text("utf-8").count("{**COMMON, ") == 3
    expect(
        mine.get_by_role("img", name=re.compile("^Validation accuracy of 3 runs"))
    ).to_be_visible()
    expect(mine.get_by_role("img", name=re.compile("^Test accuracy. 2: "))).to_be_visible()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(app.page) == []
    assert app.link.endswith("vary=units:2,8,32")
    # They are ordinary runs of the comparison, tested alike, each with how sure that is.
    app.page.get_by_role("button", name="Compare", exact=True).click()
    rows = app.page.get_by_role("region", name="Runs side by side").locator("tbody tr")
    expect(rows.first).to_contain_text(re.compile(r"of 3,000.*%\s–\s.*%", re.DOTALL))


def test_a_list_minds_a_task_and_goes_on_while_another_room_is_looked_at(app: AppPage) -> None:
    small = SMALL.replace("epochs=3", "epochs=100")
    app.open(f"{small}&ask=Why&goal=accuracy%3E0.1&predict=1&vary=layers:|4,2|8")
    mine = panel(app)
    train = mine.get_by_role("button", name="Train them all")
    train.click()
    asked = app.page.get_by_label("Test accuracy you expect, in %")
    expect(app.page.get_by_role("alert").filter(has_text="First write")).to_be_visible()
    assert app.messages("run-begin") == []
    asked.fill("50")
    asked.press("Enter")
    # What the page writes into its field can be read there.
    values = mine.get_by_label("Values")
    expect(values).to_have_value("none; 4,2; 8")
    values.fill("none; 4,2; 8; 16")
    values.press("Enter")
    expect(mine.get_by_role("status")).to_contain_text("0 of 4 runs")
    train.click()
    app.wait_until_training()
    app.page.get_by_role("link", name="Code").click()
    app.page.go_back()
    expect(mine.get_by_role("status")).to_contain_text("All are trained.", timeout=BOOT)
    assert len(app.messages("run-end")) == 4
    app.type_number("Epochs", 2)
    expect(mine.get_by_role("status")).to_contain_text("0 of 4 runs")
    expect(mine.get_by_role("status")).not_to_contain_text("All are trained.")


def test_values_are_typed_and_steps_go_one_at_a_time(app: AppPage) -> None:
    app.open(SMALL)
    app.page.get_by_role("button", name="Predict first").click()
    asked = app.page.get_by_label("Test accuracy you expect, in %")
    expect(asked).to_be_visible()
    app.fit()
    expect(asked).to_be_focused()
    assert app.messages("run-begin") == []
    asked.fill("80")
    asked.press("Enter")
    expect(app.page.locator(".fit-preview")).to_contain_text("12 steps of 10 pictures")
    expect(app.page.locator(".fit-preview")).to_contain_text("6,307 numbers to learn")
    for by in ("batch", "epoch"):
        app.page.get_by_role("button", name=f"One {by}").press("Enter")
        app.wait_for_message("run-paused", 1 if by == "batch" else 2)
        app.wait_for("paused")
        expect(app.page.get_by_role("button", name=f"One {by}")).to_be_focused()
    # At its very end: nothing of the next epoch has been done.
    assert len(app.messages("epoch-end")) == 1
    assert app.messages("batch-end")[-1]["epoch"] == 0
    app.resume()
    done = app.wait_for_done()
    right = done["evaluation"]["accuracy"] * 100
    came = f"You expected 80.0\u202f%; it came to {right:.1f}\u202f%."
    expect(app.page.get_by_text(came)).to_be_visible()
    # With a run to compare with, it asks whether the next will be better.
    app.type_number("Epochs", 1)
    way = app.page.get_by_role(
        "radiogroup", name="With epochs 1 instead of 3, test accuracy will be"
    )
    way.get_by_role("radio", name="lower").check()
    now = app.train()["evaluation"]["accuracy"] * 100
    came = f"You expected lower; it came to {now:.1f}\u202f% after {right:.1f}\u202f%: "
    expect(app.page.get_by_text(came)).to_be_visible()
    app.type_number("Epochs", 3)
    app.page.get_by_role("button", name="Numbers", exact=True).click()
    gauges = app.page.get_by_role("region", name="Layers after the last epoch")
    expect(gauges.locator("tbody tr")).to_have_count(2)
    weights = app.page.get_by_role("img", name=re.compile("^Weights of dense: 6,272 from "))
    expect(weights).to_be_visible()
    after = weights.get_attribute("aria-label")
    app.page.get_by_label("After epoch", exact=True).last.select_option("0, the start")
    expect(weights).not_to_have_attribute("aria-label", str(after))
    expect(
        app.page.get_by_role("img", name=re.compile("^Activations of dense_1: 30 from "))
    ).to_be_visible()
    assert violations(app.page, "dialog[open]") == []
    app.page.keyboard.press("Escape")
    app.page.get_by_role("button", name="Vary one thing").click()
    mine = panel(app)
    expect(mine.get_by_label("Vary")).to_be_focused()
    mine.get_by_label("Vary").select_option("Epochs")
    mine.get_by_label("Values").fill("1; 3")
    mine.get_by_label("Values").press("Tab")
    mine.get_by_label("Seeds").fill("2")
    mine.get_by_label("Seeds").press("Enter")
    mine.get_by_label("Another draw of pictures for each seed").check()
    expect(mine.get_by_role("status")).to_contain_text("0 of 4 runs trained")
    mine.get_by_role("button", name="Train them all").click()
    expect(mine.get_by_role("status")).to_contain_text("All are trained.", timeout=BOOT)
    ends = app.messages("run-end")
    # The same recipe comes to the same, step by step, in a list or alone.
    assert [end["fingerprint"] for end in ends].count(done["fingerprint"]) == 2
    expect(
        mine.get_by_role("region", name="Results of the list").locator("tbody tr")
    ).to_have_count(2)
    assert app.link.endswith("vary=epochs:1,3&seeds=2&draws=1")
    # Where pictures are passed over, Load says it, and leads back.
    app.follow(f"{SMALL}&skip=100")
    app.page.get_by_role("button", name="Take the first").click()
    expect(app.page.get_by_text("another draw.")).to_have_count(0)
    assert "skip" not in app.fragment
