"""Compares this package with real Keras, as the golden file recorded it.

Needs neither Keras nor TensorFlow. Numbers agree within `answers.TOLERANCE`, texts to the letter
(but for times), exceptions by type.
"""

import functools
import os
from collections.abc import Iterator
from typing import Any

import pytest

from fittingroom import backend
from parity import answers, goldens, wrong_calls
from parity.ours import ASKED

GOLDENS = goldens.read()["answers"]
BACKEND = os.environ.get("FITTINGROOM_TEST_BACKEND", "numpy")
"""The backend under test: inside Pyodide both are."""


@functools.cache
def ours(name: str) -> Any:
    """This package's answer to a question."""
    return ASKED[name]()


@pytest.fixture(autouse=True)
def plain_session(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "80")
    before = backend.current().name
    backend.set_backend(BACKEND)
    yield
    backend.set_backend(before)


@pytest.mark.parametrize("name", ASKED)
def test_the_answer_is_that_of_keras(name: str) -> None:
    faults = answers.faults(name, ours(name), GOLDENS[name])
    assert not faults, "\n".join(faults)


def test_how_far_the_farthest_numbers_are_apart(capsys: pytest.CaptureFixture[str]) -> None:
    said = answers.largest({name: ours(name) for name in ASKED}, GOLDENS)
    with capsys.disabled():
        print(f"\n  largest differences from Keras on {BACKEND}: {said}")
    assert "inf" not in said


def test_keras_was_asked_all_of_it() -> None:
    assert sorted(ASKED) == sorted(GOLDENS)


@pytest.mark.parametrize("name", wrong_calls.CALLS)
def test_keras_refuses_every_wrong_call(name: str) -> None:
    assert GOLDENS[answers.WRONG + name] != "nothing"


@pytest.mark.parametrize("name", wrong_calls.OTHER_TYPES)
def test_another_type_is_raised_only_where_it_is_said(name: str) -> None:
    assert GOLDENS[answers.WRONG + name] != wrong_calls.OTHER_TYPES[name]
