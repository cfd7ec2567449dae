"""The snapshot and its companions, up to waking Python up from them in Node."""

import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fittingroom import Sequential
from sitebuild.runtime import snapshot
from sitebuild.tools import node, paths

SCRIPT = Path(__file__).with_name("wake.mjs")
MOST_BYTES = 5_100_000
"""Of the quick start's files together, without the rest of the modules."""
REST = "rest"
FETCHED = "from js import fetched\nresult = list(fetched)\n"
"""Leaves the names of what had to be fetched while Python waited."""


@pytest.fixture(scope="module")
def start(dist: Path) -> dict[str, Any]:
    """What the worker knows of the files."""
    return json.loads((paths.ARTIFACTS / "snapshot" / snapshot.MANIFEST).read_text("utf-8"))


def wake(dist: Path, source: str, **environment: str) -> Any:
    """What Python code, run in a Pyodide that was woken up, leaves in `result`."""
    manifest = paths.ARTIFACTS / "snapshot" / snapshot.MANIFEST
    command = [node.find().program, str(SCRIPT), str(dist), str(manifest), source]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_files_are_named_after_their_content(dist: Path, start: dict[str, Any]) -> None:
    files = start["files"]
    docstrings = start["later"]["docstrings"]["path"]
    assert {docstrings, *(entry["path"] for entry in files.values())} == {
        file.relative_to(dist).as_posix() for file in (dist / snapshot.FOLDER).iterdir()
    }
    for entry in files.values():
        packed = (dist / entry["path"]).read_bytes()
        assert len(packed) == entry["bytes"]
        assert hashlib.sha256(packed).hexdigest()[:8].upper() in entry["path"]
    first = [entry["bytes"] for name, entry in files.items() if name != REST]
    assert sum(first) < MOST_BYTES


