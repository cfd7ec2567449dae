"""Drives a session outside the browser as the worker does: for the build and for tests."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from fittingroom.app.protocol import Answer, RunEvent
from fittingroom.app.records import FileSize
from fittingroom.session import Session

GZIP = b"\x1f\x8b"


class SessionDriver:
    """A session over a folder of data files.

    Args:
        data: the folder, with manifest.json and the files that it names.

    Attributes:
        added: names of the files added so far.
        events: all events so far.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.session = Session((data / "manifest.json").read_text("utf-8"))
        self.added: list[str] = []
        self.events: list[RunEvent] = []

    def handle(self, type: str, content: bytes | None = None, **fields: Any) -> Answer:
        """Give a command, adding the files that it needs; return the answer.

        Args:
            content: bytes that belong to the command.
        """
        message = json.dumps({"type": type, **fields})
        while needs := (answer := self.session.handle(message, content)).get("needs"):
            self._add(needs)
        return answer

    def value(self, type: str, **fields: Any) -> Any:
        """Give a command and return the value of its answer.

        Raises:
            RuntimeError: if the answer is a fault.
        """
        answer = self.handle(type, **fields)
        if "value" not in answer:
            raise RuntimeError(f"{type} was answered with {answer}")
        return answer["value"]

    def begin(self, recipe: dict[str, Any], run_id: int = 1) -> None:
        """Have a run accepted, and add its files."""
        self.value("fit", recipe=recipe, run_id=run_id)
        self._add(self.session.missing())

    def step(self, budget_ms: float = 20) -> bool:
        """Let the session work for a while; return whether there is more to do."""
        outcome = self.session.step(budget_ms)
        self.events += outcome["events"]
        return outcome["more"]

    def finish(self) -> None:
        """Let the session work until there is nothing left to do."""
        while self.step():
            pass

    def read(self, name: str) -> bytes:
        """Return the content of a file, inflated."""
        content = (self.data / name).read_bytes()
        return zlib.decompress(content, 31) if content.startswith(GZIP) else content

    def _add(self, files: list[FileSize]) -> None:
        for name in (file["name"] for file in files):
            answer = self.session.add(name, self.read(name))
            if answer:
                raise RuntimeError(f"{name} was refused: {answer}")
            self.added.append(name)
