"""Runs cells in the built page, through its own worker, and gathers what each of them says."""

import re
from dataclasses import dataclass
from typing import Any

from e2e.app_page import AppPage

PATIENCE = 240_000
"""Milliseconds that a cell may take on a slow and busy machine."""

RUN = """([cell, source, notebook]) => new Promise((settle) => {
    const outputs = [];
    const onOutput = (output) => {
        const { png, ...plain } = output;
        outputs.push(png ? { ...plain, head: [...png.slice(0, 8)], bytes: png.length } : plain);
    };
    const request = { cell, source, notebook, onOutput };
    const resolve = (end) => settle({ ...end, outputs });
    const detail = { type: "run-cell", request, resolve };
    window.dispatchEvent(new CustomEvent("fr-action", { detail }));
})"""
PNG = [137, 80, 78, 71, 13, 10, 26, 10]
_COLOURS = re.compile(r"\x1b\[[\d;]*m")


@dataclass
class Outcome:
    """What became of a cell."""

    source: str
    status: str
    seconds: float
    outputs: list[dict[str, Any]]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [output for output in self.outputs if output["kind"] == kind]

    @property
    def printed(self) -> str:
        """Everything printed, without colours; rewritten lines are still there."""
        return _COLOURS.sub("", "".join(output["text"] for output in self.of("stream")))

    @property
    def value(self) -> str:
        """What the last expression was."""
        (result,) = self.of("result")
        return result["text"]

    @property
    def error(self) -> dict[str, Any]:
        (error,) = self.of("error")
        return error

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The pictures drawn, each truly one."""
        figures = self.of("figure")
        for figure in figures:
            assert figure["head"] == PNG
            assert figure["bytes"] > 500
        return figures


class PageNotebook:
    """Cells that share their variables in the page that `app` has open."""

    def __init__(self, app: AppPage, name: str) -> None:
        self.page = app.page
        self.name = name
        self.count = 0

    def run(self, source: str) -> Outcome:
        self.count += 1
        self.page.set_default_timeout(PATIENCE)
        how = self.page.evaluate(RUN, [f"Cell {self.count}", source, self.name])
        return Outcome(source, how["status"], how["seconds"], how["outputs"])

    def ok(self, source: str) -> Outcome:
        """Run a cell that must end well."""
        outcome = self.run(source)
        assert outcome.status == "ok", f"{source}\n{outcome.outputs}"
        return outcome

    def fails(self, source: str, name: str, *words: str) -> Outcome:
        """Run a cell that must end in the error `name` whose text says all the `words`."""
        outcome = self.run(source)
        assert outcome.status == "error", f"{source}\n{outcome.outputs}"
        assert outcome.error["name"] == name, outcome.error
        for word in words:
            assert word in outcome.error["traceback"], outcome.error["traceback"]
        return outcome
