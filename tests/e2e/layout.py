"""How the page lies in windows of every width, and what it is to a reader who cannot see it."""

from pathlib import Path

from playwright.sync_api import Page

from e2e.axe import violations

FAULTS = Path(__file__).with_name("layout.js").read_text("utf-8")
SIZES = {320: 640, 360: 740, 768: 1024, 1440: 900}
"""Heights of windows by their widths: two phones, a tablet, a desk."""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def look_over(page: Page, part: str) -> None:
    """Expect a state to lie well at every width, in both themes, and axe to find nothing in `part`.

    The window is left as wide as a desk, and light.
    """
    found: list[str] = []
    for number, (width, height) in enumerate(SIZES.items()):
        scheme = "light" if number % 2 else "dark"
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRAWN)
        found += [f"{width} {scheme}: {fault}" for fault in page.evaluate(FAULTS)]
        if width in (min(SIZES), max(SIZES)):
            found += [f"{width} {scheme}: {each}" for each in violations(page, part)]
    assert not found, "\n".join(found)
