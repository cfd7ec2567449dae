"""When the private environment is used again, added to, and thrown away.

Making environments and installing packages is stood in for; test_command.py does both for real.
"""

import sys
from pathlib import Path

import pytest

from sitebuild.tools import environment, node, paths

PINS = {"build": ["b==1"], "test": ["t==1"], "check": ["c==1"], "node": ["n==1"]}


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made and installed, in order, in a tree of this test's own."""
    done: list[str] = []

    def create() -> None:
        done.append("made")
        paths.VENV.mkdir(parents=True, exist_ok=True)
        (paths.VENV / "pyvenv.cfg").write_text(f"executable = {sys.executable}\n")

    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "VENV", tmp_path / "venv")
    monkeypatch.setattr(paths, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "venv" / "stamp.json")
    monkeypatch.setattr(environment, "read_pins", lambda: PINS)
    monkeypatch.setattr(environment, "_create", create)
    monkeypatch.setattr(environment, "_install", lambda group, pins: done.append(group))
    monkeypatch.setattr(node, "on_path", lambda: node.Node("node", ("npm",)))
    return done


def test_it_is_made_once(done: list[str]) -> None:
    environment.prepare([])
    environment.prepare(["serve"])
    assert done == ["made", "build"]


def test_testing_adds_what_it_needs(done: list[str]) -> None:
    environment.prepare([])
    environment.prepare(["test", "-q"])
    environment.prepare(["serve"])
    assert done == ["made", "build", "test", "check"]


def test_node_comes_from_the_index_where_there_is_none(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(node, "on_path", lambda: None)
    environment.prepare([])
    assert done == ["made", "build", "node"]


def test_changed_pins_make_it_anew(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    environment.prepare([])
    monkeypatch.setattr(environment, "read_pins", lambda: {**PINS, "build": ["b==2"]})
    environment.prepare([])
    assert done == ["made", "build", "made", "build"]


def test_changed_pins_of_what_is_not_installed_do_not(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.prepare([])
    monkeypatch.setattr(environment, "read_pins", lambda: {**PINS, "test": ["t==2"]})
    environment.prepare([])
    assert done == ["made", "build"]


@pytest.mark.parametrize("group", ["build", "test"])
def test_interrupted_installation_is_thrown_away(
    done: list[str], monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    install = environment._install

    def interrupted(name: str, pins: list[str]) -> None:
        if name == group:
            raise KeyboardInterrupt
        install(name, pins)

    monkeypatch.setattr(environment, "_install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.prepare(["test"])
    done.clear()
    monkeypatch.setattr(environment, "_install", install)
    environment.prepare(["test"])
    assert done == ["made", "build", "test", "check"]


def test_moved_tree_and_vanished_python_make_it_anew(
    done: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.prepare([])
    monkeypatch.setattr(paths, "ROOT", tmp_path / "elsewhere")
    environment.prepare([])
    (paths.VENV / "pyvenv.cfg").write_text(f"executable = {tmp_path / 'no-python'}\n")
    environment.prepare([])
    assert done == ["made", "build"] * 3
