"""Small programs that went wrong for people, each with its right outcome, run as cells."""

import warnings
from dataclasses import dataclass
from typing import Any

from session.bench import Bench

PRELUDE = """
import numpy as np, keras
from keras import layers
rng = np.random.default_rng(0)
X = rng.random((60, 6)).astype("float32")
y = np.arange(60) % 3
Y = keras.utils.to_categorical(y, 3)
def net(out=3, act="softmax"):
    hidden = layers.Dense(5, activation="relu")
    return keras.Sequential([keras.Input((6,)), hidden, layers.Dense(out, activation=act)])
def ready(**how):
    given = {
        "optimizer": "adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]
    }
    m = net()
    m.compile(**{**given, **how})
    return m
"""
"""What the programs about Keras take for granted."""


FRESH = """
for _name in [name for name in globals() if name[0] != "_" and name != "display"]:
    del globals()[_name]
import keras
keras.backend.clear_session()
"""
"""Fresh variables and names, in less time than a restart takes."""


@dataclass(frozen=True)
class Case:
    """A program and what comes of it.

    Attributes:
        name: number, and what it is about.
        source: of one cell.
        says: texts that stand in its outputs, in this order.
        error: name of the exception that it ends with; None where it runs to its end.
        warns: whether a warning of Python's may be among the outputs.
    """

    name: str
    source: str
    says: tuple[str, ...] = ()
    error: str | None = None
    warns: bool = False


class CaseBench:
    """Runs one case after another, each with fresh variables."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.outputs = bench.open_notebook()

    def run(self, source: str) -> list[dict[str, Any]]:
        """Run a cell; return its outputs."""
        self.outputs.clear()
        self.bench.ask("run-cell", cell="Cell 1", source=source)
        return self.outputs

    def check(self, case: Case, prelude: str = PRELUDE) -> None:
        """Run a case in a fresh notebook, and compare what comes of it."""
        assert not self.run(FRESH + prelude)
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            outputs = self.run(case.source)
        text = "".join(_text(each) for each in outputs)
        ends = [each["name"] for each in outputs if each["kind"] == "error"]
        assert ends == [name for name in (case.error,) if name], text
        assert case.warns or "Warning:" not in text, text
        position = 0
        for said in case.says:
            assert said in text[position:], f"{said!r} is not said, or not there:\n{text}"
            position = text.index(said, position) + len(said)
        assert self.run("1 + 1")[0]["text"] == "2", "the next cell does not run"


def _text(output: dict[str, Any]) -> str:
    """What an output says; streams go on where the last one ended."""
    if output["kind"] == "stream":
        return output["text"]
    said = output.get("text") or output.get("traceback")
    return f"{said}\n" if said else ""
