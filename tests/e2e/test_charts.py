"""Charts: what they show under pointer, finger and keys, their axes, their numbers and pictures."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import LESSON, AppPage
from e2e.axe import violations
from e2e.conftest import Open, Visits

EARLY = "v=1&classes=3&samples=600&layers=10,10&epochs=40&batch=10&split=0.2&stop=loss<0.3"


@pytest.fixture(scope="module")
def trained(visiting: Visits) -> Iterator[AppPage]:
    with visiting(permissions=["clipboard-read", "clipboard-write"]) as app:
        app.open(LESSON)
        app.train()
        yield app


def chart(app: AppPage, name: str) -> Locator:
    return app.section["Learning"].get_by_role("img", name=re.compile(f"^{name} after"))


def shown(app: AppPage) -> list[str]:
    """The numbers beside both charts: training and validation, loss and accuracy."""
    return app.section["Learning"].locator(".legend b").all_inner_texts()


def of_epoch(app: AppPage, epoch: int) -> list[str]:
    history = app.told("done")[-1]["history"]
    loss = [f"{history[key][epoch]:.3f}" for key in ("loss", "val_loss")]
    shares = [f"{history[key][epoch] * 100:.1f}\u202f%" for key in ("accuracy", "val_accuracy")]
    return loss + shares


def crosshairs(app: AppPage) -> list[str]:
    lines = app.section["Learning"].locator(".u-cursor-x")
    return [line.evaluate("line => line.style.transform") for line in lines.all()]


def test_keys_go_from_epoch_to_epoch_in_both_charts(trained: AppPage) -> None:
    keyboard = trained.page.keyboard
    chart(trained, "Accuracy").focus()
    keyboard.press("Home")
    expect(trained.section["Learning"].get_by_text("epoch 1", exact=True)).to_have_count(2)
    assert shown(trained) == of_epoch(trained, 0)
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    expect(trained.section["Learning"].get_by_text("epoch 3", exact=True)).to_have_count(2)
    assert shown(trained) == of_epoch(trained, 2)
    first, second = crosshairs(trained)
    assert first == second != ""
    keyboard.press("Escape")
    expect(trained.section["Learning"].get_by_text("epoch 3", exact=True)).to_have_count(0)


def test_the_pointer_snaps_to_an_epoch_in_both_charts(trained: AppPage) -> None:
    box = chart(trained, "Loss").locator(".u-over").bounding_box()
    assert box is not None
    trained.page.mouse.move(box["x"] + box["width"] * 3.3 / 9, box["y"] + 50)
    expect(trained.section["Learning"].get_by_text("epoch 4", exact=True)).to_have_count(2)
    first, second = crosshairs(trained)
    assert first == second
    assert shown(trained) == of_epoch(trained, 3)
    trained.page.mouse.move(0, 0)
    expect(trained.section["Learning"].get_by_text("epoch 4", exact=True)).to_have_count(0)


def test_a_finger_points_as_well(new_page: Open) -> None:
    app = new_page(has_touch=True, viewport={"width": 360, "height": 740}).open(LESSON)
    app.train()
    # While it trains, a chart out of sight waits with its drawing.
    app.page.wait_for_function(
        "document.querySelector('fr-curves').charts.get('loss')?.plot.data[0].length === 10"
    )
    chart(app, "Loss").locator(".u-over").tap(position={"x": 2, "y": 60})
    expect(app.section["Learning"].get_by_text("epoch 1", exact=True)).to_have_count(2)


def test_an_axis_can_be_logarithmic(trained: AppPage) -> None:
    canvas = chart(trained, "Loss").locator("canvas")
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    button = trained.page.get_by_role("button", name="log scale")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    trained.page.wait_for_function(
        "before => document.querySelector('.chart canvas')?.toDataURL() !== before", arg=before
    )
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_after_an_early_stop_the_axis_ends_with_the_run(new_page: Open) -> None:
    app = new_page().open(EARLY)
    done = app.train()
    epochs = len(done["history"]["loss"])
    assert epochs < 30
    chart(app, "Loss").focus()
    app.page.keyboard.press("End")
    (at, _) = crosshairs(app)
    over = chart(app, "Loss").locator(".u-over").bounding_box()
    assert over is not None
    left = float(re.findall(r"[\d.]+", at)[0])
    assert abs(left - over["width"]) < 2


def test_its_numbers_stand_in_a_table_to_be_copied(trained: AppPage) -> None:
    trained.page.get_by_role("button", name="Numbers").click()
    dialog = trained.page.get_by_role("dialog", name="Numbers of every epoch")
    rows = dialog.get_by_role("region", name="Numbers of every epoch").get_by_role("row")
    expect(rows).to_have_count(11)
    first = rows.nth(1).get_by_role("cell").all_inner_texts()
    loss, val_loss, share, val_share = of_epoch(trained, 0)
    assert first == [loss, share, val_loss, val_share]
    assert violations(trained.page) == []
    dialog.get_by_role("button", name="Copy numbers").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied")
    history = trained.told("done")[-1]["history"]
    lines = trained.page.evaluate("navigator.clipboard.readText()").split()
    assert lines[0] == "epoch,loss,accuracy,val_loss,val_accuracy"
    assert [float(cell) for cell in lines[10].split(",")] == [
        10, *(history[key][9] for key in ("loss", "accuracy", "val_loss", "val_accuracy"))
    ]  # fmt: skip
    dialog.get_by_role("button", name="Close").click()


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_its_curves_can_be_saved_as_a_picture(trained: AppPage, tmp_path: Path, kind: str) -> None:
    trained.page.get_by_role("button", name="Numbers").click()
    with trained.page.expect_download() as download:
        trained.page.get_by_role("button", name=f"Save picture ({kind})").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    trained.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    if kind == "PNG":
        assert file.read_bytes().startswith(b"\x89PNG")
    else:
        words = "".join(ET.parse(file).getroot().itertext())
        assert "600 pictures, 3 classes, 10·10 relu" in words


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_word_of_a_chart_is_struck_through_or_stacked(new_page: Open, width: int) -> None:
    app = new_page(viewport={"width": width, "height": 700}).open(LESSON)
    for words in app.page.locator("fr-curves .chart-empty span").all():
        ground = words.evaluate("words => getComputedStyle(words).backgroundColor")
        assert ground not in ("transparent", "rgba(0, 0, 0, 0)")
        assert words.evaluate("words => words.getClientRects().length") == 1
