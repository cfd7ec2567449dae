"""A set of the learner's own: brought as a zip, looked at, trained on, kept and found again."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Visits
from session.test_own_set import pictures, png, zipped


@pytest.fixture(scope="module")
def shelf(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        app.open("v=1&layers=10&epochs=4&batch=10&split=0.2")
        app.page.get_by_role("radio", name="Your own").click()
        expect(app.page.get_by_text("2 to 20 classes")).to_be_visible()
        yield app


def bring(app: AppPage, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    app.page.get_by_label("Open a zip, an .npz or pictures").set_input_files(files=[file])


def two_hundred() -> bytes:
    pixels, labels = pictures(200)
    names = ("up", "flat")
    files = {
        f"{names[label]}/{i:03}.png": png(p)
        for i, (p, label) in enumerate(zip(pixels, labels, strict=True))
    }
    return zipped({**files, "flat/notes.svg": b"<svg><script>alert(1)</script></svg>"})


def test_without_pictures_it_says_what_is_missing(shelf: AppPage) -> None:
    shelf.fit()
    shelf.wait_for("failed")
    expect(shelf.page.get_by_text("A link does not carry them").first).to_be_visible()
    assert shelf.fragment["data"] == "own"


def test_a_zip_of_200_is_trained_on(shelf: AppPage) -> None:
    bring(shelf, "bars.zip", two_hundred())
    expect(shelf.page.get_by_text("80 to train, 20 to test")).to_have_count(2)
    expect(shelf.page.get_by_text("An SVG describes shapes")).to_be_visible()
    assert (shelf.fragment["classes"], shelf.fragment["samples"]) == ("2", "160")
    done = shelf.train()
    assert done["evaluation"]["samples"] == 40
    assert done["evaluation"]["accuracy"] > 0.8
    expect(shelf.page.locator("fr-evaluate .matrix").get_by_text("flat").first).to_be_visible()


def test_pictures_are_moved_deleted_and_brought_back(shelf: AppPage) -> None:
    first = shelf.page.get_by_label("Class flat")
    first.get_by_role("button", name="flat 1", exact=True).click()
    first.get_by_role("button", name="Delete", exact=True).click()
    expect(first).to_contain_text("80 to train, 19 to test")
    shelf.button("Undo").first.click()
    expect(first).to_contain_text("80 to train, 20 to test")
    first.get_by_role("button", name="flat 2", exact=True).click()
    first.get_by_label("Move the chosen pictures").select_option("Move to up")
    expect(shelf.page.get_by_label("Class up")).to_contain_text("81 to train, 20 to test")


def test_it_is_kept_if_asked_and_gives_code_the_same_numbers(shelf: AppPage) -> None:
    shelf.page.get_by_label("Keep it in this browser").check()
    expect(shelf.page.get_by_label("Keep it in this browser")).to_be_checked()
    before = shelf.train()["fingerprint"]
    shelf.open(shelf.link)
    expect(shelf.page.get_by_label("Class up")).to_contain_text("81 to train, 20 to test")
    assert shelf.train()["fingerprint"] == before
    shelf.page.get_by_role("link", name="Code", exact=True).click()
    shelf.button("Run all").click()
    expect(shelf.page.get_by_text(re.compile("The same as Fit")).first).to_be_visible(
        timeout=90_000
    )
