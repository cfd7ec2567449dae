"""The Code view: the settings' own program, what becomes of it when it is changed, how it runs."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from e2e import axe
from e2e.app_page import LEFT_BELOW, AppPage
from e2e.conftest import Open, Visits
from e2e.host import Held, Host
from e2e.program import STEPS, Program
from fittingroom.app.recipe import Recipe
from fittingroom.notebook.program.keras_source import cells_from_recipe

SMALL = "view=code&samples=50&epochs=2"
BACK = "Follow the settings again"
BRING_BACK = "Bring back your own program"
TRIES = 5
"""Tries at what takes longer whenever the processor is busy; one must succeed."""


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open(SMALL)


@pytest.fixture
def code(app: AppPage) -> Program:
    """The page with the program of small settings, whatever a test before has made of it."""
    app.follow(SMALL)
    code = Program(app)
    if code.button(BACK).count():
        code.button(BACK).click()
    code.button("Clear outputs").click()
    code.button("Restart").click()
    code.is_the_twin(samples=50, epochs=2)
    return code


@pytest.fixture
def fresh(app: AppPage) -> Program:
    """The same as on a first visit."""
    app.page.evaluate("localStorage.clear()")
    code = Program(app.open(SMALL))
    code.is_the_twin(samples=50, epochs=2)
    return code


def test_the_program_follows_the_settings(code: Program) -> None:
    code.is_the_twin(samples=50, epochs=2)
    code.app.type_number("Epochs", 3)
    code.is_the_twin(samples=50, epochs=3)
    assert code.room.locator(".line-new").all_inner_texts() == ["    epochs=3,"]
    code.app.pick("Kinds of clothes", "10 classes")
    code.app.choice("Loss").select_option("sparse_categorical_crossentropy")
    code.app.button("Add a layer").click()
    layers = [{"units": units, "activation": None} for units in (10, 10, 10)]
    loss = "sparse_categorical_crossentropy"
    code.is_the_twin(classes=10, samples=50, epochs=3, layers=layers, loss=loss)


def test_a_run_of_all_of_it_matches_fit(code: Program) -> None:
    code.button("Run all").click()
    expect(code.said).to_contain_text("All cells have run. Press Fit next")
    (mark,) = re.findall(r"[0-9a-f]{12}", code.said.inner_text())
    assert "Press Fit" in code.said.inner_text()
    assert code.app.train()["fingerprint"] == mark
    expect(code.said).to_contain_text(f"both learned exactly the same (fingerprint {mark}).")
    # What came of Fit stands here as well, and one button is the first of all.
    expect(code.app.section["Progress"]).to_contain_text(re.compile(r"Done: \d+\u202f% right"))
    expect(code.app.page.locator(".button.primary:visible")).to_have_text(["Run all"])
    # Of other settings it says nothing, and of these again as before.
    code.app.type_number("Seed", 7)
    expect(code.said).not_to_contain_text(mark)
    code.app.type_number("Seed", 42)
    expect(code.said).to_contain_text("The same as Fit, to the last digit")
    # One training more is not what Fit does.
    code.button("Run Fit").click()
    code.ends("Fit", "ok")
    for name in ("Load", "Define", "Compile", "Fit"):
        code.button(f"Run {name}").click()
        code.ends(name, "ok")
    expect(code.said).to_contain_text("The same as Fit, to the last digit")


def test_run_all_before_python_is_there_runs_when_it_is(new_page: Open, host: Host) -> None:
    held = Held()
    with host.playing(host.path_of("memory-"), held):
        app = new_page().open(SMALL, state="")
        code = Program(app)
        code.button("Run all").click()
        expect(code.said).to_contain_text("as soon as Python is ready")
        held.released.set()
    expect(code.said).to_contain_text("All cells have run.")
    expect(code.cell("Fit")).to_contain_text("Epoch 2/2")


HELD = """from js import XMLHttpRequest
print("begun")
request = XMLHttpRequest.new()
request.open("GET", "{url}", False)
request.send()
x = 1"""
"""Runs until a file that is held back has come."""


def test_run_all_in_quick_succession_runs_once_and_in_order(code: Program, host: Host) -> None:
    held = Held()
    with host.playing("build.json", held):
        code.editor("Load").fill(HELD.format(url=f"{host.url}build.json"))
        for name in STEPS[1:]:
            code.editor(name).fill("x += 1\nprint(x)")
        code.button("Restart").click()
        # The second press of two is none of Stop, into which the button turns.
        code.button("Run all").dblclick()
        expect(code.cell("Load")).to_have_attribute("data-status", "running")
        expect(code.cell("Load").get_by_role("status")).to_contain_text("Stop loses all variables")
        code.button("Delete Load").click()
        expect(code.said).to_contain_text("cannot be deleted")
        code.button("Move Fit up").click()
        code.button("Delete Evaluate").click()
        code.app.type_number("Epochs", 4)
        held.released.set()
    code.app.train()
    code.ends("Predict", "ok")
    expect(code.said).to_have_text("All cells have run.")
    expect(code.cell("Load").locator(".out")).to_have_text(["begun"])
    last = [code.cell(name).locator(".out").inner_text().strip() for name in STEPS[1:4]]
    assert last == ["2", "3", "4"]
    assert code.cell("Predict").locator(".out").inner_text().strip() == "5"


def test_what_is_changed_is_the_learners_until_they_go_back(code: Program) -> None:
    code.editor("Predict").fill("print('mine')")
    code.is_yours()
    code.app.type_number("Epochs", 4)
    expect(code.room.get_by_text("The settings say something else by now")).to_be_visible()
    assert "epochs=2," in code.text("Fit")
    code.button(BACK).click()
    code.is_the_twin(samples=50, epochs=4)
    expect(code.button(BRING_BACK)).to_be_focused()
    code.button(BRING_BACK).click()
    code.is_yours()
    assert code.text("Predict") == "print('mine')"
    assert "epochs=2," in code.text("Fit")
    # What is put back by hand follows again.
    code.cell("Predict").get_by_role("button", name="Put back").click()
    code.cell("Fit").get_by_role("button", name="Put back").click()
    code.is_the_twin(samples=50, epochs=4)


def test_an_own_program_is_there_on_the_next_visit(fresh: Program) -> None:
    code = fresh
    code.button("Add a cell below Load").click()
    expect(code.editor("Cell 1")).to_be_focused()
    code.app.page.keyboard.type("def half(n):\nreturn n / 2\n")
    assert code.text("Cell 1") == "def half(n):\n    return n / 2\n    "
    code.app.page.reload()
    expect(code.room.get_by_text("It follows the settings.")).to_be_visible()
    code.is_the_twin(samples=50, epochs=2)
    code.button(BRING_BACK).click()
    assert code.names == ["Load", "Cell 1", *STEPS[1:]]
    assert code.text("Cell 1") == "def half(n):\n    return n / 2\n    "


def test_the_first_letter_typed_costs_no_earlier_program(fresh: Program) -> None:
    code = fresh
    code.editor("Predict").fill("print('earlier')")
    code.app.page.reload()
    code.is_the_twin(samples=50, epochs=2)
    code.editor("Load").fill("print('later')")
    code.app.page.reload()
    code.is_the_twin(samples=50, epochs=2)
    code.button(BRING_BACK).click()
    assert code.text("Load") == "print('later')"
    code.button("Your other program").click()
    assert code.text("Predict") == "print('earlier')"


def test_a_new_program_in_one_press(fresh: Program) -> None:
    code = fresh
    code.editor("Predict").fill("print('mine')")
    code.button("New program").click()
    expect(code.editor("Cell 1")).to_be_focused()
    assert code.names == ["Cell 1"]
    code.button("Your other program").click()
    assert code.text("Predict") == "print('mine')"


def test_a_run_ends_at_the_first_error_and_begins_afresh(code: Program) -> None:
    code.button("Run Load").click()
    code.ends("Load", "ok")
    code.editor("Load").fill("print('loaded')\n'train_images' in globals()")
    code.button("Run all").click()
    expect(code.said).to_have_text("Define ended with an error, so the cells after it did not run.")
    expect(code.cell("Load")).to_contain_text("loaded")
    expect(code.cell("Load")).to_contain_text("False")
    code.ends("Define", "error")
    expect(code.cell("Define")).to_contain_text("NameError")
    expect(code.cell("Define").locator(".line-bad")).to_have_text("keras.utils.set_random_seed(42)")
    expect(code.cell("Compile")).to_have_attribute("data-status", "fresh")


def test_restart_forgets_variables_and_clear_what_was_said(code: Program) -> None:
    code.editor("Load").fill("x = 1\nprint('said')")
    code.editor("Define").fill("x")
    code.button("Run Load").click()
    code.button("Run Define").click()
    code.ends("Define", "ok")
    code.button("Restart").click()
    expect(code.said).to_have_text("A fresh start: there are no variables.")
    expect(code.cell("Load")).to_have_attribute("data-status", "fresh")
    expect(code.cell("Load")).to_contain_text("said")
    code.button("Run Define").click()
    code.ends("Define", "error")
    expect(code.cell("Define")).to_contain_text('File "Define", line 1')
    code.button("Clear outputs").click()
    expect(code.room.locator(".out")).to_have_count(0)


def test_cells_are_added_moved_deleted_and_brought_back(fresh: Program) -> None:
    code = fresh
    code.button("Add a cell").click()
    code.button("Add a cell below Cell 1").click()
    assert code.names == [*STEPS, "Cell 1", "Cell 2"]
    code.button("Move Cell 2 up").click()
    expect(code.said).to_have_text("Cell 2 is now cell 7 of 8.")
    expect(code.button("Move Cell 2 up")).to_be_focused()
    assert code.names == [*STEPS, "Cell 2", "Cell 1"]
    for name in ("Define", "Compile"):
        code.button(f"Delete {name}").click()
    code.is_yours()
    assert code.names == ["Load", *STEPS[3:], "Cell 2", "Cell 1"]
    for name in ("Compile", "Define"):
        expect(code.said).to_have_text(f"{name} was deleted. Bring it back")
        code.button("Bring it back").click()
        expect(code.editor(name)).to_be_focused()
    assert code.names == [*STEPS, "Cell 2", "Cell 1"]
    for name in ("Cell 1", "Cell 2"):
        code.button(f"Delete {name}").click()
    code.is_the_twin(samples=50, epochs=2)


@pytest.mark.alone
def test_stop_ends_an_endless_cell_and_python_is_back_at_once(new_page: Open) -> None:
    app = new_page().open(f"{SMALL}&run=1", "done")
    code = Program(app)
    code.editor("Define").fill("while True: pass")
    code.editor("Predict").fill("1")
    tries: list[tuple[float, float]] = []
    while not any(said < 200 and back < 2000 for said, back in tries):
        assert len(tries) < TRIES, tries
        tries.append(stopped_and_back(code))
    expect(code.cell("Define").get_by_role("status")).to_contain_text("all variables are lost")
    expect(code.cell("Load")).to_have_attribute("data-status", "fresh")
    expect(code.said).to_have_text("Define was stopped, and all variables are lost.")
    code.button("Run Define").click()
    expect(code.cell("Define")).to_have_attribute("data-status", "running")
    code.button("Stop Define").click()
    expect(app.page.get_by_role("region", name="Message")).to_contain_text("was stopped")
    # The bar stops a cell that runs by itself as well.
    code.editor("Load").fill(
        "def forever():\n    while True:\n        yield 1\n\nfor x in forever(): pass"
    )
    code.button("Run Load").click()
    expect(code.cell("Load")).to_have_attribute("data-status", "running")
    code.button("Stop").click()
    code.ends("Load", "lost")
    expect(code.button("Run all")).to_be_enabled()
    assert app.state == "done"
    app.page.get_by_role("link", name="Lab", exact=True).click()
    expect(app.section["Evaluate"]).to_contain_text(app.told("done")[-1]["fingerprint"])
    expect(app.progress).to_have_attribute("aria-valuetext", re.compile("Done"))


def stopped_and_back(code: Program) -> tuple[float, float]:
    """Milliseconds from the press of Stop until the cell says so, and until another one has run."""
    code.button("Run all").click()
    expect(code.cell("Define")).to_have_attribute("data-status", "running")
    code.app.page.evaluate(
        """() => {
            const since = {};
            const begun = performance.now();
            const named = (name) => [...document.querySelectorAll(".cell")].find(
                (each) => each.ariaLabel === name);
            const [cell, other] = [named("Define"), named("Predict")];
            const look = () => {
                const now = performance.now() - begun;
                if (!since.said && cell.dataset.status === "lost") {
                    since.said = now;
                    other.querySelector(".cell-run").click();
                }
                if (since.said && other.dataset.status === "ok") {
                    window.since = { ...since, back: now };
                } else setTimeout(look, 5);
            };
            delete window.since;
            cell.querySelector(".cell-run").click();
            look();
        }"""
    )
    code.app.page.wait_for_function("window.since")
    since = code.app.page.evaluate("since")
    return since["said"], since["back"]


RICH = """
class Rich:
    def _repr_html_(self):
        return (
            "<table><tr><td>four</td></tr></table><div style='height:70px'>"
            "<img src=x onerror='parent.hacked = 1'></div><script>parent.hacked = 1</script>"
            "<img src='https://elsewhere.example/pixel.png'>"
        )
