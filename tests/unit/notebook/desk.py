"""A notebook without a page, and what its cells output."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from fittingroom.app.pictures.store import Store
from fittingroom.notebook import Notebook
from fittingroom.notebook.packages.wheels import FOLDER, LIST


class Desk:
    """A notebook and its outputs."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.notebook = new_notebook(self.outputs.append)

    def run(self, source: str, cell: str = "Cell 1") -> list[dict[str, Any]]:
        """Outputs of a cell, streams joined."""
        self.outputs.clear()
        self.status = self.notebook.run(cell, source)["status"]
        joined: list[dict[str, Any]] = []
        for output in self.outputs:
            before = joined[-1] if joined else {}
            if output["kind"] == "stream" and before.get("name") == output["name"]:
                joined[-1] = before | {"text": before["text"] + output["text"]}
            else:
                joined.append(output)
        return joined

    def only(self, source: str, cell: str = "Cell 1") -> dict[str, Any]:
        (output,) = self.run(source, cell)
        return output

    def error(self, source: str, cell: str = "Cell 1") -> str:
        output = self.run(source, cell)[-1]
        assert (output["kind"], self.status) == ("error", "error")
        return output["traceback"]


def new_notebook(emit: Callable[[dict[str, Any]], object]) -> Notebook:
    """A notebook in a page without data and wheels."""

    def fetch(path: str) -> bytes:
        if path == FOLDER + LIST:
            return b"[]"
        raise OSError(f"{path} was not to be fetched")

    files = defaultdict[str, dict[str, Any]](lambda: {"bytes": 0, "size": 0, "sha256": ""})
    return Notebook(emit, fetch, Store({"files": files}))
