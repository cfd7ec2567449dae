"""What is kept beside the downloads: made once, anew for other inputs, and never half."""

from pathlib import Path

import pytest

from sitebuild.tools.artifacts import kept


def test_it_is_made_once_for_the_same_inputs(cache: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "content.txt").write_text(f"{len(made)}")

    first = kept("some/thing", ["a"], make)
    assert first.is_relative_to(cache.resolve())
    assert kept("some/thing", ["a"], make) == first
    other = kept("some/thing", ["b"], make)
    assert [(each / "content.txt").read_text() for each in (first, other)] == ["1", "2"]


def test_what_fails_is_not_kept(cache: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half.txt").write_text("half")
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        kept("thing", [], fail)
    assert list(cache.iterdir()) == []
