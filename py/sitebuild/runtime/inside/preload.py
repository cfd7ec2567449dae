"""Runs inside the Pyodide whose memory becomes the snapshot: imports, and leaves no litter."""

import gc
import importlib
import linecache
import sys
import zipimport


def load(names: list[str]) -> None:
    """Import everything; what this platform does not have was not imported in the rehearsal."""
    for name in names:
        importlib.import_module(name)


def tidy() -> None:
    """Forget what speaks of files, which a snapshot does not hold, and free what is not used."""
    linecache.clearcache()
    importlib.invalidate_caches()
    vars(zipimport)["_zip_directory_cache"].clear()
    sys.path_importer_cache.clear()
    for name in ("rehearsal", __name__):
        sys.modules.pop(name, None)
    for _ in range(3):
        gc.collect()
    # What lives until now lives for ever: no collection needs to look at it again.
    gc.freeze()
