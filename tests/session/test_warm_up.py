"""The training that nobody sees: whole, and without a trace."""

import random
from typing import Any

import numpy as np

from fittingroom import backend, utils
from fittingroom.app.start.warm_up import warm_up
from fittingroom.random import new_generator


def draws() -> list[Any]:
    """The next numbers of every source of chance."""
    return [new_generator().random(), np.random.random(), random.random()]


def test_it_goes_through_a_whole_run() -> None:
    events = warm_up()
    told = [event["type"] for event in events]
    assert (told[0], told[-1]) == ("run-begin", "run-end")
    assert {"batch-end", "epoch-end", "evaluation"} < set(told)
    assert events[-1]["reason"] == "completed"


def test_it_leaves_no_trace() -> None:
    utils.set_random_seed(7)
    expected = draws()
    utils.set_random_seed(7)
    utils.clear_session()
    utils.auto_name("Dense")
    before = backend.current().name, backend.floatx()
    warm_up()
    assert draws() == expected
    assert utils.auto_name("Dense") == "dense_1"
    assert (backend.current().name, backend.floatx()) == before
