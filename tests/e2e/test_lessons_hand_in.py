"""A whole lesson is handed in as one code, which the Teach room reads."""

import re

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.axe import violations
from e2e.test_lessons_keep import answer_first

HOSTILE = "=1+1 <img src=x onerror=window.broken=1>"


@pytest.mark.usefixtures("python_held")
def test_a_lesson_is_handed_in_and_read_by_the_teacher(app: AppPage) -> None:
    app.open("view=lessons&lesson=1", "")
    page = app.page
    answer_first(page)
    own = page.locator("fr-question:has(textarea)").first
    own.get_by_role("textbox").fill(HOSTILE)
    own.get_by_role("button", name="Compare with an answer").click()
    part = page.get_by_role("region", name="Hand in")
    part.get_by_role("button", name="Make the code").press("Enter")
    expect(part.get_by_role("status")).to_contain_text("Write your name or number first")
    box = part.get_by_role("textbox", name="Your name or number")
    expect(box).to_be_focused()
    box.fill("Ann")
    box.blur()
    part.get_by_role("button", name="Make the code").click()
    code = part.get_by_label("Code to hand in")
    expect(code).to_contain_text("FRL1.")
    assert violations(page) == []
    first = code.inner_text()
    # It goes when more is done, so that none is handed in that lacks it.
    page.locator("fr-question").nth(1).get_by_role("radio").nth(0).check()
    expect(code).to_have_count(0)

    app.open("view=teach", "")
    page.get_by_label("Codes one below").fill(f"Ann, {first}\n{first[:-3]}")
    page.get_by_role("button", name="Check", exact=True).click()
    table = page.get_by_role("region", name="Lessons handed in")
    expect(table.get_by_role("row")).to_have_count(3)
    row = table.get_by_role("row").nth(1)
    expect(row).to_contain_text("1: A network for fifty pictures")
    expect(row).to_contain_text("1 of 1")
    row.locator("summary").click()
    expect(row).to_contain_text(HOSTILE)
    expect(table.get_by_role("row").nth(2)).to_contain_text("A part of the code is missing")
    assert page.evaluate("window.broken") is None
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save lessons as CSV").click()
    assert "'=1+1" in saved.value.path().read_text("utf-8-sig")
    # What a spreadsheet saves by itself is no text; the codes that are there stay.
    workbook = {"name": "class.xlsx", "mimeType": "", "buffer": b"PK\x03\x04\0\0\0"}
    page.get_by_label("Add files").set_input_files(files=[workbook])
    said = page.locator("fr-check-class [role=alert]")
    expect(said).to_have_text(re.compile("^class.xlsx is no text. Save the table as CSV first"))
    expect(page.get_by_label("Codes one below")).to_have_value(f"Ann, {first}\n{first[:-3]}")
