"""Data for cells: `load_data` of Keras's data sets and lesson 3's file, brought when asked for.

Shares the store of what the page has downloaded already; the rest it fetches before it returns,
and tells how far it is. Imports NumPy, `datasets` and `digits`.
"""

from __future__ import annotations

import functools
import io
import os
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fittingroom.app import digits
from fittingroom.app.fashion_files import FASHION_NPZ
from fittingroom.app.store import DataError, Store
from fittingroom.notebook.out_stream import Outlet

Fetch = Callable[[str], bytes | memoryview]
"""Brings a file of the site by its path below the page's folder, or raises."""
Pair = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]

FOLDER = "data/"
AFRESH = "?afresh"


class CellData:
    """What cells can load.

    Args:
        store: the page's files.
        fetch: brings one of them.
        outlet: is told how far it is.
    """

    def __init__(self, store: Store, fetch: Fetch, outlet: Outlet) -> None:
        self._store = store
        self._fetch = fetch
        self._outlet = outlet

    def load_fashion_mnist(self) -> tuple[Pair, Pair]:
        """Load Fashion-MNIST.

        Returns:
            `(x_train, y_train), (x_test, y_test)`: images `(60000, 28, 28)` and `(10000, 28, 28)`,
            uint8 from 0 to 255, labels `(60000,)` and `(10000,)`, uint8 from 0 to 9.

        Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747.
        """
        everything = (10, 60_000)
        self._bring("Fashion-MNIST", self._store.missing(*everything))
        dataset = self._store.dataset(*everything)
        # Copies: what the learner does to them must not change the page's own pictures.
        train, test = (
            (dataset.pixels[part][dataset.rows[part]], dataset.labels[part].copy())
            for part in ("train", "test")
        )
        return train, test

    def load_mnist(self, path: str = "mnist.npz") -> tuple[Pair, Pair]:
        """Load the digits of MNIST that this page has, and say which they are.

        Args:
            path: has no meaning here.

        Returns:
            `(x_train, y_train), (x_test, y_test)`: images `(4000, 28, 28)` and `(1000, 28, 28)`,
            uint8 from 0 to 255, labels `(4000,)` and `(1000,)`, uint8 from 0 to 9, 400 and 100 of
            each digit.
        """
        parts = digits.unpack(self._content("MNIST", digits.FILE))
        print(
            "These are 5,000 of MNIST's 70,000 digits, 4,000 to train and 1,000 to test, so that "
            "they arrive and train quickly."
        )
        return parts["train"], parts["test"]

    @contextmanager
    def found(self) -> Generator[None]:
        """Let `np.load` find lesson 3's file inside a ``with`` block, wherever it is looked for."""
        original = np.load

        @functools.wraps(original)
        def load(file: Any, *given: Any, **named: Any) -> Any:
            if _is_lesson_file(file):
                file = io.BytesIO(self._content(FASHION_NPZ, FASHION_NPZ))
            return original(file, *given, **named)

        np.load = load
        try:
            yield
        finally:
            np.load = original

    def _bring(self, label: str, names: list[str]) -> None:
        """Put files into the store."""
        total = sum(map(self._store.wire_bytes, names))
        loaded = 0
        for name in names:
            self._outlet.emit("progress", label=label, loaded=loaded, total=total)
            self._accepted(name, self._store.add)
            loaded += self._store.wire_bytes(name)
        if names:
            self._outlet.emit("progress", label=label, loaded=total, total=total)

    def _content(self, label: str, name: str) -> bytes:
        """The content of a file that the store does not keep."""
        total = self._store.wire_bytes(name)
        self._outlet.emit("progress", label=label, loaded=0, total=total)
        content = self._accepted(name, self._store.check)
        self._outlet.emit("progress", label=label, loaded=total, total=total)
        return content

    def _accepted(self, name: str, accept: Callable[[str, bytes], None]) -> bytes:
        """The content of a file, once `accept` has checked it.

        Raises:
            DataError: it is not what this page was built with.
            OSError: it cannot be fetched.
        """
        content = self._inflated(name)
        try:
            accept(name, content)
        except DataError:
            # A cache may hold what was wrong once; under another address it knows nothing of it.
            content = self._inflated(name, AFRESH)
            accept(name, content)
        return content

    def _inflated(self, name: str, query: str = "") -> bytes:
        try:
            content = self._fetch(FOLDER + name + query)
        except Exception as error:
            raise OSError(
                f"{name} could not be fetched ({error}). Check the connection and run the cell "
                "again."
            ) from error
        # A server may have inflated it already.
        if bytes(content[:2]) != b"\x1f\x8b":
            return bytes(content)
        try:
            return zlib.decompress(content, 31)
        except zlib.error:
            return bytes(content)  # whose hash will tell


def _is_lesson_file(file: object) -> bool:
    if not isinstance(file, str | os.PathLike):
        return False
    path = Path(file)  # pyright: ignore[reportUnknownArgumentType]
    return path.name == FASHION_NPZ and not path.exists()
