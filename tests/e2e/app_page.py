"""The page as a learner meets it: everything is found by its role and its name.

Also reads what `instruments.js` wrote down. Waits on states, never on time.
"""

import re
from typing import Any
from urllib.parse import parse_qsl

from playwright.sync_api import Locator, Page, expect

from e2e.watch import Watch

BOOT = 90_000
RUN = 120_000
"""Milliseconds that a start or a run may take on a slow and busy machine."""

LEFT_BELOW = "box => box.scrollHeight - box.scrollTop - box.clientHeight"
"""Pixels of a box that lie beneath what is in view."""

FOLLOWED = """new Promise((done) => addEventListener("hashchange", done, { once: true }))"""
"""Settles when the page has taken over the link that is followed next."""

LESSON = "v=1&classes=3&samples=600&layers=10,10&epochs=10&batch=10&split=0.2"


class AppPage:
    """One page; `watch` hears its complaints."""

    def __init__(self, page: Page, url: str, watch: Watch) -> None:
        self.page = page
        self.url = url
        self.watch = watch

    # Opening and states

    def open(self, fragment: str = "", state: str = "ready") -> "AppPage":
        """Go to the page afresh and wait for a state (an empty one: do not wait)."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}#{fragment}" if fragment else self.url)
        if state:
            self.wait_for(state, BOOT + RUN if "run=1" in fragment else BOOT)
        return self

    def follow(self, fragment: str) -> "AppPage":
        """Follow a link to other settings while the page is open, and start a clean record."""
        self.page.evaluate(
            f"""async (fragment) => {{
                for (const list of Object.values(seen)) if (Array.isArray(list)) list.length = 0;
                const before = location.href;
                const followed = {FOLLOWED};
                location.hash = fragment;
                if (location.href !== before) await followed;
            }}""",
            fragment,
        )
        return self

    @property
    def state(self) -> str | None:
        return self.page.locator("html").get_attribute("data-state")

    @property
    def error(self) -> str | None:
        return self.page.locator("html").get_attribute("data-error")

    def wait_for(self, state: str, timeout: float = RUN) -> None:
        pattern = re.compile(rf"^({state})$")
        html = self.page.locator("html")
        try:
            expect(html).to_have_attribute("data-state", pattern, timeout=timeout)
        except AssertionError as error:
            error.add_note("\n".join(["Requests that failed:", *self.watch.lost]))
            raise

    @property
    def fragment(self) -> dict[str, str]:
        """What the address says now."""
        return dict(parse_qsl(self.link, keep_blank_values=True))

    @property
    def link(self) -> str:
        """The same as it is written, without its #; Playwright's `page.url` lags behind."""
        return self.page.evaluate("decodeURI(location.hash.slice(1))")

    # Buttons

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def fit(self) -> None:
        self.button("Fit").click()

    def pause(self) -> None:
        self.button("Pause").click()

    def resume(self) -> None:
        self.button("Resume").click()

    def stop(self) -> None:
        self.button("Stop").click()

    def train(self, timeout: float = RUN) -> dict[str, Any]:
        """Press Fit, wait for the end and return the `done` event."""
        before = len(self.told("done"))
        self.fit()
        return self.wait_for_done(before + 1, timeout)

    def wait_for_done(self, count: int = 1, timeout: float = RUN) -> dict[str, Any]:
        """Wait for so many `done` events in all and return the last."""
        self.page.wait_for_function(
            "n => seen.told.filter(({ type }) => type === 'done').length >= n",
            arg=count,
            timeout=timeout,
        )
        self.wait_for("done")
        # What the page shows follows what it says by a frame.
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        return self.told("done")[-1]

    # Settings

    def number(self, name: str) -> Locator:
        """An input that takes a number, whatever its kind."""
        box = self.page.get_by_role("spinbutton", name=name, exact=True)
        return box.or_(self.page.get_by_role("textbox", name=name, exact=True))

    def type_number(self, name: str, value: float | str) -> None:
        box = self.number(name)
        box.fill(str(value))
        box.press("Enter")

    def choice(self, name: str) -> Locator:
        return self.page.get_by_role("combobox", name=name, exact=True)

    def radio(self, group: str, name: str) -> Locator:
        return self.page.get_by_role("radiogroup", name=group).get_by_role(
            "radio", name=name, exact=True
        )

    def pick(self, group: str, name: str) -> None:
        """Choose one of the buttons that stand side by side."""
        self.radio(group, name).check()

    @property
    def normalise(self) -> Locator:
        name = re.compile("normalise", re.IGNORECASE)
        return self.page.get_by_role("switch", name=name).or_(
            self.page.get_by_role("checkbox", name=name)
        )

    # Results

    @property
    def alert(self) -> Locator:
        """What went wrong, said aloud."""
        return self.page.get_by_role("region", name="What went wrong")

    @property
    def changed_settings(self) -> Locator:
        return self.page.get_by_role("region", name="Settings that were changed")

    @property
    def progress(self) -> Locator:
        return self.page.get_by_role("progressbar", name="Training progress")

    @property
    def section(self) -> "Sections":
        return Sections(self.page)

    # What the instruments saw

    def seen(self, what: str) -> list[dict[str, Any]]:
        return self.page.evaluate(f"seen.{what}")

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.seen("told") if event["type"] == kind]

    def messages(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.seen("messages") if message["type"] == kind]

    def wait_until_training(self) -> None:
        """Wait for the first sign of progress of the run that was begun last."""
        self.page.wait_for_function(
            """() => {
                const begun = seen.messages.findLast((m) => m.type === "run-begin")?.run_id;
                return seen.messages.some((m) => m.type === "batch-end" && m.run_id === begun);
            }""",
            timeout=RUN,
        )

    def wait_for_message(self, kind: str, count: int = 1, timeout: float = RUN) -> None:
        self.page.wait_for_function(
            "([kind, n]) => seen.messages.filter((m) => m.type === kind).length >= n",
            arg=[kind, count],
            timeout=timeout,
        )


class Sections:
    """The parts of the page by their headings."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __getitem__(self, heading: str) -> Locator:
        return self.page.get_by_role("region", name=heading, exact=True)
