"""The phases of `build.py test`: every test in one of them, and an exit code for all of them."""

import re
from pathlib import Path
from typing import IO

import pytest

from sitebuild.commands.test import BACKGROUND, TESTS, files_with_tests_alone, run_in_phases


class Runs:
    """Instead of pytest: keeps what it is called with, and returns an exit code for each phase."""

    def __init__(self, background: int = 0, *codes: int) -> None:
        self.background = background
        self.codes = codes
        self.calls: list[tuple[str, ...]] = []

    def __call__(self, *arguments: str, output: IO[str] | None = None) -> int:
        if output:
            self.behind = arguments
            output.write("said in the background")
            return self.background
        self.calls.append(arguments)
        return self.codes[len(self.calls) - 1] if self.codes else 0


@pytest.mark.parametrize(
    ("background", "codes", "outcomes", "ran"),
    [
        (0, (0, 0), {0}, 2),
        (0, (1, 0), {1}, 2),
        (0, (0, 1), {1}, 2),
        (1, (0, 0), {1}, 2),
        (1, (1, 3), {1, 3}, 2),
        (0, (2, 0), {2}, 1),
    ],
)
def test_a_phase_that_fails_is_in_the_exit_code_and_in_the_summary(
    background: int,
    codes: tuple[int, ...],
    outcomes: set[int],
    ran: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    runs = Runs(background, *codes)
    assert run_in_phases(runs) in outcomes
    assert len(runs.calls) == ran
    said = capsys.readouterr().out
    ended = [background, *codes[:ran]]
    assert said.count("FAILED") == sum(code != 0 for code in ended)
    assert said.count("passed in") == sum(code == 0 for code in ended)
    assert "said in the background" in said


def test_each_test_is_in_one_phase() -> None:
    runs = Runs()
    run_in_phases(runs)
    alone, beside = runs.calls
    assert "-malone" in alone
    assert "-mnot alone" in beside
    assert "-mnot alone" in runs.behind
    ignored = [each.removeprefix("--ignore=") for each in beside if each.startswith("--ignore=")]
    assert ignored == [each for each in runs.behind if Path(each).is_dir()]
    assert ignored == [str(TESTS / name) for name in BACKGROUND]


def test_nothing_in_the_background_is_held_to_a_time() -> None:
    folders = [TESTS / name for name in BACKGROUND]
    assert not [file for file in files_with_tests_alone() if {*Path(file).parents} & {*folders}]


def test_every_test_that_runs_alone_is_in_a_file_that_is_read_for_it() -> None:
    names = [Path(file).relative_to(TESTS).as_posix() for file in files_with_tests_alone()]
    marked = [
        file.relative_to(TESTS).as_posix()
        for file in sorted(TESTS.rglob("*.py"))
        if re.search(r"\bmark\.alone\b", file.read_text("utf-8"))
    ]
    assert names == marked
    assert "e2e/test_stop.py" in names
