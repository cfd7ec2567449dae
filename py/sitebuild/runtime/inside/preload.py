"""Imports what the memory snapshot shall hold, and frees what it shall not."""

import gc
import importlib
import linecache
import sys
import zipimport


def load(names: list[str]) -> None:
    """Import all `names`, as trace_imports listed them."""
    for name in names:
        importlib.import_module(name)


def tidy() -> None:
    """Clear caches about files, which a snapshot does not hold, and free what is unused."""
    linecache.clearcache()
    importlib.invalidate_caches()
    vars(zipimport)["_zip_directory_cache"].clear()
    sys.path_importer_cache.clear()
    for name in ("trace_imports", __name__):
        sys.modules.pop(name, None)
    for _ in range(3):
        gc.collect()
    # What is alive now stays alive: no collection needs to look at it again.
    gc.freeze()
