"""Ready tasks from the teacher's link to checked codes: solved by controls and by keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.test_tasks import code, conditions, task

TITLES = (
    *("Fifty pictures, and not one more", "Pixels from 0 to 255"),
    "From three outputs to ten",
)
TABS = 200


def link_of(app: AppPage, title: str) -> str:
    found = app.page.locator("details").filter(has=app.page.get_by_text(title, exact=True))
    found.locator("summary").click()
    href = found.get_by_role("link", name="Open", exact=True).get_attribute("href")
    return (href or "").partition("#")[2]


def tab_to(app: AppPage, wanted: Locator) -> None:
    """Go on with Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(TABS):
        app.page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{wanted} is not reached with Tab")


def drop(place: Locator, name: str, content: bytes) -> None:
    place.evaluate(
        """(place, [name, content]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([Uint8Array.from(content)], name));
            const told = { dataTransfer, bubbles: true, cancelable: true };
            if (place.dispatchEvent(new DragEvent("drop", told))) throw new Error("not taken");
        }""",
        [name, [*content]],
    )


def solved(app: AppPage) -> None:
    app.wait_for_done()
    expect(task(app).get_by_role("status").first).to_contain_text("Done: all conditions are met.")


def test_three_tasks_are_solved_by_controls_and_keyboard_and_checked(
    app: AppPage, tmp_path: Path
) -> None:
    app.open("v=1&view=teach", "ready")
    titles = (
        "Fifty pictures, and not one more",
        "Pixels from 0 to 255",
        "From three outputs to ten",
    )
    fifty, raw, outputs = (link_of(app, title) for title in titles)
    name = task(app).get_by_role("textbox", name="Your name or number")

    # By controls alone; the first try is one too few.
    app.follow(fifty)
    name.fill("Ann")
    app.train()
    expect(conditions(app).first).to_contain_text("not met yet")
    app.type_number("Epochs", 20)
    app.train()
    expect(task(app).get_by_role("status").first).to_contain_text("Done: all conditions are met.")
    with app.page.expect_download() as saved:
        app.button("Save as a file").click()
    ann = tmp_path / saved.value.suggested_filename
    saved.value.save_as(ann)

    # By keyboard alone.
    app.follow(raw)
    expect(task(app)).to_contain_text("One switch is to blame.")
    tab_to(app, name)
    app.page.keyboard.type("Bo")
    tab_to(app, app.normalise)
    app.page.keyboard.press("Space")
    tab_to(app, app.button("Fit"))
    app.page.keyboard.press("Enter")
    solved(app)
    bo = code(app)

    # By both.
    app.follow(outputs)
    expect(task(app)).to_contain_text("How many will it have for ten?")
    name.fill("Cy")
    app.radio("Kinds of clothes", "3 classes").focus()
    app.page.keyboard.press("ArrowRight")
    app.fit()
    solved(app)
    cy = code(app)

    # Handed in as a file and by a form whose cells go over lines; ready tasks need no link.
    lines = ("Time;Who;Code", f'9:00;"Bo,\r\nclass 8";{bo}', f"9:01;Cy;{cy}")
    app.follow("v=1&view=teach")
    app.page.get_by_label("Add files").set_input_files(ann)
    box = app.page.get_by_label("Codes one below")
    expect(box).to_have_value(re.compile("^fitting-room-Ann\tFR1"))
    # Beside the field, where a browser would open the file instead of the page.
    drop(app.page.locator(".check-note"), "Form.csv", "\r\n".join(lines).encode("utf-16"))
    expect(box).to_have_value(re.compile("FR1.*FR1.*FR1", re.DOTALL))
    app.button("Check").click()
    expect(app.page.get_by_text("3 codes of 3 match.")).to_be_visible(timeout=60_000)
    rows = app.page.locator(".check-table tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText))"
    )
    assert [row[0] for row in rows] == ["Ann", "Bo", "Cy"]
    assert [row[2] for row in rows] == ["2 of 2", "1 of 1", "2 of 2"]
    assert [row[8] for row in rows] == ["2", "1", "1"]
    assert [row[9] for row in rows] == list(TITLES)
    assert [row[-1] for row in rows] == ["fitting-room-Ann", "9:00 Bo class 8", "9:01 Cy"]
