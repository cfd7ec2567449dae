"""The front end's pure modules in Node, over what a real session says.

Bundles each `*.test.js` beside this file the way the page is bundled and runs them with Node's own
test runner. Python's side trains first, so that the page's state is tried on true transcripts, and
judges last, whether it would train what the page let through.
"""

import json
import math
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fittingroom.app.recipe import Recipe
from session.bench import Bench
from sitebuild.tools import node, paths

HERE = Path(__file__).parent
ESBUILD = paths.NODE_MODULES / "esbuild" / "bin" / "esbuild"
SMALL = {"classes": 3, "samples": 50, "layers": [{"units": 8}], "epochs": 3}
TIME_LIMIT = 240


@pytest.fixture
def transcripts(dist: Path, tmp_path: Path) -> Path:
    """A file with what the session says of runs that end in different ways."""
    told = {
        run.__name__: said(dist, run)
        for run in (completed, going_on, stopped, paused, early, nan, unbegun)
    }
    file = tmp_path / "transcripts.json"
    file.write_text(json.dumps(plain(told)), "utf-8")
    return file


def plain(value: Any) -> Any:
    """As JSON can say it: bytes as lists, and numbers that are none by their JavaScript names."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | bytes):
        return [plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    return value


def said(dist: Path, run: Callable[[Bench], None]) -> list[dict[str, Any]]:
    bench = Bench(dist / "data")
    run(bench)
    bench.finish()
    assert bench.told("run-end")
    return bench.events


def completed(bench: Bench) -> None:
    bench.begin(**SMALL)
    while bench.step(0):
        bench.session._reported = 0.0  # progress at every step, as on a slow machine


def going_on(bench: Bench) -> None:
    """A run, then the same with two more epochs."""
    bench.fit(**SMALL)
    more = [{"epochs": 2, "lr": 0.0001}]
    bench.ask("fit", recipe={**SMALL, "more": more}, run_id=2, go_on=True)


def stopped(bench: Bench) -> None:
    bench.begin(**{**SMALL, "epochs": 100})
    while not bench.told("epoch-end"):
        bench.step(0)
    bench.ask("stop")


def paused(bench: Bench) -> None:
    bench.begin(**SMALL)
    bench.step(0)
    bench.ask("pause")
    bench.step(0)
    bench.ask("resume")


def early(bench: Bench) -> None:
    bench.begin(epochs=100, stop={"metric": "loss", "op": "<", "value": 0.9})


def nan(bench: Bench) -> None:
    bench.begin(optimizer="sgd", lr=10, normalize=False, activation="linear", epochs=20)


def unbegun(bench: Bench) -> None:
    bench.ask("fit", run_id=1, recipe={"classes": 10})
    error = {"code": "data-missing", "message": "gone", "hint": "", "traceback": ""}
    bench.session.fail(1, json.dumps(error))


def test_the_pure_modules_in_node(
    transcripts: Path, tmp_path: Path, say: Callable[[str], None]
) -> None:
    node.install_packages()
    sources = sorted(HERE.rglob("*.test.js"))
    bundle = ["--bundle", "--platform=node", "--format=esm", "--out-extension:.js=.mjs"]
    run([ESBUILD, *sources, *bundle, f"--outdir={tmp_path}", "--log-level=warning"])
    recipes = tmp_path / "recipes.json"
    output = run(
        [
            node.find().program,
            "--test",
            "--test-reporter=tap",
            *sorted(tmp_path.rglob("*.test.mjs")),
        ],
        TRANSCRIPTS=str(transcripts),
        RECIPES=str(recipes),
    )
    say(summary(output))
    passed = re.search(r"^# pass (\d+)$", output, re.MULTILINE)
    assert passed
    written = sum(len(re.findall(r"^test\(", each.read_text("utf-8"), re.M)) for each in sources)
    assert int(passed[1]) >= written > 0, "Node found too few tests"
    for recipe in json.loads(recipes.read_text("utf-8")):
        Recipe.from_json(recipe)


def run(command: list[str | Path], **variables: str) -> str:
    """Run a program and return what it printed; fail with that if the program failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=HERE,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIME_LIMIT,
    )
    if done.returncode != 0:
        pytest.fail(f"{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


def summary(output: str) -> str:
    """Node's closing counts on one line."""
    counts = re.findall(r"^# (tests|pass|fail|todo) (\d+)$", output, re.MULTILINE)
    return "node: " + ", ".join(f"{number} {word}" for word, number in counts)
