"""The page trains in a frame that may run scripts and nothing else, in every browser engine."""

from pathlib import Path

import pytest

from browsers.drive import ENGINES, run_in
from sitebuild.site import server

RECIPE = "v=1&embed=1&classes=3&samples=50&layers=10,10&epochs=3&run=1"
LESSON = """<!doctype html>
<title>A lesson</title>
<link rel="icon" href="data:,">
<script>
  addEventListener("message", ({{ data, origin }}) => {{
    if (data.type === "done" || data.type === "failed") window.outcome = {{ ...data, origin }};
  }});
</script>
<iframe title="Fitting Room" sandbox="allow-scripts" src="{url}#{recipe}"></iframe>
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_it_trains_in_a_frame_without_an_origin(site_url: str, tmp_path: Path, engine: str) -> None:
    (tmp_path / "index.html").write_text(LESSON.format(url=site_url, recipe=RECIPE), "utf-8")
    with server.running(tmp_path) as course:
        outcome = run_in(engine, course.url)
    assert (outcome["type"], outcome["origin"]) == ("done", "null"), outcome
    assert len(outcome["history"]["loss"]) == 3
