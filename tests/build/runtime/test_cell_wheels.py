"""The packages that cells can import, and a site that goes without some of them."""

import json
from pathlib import Path

import pytest

from fittingroom.notebook.packages import wheels
from sitebuild.commands import command_line
from sitebuild.runtime import cell_wheels, left_out
from sitebuild.tools.console import BuildError


def shipped() -> set[str]:
    return {name for names in cell_wheels.needed().values() for name in names}


@pytest.mark.parametrize(
    ("without", "gone"),
    [
        ("", set[str]()),
        ("scikit-learn", {"scikit-learn", "scipy", "joblib", "threadpoolctl"}),
        (" pandas , TQDM", {"pandas", "seaborn", "tqdm"}),
        ("pandas,scikit-learn,seaborn,tqdm", {"pandas", "seaborn", "tqdm", "scikit-learn"}),
    ],
)
def test_what_is_left_out_takes_along_what_needs_it_alone(
    monkeypatch: pytest.MonkeyPatch, without: str, gone: set[str]
) -> None:
    monkeypatch.delenv(left_out.VARIABLE, raising=False)
    all_of_them = shipped()
    monkeypatch.setenv(left_out.VARIABLE, without)
    assert gone <= all_of_them - shipped()
    assert {"matplotlib", "pillow", "python-dateutil"} <= shipped()


def test_only_packages_of_cells_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(left_out.VARIABLE, "matplotlib,pandas,numby")
    with pytest.raises(BuildError, match=r"leave out matplotlib, numby.*\n.*pandas, scikit-learn"):
        cell_wheels.needed()


def test_the_option_is_taken_by_what_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(left_out.VARIABLE, "")
    monkeypatch.setattr("sitebuild.commands.zip.run", lambda options, rest: 0)
    assert command_line.main(["zip", "--without", "pandas"]) == 0
    assert left_out.packages() == {"pandas"}


def test_what_comes_together_is_whole_and_each_comes_before_what_it_needs(dist: Path) -> None:
    entries = json.loads((dist / "wheels" / wheels.LIST).read_text("utf-8"))
    names = [entry["name"] for entry in entries]
    assert len(names) == len(set(names))
    together = {entry["name"]: entry["with"] for entry in entries}
    assert together["pillow"] == ["pillow"]
    assert together["pandas"] == ["pandas", "python-dateutil", "six"]
    assert together["scikit-learn"][0] == "scikit-learn"
    assert set(together["scikit-learn"]) == {"scikit-learn", "scipy", "joblib", "threadpoolctl"}
    for parts in together.values():
        assert set(parts) <= set(names)
        assert "pytz" not in parts
