"""The session: what lives in the worker between two messages.

It owns the data, the model and the current run, and works only inside `Session.step`, for about as
long as it is given. Knows no browser: every command can be tried in plain CPython.
"""

from __future__ import annotations

import gc
import json
import platform
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, assert_never

import numpy as np

import fittingroom
from fittingroom.app.description import describe, estimate
from fittingroom.app.faults import BusyError, NeedsFilesError, from_exception, lost
from fittingroom.app.inside.inside import (
    card_of_unit,
    contributions_to_unit,
    layer_histograms,
    look,
    nearest_pictures,
    trace_picture,
)
from fittingroom.app.inside.predictions import predictions
from fittingroom.app.pictures.data_sets import DataSets
from fittingroom.app.pictures.images import picture
from fittingroom.app.pictures.store import Store
from fittingroom.app.recipe import Recipe
from fittingroom.app.run import Run, run_end
from fittingroom.app.speed import Speed
from fittingroom.app.stride import Stride
from fittingroom.notebook import Notebook
from fittingroom.notebook.files.site_files import Fetch
from fittingroom.notebook.packages.wheels import WheelFinder
from fittingroom.notebook.program.keras_source import cells_from_recipe

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app import commands, protocol, records
    from fittingroom.app.own.own_pictures import OwnPictures

REPORT_INTERVAL = 0.1
"""Least seconds between two progress events of a run."""


