"""Asks real Keras anew and compares this package with it, where FITTING_ROOM_LIVE_KERAS is set.

Compares the golden file too, so that it cannot grow stale. Brings TensorFlow, or fails.
"""

import json
import os
import time
from collections.abc import Callable

import pytest

from parity import answers, goldens
from parity.ours import ASKED

VARIABLE = "FITTING_ROOM_LIVE_KERAS"


@pytest.mark.skipif(
    not os.environ.get(VARIABLE), reason=f"brings TensorFlow only with {VARIABLE}=1"
)
def test_keras_itself_answers_alike(say: Callable[[str], None]) -> None:
    from bench import environments
    from parity import live

    began = time.monotonic()
    try:
        theirs = live.ask_keras(quick=True)
    except environments.MissingError as error:
        pytest.fail(f"NOT COMPARED WITH KERAS, which cannot be had here: {error}", pytrace=False)
    recorded = goldens.read()
    for package in ("keras", "tensorflow"):
        assert theirs["versions"][package] == recorded["versions"][package]
    assert theirs["names"] == json.loads(goldens.NAMES.read_text("utf-8"))
    given = theirs["answers"]
    ours = {name: ask() for name, ask in ASKED.items()}
    assert sorted(given) == sorted(ours)
    faults = {name: answers.faults(name, ours[name], given[name]) for name in given}
    stale = {name: answers.faults("", recorded["answers"][name], given[name]) for name in given}
    say(f"{told(ours, given)}, in {time.monotonic() - began:.0f} s")
    assert not {name: lines for name, lines in faults.items() if lines}
    assert not {name: lines for name, lines in stale.items() if lines}, "goldens.json is stale"


def told(ours: dict[str, object], theirs: dict[str, object]) -> str:
    """How much was compared, and how far the farthest numbers are apart."""
    runs = [name for name in theirs if name.startswith("run: ")]
    wrong = [name for name in theirs if name.startswith(answers.WRONG)]
    return (
        f"{len(runs)} runs and {len(wrong)} wrong calls as in Keras; largest differences: "
        f"{answers.largest(ours, theirs)}"
    )
