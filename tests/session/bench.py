"""A session in plain CPython over the data set as built, with what tests ask of it."""

from pathlib import Path
from typing import Any

from fittingroom.session_driver import SessionDriver

DEFAULTS: dict[str, dict[str, Any]] = {
    "run-cell": {"notebook": "code", "pixel_ratio": 1.0},
    "restart": {"notebook": "code"},
    "trace": {"part": "test"},
    "contributions": {"part": "test"},
}
"""What the page sends with these commands; a test may send something else."""


class Bench:
    """A driven session, and what it has said."""

    def __init__(self, data: Path) -> None:
        self.driver = SessionDriver(data)
        self.session = self.driver.session
        self.data = data

    @property
    def events(self) -> list[Any]:
        return self.driver.events

    @property
    def brought(self) -> list[str]:
        return self.driver.added

    def ask(self, type: str, content: bytes | None = None, **fields: Any) -> Any:
        return self.driver.handle(type, content, **{**DEFAULTS.get(type, {}), **fields})

    def step(self, budget_ms: float = 20) -> bool:
        return self.driver.step(budget_ms)

    def begin(self, run_id: int = 1, **recipe: Any) -> None:
        """Accept a run and bring its pictures, but do not work on it yet."""
        self.driver.begin(recipe, run_id)

    def finish(self) -> None:
        self.driver.finish()

    def fit(self, run_id: int = 1, **recipe: Any) -> dict[str, Any]:
        """A whole run; returns its end."""
        self.begin(run_id, **recipe)
        self.finish()
        return self.told("run-end")[-1]

    def told(self, type: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == type]

    def read(self, name: str) -> bytes:
        return self.driver.read(name)

    def open_notebook(self) -> list[dict[str, Any]]:
        """Let cells be run; returns the list that their outputs go to."""
        self.outputs: list[dict[str, Any]] = []
        self.session.open_notebook(self.outputs.append, self.fetch)
        return self.outputs

    def fetch(self, path: str) -> bytes:
        """A file of the site as a server gives it away."""
        return (self.data.parent / path).read_bytes()