Rich()
"""


def test_a_value_shows_itself_as_html_that_can_do_nothing(code: Program) -> None:
    app = code.app
    app.watch.expect("sandbox|Content Security Policy")
    code.editor("Load").fill(RICH)
    code.button("Run Load").click()
    frame = code.cell("Load").frame_locator("iframe[title=Value]")
    expect(frame.get_by_role("cell", name="four")).to_be_visible()
    height = "frame => frame.getBoundingClientRect().height"
    iframe = code.cell("Load").locator("iframe")
    assert 90 < iframe.evaluate(height) < 200
    assert app.page.evaluate("window.hacked") is None
    app.page.emulate_media(color_scheme="dark")
    # The value is drawn anew, at the next turn of what draws.
    expect(frame.locator("html")).to_have_css("background-color", "rgb(23, 24, 28)")
    expect(frame.get_by_role("cell", name="four")).to_be_visible()
    app.page.emulate_media(color_scheme="light")


def test_what_is_printed_is_followed_to_its_end(code: Program) -> None:
    code.editor("Load").fill("for i in range(200):\n    print(i)")
    code.button("Run Load").click()
    code.ends("Load", "ok")
    printed = code.cell("Load").get_by_label("Printed")
    assert printed.evaluate("box => box.scrollTop") > 100
    assert printed.evaluate(LEFT_BELOW) < 2


def test_a_copy_is_the_whole_program_and_the_pictures_it_needs(code: Program) -> None:
    app = code.app
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code.button("Copy").click()
    expect(code.said).to_contain_text("Copied. It runs in any Keras")
    text = app.page.evaluate("navigator.clipboard.readText()")
    cells = cells_from_recipe(Recipe.from_json({"samples": 50, "epochs": 2}))
    assert text == "\n\n".join(cells) + "\n"
    with app.page.expect_download() as download:
        code.said.get_by_role("link", name="fashion.npz").click()
    with np.load(download.value.path()) as pictures:
        assert pictures["train_data"].shape == (600, 28, 28, 1)
    app.follow(SMALL.replace("samples=50", "samples=700"))
    expect(code.editor("Load")).to_contain_text("load_data")
    code.button("Copy").click()
    expect(code.said).to_have_text("Copied. It runs in any Keras.")


def test_a_program_that_came_by_link_or_file_is_read_before_it_is_taken_over(
    fresh: Program, tmp_path: Path
) -> None:
    app = fresh.app
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fresh.editor("Predict").fill("print('mine')")
    fresh.is_yours()
    fresh.button("Copy as link").click()
    expect(fresh.said).to_contain_text("Link copied. Whoever opens it sees the program")
    link = app.page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"#view=code&samples=50&epochs=2&program=1[\w-]{100,2000}$", link)
    with app.page.expect_download() as download:
        fresh.button("Save as file").click()
    assert download.value.suggested_filename == "program.py"
    saved = Path(download.value.path()).read_text("utf-8")
    assert saved.count("# %%\n") == len(STEPS)
    assert saved.endswith("# %%\nprint('mine')\n")

    # Whoever opens the link has a program of their own.
    fresh.editor("Predict").fill("print('theirs')")
    app.follow(link.partition("#")[2])
    offer = fresh.room.get_by_role("region", name="A program that came")
    expect(offer).to_contain_text("it has not been run")
    expect(offer.get_by_label("The program that came")).to_contain_text("print('mine')")
    assert axe.violations(app.page) == []
    assert fresh.text("Predict") == "print('theirs')"
    offer.get_by_role("button", name="Leave it").click()
    expect(offer).to_have_count(0)

    file = tmp_path / "other.py"
    file.write_text("# %%\nx = 40 + 2\n\n# %%\nx\n", "utf-8")
    fresh.room.get_by_label("Open a file").set_input_files(file)
    expect(offer).to_contain_text("A program came with other.py.")
    offer.get_by_role("button", name="Take it over").click()
    fresh.is_yours()
    names = fresh.names
    assert [fresh.text(name) for name in names] == ["x = 40 + 2", "x"]
    expect(fresh.cell(names[-1])).to_have_attribute("data-status", "fresh")
    fresh.button("Run all").click()
    fresh.ends(names[-1], "ok")
    expect(fresh.cell(names[-1])).to_contain_text("42")
    fresh.button("Your other program").click()
    expect(fresh.editor("Predict")).to_contain_text("print('theirs')")
    for carried, said in (
        (carrying(["x" * 20_000_000]), "The program that came is too long"),
        (carrying(["x = 1"])[:-4], "is not whole"),
        (f"1{'A' * 300_000}", "is not whole"),
        (carrying({"x": 1}), "What came is no program"),
        ("9abc", "made by another version"),
        ("!!!!", "is not whole"),
        ("%3Cimg%3E", "is not whole"),
    ):
        app.follow(f"{SMALL}&program={carried}")
        expect(fresh.said).to_contain_text(said, timeout=5000)
        expect(offer).to_have_count(0)
    expect(fresh.editor("Predict")).to_contain_text("print('theirs')")


def carrying(cells: object) -> str:
    """A program as a link carries it, whatever it is."""
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = deflate.compress(json.dumps(cells).encode()) + deflate.flush()
    return "1" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