def test_what_comes_later_is_what_the_site_ships(dist: Path, start: dict[str, Any]) -> None:
    for archive in start["later"].values():
        content = (dist / archive["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == archive["sha256"]


def test_worker_names_the_files(dist: Path, start: dict[str, Any]) -> None:
    (worker,) = (dist / "assets").glob("worker-*.js")
    text = worker.read_text("utf-8")
    assert [entry["path"] for entry in start["files"].values() if entry["path"] not in text] == []


def test_python_wakes_up_with_everything_imported(dist: Path) -> None:
    source = """
import sys
before = set(sys.modules)
import numpy as np, numpy.random, numpy.linalg, fittingroom.session
from fittingroom.session import versions
values = np.linalg.inv(np.array([[2.0, 0.0], [0.0, 4.0]])) @ np.ones(2)
new = sorted(set(sys.modules) - before)
result = {"values": values.tolist(), "new": new, "versions": versions()}
"""
    result = wake(dist, source)
    info = json.loads((dist / "build.json").read_text("utf-8"))
    assert (result["values"], result["new"]) == ([0.5, 0.25], [])
    assert result["versions"]["numpy"] == info["numpy"]
    assert result["versions"]["fittingroom"] == info["fittingroom"]


def test_program_offers_only_what_somebody_asks_for(dist: Path) -> None:
    published, trimmed = (
        (folder / "pyodide.asm.wasm").stat().st_size
        for folder in (dist / "runtime", paths.ARTIFACTS / "pyodide")
    )
    assert published - trimmed > 250_000
    # It looks for symbols itself, and must do without those that nobody links to.
    source = "import ctypes; result = ctypes.sizeof(ctypes.c_double)"
    assert wake(dist, source) == 8


def test_chance_is_new_each_time_and_the_seed_is_the_same_as_ever(dist: Path) -> None:
    source = """
import os, random
import numpy as np
draws = [random.random(), float(np.random.rand()), os.urandom(8).hex()]
result = {"draws": draws, "seeded": np.random.default_rng(1).random(3).tolist()}
"""
    first, second = wake(dist, source), wake(dist, source)
    assert all(a != b for a, b in zip(first["draws"], second["draws"], strict=True))
    assert first["seeded"] == second["seeded"]


def test_clock_is_set(dist: Path) -> None:
    source = "import time; result = [time.timezone, time.daylight, time.localtime(0).tm_hour]"
    assert wake(dist, source, TZ="Asia/Tokyo") == [-32400, 0, 9]
    assert wake(dist, source, TZ="UTC") == [0, 0, 0]


def test_what_is_missing_is_brought(dist: Path) -> None:
    source = """
import numpy.fft, numpy.polynomial, html.parser, email.mime.text
import numpy as np
result = np.abs(np.fft.fft([1.0, 2.0, 3.0])).round(3).tolist()
"""
    assert wake(dist, source) == [6.0, 1.732, 1.732]


def test_docstrings_are_put_back_when_somebody_looks(dist: Path, start: dict[str, Any]) -> None:
    looked_at = """
import json, enum, textwrap
import numpy as np, numpy.random
from fittingroom import Sequential
from fittingroom.app.start import docstrings
def first_lines():
    looked_at = (json.dumps, json, np.mean, np.linalg.solve, np.ndarray.sum, np.add, np.ndarray,
        np.exp, enum.Enum, textwrap.TextWrapper.wrap, Sequential, Sequential.fit, np.dot)
    return [(each.__doc__ or "-").strip().splitlines()[0] for each in looked_at]
"""
    source = looked_at + "result = first_lines(); docstrings.restore(); result += first_lines()\n"
    lines = wake(dist, source + FETCHED.replace("result =", "result +="))
    before, after = lines[:13], lines[13:26]
    assert before.count("-") >= 10
    firsts = [
        "Serialize ``obj`` to a JSON formatted ``str``.",
        "JSON (JavaScript Object Notation) <https://json.org> is a subset of",
        "Compute the arithmetic mean along the specified axis.",
        "Solve a linear matrix equation, or system of linear scalar equations.",
        "a.sum(",
        "add(x1, x2",
        "ndarray(shape,",
        "exp(x",
        "Create a collection of name/value pairs.",
        "wrap(text : string) -> [string]",
        *(each.__doc__.strip().splitlines()[0] for each in (Sequential, Sequential.fit)),
        "dot(a, b",
    ]
    for line, first in zip(after, firsts, strict=True):
        assert line.startswith(first)
    assert Path(start["later"]["docstrings"]["path"]).name in lines[26:]


def test_error_is_told_although_there_are_no_sources(dist: Path) -> None:
    source = """
import traceback
import numpy as np
try:
    np.zeros(3) @ np.zeros(4)
except ValueError:
    result = traceback.format_exc()
"""
    assert "mismatch in its core dimension" in wake(dist, source)


def test_rest_comes_where_something_else_is_called(dist: Path, start: dict[str, Any]) -> None:
    source = """
import numpy as np
solved = np.linalg.solve(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([3.0, 5.0]))
assert solved.round(12).tolist() == [0.8, 1.4], solved
assert "LATIN SMALL LETTER A" == __import__("unicodedata").name("a")
assert np.linalg.eigvals(np.eye(3)).tolist() == [1, 1, 1]
try:
    np.linalg.inv(np.zeros((2, 2)))
except np.linalg.LinAlgError:
    pass
"""
    assert wake(dist, source + FETCHED) == [Path(start["files"][REST]["path"]).name]


def test_tables_that_few_visits_read_come_with_the_rest(dist: Path, start: dict[str, Any]) -> None:
    source = """
assert "あ".encode("shift_jis") == b"\\x82\\xa0"
assert b"\\xb0\\xa1".decode("gb2312") == "啊" and "가".encode("euc_kr") == b"\\xb0\\xa1"
import unicodedata
assert unicodedata.lookup("SNOWMAN") == "\\u2603"
assert unicodedata.normalize("NFD", "é") == "e\\u0301"
"""
    assert Path(start["files"][REST]["path"]).name in wake(dist, source + FETCHED)


def test_frozen_modules_come_with_the_rest(dist: Path, start: dict[str, Any]) -> None:
    source = """
import importlib, os, sys
importlib.reload(os)
assert os.path.join("a", "b") == "a/b"
import runpy
assert callable(runpy.run_path)
del sys.modules["codecs"]
import codecs
assert codecs.lookup("utf-8").name == "utf-8"
"""
    assert Path(start["files"][REST]["path"]).name in wake(dist, source + FETCHED)


def test_what_the_memory_leaves_out_is_filled_in(dist: Path) -> None:
    source = """
import gc, sys
held = gc.get_freeze_count()
gc.unfreeze()
kinds = {type(each).__name__ for each in gc.get_objects()}
texts = [name for module in [*sys.modules.values()] for name in getattr(module, "__dict__", ())]
anew = ["".join(list(text)) for text in texts]
names = [text for text in texts if text.isidentifier()]
dicts = [each for each in gc.get_objects() if type(each) is dict]
dicts += [vars(each) for each in gc.get_objects() if isinstance(each, type)]
result = {
    "entries": sum(map(len, dicts)),
    "lost": sum(key not in each for each in dicts for key in [*each]),
    "held": held,
    "freed": gc.collect(),
    "kinds": len(kinds),
    "hashes": sum(hash(text) != hash(each) for text, each in zip(texts, anew)),
    "interned": sum(sys.intern("".join(list(name))) is name for name in names) / len(names),
}
"""
    result = wake(dist, source)
    assert result["held"] > 30_000
    assert result["kinds"] > 50
    assert result["hashes"] == 0
    assert result["entries"] > 20_000
    assert result["lost"] == 0
    assert result["interned"] > 0.9


@pytest.mark.parametrize("part", ["glue", "archive", REST])
def test_damaged_file_is_refused(dist: Path, part: str) -> None:
    source = "import numpy as np; result = np.linalg.svd(np.eye(2))[1].tolist()"
    assert "a file is damaged" in wake(dist, source, DAMAGE=part)


@pytest.mark.parametrize("damage", ["magic", "frame", "layout", "fresh"])
def test_damaged_snapshot_is_refused(dist: Path, damage: str) -> None:
    assert wake(dist, "", DAMAGE=damage).startswith("SnapshotError: ")
