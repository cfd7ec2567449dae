"""The phases of `build.py test`: every test in one of them, and an exit code that tells of both."""

import re
from pathlib import Path

import pytest

from sitebuild.commands.test import TESTS, files_with_tests_alone, run_in_phases


@pytest.mark.parametrize(
    ("codes", "outcome", "ran"),
    [((0, 0), 0, 2), ((1, 0), 1, 2), ((0, 1), 1, 2), ((1, 3), 1, 2), ((2, 0), 2, 1)],
)
def test_a_phase_that_fails_is_in_the_exit_code_and_in_the_summary(
    codes: tuple[int, ...], outcome: int, ran: int, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[tuple[str, ...]] = []

    def run(*arguments: str) -> int:
        calls.append(arguments)
        return codes[len(calls) - 1]

    assert run_in_phases(run) == outcome
    assert len(calls) == ran
    said = capsys.readouterr().out
    assert said.count("FAILED") == sum(code != 0 for code in codes[:ran])
    assert said.count("passed in") == sum(code == 0 for code in codes[:ran])


def test_each_test_is_in_one_phase() -> None:
    calls: list[tuple[str, ...]] = []
    run_in_phases(lambda *arguments: calls.append(arguments) or 0)
    chosen = [next(each for each in call if each.startswith("-m")) for call in calls]
    assert chosen == ["-mnot alone", "-malone"]


def test_every_test_that_runs_alone_is_in_a_file_that_is_read_for_it() -> None:
    names = [Path(file).relative_to(TESTS).as_posix() for file in files_with_tests_alone()]
    marked = [
        file.relative_to(TESTS).as_posix()
        for file in sorted(TESTS.rglob("*.py"))
        if re.search(r"\bmark\.alone\b", file.read_text("utf-8"))
    ]
    assert names == marked
    assert "e2e/test_stop.py" in names
