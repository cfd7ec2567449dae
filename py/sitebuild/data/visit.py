"""Asks the page's own session, in plain Python, over the data set as built.

For pieces of the site that show what a visit shows.
"""

import gzip
import json
from pathlib import Path
from typing import Any

from fittingroom.session import Session

SLICE_MS = 1000


class Visit:
    """One session; `data` is the folder with the pictures."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.session = Session((data / "manifest.json").read_text("utf-8"))

    def ask(self, type: str, **fields: Any) -> dict[str, Any]:
        """The value that a command is answered with; files that it needs are brought."""
        command = json.dumps({"type": type, **fields})
        while files := (answer := self.session.handle(command)).get("needs"):
            self._bring(files)
        return answer["value"]

    def fit(self, recipe: dict[str, Any]) -> list[dict[str, Any]]:
        """Train to the end; returns the events of the run."""
        self.ask("fit", run_id=1, recipe=recipe)
        self._bring(self.ask("missing")["needs"])
        events: list[dict[str, Any]] = []
        more = True
        while more:
            outcome = self.session.step(SLICE_MS)
            events += outcome["events"]
            more = outcome["more"]
        return events

    def _bring(self, files: list[str]) -> None:
        for name in files:
            content = (self.data / name).read_bytes()
            self.session.add(name, gzip.decompress(content) if name.endswith(".bin") else content)
