"""Caches and disks that cannot be used end in a sentence."""

from pathlib import Path

import pytest

from sitebuild.tools import console, download

FILE = download.RemoteFile("digits.gz", "0" * 64, ())


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """What the build says of a download from the cache that is set."""

    def retrieve() -> int:
        download.retrieve(FILE)
        return 0

    assert console.guarded(retrieve) == 1
    return capsys.readouterr().err


def test_a_folder_in_a_files_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FITTING_ROOM_CACHE", str(tmp_path))
    (tmp_path / "downloads" / FILE.name).mkdir(parents=True)
    said = told(capsys)
    assert "a folder has its place" in said
    assert str(tmp_path / "downloads" / FILE.name) in said


def test_a_cache_that_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "cache"
    place.write_text("a file")
    monkeypatch.setenv("FITTING_ROOM_CACHE", str(place))
    said = told(capsys)
    assert str(place) in said
    assert "FITTING_ROOM_CACHE names another folder" in said


def test_a_cache_in_an_unknown_home(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FITTING_ROOM_CACHE", "~nobody-of-this-name/cache")
    assert "~nobody-of-this-name" in told(capsys)


def test_a_disk_that_fills_up(capsys: pytest.CaptureFixture[str]) -> None:
    # What the system says at the write that no longer fits, on Linux's device that is always full.
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("No such device on this system")

    def write() -> int:
        return full.write_bytes(b"shard")

    assert console.guarded(write) == 1
    assert "the disk is full" in capsys.readouterr().err


def test_other_errors_keep_their_traceback() -> None:
    def fails() -> int:
        raise OSError("no errno: a fault of the build itself")

    with pytest.raises(OSError, match="fault of the build"):
        console.guarded(fails)
