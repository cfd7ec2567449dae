"""Whatever a cell says, what leaves Python is bounded, and says so where it was cut."""

import itertools
import types
from typing import Any

import pytest

from fittingroom.notebook.output import out_stream
from fittingroom.notebook.output.out_stream import OutStream
from unit.notebook.desk import Desk

SECONDS = 0.8
LOOK = 5e-5
"""Seconds that pass between two looks at the clock."""


class Clock:
    """Time that passes as the stream looks at it, so that a flood is the same on any machine."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        self.now += LOOK
        return self.now


def flood(monkeypatch: pytest.MonkeyPatch, *texts: str, name: str = "stdout") -> list[Any]:
    """What comes of texts that are written again and again for `SECONDS`."""
    clock = Clock()
    monkeypatch.setattr(out_stream, "time", types.SimpleNamespace(perf_counter=clock.perf_counter))
    outputs: list[dict[str, Any]] = []
    out = OutStream(outputs.append)
    for text in itertools.cycle(texts):
        out.write(name, text)  # pyright: ignore[reportArgumentType]
        if clock.perf_counter() > SECONDS:
            break
    out.flush()
    return outputs


@pytest.mark.parametrize(
    "texts",
    [
        ("x", ""),
        ("x\n",),
        ("\r" + "x" * 10**6, ""),
        ("\x1b[1mx\x1b[32my" * 8,),
        ("line " * 2000, "\n"),
    ],
    ids=["characters", "lines", "rewritten", "colours", "long lines"],
)
@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_an_endless_print_is_bounded(
    monkeypatch: pytest.MonkeyPatch, name: str, texts: tuple[str, ...]
) -> None:
    outputs = flood(monkeypatch, *texts, name=name)
    most = out_stream.CHARACTERS_BURST + SECONDS * out_stream.CHARACTERS_RATE
    assert sum(len(each["text"]) for each in outputs) < most + 2 * out_stream.MAX_PENDING
    assert len(outputs) < out_stream.BURST + 2 * out_stream.RATE
    assert max(len(each["text"]) for each in outputs) < 1.2 * out_stream.MAX_PENDING
    if len(texts[0]) > 2:
        assert any("What it printed earlier is left out" in each["text"] for each in outputs)


def test_a_flood_is_cut_between_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [each["text"] for each in flood(monkeypatch, "0123456789\n" * 50)]
    cut = next(text for text in texts if "left out" in text)
    sentence, _, rest = cut.partition("\n")
    assert sentence.endswith("left out]")
    assert set(rest.splitlines()) == {"0123456789"}


def test_two_streams_in_turn_do_not_go_out_one_by_one(desk: Desk) -> None:
    desk.run("import sys\nfor i in range(5000):\n    print(i)\n    print(i, file=sys.stderr)")
    assert len(desk.outputs) < 500
    text = "".join(output["text"] for output in desk.outputs)
    assert text.split() == [str(i) for i in range(5000) for _ in range(2)]


@pytest.mark.parametrize("show", ["print(numbers)", "numbers", "raise ValueError(numbers)"])
def test_a_list_of_millions_keeps_its_beginning_and_its_end(desk: Desk, show: str) -> None:
    output = desk.run(f"numbers = list(range(3_000_000))\n{show}")[-1]
    text = output["traceback"] if output["kind"] == "error" else output["text"]
    assert len(text) < 51_000
    assert "characters are left out here" in text
    if output["kind"] != "error":
        assert text.startswith("[0, 1, 2,")
    assert text.rstrip().endswith("2999999]")


def test_values_without_end_end_with_a_sentence(desk: Desk) -> None:
    outputs = desk.run("for i in range(1000): display(i)\nprint('over')")
    assert [output["kind"] for output in outputs] == [*["result"] * 200, "note", "stream"]
    assert "as many values and figures as a page can hold" in outputs[-2]["text"]
    assert outputs[-1]["text"] == "over\n"
    assert len(desk.run("for i in range(150): display(i)")) == 150, "each cell anew"


def test_values_and_text_in_turn_are_bounded_together(desk: Desk) -> None:
    outputs = desk.run("for i in range(1000):\n    display('x' * 10**5)\n    print('x' * 10**5)")
    assert sum(output["kind"] == "result" for output in outputs) == 24
    assert sum(len(output["text"]) for output in outputs) < 1_000_000


def test_html_without_end_is_shown_as_text(desk: Desk) -> None:
    source = "class Long:\n    def _repr_html_(self): return '<p>' * 10**6\nLong()"
    assert "html" not in desk.only(source)


def test_a_training_s_bars_are_no_flood(desk: Desk) -> None:
    outputs = desk.run(
        "import numpy as np, keras\n"
        "model = keras.Sequential([keras.layers.Dense(1)])\nmodel.compile('sgd', 'mse')\n"
        "history = model.fit(np.ones((64, 2)), np.ones(64), batch_size=1, epochs=30)"
    )
    text = outputs[-1]["text"]
    assert "left out" not in text
    assert [f"Epoch {i}/30" in text for i in range(1, 31)] == [True] * 30
