"""Pictures of one's own: drawn by mouse, touch and keys, brought as files, and asked about."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from e2e.app_page import LESSON, AppPage
from e2e.axe import violations
from e2e.conftest import Open, Visits

WIDTHS = (320, 768, 1440)
UPRIGHT = Image.Exif()
UPRIGHT[0x0112] = 1


def opened(app: AppPage) -> Locator:
    panel = app.section["Your own"]
    panel.get_by_role("button", name="Draw or bring a picture").click()
    expect(pad(app)).to_be_visible()
    return panel


def pad(app: AppPage) -> Locator:
    return app.page.get_by_role("application", name=re.compile("Drawing pad"))


def top(app: AppPage) -> str:
    return app.page.locator(".own-answer tr.top th").inner_text()


@pytest.fixture(scope="module")
def trained(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        app.open(LESSON)
        app.train()
        opened(app)
        yield app


def photo(kind: str = "PNG", mode: str = "RGB", ground: str = "white", **options: Any) -> bytes:
    """A dark shirt on white."""
    image = Image.new("RGBA" if mode == "RGBA" else "RGB", (300, 400), ground)
    image.paste((40, 60, 120), (60, 40, 240, 380))
    image.paste((40, 60, 120), (10, 50, 290, 130))
    scale = options.pop("scale", 1)
    image = image.resize((300 * scale, 400 * scale))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def bring(app: AppPage, content: bytes, name: str = "photo.png") -> None:
    file = {"name": name, "mimeType": "image/png", "buffer": content}
    app.page.get_by_label("Choose a picture").set_input_files(files=[file])


def test_the_mouse_draws_and_the_network_answers(trained: AppPage) -> None:
    box = pad(trained).bounding_box()
    assert box
    mouse = trained.page.mouse
    mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] / 2, steps=8)
    mouse.up()
    expect(trained.page.locator(".own-answer h3")).to_have_text(re.compile("shirt|shoe|dress"))
    expect(trained.page.locator(".own-answer")).to_contain_text("after epoch 10")
    expect(trained.page.get_by_text(re.compile(r"[1-9]\d* pixels changed"))).to_be_visible()
    trained.button("Undo").click()
    expect(trained.page.locator(".own-answer")).to_contain_text("Nothing of it leaves this device")


def test_stencils_are_taken_for_what_they_are(trained: AppPage) -> None:
    for stencil, name in (("T-shirt", "t-shirt"), ("Shoe", "shoe"), ("Dress", "dress")):
        trained.button(stencil).click()
        expect(trained.page.locator(".own-answer h3")).to_have_text(name)


def test_a_later_action_wins_over_an_earlier_reply(trained: AppPage) -> None:
    """Fit and centre is still answered when another stencil is taken."""
    trained.button("Dress").click()
    expect(trained.page.locator(".own-answer h3")).to_have_text("dress")
    trained.page.locator(".own-tools").evaluate(
        """tools => {
            const press = (name) =>
              [...tools.querySelectorAll("button")].find((b) => b.textContent === name).click();
            press("Fit and centre");
            press("Shoe");
        }"""
    )
    # Python answers in turn: this answer comes after the reply that is out of date.
    expect(trained.page.locator(".own-answer h3")).to_have_text("shoe")
    expect(trained.page.get_by_text("How it became 28 by 28")).to_have_count(0)
    expect(trained.page.get_by_text("The picture is being read")).to_have_count(0)


def test_digits_have_stencils_and_words_of_their_own(new_page: Open) -> None:
    app = new_page().open("v=1&data=digits&samples=4000&layers=64&epochs=4&batch=32")
    opened(app)
    expect(app.page.get_by_text("Write a digit")).to_be_visible()
    expect(app.page.get_by_role("radio", name=re.compile("Like MNIST"))).to_be_checked()
    expect(app.button("Shoe")).to_have_count(0)
    app.train()
    for stencil, name in (("One", "1"), ("Three", "3"), ("Seven", "7")):
        app.button(stencil).click()
        expect(app.page.locator(".own-answer h3")).to_have_text(name)


def test_the_network_is_fooled_by_changed_pixels(trained: AppPage) -> None:
    trained.button("Test picture 0").click()
    trained.button("Fool it").click()
    panel = trained.page.get_by_role("group", name="Fool it")
    said = panel.get_by_role("status")
    expect(said).to_contain_text("with 0 pixels changed.")
    answer = trained.page.locator(".own-answer h3")
    original = answer.inner_text()
    box = pad(trained).bounding_box()
    assert box
    mouse = trained.page.mouse
    for row in range(2, 28, 3):
        mouse.move(box["x"] + 2, box["y"] + box["height"] * row / 28)
        mouse.down()
        mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] * row / 28, steps=6)
        mouse.up()
        trained.page.wait_for_function(SETTLED)
        if answer.inner_text() != original:
            break
    other = answer.inner_text()
    assert other != original
    panel.get_by_label("until it says").select_option(label=other)
    expect(said).to_have_text(re.compile(rf"Fooled: it says {other} after [1-9]\d* pixels\."))
    panel.get_by_role("button", name="Start again").click()
    expect(said).to_have_text(
        re.compile(rf"It says {original}, with 0 pixels changed. Your fewest so far: \d+\.")
    )
    panel.get_by_role("button", name="Enough").click()
    expect(trained.button("Fool it")).to_be_visible()


def test_an_answer_follows_a_stroke_at_once(trained: AppPage) -> None:
    trained.button("Shoe").click()
    expect(trained.page.locator(".own-answer h3")).to_be_visible()
    box = pad(trained).bounding_box()
    assert box
    for column in range(5, 25):
        trained.page.mouse.click(box["x"] + box["width"] * column / 28, box["y"] + 20)
    trained.page.wait_for_function(f"({ANSWERED}).length >= 10")
    # The quickest of many: how long one takes says what else the machine does.
    assert min(trained.page.evaluate(ANSWERED)) < 50


SETTLED = """() => seen.commands.filter(({ type }) => type === "answer")
  .every(({ id }) => seen.messages.some((reply) => reply.id === id))"""
"""Whether every question has its answer."""
ANSWERED = """seen.commands.filter(({ type }) => type === "answer").flatMap(({ id, at }) =>
  seen.messages.filter((reply) => reply.id === id).map((reply) => reply.at - at))"""
"""Milliseconds from each question to its answer."""


def test_what_is_near_is_found(trained: AppPage) -> None:
    trained.button("Shoe").click()
    for words in ("By their pixels", "By the last hidden layer, as the network sees them"):
        row = trained.page.get_by_role("list", name=words)
        expect(row.get_by_role("listitem")).to_have_count(5)


def test_inside_follows_an_own_picture(trained: AppPage) -> None:
    trained.button("Dress").click()
    trained.page.get_by_role("button", name="Why? Look inside").click()
    votes = trained.page.get_by_role("region", name=re.compile("Why it says dress"))
    expect(votes).to_contain_text("Your own picture")
    trained.button("Shoe").click()
    expect(trained.page.get_by_role("region", name=re.compile("Why it says shoe"))).to_be_visible()


def test_keys_draw_and_say_where(trained: AppPage) -> None:
    trained.button("Clear").click()
    trained.page.get_by_role("radio", name="Fine").check()
    pad(trained).focus()
    for key in ("ArrowUp", " ", "Shift+ArrowRight", "Shift+ArrowRight"):
        trained.page.keyboard.press(key)
    status = trained.page.locator("fr-pad [role=status]")
    expect(status).to_have_text("Row 14, column 17: ink")
    expect(trained.page.get_by_text("3 pixels changed")).to_be_visible()


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (photo(), "300 × 400"),
        (photo("JPEG", exif=UPRIGHT), "300 × 400"),
        (photo("WEBP"), "300 × 400"),
        (photo(mode="RGBA", ground="#0000"), "300 × 400"),
        (photo("JPEG", scale=18), " × "),
    ],
    ids=["PNG", "JPEG", "WebP", "transparent", "39 megapixels"],
)
def test_a_photo_goes_through_the_lens(trained: AppPage, content: bytes, size: str) -> None:
    bring(trained, content)
    steps = trained.page.get_by_role("list", name=re.compile("^Steps from the picture"))
    expect(steps.get_by_role("listitem")).to_have_count(7, timeout=60_000)
    expect(steps).to_contain_text(size)
    invert = trained.page.get_by_role("checkbox", name="Exchange light and dark")
    expect(invert).to_be_checked()
    invert.uncheck()
    expect(trained.page.get_by_text("background came out as 255")).to_be_visible()
    invert.check()
    expect(trained.page.locator(".own-answer h3")).to_be_visible()
    trained.button("Clear").click()
    expect(steps).to_have_count(0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg onload='alert(1)'></svg>", "SVG"),
        (b"just text", "no picture of a kind"),
        (photo()[:400], "damaged"),
    ],
)
def test_refusals_say_why_and_change_nothing(trained: AppPage, content: bytes, reason: str) -> None:
    trained.button("Shoe").click()
    expect(trained.page.locator(".own-answer h3")).to_have_text("shoe")
    bring(trained, content)
    expect(trained.page.locator(".own-bring [role=alert]")).to_contain_text(reason)
    expect(trained.page.locator(".own-answer h3")).to_have_text("shoe")
    assert trained.state == "done"


@pytest.fixture(scope="module")
def tablet(visiting: Visits) -> Iterator[AppPage]:
    with visiting(viewport={"width": WIDTHS[0], "height": 800}, has_touch=True) as app:
        opened(app.open(LESSON))
        yield app


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_works_by_touch_and_is_accessible(tablet: AppPage, width: int) -> None:
    app = tablet
    app.page.set_viewport_size({"width": width, "height": 800})
    if app.button("Clear").is_enabled():
        app.button("Clear").click()
    expect(app.page.locator(".own-answer h3")).to_have_count(0)
    before = app.page.evaluate(PLACES)
    pad(app).tap()
    expect(app.page.locator(".own-answer h3")).to_be_visible()
    # The answer has its room beside the pad, or right below it: nothing is pushed away.
    assert app.page.evaluate(PLACES) == before
    if width < 700:
        app.page.get_by_role("button", name="Change").first.tap()
        assert app.page.evaluate(LINES) == 1
    assert app.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(app.page) == []


PLACES = """() => {
  const top = document.querySelector("fr-pad").getBoundingClientRect().top;
  const parts = [...document.querySelectorAll(".own-answer, .own-tools, fr-to-set, .own-bring")];
  return parts.map((part) => Math.round(part.getBoundingClientRect().top - top));
}"""
LINES = """() => Math.max(...[...document.querySelectorAll(".choice span")].map((words) => {
  const range = document.createRange();
  range.selectNodeContents(words);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}))"""


def test_frames_have_no_pad(new_page: Open) -> None:
    app = new_page().open(f"{LESSON}&embed=1")
    expect(app.page.locator("fr-draw")).to_be_hidden()


@pytest.fixture(scope="module")
def untrained(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        yield app.open(LESSON)


def test_the_pad_is_fetched_when_it_is_opened(untrained: AppPage) -> None:
    loaded = "performance.getEntriesByType('resource').map(({ name }) => name)"
    assert not [name for name in untrained.page.evaluate(loaded) if "/own-" in name]
    opened(untrained)
    assert [name for name in untrained.page.evaluate(loaded) if "/own-" in name]


def test_before_fit_the_answer_is_a_guess(untrained: AppPage) -> None:
    if not pad(untrained).is_visible():
        opened(untrained)
    untrained.button("T-shirt").click()
    expect(untrained.page.locator(".own-answer")).to_contain_text("has not been trained yet")