def versions() -> dict[str, str]:
    """Return the versions of Python, NumPy and fittingroom."""
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
        self._speed = Speed()
        self._data_sets = DataSets(self._store)
        self._own_pictures: OwnPictures | None = None
        self._run: Run | None = None
        self._work: Generator[None] | None = None
        self._waiting: tuple[int, Recipe] | None = None
        self._goes_on = False
        self._paused = False
        self._stride: Stride | None = None
        self._notebooks: dict[str, Notebook] = {}
        self._new_notebook: Callable[[], Notebook] | None = None
        self._fetch: Fetch | None = None
        self._events: list[protocol.RunEvent] = []
        self._reported = 0.0

    def handle(self, message: str, content: bytes | memoryview | None = None) -> protocol.Answer:
        """Answer one command, given as JSON; never raises.

        Args:
            content: the bytes that belong to the command, where some do.
        """
        try:
            command = json.loads(message)
            if content is not None:
                command["content"] = bytes(content)
            return {"value": self._value(command)}
        except NeedsFilesError as needs:
            return {"needs": needs.files}
        except Exception as error:  # whatever it was, it becomes a fault in words
            return {"error": from_exception(error)}

    def open_notebook(self, emit: Callable[[protocol.CellOutput], object], fetch: Fetch) -> None:
        """Let cells be run.

        Args:
            emit: called with each output of a cell while it runs.
            fetch: returns the content of a file of the site, by its path.
        """
        self._fetch = fetch
        self._new_notebook = lambda: Notebook(emit, fetch, self._store)

    def missing(self) -> list[records.FileSize]:
        """Return the files that the accepted run still needs."""
        if self._waiting is None:
            return []
        _, recipe = self._waiting
        return self._store.with_sizes(self._data_sets.missing(recipe))

    def add(
        self, name: str, content: bytes | memoryview, sha256: str | None = None
    ) -> dict[str, records.Fault]:
        """Take a file's content; return `{"error": ...}` when it is not what it should be.

        Args:
            sha256: its SHA-256 in hex, where the browser has computed it.
        """
        try:
            self._store.add(name, content, sha256)
        except Exception as error:
            return {"error": from_exception(error)}
        return {}

    def fail(self, run_id: int, error: str) -> None:
        """End an accepted run whose files could not be fetched.

        Args:
            error: the fault, as JSON.
        """
        if self._waiting and self._waiting[0] == run_id:
            self._waiting = None
            self._end_unbegun(run_id, "failed", json.loads(error))

    def warm_up(self) -> list[protocol.RunEvent]:
        """Train once on blank pictures: see `warm_up`. The events are not the page's."""
        from fittingroom.app.start.warm_up import warm_up

        return warm_up(self._speed)

    def step(self, budget_ms: float) -> protocol.StepOutcome:
        """Work for about `budget_ms` milliseconds, at least one batch."""
        self._begin_when_ready()
        if self._work and not self._paused:
            self._advance(time.perf_counter() + budget_ms / 1000)
        events = self._events.copy()
        self._events.clear()
        return {"events": events, "more": self._work is not None and not self._paused}

    def _value(self, command: commands.Command) -> protocol.ReplyValue:
        """Return the value of the reply to a command."""
        match command:
            case {"type": "describe"}:
                return describe(
                    Recipe.from_json(command["recipe"]), self._data_sets, self._store, self._speed
                )
            case {"type": "images"}:
                return self._images(command)
            case {"type": "look"}:
                return look(self._trained(), command)
            case {"type": "trace"}:
                return trace_picture(self._trained(), command)
            case {"type": "contributions"}:
                return contributions_to_unit(self._trained(), command)
            case {"type": "unit"}:
                return card_of_unit(self._trained(), command)
            case {"type": "histograms"}:
                return layer_histograms(self._trained(), command)
            case {"type": "predictions"}:
                return predictions(self._trained(), command)
            case {"type": "answer"}:
                return self._answer(command)
            case {"type": "nearest"}:
                return nearest_pictures(self._trained(), command)
            case {"type": "lens"}:
                return self._lens(command)
            case {"type": "own-set" | "own-open" | "own-next" | "own-file"}:
                return self._own(command)
            case {"type": "fit"}:
                self._fit(command)
            case {"type": "pause"}:
                self._set_paused(True)
            case {"type": "resume"}:
                self._set_paused(False)
            case {"type": "advance"}:
                self._set_paused(False)
                self._advance_by(command["by"])
            case {"type": "stop"}:
                self._stop()
            case {"type": "test"}:
                self._test(here=command.get("here", False))
            case {"type": "summarize"}:
                from fittingroom.app.inside.comparison import summarize

                return summarize(command)
            case {"type": "estimate"}:
                recipes = [*map(Recipe.from_json, command["recipes"])]
                return estimate(recipes, self._data_sets, self._store, self._speed)
            case {"type": "run-cell"}:
                return self._run_cell(command)
            case {"type": "restart"}:
                self._restart(command["notebook"])
            case {"type": "program"}:
                return {"cells": cells_from_recipe(Recipe.from_json(command["recipe"]))}
            case {"type": "data-files"}:
                return {"files": self._data_sets.needed(Recipe.from_json(command["recipe"]))}
            case {"type": "export"}:
                return self._export(command)
            case {"type": "export-list"}:
                from fittingroom.app.exports.ray_script import export_list

                return export_list([*map(Recipe.from_json, command["recipes"])])
            case {"type": "open-model"}:
                return self._open_model(command)
            case _:
                assert_never(command)
        return {}

    def _begin_when_ready(self) -> None:
        """Start the accepted run once all its files are there."""
        if self._waiting is None or self._paused or self.missing():
            return
        run_id, recipe = self._waiting
        self._waiting = None
        try:
            first = self._run is None
            earlier = self._run if self._can_go_on(recipe) else None
            self._run = Run(
                run_id,
                recipe,
                self._data_sets.dataset(recipe),
                self._events.append,
                earlier=earlier,
            )
            if not first:
                # Models and their callbacks refer to each other: without this, finished runs
                # would stay in memory until Python's own next full collection.
                gc.collect()
            self._work = self._run.work()
        except Exception as error:
            self._end_unbegun(run_id, "failed", from_exception(error))

    def _can_go_on(self, recipe: Recipe) -> bool:
        """Return whether the run to begin is to go on from the latest, and can."""
        run = self._run
        return self._goes_on and run is not None and run.whole and recipe.goes_on_from(run.recipe)

    def _advance(self, deadline: float) -> None:
        run, work = self._run, self._work
        assert run is not None
        assert work is not None
        try:
            with run.clock.running():
                next(work)
                while time.perf_counter() < deadline and not self._is_done_with_stride(run):
                    next(work)
            if self._is_done_with_stride(run):
                self._pause_at(run)
        except StopIteration:
            self._work = None
            self._speed.learn(run.recipe, run.backend, run.durations)
            run.durations.clear()
        except Exception as error:
            self._work = None
            run.fail(error)
        if time.perf_counter() - self._reported >= REPORT_INTERVAL:
            self._reported = time.perf_counter()
            run.report()

    def _advance_by(self, unit: commands.Stride | None) -> None:
        """Pause after the next batch or epoch; None goes on as usual."""
        run = self._run if self._waiting is None else None
        if unit is None:
            self._stride = None
            return
        self._stride = Stride(unit, run.position(unit) if run and not run.ended else 0)

    def _is_done_with_stride(self, run: Run) -> bool:
        return self._stride is not None and self._stride.is_over(run)

    def _pause_at(self, run: Run) -> None:
        self._stride, self._paused = None, True
        run.report()
        self._events.append({"type": "run-paused", "run_id": run.run_id, "network": run.network()})

    def _end_unbegun(
        self, run_id: int, reason: protocol.RunEndReason, error: records.Fault | None
    ) -> None:
        """End a run that never trained."""
        self._events.append(run_end(run_id, reason, error=error))

    def _images(self, command: commands.Images) -> protocol.ImagesReply:
        recipe = Recipe.from_json(command["recipe"])
        part, start = command["part"], command["start"]
        total = self._data_sets.size(recipe, part)
        window = range(total)[start : start + command["count"]]
        missing = self._data_sets.missing(recipe, part, slice(window.start, window.stop))
        if missing:
            raise NeedsFilesError(self._store.with_sizes(missing))
        dataset = self._data_sets.dataset(recipe)
        return {"images": [picture(dataset, part, i) for i in window], "total": total}

    def _trained(self) -> Run:
        """Return the run whose network can be looked at."""
        if self._run is None:
            raise lost()
        return self._run

    def _export(self, command: commands.Export) -> protocol.ExportReply:
        from fittingroom.app.exports.lab_files import export
        from fittingroom.notebook.program.keras_elsewhere import cells_for_elsewhere

        recipe = Recipe.from_json(command["recipe"])
        run = self._run if self._run and self._run.recipe == recipe else None
        return export(command["format"], cells_for_elsewhere(recipe), run)

    def _open_model(self, command: commands.OpenModel) -> protocol.OpenModelReply:
        """Show a model that has learned elsewhere as a run that has ended."""
        from fittingroom.app import model_file

        if self._current() is not None:
            raise BusyError("A training is under way.")
        given = command["recipe"]
        opened = model_file.read(command["name"], command["content"], given)
        recipe = Recipe.from_json({**given, **opened.settings})
        missing = self._data_sets.missing(recipe)
        if missing:
            raise NeedsFilesError(self._store.with_sizes(missing))
        self._close_work()
        dataset = self._data_sets.dataset(recipe)
        self._run = Run(command["run_id"], recipe, dataset, self._events.append, opened.weights)
        self._work = self._run.show()
        return opened.settings

    def _close_work(self) -> None:
        if self._work:
            self._work.close()
            self._work = None

    def _answer(self, command: commands.AnswerCommand) -> records.OwnAnswer:
        from fittingroom.app.inside import own_answer

        pixels = command["pixels"]
        if self._run is None or not self._run.history:
            recipe = Recipe.from_json(command["recipe"])
            return own_answer.untrained(recipe, self._data_sets.class_names(recipe), pixels)
        return own_answer.trained(self._run, pixels, self._run.epoch(command.get("epoch")))

    def _lens(self, command: commands.LensCommand) -> records.LensView:
        from fittingroom.app.lens.lens import look_through

        way, invert = command["way"], command["invert"]
        # Numbers need no decoder: its wheel is fetched for files only.
        if "pixels" in command:
            return look_through(command["pixels"], way, invert)
        with self._wheels():
            return look_through(command.get("content", b""), way, invert)

    def _own(self, command: commands.OwnCommand) -> protocol.OwnReply:
        """Answer a command on the learner's own set; its modules come when first used."""
        if self._own_pictures is None:
            from fittingroom.app.own.own_pictures import OwnPictures

            self._own_pictures = OwnPictures(self._data_sets)
        with self._wheels():
            return self._own_pictures.answer(command)

    def _wheels(self) -> AbstractContextManager[None]:
        """Make packages importable for a while that come when first used, such as Pillow."""
        return WheelFinder(self._fetch).installed() if self._fetch else nullcontext()

    def _fit(self, command: commands.Fit) -> None:
        if self._current() is not None:
            raise BusyError("A training is under way.")
        recipe = Recipe.from_json(command["recipe"])
        self._close_work()
        # The last run stays until its successor begins: a download may fail.
        self._waiting = (command["run_id"], recipe)
        self._goes_on = command.get("go_on", False)
        self._paused = False
        self._advance_by(command.get("advance"))

    def _set_paused(self, paused: bool) -> None:
        run_id = self._current()
        if run_id is None:
            raise BusyError("Nothing is being trained.")
        self._paused = paused
        self._stride = None
        self._events.append(
            {"type": "run-paused", "run_id": run_id, "network": None}
            if paused
            else {"type": "run-resumed", "run_id": run_id}
        )

    def _current(self) -> int | None:
        """Return the id of the run that has not ended yet, if there is one."""
        if self._waiting:
            return self._waiting[0]
        return self._run.run_id if self._run and not self._run.ended else None

    def _stop(self) -> None:
        """End the run now; what it has learned is evaluated afterwards, until the next command."""
        self._paused = False
        if self._waiting:
            run_id, self._waiting = self._waiting[0], None
            self._end_unbegun(run_id, "stopped", None)
        elif self._run and not self._run.ended and self._work:
            self._work.close()
            self._run.end("stopped")
            self._work = self._run.evaluate()

    def _test(self, *, here: bool) -> None:
        """Test the latest run, which has ended, on the pictures that all runs are compared by."""
        run = self._trained()
        if self._current() is not None or not run.history:
            raise BusyError("A network is tested once its training has ended.")
        missing = [] if here else self._data_sets.missing_tests(run.recipe)
        if missing:
            raise NeedsFilesError(self._store.with_sizes(missing))
        self._close_work()
        self._work = run.test(self._data_sets.tests(run.recipe))

    def _run_cell(self, command: commands.RunCell) -> protocol.RunCellReply:
        return self._notebook(command["notebook"]).run(
            command["cell"],
            command["source"],
            command["pixel_ratio"],
            command.get("experiment", False),
        )

    def _restart(self, name: str) -> None:
        notebook = self._notebooks.pop(name, None)
        if notebook:
            notebook.restart()
            gc.collect()

    def _notebook(self, name: str) -> Notebook:
        """Return the notebook of a name; a new one if there is none."""
        if self._new_notebook is None:
            raise BusyError("The notebook is not open yet.", "Try again in a moment.")
        if name not in self._notebooks:
            self._notebooks[name] = self._new_notebook()
        return self._notebooks[name]
