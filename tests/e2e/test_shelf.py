"""The files of cells: written ones can be saved, brought ones are read, and all of them stay."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.conftest import Visits
from e2e.program import Program

CODE = "v=1&view=code&classes=3&samples=50&epochs=1"
WRITES = """import os
import numpy as np
np.savez("numbers.npz", x=np.arange(3))
os.makedirs("deep", exist_ok=True)
with open("deep/notes.txt", "w") as file:
    file.write("three words here")
print(sorted(os.listdir()))"""


@pytest.fixture(scope="module")
def visit(visiting: Visits) -> Iterator[Program]:
    with visiting() as app:
        yield opened(app)


@pytest.fixture
def code(visit: Program) -> Program:
    """The page without the files of the test before."""
    delete = shelf(visit).get_by_role("button", name=re.compile("^Delete "))
    for left in reversed(range(delete.count())):
        delete.first.click()
        expect(delete).to_have_count(left)
    return visit


def opened(app: AppPage) -> Program:
    app.open(CODE)
    program = Program(app)
    expect(program.editor("Load")).to_be_visible()
    return program


def run(code: Program, source: str) -> None:
    code.editor("Load").fill(source)
    code.button("Run Load").click()
    code.ends("Load", "ok")


def shelf(code: Program) -> Locator:
    return code.app.page.get_by_role("region", name="Files", exact=True)


def row(code: Program, name: str) -> Locator:
    return shelf(code).get_by_role("listitem").filter(has_text=name)


def bring(code: Program, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    shelf(code).get_by_label("Bring a file").set_input_files(file)  # pyright: ignore


def test_what_a_cell_writes_can_be_saved_and_deleted(code: Program, tmp_path: Path) -> None:
    run(code, WRITES)
    expect(code.cell("Load")).to_contain_text("['deep', 'numbers.npz']")
    expect(row(code, "numbers.npz")).to_be_visible()
    with code.app.page.expect_download() as download:
        shelf(code).get_by_role("button", name="Download deep/notes.txt").click()
    assert download.value.suggested_filename == "notes.txt"
    download.value.save_as(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text("utf-8") == "three words here"
    shelf(code).get_by_role("button", name="Delete numbers.npz").click()
    expect(row(code, "numbers.npz")).to_have_count(0)
    run(code, "import os\nprint(os.listdir())")
    expect(code.cell("Load")).to_contain_text("['deep']")


def test_a_file_that_is_brought_is_read_by_cells_of_this_visit_and_the_next(code: Program) -> None:
    bring(code, "table.csv", b"a,b\n1,2\n")
    expect(row(code, "table.csv")).to_be_visible()
    run(code, "print(open('table.csv').read().split())")
    expect(code.cell("Load")).to_contain_text("['a,b', '1,2']")
    again = opened(code.app)
    expect(row(again, "table.csv")).to_be_visible()
    run(again, "import os\nos.rename('table.csv', 'other.csv')\nprint(open('other.csv').read())")
    expect(again.cell("Load")).to_contain_text("1,2")
    expect(row(again, "other.csv")).to_be_visible()
    expect(row(again, "table.csv")).to_have_count(0)


def test_a_file_that_is_too_large_is_refused_in_words(code: Program, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(bytes(16 * 2**20 + 1))
    shelf(code).get_by_label("Bring a file").set_input_files(large)
    expect(
        code.app.page.get_by_text("large.csv is too large: files have up to 16 MB.")
    ).to_be_visible()
    expect(row(code, "large.csv")).to_have_count(0)
    bring(code, "small.csv", b"1")
    expect(row(code, "small.csv")).to_be_visible()
    expect(code.app.page.get_by_text("large.csv is too large")).to_have_count(0)


def test_a_file_can_be_dropped(code: Program) -> None:
    expect(shelf(code)).to_be_visible()
    code.app.page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["dropped"], "dropped.txt"));
            document.body.dispatchEvent(
                new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(row(code, "dropped.txt")).to_be_visible()


def test_tabs_have_the_same_files(code: Program) -> None:
    run(code, "print(open('n.txt', 'w').write('one'))")
    expect(row(code, "n.txt")).to_contain_text("1 kB")
    other = Program(AppPage(code.app.page.context.new_page(), code.app.url, code.app.watch))
    other.app.page.goto(f"{code.app.url}#{CODE}")
    run(other, "print(open('n.txt').read(), open('n.txt', 'w').write('x' * 2_000_000))")
    expect(other.cell("Load")).to_contain_text("one 2000000")
    expect(row(code, "n.txt")).to_contain_text("2.0 MB")
    run(code, "print(len(open('n.txt').read()))")
    expect(code.cell("Load")).to_contain_text("2000000")
    shelf(code).get_by_role("button", name="Delete n.txt").click()
    expect(row(other, "n.txt")).to_have_count(0)
    run(other, "import os\nprint(os.path.exists('n.txt'))")
    expect(other.cell("Load")).to_contain_text("False")
    expect(row(code, "n.txt")).to_have_count(0)
