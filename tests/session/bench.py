"""A session in plain CPython over the data set as built."""

import gzip
import json
from pathlib import Path
from typing import Any

from fittingroom.session import Session

DEFAULTS: dict[str, dict[str, Any]] = {
    "run-cell": {"notebook": "code", "pixel_ratio": 1.0},
    "restart": {"notebook": "code"},
}
"""What the page sends with these commands; a test may send something else."""


class Bench:
    """Drives a session the way the worker does, and keeps what it says."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.session = Session((data / "manifest.json").read_text())
        self.events: list[dict[str, Any]] = []
        self.brought: list[str] = []

    def read(self, name: str) -> bytes:
        content = (self.data / name).read_bytes()
        return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content

    def ask(self, type: str, **fields: Any) -> dict[str, Any]:
        """One command; files it needs are brought as often as it asks for some."""
        while True:
            answer = self.session.handle(
                json.dumps({"type": type, **DEFAULTS.get(type, {}), **fields})
            )
            if "needs" not in answer:
                return answer
            self.bring(answer["needs"])

    def bring(self, files: list[dict[str, Any]]) -> None:
        names = [file["name"] for file in files]
        for name in names:
            assert self.session.add(name, self.read(name)) == {}
        self.brought += names

    def step(self, budget_ms: float = 20) -> bool:
        outcome = self.session.step(budget_ms)
        self.events += outcome["events"]
        return outcome["more"]

    def begin(self, run_id: int = 1, **recipe: Any) -> None:
        """Accept a run and bring its pictures, but do not work on it yet."""
        assert self.ask("fit", run_id=run_id, recipe=recipe) == {"value": {}}
        self.bring(self.session.missing())

    def finish(self) -> None:
        while self.step():
            pass

    def fit(self, run_id: int = 1, **recipe: Any) -> dict[str, Any]:
        """A whole run; returns its end."""
        self.begin(run_id, **recipe)
        self.finish()
        return self.told("run-end")[-1]

    def told(self, type: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == type]

    def open_notebook(self) -> list[dict[str, Any]]:
        """Let cells be run; returns the list that their outputs go to."""
        self.outputs: list[dict[str, Any]] = []
        self.session.open_notebook(self.outputs.append, self.fetch)
        return self.outputs

    def fetch(self, path: str) -> bytes:
        """A file of the site as a server gives it away."""
        return (self.data.parent / path).read_bytes()
