"""Runs cells in the worker of a page, past the page itself."""

from pathlib import Path
from typing import Any

from e2e.app_page import AppPage

OPEN = Path(__file__).with_name("cells.js").read_text("utf-8")
RATIO = 2


class Cells:
    """Runs cells in a page's worker."""

    def __init__(self, app: AppPage) -> None:
        (self.worker,) = app.page.workers
        self.worker.evaluate(f"({OPEN.partition('*/')[2].strip().removesuffix(';')})", app.url)

    def ask(self, **command: Any) -> dict[str, Any]:
        return self.worker.evaluate("command => self.askCells(command)", command)

    def run(self, source: str) -> list[dict[str, Any]]:
        """Outputs of a cell, but for downloads."""
        command = {"cell": "Cell 1", "notebook": "code", "pixel_ratio": RATIO}
        answer = self.ask(type="run-cell", source=source, **command)
        self.status = answer["value"]["status"]
        self.progress = [each for each in answer["outputs"] if each["kind"] == "progress"]
        return [each for each in answer["outputs"] if each["kind"] != "progress"]

    def value(self, source: str) -> str:
        told = self.run(source)
        assert self.status == "ok", told[-1]["traceback"]
        return told[-1]["text"]
