"""Assembles dist/ from its artifacts, at once: a build that fails leaves the old one whole."""

import json
import shutil
from pathlib import Path

from sitebuild.data import fashion_mnist, preview
from sitebuild.runtime import cell_wheels, kernels, pyodide, snapshot, trim, wheel
from sitebuild.site import default_run, frontend, host_config, precache, social_card
from sitebuild.tools import file_lock, node, paths
from sitebuild.tools.artifacts import contents, fingerprint
from sitebuild.tools.console import megabytes, say

BUILD_INFO = "build.json"
LICENCE = "LICENSE"


def build() -> None:
    """Update dist/; takes about a second if nothing has changed."""
    with file_lock.exclusive(paths.LOCK):
        shutil.rmtree(paths.SCRATCH, ignore_errors=True)
        try:
            _build()
        finally:
            shutil.rmtree(paths.SCRATCH, ignore_errors=True)


def _build() -> None:
    node.install_packages()
    artifacts = {"runtime": pyodide.make(), "wheel": wheel.make(), "data": fashion_mnist.make()}
    artifacts["kernels"] = kernels.make()
    artifacts["wheels"] = cell_wheels.make()
    artifacts["preview"] = preview.make(artifacts["data"])
    run = default_run.make(artifacts["data"])
    artifacts["card"] = social_card.make(run)
    artifacts["pyodide"] = trim.make(artifacts)
    artifacts["snapshot"] = snapshot.make(artifacts)
    parts = [contents(folder) for folder in (*artifacts.values(), run)]
    inputs = [frontend.inputs(), contents(Path(__file__), Path(host_config.__file__))]
    build_id = fingerprint([*parts, *inputs])[:12]
    start = artifacts["snapshot"] / snapshot.MANIFEST
    artifacts["frontend"] = frontend.make(build_id, start, run)
    info = {
        "build": build_id,
        "pyodide": pyodide.version(),
        "numpy": pyodide.locked("numpy")["version"],
        "fittingroom": wheel.version(),
    }
    text = json.dumps(info, indent=1) + "\n"
    current = paths.DIST / BUILD_INFO
    if current.exists() and current.read_text("utf-8") == text:
        return
    fresh = paths.SCRATCH / "dist"
    shutil.copytree(artifacts["frontend"], fresh)
    shutil.copytree(artifacts["runtime"], fresh / "runtime")
    shutil.copytree(artifacts["wheel"], fresh / "runtime", dirs_exist_ok=True)
    shutil.copytree(artifacts["kernels"], fresh / "runtime", dirs_exist_ok=True)
    shutil.copytree(artifacts["wheels"], fresh / "wheels")
    shutil.copytree(artifacts["snapshot"] / snapshot.FOLDER, fresh / snapshot.FOLDER)
    shutil.copytree(artifacts["data"], fresh / "data")
    shutil.copytree(artifacts["preview"], fresh / "data", dirs_exist_ok=True)
    (fresh / BUILD_INFO).write_text(text, "utf-8")
    shutil.copyfile(artifacts["card"] / social_card.FILE, fresh / social_card.FILE)
    shutil.copyfile(paths.ROOT / LICENCE, fresh / f"{LICENCE}.txt")
    host_config.write(fresh)
    precache.list_files(fresh)
    if paths.DIST.exists():
        paths.DIST.replace(paths.SCRATCH / "old-dist")
    fresh.replace(paths.DIST)
    size = sum(file.stat().st_size for file in paths.DIST.rglob("*") if file.is_file())
    say(f"dist/ is ready: build {build_id}, {megabytes(size)}.")
