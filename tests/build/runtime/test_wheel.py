"""The wheel and the lock file that the site ships, up to loading them in the shipped Pyodide."""

import base64
import hashlib
import json
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sitebuild.runtime import compile, pyodide, wheel
from sitebuild.tools import node, paths


@pytest.fixture(scope="module")
def lock(dist: Path) -> dict[str, Any]:
    """The shipped lock file."""
    return json.loads((dist / "runtime" / "pyodide-lock.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def shipped(dist: Path) -> Path:
    """The one `fittingroom` wheel of the site."""
    (path,) = (dist / "runtime").glob("fittingroom-*.whl")
    return path


def test_wheel_holds_bytecode_and_data_but_no_source(shipped: Path) -> None:
    package = paths.PY / "fittingroom"
    expected = {
        file.relative_to(paths.PY).as_posix() + ("c" if file.suffix == ".py" else "")
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(shipped) as archive:
        names = set(archive.namelist())
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert {"fittingroom/app/recipe.json", "fittingroom/py.typed"} <= names
    assert not [name for name in names if name.endswith(".py")]


def test_record_and_tag_are_right(shipped: Path) -> None:
    name, version, build, *tag = shipped.stem.split("-")
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(shipped) as archive:
        lines = archive.read(f"{info}/RECORD").decode().splitlines()
        about = archive.read(f"{info}/WHEEL").decode().splitlines()
        recorded = {line.split(",")[0]: line.split(",")[1:] for line in lines}
        assert set(recorded) == set(archive.namelist())
        assert recorded.pop(f"{info}/RECORD") == ["", ""]
        for entry, (digest, size) in recorded.items():
            content = archive.read(entry)
            expected = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
            assert (digest, size) == (f"sha256={expected.decode().rstrip('=')}", str(len(content)))
    assert f"Build: {build}" in about
    assert [line for line in about if line.startswith("Tag: ")] == [f"Tag: {'-'.join(tag)}"]
    assert tag == ["cp314", "none", "any"]


def test_the_same_source_gives_the_same_bytes(shipped: Path, tmp_path: Path) -> None:
    wheel._fill(tmp_path)  # pyright: ignore[reportPrivateUsage]
    assert (tmp_path / shipped.name).read_bytes() == shipped.read_bytes()


def test_lock_lists_what_is_shipped_and_nothing_else(dist: Path, lock: dict[str, Any]) -> None:
    assert set(lock["packages"]) == {"numpy", "fittingroom"}
    assert {file.name for file in (dist / "runtime").glob("*.whl")} == {
        entry["file_name"] for entry in lock["packages"].values()
    }
    for entry in lock["packages"].values():
        content = (dist / "runtime" / entry["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert lock["packages"]["fittingroom"]["depends"] == ["numpy"]
    assert lock["packages"]["numpy"]["sha256"] == pyodide.locked("numpy")["sha256"]


def test_one_version_of_everything_everywhere(dist: Path, lock: dict[str, Any]) -> None:
    version = pyodide.version()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version), "web/package.json pins Pyodide exactly"
    installed = json.loads((pyodide.FOLDER / "package.json").read_text("utf-8"))["version"]
    info = json.loads((dist / "build.json").read_text("utf-8"))
    assert installed == info["pyodide"] == version
    pins = tomllib.loads(paths.PYPROJECT.read_text("utf-8"))["dependency-groups"]["build"]
    assert f"numpy=={lock['packages']['numpy']['version']}" in pins
    assert info["numpy"] == lock["packages"]["numpy"]["version"]
    assert info["fittingroom"] == lock["packages"]["fittingroom"]["version"] == wheel.version()


def test_shipped_pyodide_loads_the_shipped_wheel(dist: Path) -> None:
    program = """
        const { loadPyodide } = await import(process.argv[1]);
        const pyodide = await loadPyodide({ packages: ["fittingroom"] });
        const session = pyodide.pyimport("fittingroom.session");
        const sys = pyodide.pyimport("sys");
        console.log(JSON.stringify({
          version: pyodide.version,
          file: session.__file__,
          modules: [...sys.modules.keys()].filter((name) => name.startsWith("fittingroom")),
        }));
    """
    url = (dist / "runtime" / "pyodide.mjs").as_uri()
    command = [node.find().program, "--input-type=module", "-e", program, url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["version"] == pyodide.version()
    assert result["file"].endswith("/fittingroom/session.pyc")
    assert "fittingroom.app.pictures.store" in result["modules"]


def test_traceback_names_the_source_line(shipped: Path, tmp_path: Path) -> None:
    broken = tmp_path / "py" / "broken-1.0-py3-none-any.whl"
    broken.parent.mkdir()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("broken/inner.py", "def fail():\n    return 1 / 0\n")
        archive.writestr("broken-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("broken-1.0.dist-info/RECORD", "")
    target = tmp_path / "target"
    target.mkdir()
    (compiled,) = compile.compile_wheels([broken], target)
    program = """
        import { readFileSync } from "node:fs";
        const { loadPyodide } = await import(process.argv[1]);
        const pyodide = await loadPyodide();
        const wheel = new Uint8Array(readFileSync(process.argv[2]));
        pyodide.unpackArchive(wheel, "zip", { extractDir: "/code" });
        pyodide.pyimport("sys").path.append("/code");
        const inner = pyodide.pyimport("broken.inner");
        try { inner.fail(); } catch (error) { console.log(error.message); }
    """
    url = (pyodide.FOLDER / "pyodide.mjs").as_uri()
    command = [node.find().program, "--input-type=module", "-e", program, url, str(compiled)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert 'File "broken/inner.py", line 2, in fail' in done.stdout, done.stderr[-3000:]
