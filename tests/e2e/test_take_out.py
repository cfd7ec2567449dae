"""The Lab's files: taken along by the menu, and opened again in another visit."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from e2e.app_page import LESSON, AppPage
from e2e.conftest import Visits

FILES = {
    "Program .py": "clothes.py",
    "Notebook .ipynb": "clothes.ipynb",
    "Model .keras": "clothes.keras",
    "Model .onnx": "clothes.onnx",
    "Weights .npz": "clothes-weights.npz",
    "Weights .safetensors": "clothes-weights.safetensors",
    "History .csv": "clothes-history.csv",
    "Curves .svg": "fitting-room-curves.svg",
    "Matrix .svg": "fitting-room-matrix.svg",
    "Matrix .png": "fitting-room-matrix.png",
    "Whole lab .json": "fitting-room-lab.json",
    "Pictures .npz": "fashion.npz",
}


@pytest.fixture(scope="module")
def visit(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        yield app.open(LESSON)


@pytest.fixture(scope="module")
def folder(visit: AppPage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files of a trained Lab."""
    folder = tmp_path_factory.mktemp("taken")
    visit.button("Files").click()
    expect(visit.button("Model .keras")).to_be_disabled()
    visit.train()
    for label, name in FILES.items():
        with visit.page.expect_download() as download:
            visit.page.get_by_role("link", name=label).or_(visit.button(label)).click()
        assert download.value.suggested_filename == name
        download.value.save_as(folder / name)
    return folder


def test_each_file_arrives_whole(folder: Path) -> None:
    assert (folder / "clothes.keras").read_bytes().startswith(b"PK")
    assert "model.fit(" in (folder / "clothes.py").read_text("utf-8")
    cells = json.loads((folder / "clothes.ipynb").read_text("utf-8"))["cells"]
    assert any("Epoch 10/10" in str(cell.get("outputs")) for cell in cells)
    assert (folder / "fitting-room-matrix.png").read_bytes().startswith(b"\x89PNG")
    for name, words in (("curves", "validation"), ("matrix", "columns: predicted, rows: true")):
        svg = (folder / f"fitting-room-{name}.svg").read_text("utf-8")
        texts = [each.text for each in ElementTree.fromstring(svg).iter() if each.text]
        assert words in texts
        assert any("of the test pictures right" in text for text in texts)
    lines = (folder / "clothes-history.csv").read_text("utf-8").splitlines()
    assert (lines[0], len(lines)) == ("epoch,accuracy,loss,val_accuracy,val_loss", 11)


def test_a_lab_and_a_model_are_opened_again(visiting: Visits, folder: Path) -> None:
    with visiting() as app:
        app.open("v=1")
        app.button("Files").click()
        chooser = app.page.get_by_label("Open a file")
        chooser.set_input_files(folder / "fitting-room-lab.json")
        expect(app.page.get_by_text("fitting-room-lab.json is open.")).to_be_visible()
        assert (app.fragment["layers"], app.fragment["samples"]) == ("10,10", "600")
        table = app.page.get_by_role("region", name="Table of runs")
        expect(table.get_by_role("button")).to_have_count(1)
        chooser.set_input_files(folder / "clothes.keras")
        app.wait_for("done")
        expect(app.page.locator(".progress-words")).to_contain_text("clothes.keras")
        lab = json.loads((folder / "fitting-room-lab.json").read_text("utf-8"))
        right = lab["runs"][0]["evaluation"]["correct"]
        expect(app.page.locator("fr-evaluate .score-words")).to_contain_text(f"{right} of 100")
        app.page.get_by_role("button", name="Why does it say").click()
        expect(app.page.get_by_role("region", name="Why it says")).to_be_visible()
        app.button("Go on with more epochs").click()
        dialog = app.page.get_by_role("dialog", name="Train clothes.keras further")
        dialog.get_by_label("Epochs more").fill("2")
        dialog.get_by_role("button", name="Train further").click()
        expect(app.page.locator(".progress-words")).to_contain_text("2 epochs in")
        expect(app.page.locator(".progress-words")).to_contain_text("from clothes.keras")
        assert app.told("done")[-1]["fingerprint"] is None
        assert app.train()["type"] == "done"


def test_a_damaged_model_is_refused_and_changes_nothing(visit: AppPage, folder: Path) -> None:
    bad = folder / "bad.keras"
    bad.write_bytes((folder / "clothes.keras").read_bytes()[:5000])
    score = visit.page.locator("fr-evaluate .score-words").inner_text()
    visit.page.get_by_label("Open a file").set_input_files(bad)
    notice = visit.page.get_by_role("region", name="What went wrong")
    expect(notice).to_contain_text("bad.keras")
    assert visit.page.locator("fr-evaluate .score-words").inner_text() == score
    assert visit.train()["type"] == "done"


def test_what_was_said_of_a_file_is_over_with_the_next_press(visit: AppPage, folder: Path) -> None:
    chooser = visit.page.get_by_label("Open a file")
    chooser.set_input_files(folder / "clothes.ipynb")
    refusal = visit.page.get_by_text("clothes.ipynb is a program: Code opens it")
    expect(refusal).to_be_visible()
    with visit.page.expect_download():
        visit.button("Program .py").click()
    expect(refusal).to_have_count(0)
