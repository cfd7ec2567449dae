"""Puts the pieces together into dist/, all at once: a build that stops early changes nothing."""

import json
import shutil
from pathlib import Path

from sitebuild import (
    card,
    dataset,
    frontend,
    hosts,
    kernels,
    lock,
    node,
    offline,
    paths,
    preview,
    runtime,
    snapshot,
    trim,
    wheel,
    wheels,
)
from sitebuild.console import megabytes, say
from sitebuild.pieces import contents, fingerprint

BUILD_INFO = "build.json"
LICENCE = "LICENSE"


def build() -> None:
    """Bring dist/ up to date; with nothing changed this takes about a second."""
    with lock.exclusive(paths.LOCK):
        shutil.rmtree(paths.SCRATCH, ignore_errors=True)
        try:
            _build()
        finally:
            shutil.rmtree(paths.SCRATCH, ignore_errors=True)


def _build() -> None:
    node.install_packages()
    pieces = {"runtime": runtime.make(), "wheel": wheel.make(), "data": dataset.make()}
    pieces["kernels"] = kernels.make()
    pieces["wheels"] = wheels.make()
    pieces["preview"] = preview.make(pieces["data"])
    pieces["card"] = card.make(pieces["data"])
    pieces["pyodide"] = trim.make(pieces)
    pieces["snapshot"] = snapshot.make(pieces)
    parts = [contents(folder) for folder in pieces.values()]
    inputs = [frontend.inputs(), contents(Path(__file__), Path(hosts.__file__))]
    build_id = fingerprint([*parts, *inputs])[:12]
    pieces["frontend"] = frontend.make(build_id, pieces["snapshot"] / snapshot.MANIFEST)
    info = {
        "build": build_id,
        "pyodide": runtime.pyodide_version(),
        "numpy": runtime.locked("numpy")["version"],
        "fittingroom": wheel.version(),
    }
    text = json.dumps(info, indent=1) + "\n"
    current = paths.DIST / BUILD_INFO
    if current.exists() and current.read_text("utf-8") == text:
        return
    fresh = paths.SCRATCH / "dist"
    shutil.copytree(pieces["frontend"], fresh)
    shutil.copytree(pieces["runtime"], fresh / "runtime")
    shutil.copytree(pieces["wheel"], fresh / "runtime", dirs_exist_ok=True)
    shutil.copytree(pieces["kernels"], fresh / "runtime", dirs_exist_ok=True)
    shutil.copytree(pieces["wheels"], fresh / "wheels")
    shutil.copytree(pieces["snapshot"] / snapshot.FOLDER, fresh / snapshot.FOLDER)
    shutil.copytree(pieces["data"], fresh / "data")
    shutil.copytree(pieces["preview"], fresh / "data", dirs_exist_ok=True)
    (fresh / BUILD_INFO).write_text(text, "utf-8")
    shutil.copyfile(pieces["card"] / card.FILE, fresh / card.FILE)
    shutil.copyfile(paths.ROOT / LICENCE, fresh / f"{LICENCE}.txt")
    hosts.write(fresh)
    offline.list_files(fresh)
    if paths.DIST.exists():
        paths.DIST.replace(paths.SCRATCH / "old-dist")
    fresh.replace(paths.DIST)
    size = sum(file.stat().st_size for file in paths.DIST.rglob("*") if file.is_file())
    say(f"dist/ is ready: build {build_id}, {megabytes(size)}.")
