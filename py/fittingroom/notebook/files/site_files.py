"""Files of the site's data folder, fetched while a cell waits for them, and checked."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Sequence

from fittingroom.app.pictures.store import DataError, Store
from fittingroom.notebook.output.out_stream import OutStream

Fetch = Callable[[str], bytes | memoryview]
"""Return the content of a file of the site, by its path below the page's folder, or raise."""

FOLDER = "data/"

PAST_CACHES = (
    "It was asked for twice, the second time past every cache. Run the cell again later; if it "
    "stays so, tell whoever runs this site or your network."
)


def fetch_accepted[T](fetch: Fetch, path: str, accept: Callable[[bytes | memoryview], T]) -> T:
    """Return what `accept` makes of a file; one that it refuses is fetched once more.

    A cache may hold a damaged copy, or the page of a filter; it has none under another address.
    """
    try:
        return accept(fetch(path))
    except MemoryError:
        raise
    except Exception:
        return accept(fetch(f"{path}?afresh={time.time_ns()}"))


class SiteFiles:
    """The data folder of the site.

    Args:
        store: the page's files.
        fetch: fetches one of them.
        out: gets an output of kind `"progress"` at each step.
    """

    def __init__(self, store: Store, fetch: Fetch, out: OutStream) -> None:
        self._store = store
        self._fetch = fetch
        self._out = out

    def add_to_store(self, label: str, names: Sequence[str]) -> None:
        """Fetch files into the store.

        Raises:
            OSError: if one cannot be fetched, or is not what this page was built with.
        """
        total = sum(map(self._store.wire_bytes, names))
        loaded = 0
        for name in names:
            self._out.emit({"kind": "progress", "label": label, "loaded": loaded, "total": total})
            self._fetch_accepted(name, self._store.add)
            loaded += self._store.wire_bytes(name)
        if names:
            self._out.emit({"kind": "progress", "label": label, "loaded": total, "total": total})

    def read(self, label: str, name: str) -> bytes:
        """Return the content of a file that the store does not keep.

        Raises:
            OSError: if it cannot be fetched, or is not what this page was built with.
        """
        total = self._store.wire_bytes(name)
        self._out.emit({"kind": "progress", "label": label, "loaded": 0, "total": total})
        content = self._fetch_accepted(name, self._store.check)
        self._out.emit({"kind": "progress", "label": label, "loaded": total, "total": total})
        return content

    def _fetch_accepted(self, name: str, accept: Callable[[str, bytes], None]) -> bytes:
        def accepted(content: bytes | memoryview) -> bytes:
            inflated = _inflate(content)
            accept(name, inflated)
            return inflated

        try:
            return fetch_accepted(self._fetch, FOLDER + name, accepted)
        except MemoryError:
            raise
        except DataError as error:
            raise OSError(f"{error} {PAST_CACHES}") from error
        except Exception as error:
            raise OSError(
                f"{name} could not be fetched ({error}). Check the connection and run the cell "
                "again."
            ) from error


def _inflate(content: bytes | memoryview) -> bytes:
    """Return the content of gzip; a server may have inflated it already."""
    if bytes(content[:2]) != b"\x1f\x8b":
        return bytes(content)
    try:
        return zlib.decompress(content, 31)
    except zlib.error:
        return bytes(content)  # The check of its hash refuses it.
