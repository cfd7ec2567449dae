"""The Embed room's task: from what a teacher writes to a link that asks it."""

import io
import zipfile

from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.test_tasks import SMALL, conditions, task


def test_a_task_is_written_in_the_embed_room(app: AppPage) -> None:
    app.open(f"{SMALL}&view=embed", "")
    fields = {
        "Task": "Reach <b>85 %</b>",
        "Conditions": "test_accuracy>0.85, cost<1",
        "Hints": "One\nTwo | three",
        "Tries": "4",
    }
    step = app.page.get_by_role("region", name="Ask", exact=True)
    for name, text in fields.items():
        step.get_by_role("textbox", name=name, exact=True).fill(text)
        step.get_by_role("textbox", name=name, exact=True).blur()
    step.get_by_role("checkbox", name="A seed for each student").check()
    expect(step.get_by_role("alert")).to_contain_text("“cost<1” is left out")
    link = app.page.get_by_label("Text of the link").inner_text()
    element = app.page.get_by_label("Text of the element").inner_text()
    assert 'goal="test_accuracy&gt;0.85"' in element
    assert 'ask="Reach &lt;b&gt;85 %&lt;/b&gt;"' in element
    assert 'hint="One|Two / three"' in element
    assert 'seed="pupil"' in element
    href = app.page.get_by_role("link", name="Check a class").get_attribute("href")
    app.open(link.partition("#")[2])
    expect(task(app)).to_contain_text("Reach <b>85 %</b>")
    expect(task(app)).to_contain_text("0 of 4 tries used")
    expect(conditions(app)).to_have_count(1)
    app.open((href or "").lstrip("#"), "")
    box = app.page.get_by_label("Link of the task")
    assert "goal=test_accuracy%3E0.85" in box.input_value()
    assert "seed=pupil" in box.input_value()


def test_a_task_is_saved_as_a_scorm_package(app: AppPage) -> None:
    app.open(f"{SMALL}&view=embed", "")
    button = app.button("Save SCORM 2004")
    expect(button).to_have_count(0)
    expect(app.page.get_by_text("so it needs a task: write one under Ask")).to_be_visible()
    app.open(f"{SMALL}&ask=Train%20%26%20see&view=embed", "")
    expect(app.page.get_by_text("This task has no conditions")).to_be_visible()
    with app.page.expect_download() as saved:
        button.click()
    assert saved.value.suggested_filename == "fitting-room-scorm-2004.zip"
    with zipfile.ZipFile(io.BytesIO(saved.value.path().read_bytes())) as archive:
        assert set(archive.namelist()) == {"imsmanifest.xml", "index.html", "scorm.js"}
        assert "<title>Train &amp; see</title>" in archive.read("imsmanifest.xml").decode()
        assert f"{app.url}#v=1&amp;" in archive.read("index.html").decode()
        assert b"API_1484_11" in archive.read("scorm.js")
    app.page.get_by_role("checkbox", name="With the page in it").check()
    with app.page.expect_download() as saved:
        button.click()
    with zipfile.ZipFile(io.BytesIO(saved.value.path().read_bytes())) as archive:
        names = set(archive.namelist())
        assert 'src="room/index.html#v=1&amp;' in archive.read("index.html").decode()
        assert 'data-packaged="data classes samples"' in archive.read("room/index.html").decode()
    manifest = [name for name in names if name.startswith("room/data/")]
    assert sorted(manifest) == [
        *("room/data/lesson.bin", "room/data/manifest.json", "room/data/preview.bin")
    ]
    assert "room/runtime/pyodide.asm.js" in names
    expect(app.page.get_by_text("Saved.", exact=True)).to_be_visible()
