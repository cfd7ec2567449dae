"""Listens to everything a browser context complains about, and to every address it asks for."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

LOUD = ("error", "warning", "assert")
LOCAL = ("blob:", "data:", "about:")
HARNESS = "Service Worker registration blocked by Playwright"
"""What the harness itself says in the page's name."""


class Watch:
    """What went wrong in `context`; only `origins` may be asked for anything."""

    def __init__(self, context: BrowserContext, origins: tuple[str, ...]) -> None:
        self.context = context
        self.origins = origins
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.lost: list[str] = []
        """Requests that failed and why; those that the browser cancels it does not complain of."""
        self._expected: list[re.Pattern[str]] = []
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("request", self._see)
        context.on("requestfailed", self._lose)

    def expect(self, pattern: str) -> None:
        """From now on, complaints that match are part of the test."""
        self._expected.append(re.compile(pattern))

    def verdict(self) -> list[str]:
        """What nobody expected since the last verdict."""
        for page in self.context.pages:
            page.evaluate("0")  # lets what is under way arrive
        found = [
            each for each in self.complaints if not any(p.search(each) for p in self._expected)
        ]
        found += [f"left the origin: {url}" for url in self.foreign]
        self.complaints.clear()
        self.foreign.clear()
        return found

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in LOUD and message.text != HARNESS:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _catch(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((*self.origins, *LOCAL)):
            self.foreign.append(request.url)

    def _lose(self, request: Request) -> None:
        self.lost.append(f"{request.url}: {request.failure}")
        # What a policy of the page itself forbade has never left.
        if request.failure == "csp" and request.url in self.foreign:
            self.foreign.remove(request.url)
