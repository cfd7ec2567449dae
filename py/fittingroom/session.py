"""The session: what lives in the worker between two messages.

Commands come in as JSON, answers go out as plain dicts: ``{"value": ...}``, ``{"error": fault}`` or
``{"needs": [file, ...]}`` when files have to be brought first and the command asked again. It owns
data, model and the current run, and it works only inside `Session.step`, for about as long as it is
told to. Imports no browser: every command can be tried in plain CPython.
"""

from __future__ import annotations

import gc
import json
import platform
import time
from collections.abc import Callable, Generator
from typing import Any

import numpy as np

import fittingroom
from fittingroom.app.description import describe
from fittingroom.app.faults import BusyError, from_exception
from fittingroom.app.images import picture, prediction
from fittingroom.app.recipe import Recipe
from fittingroom.app.run import Run, run_end
from fittingroom.app.store import Dataset, Store, part_size
from fittingroom.notebook import Notebook
from fittingroom.notebook.keras_source import cells_from_recipe
from fittingroom.notebook.out_stream import Output
from fittingroom.notebook.site_files import Fetch

REPORT_INTERVAL = 0.1
"""Seconds between two progress events of a run, at the least."""

NOTEBOOK = "code"
"""The notebook that a command means if it names none."""

RUN_LATER = "Wait until it is over, or press Stop; then run the cell again."
"""The way out for a cell that a training keeps from running."""


class NeedsFilesError(Exception):
    """Files are missing for a command."""

    def __init__(self, files: list[str]) -> None:
        super().__init__(", ".join(files))
        self.files = files


