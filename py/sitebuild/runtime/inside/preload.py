"""Imports what the memory snapshot shall hold, and frees what it shall not."""

import gc
import importlib
import json
import linecache
import sys
import zipimport

import lean


def load(names: list[str]) -> tuple[str, list[int], list[int], list[int]]:
    """Import all `names`, as trace_imports listed them.

    Returns:
        The docstrings that they were left without, as JSON for
        fittingroom.app.start.docstrings; the addresses of classes that keep a copy of theirs, of
        streams that have a buffer, and of strings that nothing reads any more.
    """
    newdocs = lean.Newdocs()
    sys.meta_path.insert(0, newdocs)
    for name in names:
        importlib.import_module(name)
    sys.meta_path.remove(newdocs)
    objects, classes = lean.take_docstrings()
    lean.shrink_code()
    streams = [
        id(stream.buffer) for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__) if stream
    ]
    docstrings = json.dumps({"objects": objects, "newdocs": newdocs.given})
    return docstrings, classes, streams, lean.take_tests()


def tidy() -> None:
    """Clear caches about files, which a snapshot does not hold, and free what is unused."""
    linecache.clearcache()
    importlib.invalidate_caches()
    vars(zipimport)["_zip_directory_cache"].clear()
    sys.path_importer_cache.clear()
    for name in ("trace_imports", "lean", __name__):
        sys.modules.pop(name, None)
    for _ in range(3):
        gc.collect()
    # What is alive now stays alive: no collection needs to look at it again.
    gc.freeze()
