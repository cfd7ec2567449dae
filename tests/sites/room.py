"""Fitting Room as a visitor of a course meets it: a frame in the course's page."""

from typing import Any

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from e2e.app_page import BOOT, RUN

WIDTHS = (320, 768, 1440)
HEAR = """
    window.heard = [];
    for (const type of ["ready", "epoch", "done", "failed"]) {
        // Before they reach the element: its events do not rise.
        addEventListener(type, ({ target, detail }) => {
            if (target.localName === "fitting-room") heard.push({ ...detail, type });
        }, true);
    }
    window.messages = [];
    addEventListener("message", ({ data }) => messages.push(data));
"""


class Room:
    """The page of a course, and what is framed in it from `url`."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    @property
    def iframe(self) -> Locator:
        return self.page.locator("iframe")

    @property
    def start(self) -> Locator:
        return self.page.get_by_role("button", name="Start")

    def kinds(self) -> list[str]:
        """What the element told, in order."""
        return [event["type"] for event in self.page.evaluate("heard")]

    def train(self) -> dict[str, Any]:
        """Press Start and wait for the end; returns what the page told then."""
        self.start.click()
        self.page.wait_for_function("heard.some(({ type }) => type === 'done')", timeout=BOOT + RUN)
        epochs = self.page.evaluate("heard.filter(({ type }) => type === 'epoch')")
        assert self.kinds() == ["ready", *["epoch"] * 10, "done"]
        assert [epoch["epoch"] for epoch in epochs] == list(range(10))
        done = self.page.evaluate("heard.at(-1)")
        assert [epoch["logs"]["loss"] for epoch in epochs] == done["history"]["loss"]
        return done

    def fit_inside(self) -> None:
        """Press Fit in a bare frame and wait for the end."""
        html = self.frame.locator("html")
        expect(html).to_have_attribute("data-state", "ready", timeout=BOOT)
        # A heading that folds its part away is a button of the same name.
        buttons = self.frame.get_by_role("group", name="Training", exact=True)
        buttons.get_by_role("button", name="Fit", exact=True).click()
        expect(html).to_have_attribute("data-state", "done", timeout=RUN)

    def inside(self, expression: str) -> Any:
        """Evaluate in the framed page."""
        return self._inner().evaluate(expression)

    def wait_inside(self, expression: str) -> None:
        """Wait until it is true in the framed page, which may still be laying itself out."""
        self._inner().wait_for_function(expression, polling=50)

    def _inner(self) -> Frame:
        (frame,) = [frame for frame in self.page.frames if frame.url.startswith(self.url)]
        return frame

    def expect_right_height(self, widths: tuple[int, ...] = WIDTHS) -> None:
        """The frame is as high as its content, no higher, and scrolls in no direction."""
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.inside(
                """() => new Promise((resolve, reject) => {
                    const root = document.documentElement;
                    const late = setTimeout(() => reject(new Error(
                        `content ${document.body.getBoundingClientRect().height},`
                        + ` frame ${innerHeight}, at ${innerWidth}`)), 10000);
                    const look = () => {
                        const content = document.body.getBoundingClientRect().height;
                        const fits = content <= innerHeight + 1 && content >= innerHeight - 2;
                        if (!fits || root.scrollWidth > root.clientWidth) {
                            return setTimeout(look, 50);
                        }
                        clearTimeout(late);
                        resolve();
                    };
                    look();
                })"""
            )
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width
