"""Packages of the site: which there are, and which come together."""

import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from fittingroom.notebook.errors import error_hints
from fittingroom.notebook.output.out_stream import OutStream
from fittingroom.notebook.packages import wheels
from fittingroom.notebook.source import ipython_syntax

WHEELS = {
    "pandas": (["pandas"], ["pandas", "six"]),
    "six": (["six"], ["six"]),
    "scipy": (["scipy"], ["scipy"]),
    "pytz": (["pytz"], []),
}


class Site:
    """Serves wheels of one empty module each, and remembers what was asked for."""

    def __init__(self, *names: str) -> None:
        self.asked: list[str] = []
        self.files: dict[str, bytes] = {}
        listed: list[dict[str, Any]] = []
        for name in names:
            imports, together = WHEELS[name]
            content = io.BytesIO()
            with zipfile.ZipFile(content, "w") as archive:
                archive.writestr(f"{name}_of_the_site/__init__.py", "")
            file = f"{name}-1-py3-none-any.whl"
            self.files[f"wheels/{file}"] = packed = content.getvalue()
            sha256 = hashlib.sha256(packed).hexdigest()
            entry = {"file": file, "name": name, "bytes": len(packed), "sha256": sha256}
            listed.append({**entry, "imports": imports, "with": together})
        self.files["wheels/wheels.json"] = json.dumps(listed).encode()

    def fetch(self, path: str) -> bytes:
        self.asked.append(path)
        return self.files[path.partition("?")[0]]


@pytest.fixture
def outputs() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def browser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, outputs: list[dict[str, Any]]
) -> Iterator[Any]:
    """Makes a finder of a site's wheels that unpacks into a folder of its own."""
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(wheels.np, "__path__", [str(tmp_path / "numpy")])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(wheels.docstrings, "restore", lambda: None)

    def make(site: Site) -> wheels.WheelFinder:
        finder = wheels.WheelFinder(site.fetch, OutStream(outputs.append))
        sys.meta_path.append(finder)
        return finder

    return make


def test_what_a_package_needs_comes_with_it_and_only_once(
    browser: Any, outputs: list[dict[str, Any]], tmp_path: Path
) -> None:
    site = Site("pandas", "six", "scipy")
    finder = browser(site)
    finder.find_spec("pandas", None)
    assert [path.split("-")[0] for path in site.asked] == [
        "wheels/wheels.json",
        "wheels/six",
        "wheels/pandas",
    ]
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "pandas_of_the_site",
        "six_of_the_site",
    ]
    assert {output["label"] for output in outputs} == {"pandas, once"}
    assert outputs[0]["loaded"] == 0
    assert outputs[-1]["loaded"] == outputs[-1]["total"] > 0
    finder.find_spec("six", None)
    assert len(site.asked) == 3


def test_a_wheel_of_another_content_is_refused(browser: Any) -> None:
    site = Site("scipy")
    site.files["wheels/scipy-1-py3-none-any.whl"] += b"more"
    with pytest.raises(ImportError, match="belongs to another version of this page"):
        browser(site).find_spec("scipy", None)


def test_what_goes_as_well_without_does_not_bring_a_large_wheel(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seaborn = ModuleType("seaborn")
    seaborn.__spec__ = spec = type("Spec", (), {"_initializing": True})()  # pyright: ignore[reportAttributeAccessIssue]
    monkeypatch.setitem(sys.modules, "seaborn", seaborn)
    site = Site("scipy")
    finder = browser(site)
    assert finder.find_spec("scipy", None) is None
    assert site.asked == []
    spec._initializing = False
    finder.find_spec("scipy", None)
    assert len(site.asked) == 2


def test_a_site_without_a_package_says_what_it_has(browser: Any) -> None:
    browser(Site("pandas", "six"))
    assert wheels.brings("pandas")
    assert not wheels.brings("sklearn")
    assert not wheels.brings("plotly")
    error = ModuleNotFoundError("No module named 'sklearn'", name="sklearn")
    error_hints.add_hint(error)
    (note,) = error.__notes__
    assert "train_test_split" in note
    assert "NumPy, Matplotlib, pandas and the parts of Keras" in note
    plain = ipython_syntax.remove_needless_magics("!pip install pandas\n%pip install seaborn")
    assert plain.source == "\n%pip install seaborn"
