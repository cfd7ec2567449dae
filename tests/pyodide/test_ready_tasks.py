"""Ready tasks are tasks: not met as they start, met by their solution with what they leave open."""

import json
import subprocess
from pathlib import Path

from sitebuild.tools import node, paths

LESSONS, EXPERIMENTS, MORE = 5, 8, 12


def test_each_ready_task_is_open_at_first_and_can_be_solved(dist: Path) -> None:
    script = Path(__file__).with_name("solve.mjs")
    node.install_packages()
    command = [node.find().program, str(script), str(paths.WEB), str(dist)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert len(found) >= LESSONS + EXPERIMENTS + MORE
    for name, task in found.items():
        assert task["issues"] == [], name
        assert task["broken"] == [], f"{name}: the solution changes what is locked"
        assert not task["start"] or not all(task["start"]), f"{name} is met as it starts"
        assert all(task["end"]), f"{name} is not met by its solution"
