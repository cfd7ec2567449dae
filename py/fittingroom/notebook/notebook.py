"""The notebook: runs cells one after another in one namespace and tells what they say.

What a cell prints, shows and raises goes out as outputs while it runs; between cells Python is as
if there were no notebook. Imports no browser: whoever makes one says where outputs go and how files
are fetched.
"""

from __future__ import annotations

import gc
import struct
import sys
import time
import warnings
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from types import ModuleType
from typing import Any

from fittingroom.app.fingerprint import fingerprint
from fittingroom.app.from_recipe import use_backend
from fittingroom.app.store import Store
from fittingroom.backend import global_state
from fittingroom.callbacks import History
from fittingroom.compat import Compat
from fittingroom.compat.deprecations import Notes
from fittingroom.notebook import figures
from fittingroom.notebook.data import CellData, Fetch
from fittingroom.notebook.display import show
from fittingroom.notebook.out_stream import NoInput, Outlet, Output, Stream
from fittingroom.notebook.source import compile_cell, future_flags
from fittingroom.notebook.tracebacks import Sources
from fittingroom.notebook.wheels import WheelFinder

LONG = 0.5
"""Seconds after which a cell may have made models; these hold each other, and large arrays."""


class Notebook:
    """Cells that share their variables, and nothing with anybody else.

    Args:
        emit: takes each output, a dict with its `kind`, as soon as there is one.
        fetch: brings a file of the site.
        store: the page's data.
    """

    def __init__(self, emit: Callable[[Output], object], fetch: Fetch, store: Store) -> None:
        self._outlet = Outlet(emit)
        self._data = CellData(store, fetch, self._outlet)
        self._wheels = WheelFinder(fetch, self._outlet)
        self._sources = Sources()
        self.restart()

    def restart(self) -> None:
        """Start with fresh variables, fresh names and fresh chance."""
        self._sources.clear()
        self._flags = 0
        self._main = ModuleType("__main__")
        vars(self._main)["display"] = self.display
        self._core = global_state.GlobalState()
        with global_state.scope(self._core):
            use_backend("wasm")
        self._notes = Notes()
        self._compat = Compat(
            {"fashion_mnist": self._data.load_fashion_mnist, "mnist": self._data.load_mnist}
        )

    def run(
        self, cell: str, source: str, pixel_ratio: float = 1.0, experiment: bool = False
    ) -> dict[str, Any]:
        """Run a cell.

        Args:
            cell: its name, as it stands in tracebacks.
            source: its text.
            pixel_ratio: pixels of the screen for one of the page; figures are drawn for it.

        Returns:
            ``status``, ``"ok"`` or ``"error"``, ``seconds`` it took, and ``fingerprint``, that of
            the History which the cell's last training left in a variable; None if there is none.
        """
        begun = time.perf_counter()
        status = "ok"
        before = self._histories()
        with self._as_main(), figures.shown(self._outlet, pixel_ratio):
            try:
                try:
                    self._run(cell, source)
                finally:
                    figures.show_open()
            except SystemExit as leaving:
                self._leave(leaving)
            # KeyboardInterrupt too: whatever ended the cell, the notebook goes on.
            except BaseException as error:
                status = "error"
                self._outlet.emit("error", **self._sources.describe(error))
            finally:
                self._outlet.flush()
        seconds = time.perf_counter() - begun
        if seconds > LONG:
            gc.collect()
        new = [history for history in self._histories() if all(history is not b for b in before)]
        mark = _mark(new[-1]) if new else None
        return {"status": status, "seconds": seconds, "fingerprint": mark, "experiment": None}

    def display(self, *given: object) -> None:
        """Show values below the cell, as the last line's value is shown."""
        for value in given:
            show(value, self._outlet)

    def _histories(self) -> list[History]:
        return [value for value in vars(self._main).values() if isinstance(value, History)]

    def _run(self, cell: str, source: str) -> None:
        variables = vars(self._main)
        # A warning that was told once is told again when its cell runs again.
        variables.pop("__warningregistry__", None)
        code = compile_cell(source, self._sources.add(cell, source), self._flags)
        for note in (*code.notes, *self._notes.on(code.tree)):
            self._outlet.emit("note", text=note)
        self._flags |= future_flags(code.body)
        exec(code.body, variables)
        if code.value is not None:
            value = eval(code.value, variables)
            if value is not None:
                variables["_"] = value
                show(value, self._outlet)

    def _leave(self, leaving: SystemExit) -> None:
        """The cell called `sys.exit()`."""
        if isinstance(leaving.code, str):
            self._outlet.write("stderr", f"{leaving.code}\n")
        self._outlet.emit("note", text="The cell ended itself with sys.exit().")

    @contextmanager
    def _as_main(self) -> Generator[None]:
        """Let Python be the notebook's for a while: streams, `__main__`, chance, import paths."""
        with ExitStack() as stack:
            for owner, name, value in (
                (sys, "stdin", NoInput()),
                (sys, "stdout", Stream("stdout", self._outlet)),
                (sys, "stderr", Stream("stderr", self._outlet)),
                (warnings, "showwarning", _show_warning),
            ):
                stack.enter_context(_replaced(owner, name, value))
            before = sys.modules["__main__"]
            stack.callback(sys.modules.__setitem__, "__main__", before)
            sys.modules["__main__"] = self._main
            for part in (global_state.scope(self._core), self._data.found()):
                stack.enter_context(part)
            for finder in (self._compat, self._wheels):
                stack.enter_context(finder.installed())
            yield


def _mark(history: History) -> str | None:
    """The fingerprint of a History, unless the cell has put something else into it."""
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


def _show_warning(message: Warning | str, category: type[Warning], *_: object) -> None:
    """Tell a warning in one line: where it was raised inside a library helps no learner."""
    print(f"{category.__name__}: {message}", file=sys.stderr)
