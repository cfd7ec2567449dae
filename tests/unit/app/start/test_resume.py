"""Modules whose archive is fetched when they are first imported."""

import hashlib
import importlib
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fittingroom.app.start.resume import LazyArchiveFinder

SOURCES = {
    "later_pack/__init__.py": "name = __name__\n",
    "later_pack/inner.py": "value = 42\n",
    "later_alone.py": "value = 7\n",
}
PACKAGES = {"later_pack", "later_alone"}


class Shelf:
    """Where the archive comes from; counts how often it was brought."""

    def __init__(self, sources: dict[str, str]) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, source in sources.items():
                archive.writestr(name, source)
        self.content = file.getvalue()
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self.brought = 0
        self.fault: Exception | None = None

    def bring(self) -> memoryview:
        self.brought += 1
        if self.fault:
            raise self.fault
        return memoryview(self.content)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(SOURCES)


@pytest.fixture(params=["folder", "archive.zip"])
def finder(
    request: pytest.FixtureRequest, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LazyArchiveFinder]:
    """The finder, last in line, for an archive that goes to a folder or stays a zip file."""
    target = str(tmp_path / request.param)
    finder = LazyArchiveFinder(PACKAGES, shelf.bring, shelf.sha256, target)
    monkeypatch.setattr(sys, "path", [*sys.path, target])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, finder])
    yield finder
    for name in [name for name in sys.modules if name.partition(".")[0] in PACKAGES]:
        del sys.modules[name]
    sys.path_importer_cache.pop(target, None)


def test_archive_comes_once_and_with_everything(finder: LazyArchiveFinder, shelf: Shelf) -> None:
    assert shelf.brought == 0
    assert importlib.import_module("later_pack.inner").value == 42
    assert importlib.import_module("later_alone").value == 7
    assert shelf.brought == 1
    assert finder not in sys.meta_path


def test_other_modules_are_none_of_its_business(finder: LazyArchiveFinder, shelf: Shelf) -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("nonesuch")
    assert shelf.brought == 0


def test_module_that_the_archive_lacks_is_not_found(
    finder: LazyArchiveFinder, shelf: Shelf
) -> None:
    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match=r"later_pack\.nonesuch"):
            importlib.import_module("later_pack.nonesuch")
    assert shelf.brought == 1


def test_what_cannot_be_fetched_may_be_imported_again(
    finder: LazyArchiveFinder, shelf: Shelf
) -> None:
    shelf.fault = OSError("no network")
    with pytest.raises(ImportError, match=r"later_alone is not loaded yet.*no network"):
        importlib.import_module("later_alone")
    shelf.fault = None
    assert importlib.import_module("later_alone").value == 7


def test_damaged_archive_is_refused(finder: LazyArchiveFinder, shelf: Shelf) -> None:
    shelf.content = Shelf({"later_alone.py": "value = 8\n"}).content
    with pytest.raises(ImportError, match="damaged"):
        importlib.import_module("later_alone")
