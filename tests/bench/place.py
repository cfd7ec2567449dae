"""Lays out the folder that the bench serves: the built site, and the pages it is compared with.

    app/      dist/ as built                    plain/   Pyodide and NumPy as published
    tfjs/     TensorFlow.js as published        data/    the pictures, inflated, for the rivals
    kernels/  kernels.wasm and a module that only adds and multiplies

All pictures come from dist/data, so every contender learns from the same ones.
"""

import gzip
import json
import os
import shutil
from pathlib import Path

import numpy as np

from bench.environments import FOLDER, HERE, MissingError, npm_packages
from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.pictures.store import Store
from sitebuild.runtime import kernels, pyodide
from sitebuild.site import precache
from sitebuild.tools import paths
from sitebuild.tools.console import say

SITE = FOLDER / "site"
DATA = SITE / "data"
LESSON = "lesson.bin"
WATCH = "watch.js"
PYODIDE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
TFJS_FILES = (
    "@tensorflow/tfjs/dist/tf.min.js",
    "@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm",
)


def lay_out() -> str | None:
    """Make the folder anew; return why TensorFlow.js is missing, if it is."""
    say("Laying out the pages to compare ...")
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(HERE / "pages", SITE)
    shutil.copytree(paths.DIST, SITE / "app", copy_function=_link)
    for name in PYODIDE_FILES:
        _link(pyodide.FOLDER / name, SITE / "plain" / name)
    numpy_wheel = pyodide.wheel("numpy")
    _link(numpy_wheel, SITE / "plain" / numpy_wheel.name)
    shutil.copyfile(HERE / "rivals" / "with_numpy.py", SITE / "plain" / "with_numpy.py")
    for name in ("app", "plain", "tfjs"):
        _watch(SITE / name / "index.html")
    _write_pictures()
    shutil.copyfile(paths.ARTIFACTS / "kernels" / kernels.MODULE, SITE / "kernels" / kernels.MODULE)
    kernels.compile_module([HERE / "ceiling.c"], SITE / "kernels" / "ceiling.wasm")
    try:
        modules = npm_packages()
    except MissingError as missing:
        return str(missing)
    for name in TFJS_FILES:
        _link(modules / name, SITE / "tfjs" / Path(name).name)
    return None


def _watch(page: Path) -> None:
    """Have a page run watch.js before everything else."""
    built = page.read_text("utf-8")
    script = (SITE / WATCH).read_text("utf-8")
    watched = built.replace("<script", f"<script>{script}</script>\n<script", 1)
    _write_anew(page, watched)
    service_worker = page.with_name(precache.SERVICE_WORKER)
    if service_worker.exists():
        # It keeps no page but the one that it knows.
        hashes = [precache.integrity(text.encode()) for text in (built, watched)]
        _write_anew(service_worker, service_worker.read_text("utf-8").replace(*hashes))


def _write_anew(file: Path, text: str) -> None:
    """Write a file that may be a link to the built one."""
    file.unlink()
    file.write_text(text, "utf-8")


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_pictures() -> None:
    """The full set as plain bytes in its original order, and the lesson's 600 and 100, gzipped."""
    DATA.mkdir()
    store = Store(json.loads((paths.DIST / "data" / "manifest.json").read_text("utf-8")))
    for classes, samples in ((10, 60_000), (3, 600)):
        for name in store.missing(store.needed(classes, samples)):
            content = (paths.DIST / "data" / name).read_bytes()
            store.add(name, gzip.decompress(content) if name.endswith(".bin") else content)
    full, lesson = store.dataset(10, 60_000), store.dataset(3, 600)
    for part in ("train", "test"):
        images, labels = _pictures(full, part)
        images.tofile(DATA / f"{part}-images.u8")
        labels.tofile(DATA / f"{part}-labels.u8")
    parts = [array.tobytes() for part in ("train", "test") for array in _pictures(lesson, part)]
    (DATA / LESSON).write_bytes(gzip.compress(b"".join(parts), 9))


def _pictures(dataset: Dataset, part: str) -> tuple[np.ndarray, np.ndarray]:
    return dataset.pixels[part][dataset.rows[part]], dataset.labels[part]
