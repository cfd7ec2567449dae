"""The notebook: runs cells one after another in one namespace and emits their outputs.

Between two cells Python is as if there were no notebook.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import struct
import sys
import time
import warnings
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from fittingroom.app.fingerprint import fingerprint
from fittingroom.app.from_recipe import use_backend
from fittingroom.app.pictures.store import Store
from fittingroom.app.start import docstrings
from fittingroom.backend import global_state
from fittingroom.callbacks import History
from fittingroom.compat import Compat
from fittingroom.compat.deprecations import DeprecationNotes
from fittingroom.notebook import event_loop
from fittingroom.notebook.errors.cell_warnings import CellWarnings
from fittingroom.notebook.errors.tracebacks import CellSources
from fittingroom.notebook.experiment import EpochWatch, read_experiment
from fittingroom.notebook.files.dataset_loaders import dataset_loaders
from fittingroom.notebook.files.numpy_load import patched_load
from fittingroom.notebook.files.site_files import Fetch, SiteFiles
from fittingroom.notebook.guards import unavailable
from fittingroom.notebook.guards.builtins_guard import BuiltinsGuard
from fittingroom.notebook.guards.modules_guard import ModulesGuard
from fittingroom.notebook.guards.nesting import limited_json
from fittingroom.notebook.output import figures
from fittingroom.notebook.output.display import display
from fittingroom.notebook.output.out_stream import OutStream
from fittingroom.notebook.output.standard_streams import DisabledInput, StandardOutput
from fittingroom.notebook.packages.absent_packages import absent_packages
from fittingroom.notebook.packages.wheels import WheelFinder
from fittingroom.notebook.source.cell_code import compile_cell, future_flags
from fittingroom.notebook.source.prompts import remove_prompts

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import CellOutput, RunCellReply

COLLECT_AFTER = 0.5
"""Seconds after which a cell may have made models; these hold each other, and large arrays."""


class Notebook:
    """Cells that share their variables with each other only.

    Args:
        emit: called with each output, a dict with its `kind`, as soon as there is one.
        fetch: returns the content of a file of the site.
        store: the page's data.
    """

    def __init__(self, emit: Callable[[CellOutput], object], fetch: Fetch, store: Store) -> None:
        self._emit = emit
        self._watch: EpochWatch | None = None
        self._out = OutStream(self._emitted)
        self._files = SiteFiles(store, fetch, self._out)
        self._dataset_loaders = dataset_loaders(store, self._files)
        self._wheels = WheelFinder(fetch, self._out)
        self._sources = CellSources()
        self._warnings = CellWarnings()
        self.restart()

    def restart(self) -> None:
        """Start with fresh variables, fresh names and a fresh RNG."""
        self._sources.clear()
        self._flags = 0
        self._main = ModuleType("__main__")
        vars(self._main)["display"] = self.display
        self._core = global_state.GlobalState(dataset_loaders=self._dataset_loaders)
        with global_state.scope(self._core):
            use_backend("wasm")
        self._notes = DeprecationNotes()
        self._compat = Compat(self._dataset_loaders)

    def run(
        self, cell: str, source: str, pixel_ratio: float = 1.0, experiment: bool = False
    ) -> RunCellReply:
        """Run a cell.

        Args:
            cell: its name, as it stands in tracebacks.
            pixel_ratio: device pixels per CSS pixel; figures are drawn for it.
            experiment: whether to emit what its training comes to, and to return its results.
        """
        begun = time.perf_counter()
        status = "ok"
        before = self._histories()
        self._out.begin_cell()
        self._watch = EpochWatch(vars(self._main), self._emit) if experiment else None
        guard, modules = BuiltinsGuard(), ModulesGuard()
        with self._as_main(), figures.target(self._out, pixel_ratio):
            try:
                try:
                    with modules, guard:
                        self._execute(cell, source)
                finally:
                    figures.emit_open_figures()
            except SystemExit as leaving:
                self._note_exit(leaving)
            # KeyboardInterrupt too: whatever ended the cell, the notebook goes on.
            except BaseException as error:
                status = "error"
                self._out.emit(self._sources.describe(error))
            finally:
                self._emit_notes(guard.changed, modules.restored)
                self._out.flush()
        seconds = time.perf_counter() - begun
        if seconds > COLLECT_AFTER:
            gc.collect()
        new = [history for history in self._histories() if all(history is not b for b in before)]
        wanted = experiment and status == "ok"
        return {
            "status": status,
            "seconds": seconds,
            "fingerprint": _fingerprint(new[-1]) if new else None,
            "experiment": read_experiment(vars(self._main)) if wanted else None,
        }

    def display(self, *values: object) -> None:
        """Display values below the cell, as the last line's value is."""
        for value in values:
            display(value, self._out)

    def _emitted(self, output: CellOutput) -> None:
        """Emit an output, and what a training has come to that has printed it."""
        self._emit(output)
        if self._watch:
            self._watch.look()

    def _histories(self) -> list[History]:
        # Not isinstance: it asks the value for its class, and a learner's own may fail at that.
        return [value for value in vars(self._main).values() if issubclass(type(value), History)]

    def _execute(self, cell: str, source: str) -> None:
        variables = vars(self._main)
        source = remove_prompts(source)
        # A warning that was shown once is shown again when its cell runs again, also one that the
        # core raised: whatever may have changed filters makes Python forget what it has shown.
        with warnings.catch_warnings():
            pass
        code = compile_cell(source, self._sources.add(cell, source), self._flags)
        if docstrings.are_needed(source):
            try:
                docstrings.restore()
            except OSError as error:
                self._note(str(error))
        for note in (*code.notes, *self._notes.find(code.tree)):
            self._note(note)
        if absent := self._compat.absent_imports(code.tree):
            self._note(
                f"Not in this page: {', '.join(absent)}. The cell runs without, until it uses one."
            )
        self._flags |= future_flags(code.body)
        try:
            _evaluate(code.body, variables)
        except ModuleNotFoundError as error:
            further = [name for name in absent_packages(code.tree) if name != error.name]
            if further:
                error.add_note(f"Also imported by this cell and not here: {', '.join(further)}.")
            raise
        if code.value is not None:
            value = _evaluate(code.value, variables)
            if value is not None:
                variables["_"] = value
                display(value, self._out)

    def _emit_notes(self, changed: list[str], restored: bool) -> None:
        """Emit what is said once the cell is over.

        Args:
            changed: built-in names that the cell has changed.
            restored: whether it has removed modules.
        """
        if restored:
            self._note("The cell removed modules that Python works with: they are restored.")
        if changed:
            names = ", ".join(changed)
            self._note(f"The cell changed what Python itself has under {names}: it is restored.")
        missing = self._warnings.missing_characters()
        if missing:
            self._note(missing)

    def _note(self, text: str) -> None:
        self._out.emit({"kind": "note", "text": text})

    def _note_exit(self, leaving: SystemExit) -> None:
        """Emit what is said of a cell that called `sys.exit()`."""
        # A learner's own class may have made anything of `code`.
        with suppress(Exception):
            if isinstance(leaving.code, str):
                self._out.write("stderr", f"{leaving.code}\n")
        self._note("The cell ended itself with sys.exit().")

    @contextmanager
    def _as_main(self) -> Generator[None]:
        """Give Python the notebook's streams, `__main__`, global state and import paths."""
        with ExitStack() as stack:
            for owner, name, value in (
                (sys, "stdin", DisabledInput()),
                (sys, "stdout", StandardOutput("stdout", self._out)),
                (sys, "stderr", StandardOutput("stderr", self._out)),
                (sys, "setrecursionlimit", unavailable.set_recursion_limit),
                (sys, "breakpointhook", unavailable.breakpointhook),
                (os, "system", unavailable.system),
                (asyncio, "run", event_loop.run),
                (warnings, "showwarning", self._warnings.show),
            ):
                stack.enter_context(_replaced(owner, name, value))
            before = sys.modules["__main__"]
            stack.callback(sys.modules.__setitem__, "__main__", before)
            sys.modules["__main__"] = self._main
            parts = (global_state.scope(self._core), patched_load(self._files), limited_json())
            for part in parts:
                stack.enter_context(part)
            for finder in (self._compat, self._wheels):
                stack.enter_context(finder.installed())
            yield


def _evaluate(code: CodeType, variables: dict[str, object]) -> object:
    """Run compiled code; one that awaits is a coroutine, which is run to its end."""
    value = eval(code, variables)
    if code.co_flags & inspect.CO_COROUTINE:
        return event_loop.run(value)
    return value


def _fingerprint(history: History) -> str | None:
    """Return the fingerprint of a History; None if the cell has put something else into it."""
    with suppress(AttributeError, TypeError, ValueError, struct.error):
        return fingerprint(history.history)
    return None


@contextmanager
def _replaced(owner: ModuleType, name: str, value: object) -> Generator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)
