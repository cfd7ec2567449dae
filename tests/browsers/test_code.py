"""The program of the Code view says the same in both quick engines, and an endless cell ends.

WebKitGTK takes most of a minute to start Python twice; that its numbers are the same is known from
test_same_bits.py.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from browsers.drive import run_in
from sitebuild.site import server

RECIPE = "view=code&classes=3&samples=50&layers=10,10&epochs=2&batch=7&split=0.2"
COURSE = """<!doctype html>
<title>A lesson</title>
<link rel="icon" href="data:,">
<iframe title="Fitting Room" width="1000" height="800" src="dist/#{recipe}"></iframe>
<script>
  const {{ contentWindow }} = document.querySelector("iframe");
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
  const until = async (found) => {{
    for (let tries = 0; tries < 1200; tries++) {{
      const value = found(contentWindow.document);
      if (value) return value;
      await pause();
    }}
    throw new Error(`never: ${{found}}`);
  }};
  const ready = (page) => page.documentElement?.dataset.state === "ready";
  const loop = async () => {{
    const cell = await until((page) => page.querySelector("[data-key='5'] fr-cell"));
    cell.edited = "while True: pass";
    await cell.updateComplete;
    const end = cell.run();
    await until(() => cell.activity === "running");
    cell.querySelector(".cell-run").click();
    const {{ status }} = await end;
    await until(ready);
    return status;
  }};
  const all = async () => {{
    await until((page) => page.querySelectorAll(".cm-content").length === 6);
    await until(ready);
    contentWindow.document.querySelector(".notebook-run").click();
    const message = (page) => page.querySelector(".notebook-message").textContent;
    await until((page) => message(page).includes("All cells"));
    const cells = [...contentWindow.document.querySelectorAll("fr-cell")];
    const said = cells.map((cell) => [cell.name, cell.querySelector("fr-outputs").textContent]);
    const verdict = contentWindow.document.querySelector("[data-match]").textContent;
    return {{ said, verdict, stopped: await loop() }};
  }};
  all().then(
    (outcome) => {{ window.outcome = outcome; }},
    (error) => {{ window.outcome = {{ error: String(error) }}; }},
  );
</script>
"""
TIMES = re.compile(r"\d+s \d+[mu]?s/step|\d+[mu]s/step")


@pytest.fixture(scope="module")
def said_in(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the program says in an engine; asked once of each."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(dist, folder / "dist")
    (folder / "index.html").write_text(COURSE.format(recipe=RECIPE), "utf-8")
    known: dict[str, dict[str, Any]] = {}

    def ask(engine: str) -> dict[str, Any]:
        if engine not in known:
            with server.running(folder) as course:
                known[engine] = run_in(engine, course.url)
        return known[engine]

    return ask


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_the_program_says_the_same(said_in: Any, engine: str) -> None:
    one, other = said_in("chromium"), said_in(engine)
    assert "error" not in other, other
    assert other["stopped"] == "lost"
    assert re.search("fingerprint [0-9a-f]{12}", other["verdict"])
    assert other["verdict"] == one["verdict"]
    assert "Epoch 2/2" in timeless(one)["Fit"]
    assert timeless(one) == timeless(other)


def timeless(outcome: dict[str, Any]) -> dict[str, str]:
    """What each cell said, but for how long it took, and the blanks that wipe longer times out."""
    said = {name: TIMES.sub("", text) for name, text in outcome["said"]}
    return {name: re.sub(" +(?=\n|$)", "", text) for name, text in said.items()}