def versions() -> dict[str, str]:
    """Versions of what runs here."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "fittingroom": fittingroom.__version__,
    }


class Session:
    """Answers commands and trains.

    Args:
        manifest: the text of data/manifest.json.
    """

    def __init__(self, manifest: str) -> None:
        self._store = Store(json.loads(manifest))
        self._run: Run | None = None
        self._work: Generator[None] | None = None
        self._waiting: tuple[int, Recipe] | None = None
        self._paused = False
        self._notebooks: dict[str, Notebook] = {}
        self._new_notebook: Callable[[], Notebook] | None = None
        self._events: list[dict[str, Any]] = []
        self._reported = 0.0

    def handle(self, message: str) -> dict[str, Any]:
        """Answer one command, given as JSON; never raises."""
        command: dict[str, Any] = json.loads(message)
        try:
            answer = getattr(self, "_on_" + command["type"].replace("-", "_"))
            return {"value": answer(command)}
        except NeedsFilesError as needs:
            return {"needs": needs.files}
        except Exception as error:  # whatever it was, the learner is told
            return {"error": from_exception(error)}

    def open_notebook(self, emit: Callable[[Output], object], fetch: Fetch) -> None:
        """Let cells be run.

        Args:
            emit: takes each output of a cell while it runs.
            fetch: returns the content of a file of the site, by its path.
        """
        self._new_notebook = lambda: Notebook(emit, fetch, self._store)

    def add(
        self, name: str, content: bytes | memoryview, sha256: str | None = None
    ) -> dict[str, Any]:
        """Take a file's content; `{"error": ...}` when it is not what it should be.

        Args:
            sha256: its SHA-256 in hex, where the browser has worked it out.
        """
        try:
            self._store.add(name, content, sha256)
        except Exception as error:
            return {"error": from_exception(error)}
        return {}

    def step(self, budget_ms: float) -> dict[str, Any]:
        """Work for about `budget_ms` milliseconds, at least one batch.

        Returns:
            ``events``: what happened; ``more``: whether there is more to do right away.
        """
        self._begin_when_ready()
        if self._work and not self._paused:
            self._advance(time.perf_counter() + budget_ms / 1000)
        events = self._events.copy()
        self._events.clear()
        return {"events": events, "more": self._work is not None and not self._paused}

    def _begin_when_ready(self) -> None:
        """Start the accepted run once all its files are there."""
        if self._waiting is None or self._paused:
            return
        run_id, recipe = self._waiting
        if self._store.missing(recipe.classes, recipe.samples):
            return
        self._waiting = None
        try:
            first = self._run is None
            self._run = Run(run_id, recipe, self._dataset(recipe), self._events.append)
            if not first:
                # Models and their callbacks point at each other: without this, many a finished
                # run would lie about until Python tidies up by itself.
                gc.collect()
            self._work = self._run.work()
        except Exception as error:
            self._end_unbegun(run_id, "failed", from_exception(error))

    def _advance(self, deadline: float) -> None:
        run, work = self._run, self._work
        assert run is not None
        assert work is not None
        try:
            with run.clock.running():
                next(work)
                while time.perf_counter() < deadline:
                    next(work)
        except StopIteration:
            self._work = None
        except Exception as error:
            self._work = None
            run.fail(error)
        if time.perf_counter() - self._reported >= REPORT_INTERVAL:
            self._reported = time.perf_counter()
            run.report()

    def _end_unbegun(self, run_id: int, reason: str, error: dict[str, Any] | None) -> None:
        """End a run that never trained."""
        self._events.append(run_end(run_id, reason, error=error))

    def _dataset(self, recipe: Recipe) -> Dataset:
        return self._store.dataset(recipe.classes, recipe.samples)

    def _on_describe(self, command: dict[str, Any]) -> dict[str, Any]:
        return describe(Recipe.from_json(command["recipe"]), self._store)

    def _on_images(self, command: dict[str, Any]) -> dict[str, Any]:
        recipe = Recipe.from_json(command["recipe"])
        part, start = command["part"], command["start"]
        total = part_size(part, recipe.samples)
        window = range(total)[start : start + command["count"]]
        missing = self._store.missing(
            recipe.classes, recipe.samples, part, slice(window.start, window.stop)
        )
        if missing:
            raise NeedsFilesError(missing)
        dataset = self._dataset(recipe)
        return {"images": [picture(dataset, part, i) for i in window], "total": total}

    def _on_predictions(self, command: dict[str, Any]) -> dict[str, Any]:
        run = self._run
        if run is None or run.probabilities is None:
            # The page still shows what an earlier worker predicted, and asks for more of it.
            raise BusyError(
                "These predictions went with the Python that had to be replaced.",
                "Press Fit to train again.",
            )
        predicted = run.probabilities.argmax(axis=1)
        right = predicted == run.dataset.labels["test"]
        chosen = {"all": np.ones_like(right), "right": right, "wrong": ~right}[command["which"]]
        indices = np.flatnonzero(chosen)
        start = command["start"]
        return {
            "predictions": [
                prediction(run.dataset, int(i), run.probabilities[i])
                for i in indices[start : start + command["count"]]
            ],
            "total": len(indices),
        }

    def _on_fit(self, command: dict[str, Any]) -> dict[str, Any]:
        self._refuse_while_training()
        recipe = Recipe.from_json(command["recipe"])
        if self._work:
            self._work.close()
            self._work = None
        # The last run stays until its successor begins: a download may fail.
        self._waiting = (command["run_id"], recipe)
        self._paused = False
        return {}

    def _on_missing(self, command: dict[str, Any]) -> dict[str, Any]:
        if self._waiting is None:
            return {"needs": []}
        recipe = self._waiting[1]
        return {"needs": self._store.missing(recipe.classes, recipe.samples)}

    def _on_sizes(self, command: dict[str, Any]) -> dict[str, Any]:
        return {"sizes": {name: self._store.wire_bytes(name) for name in command["files"]}}

    def _on_fail(self, command: dict[str, Any]) -> dict[str, Any]:
        if self._waiting and self._waiting[0] == command["run_id"]:
            self._waiting = None
            self._end_unbegun(command["run_id"], "failed", command["error"])
        return {}

    def _on_pause(self, command: dict[str, Any]) -> dict[str, Any]:
        self._set_paused(True, "run-paused")
        return {}

    def _on_resume(self, command: dict[str, Any]) -> dict[str, Any]:
        self._set_paused(False, "run-resumed")
        return {}

    def _set_paused(self, paused: bool, event: str) -> None:
        run_id = self._current()
        if run_id is None:
            raise BusyError("Nothing is being trained.")
        self._paused = paused
        self._events.append({"type": event, "run_id": run_id})

    def _current(self) -> int | None:
        """The run that has not ended yet, if there is one."""
        if self._waiting:
            return self._waiting[0]
        return self._run.run_id if self._run and not self._run.ended else None

    def _on_stop(self, command: dict[str, Any]) -> dict[str, Any]:
        """End the run now; what it has learned is evaluated afterwards, as long as nothing else
        is asked for."""
        self._paused = False
        if self._waiting:
            run_id, self._waiting = self._waiting[0], None
            self._end_unbegun(run_id, "stopped", None)
        elif self._run and not self._run.ended and self._work:
            self._work.close()
            self._run.end("stopped")
            self._work = self._run.evaluate()
        return {}

    def _on_run_cell(self, command: dict[str, Any]) -> dict[str, Any]:
        self._refuse_while_training(RUN_LATER)
        result = self._notebook(command).run(
            command["cell"],
            command["source"],
            command.get("pixel_ratio", 1.0),
            command.get("experiment", False),
        )
        return {**result}

    def _on_restart(self, command: dict[str, Any]) -> dict[str, Any]:
        # Who begins anew wants to run cells: better to keep the variables than to have neither.
        self._refuse_while_training(RUN_LATER)
        notebook = self._notebooks.pop(command.get("notebook", NOTEBOOK), None)
        if notebook:
            notebook.restart()
            gc.collect()
        return {}

    def _on_program(self, command: dict[str, Any]) -> dict[str, Any]:
        return {"cells": cells_from_recipe(Recipe.from_json(command["recipe"]))}

    def _notebook(self, command: dict[str, Any]) -> Notebook:
        """The notebook of a command, by its name; a new one if there is none of that name."""
        if self._new_notebook is None:
            raise BusyError("The notebook is not open yet.", "Try again in a moment.")
        name = command.get("notebook", NOTEBOOK)
        if name not in self._notebooks:
            self._notebooks[name] = self._new_notebook()
        return self._notebooks[name]

    def _refuse_while_training(self, hint: str = "Press Stop first.") -> None:
        if self._current() is not None:
            raise BusyError("A training is under way.", hint)
