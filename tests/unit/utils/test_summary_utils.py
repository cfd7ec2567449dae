"""The summary as data and as text."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, optimizers
from fittingroom.utils import summary_utils as summary


def lesson_model() -> Sequential:
    return Sequential(
        [
            layers.Flatten(input_shape=(28, 28)),
            layers.Dense(10, "relu"),
            layers.Dense(3, "softmax"),
        ]
    )


def test_rows() -> None:
    model = lesson_model()
    rows = summary.summary_rows(model)
    assert rows["layers"] == [
        {"name": "flatten", "type": "Flatten", "output_shape": (None, 784), "params": 0},
        {"name": "dense", "type": "Dense", "output_shape": (None, 10), "params": 7850},
        {"name": "dense_1", "type": "Dense", "output_shape": (None, 3), "params": 33},
    ]
    assert rows["name"] == "sequential"
    assert rows["total_params"] == rows["trainable_params"] == 7883
    assert rows["total_params_bytes"] == 4 * 7883
    assert rows["non_trainable_params"] == 0
    assert rows["optimizer_params"] is None
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(np.zeros((2, 28, 28)), [0, 1], verbose=0)
    rows = summary.summary_rows(model)
    assert rows["optimizer_params"] == 2 * 7883 + 2  # two slots, step counter, learning rate
    assert rows["total_params"] == 3 * 7883 + 2


def test_unbuilt_rows() -> None:
    rows = summary.summary_rows(Sequential([layers.Flatten(), layers.Dense(2)]))
    assert [row["params"] for row in rows["layers"]] == [None, None]
    assert [row["output_shape"] for row in rows["layers"]] == [None, None]


def test_text_is_given_to_print_fn_at_once() -> None:
    texts: list[str] = []
    lesson_model().summary(print_fn=texts.append)
    (text,) = texts
    assert " Total params: 7,883 (30.79 KB)\n" in text
    widths = {len(line) for line in text.splitlines() if line[0] in "┏┃┡│├└"}
    assert len(widths) == 1


def test_every_table_is_as_wide_as_asked() -> None:
    model = lesson_model()
    for width in range(40, 120, 7):
        table = summary.summary_text(model, line_length=width).splitlines()[1:-3]
        assert {len(line) for line in table} == {width}


@pytest.mark.parametrize(
    ("rate", "line"),
    [
        (0.1, " Optimizer params: 2 (12.00 B)"),
        (optimizers.schedules.ExponentialDecay(0.1, 3, 0.5), " Optimizer params: 1 (8.00 B)"),
    ],
)
def test_a_schedule_is_no_weight_of_the_optimizer(rate: Any, line: str) -> None:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(2,))])
    model.compile(optimizers.SGD(rate), "sparse_categorical_crossentropy")
    model.fit(np.eye(2), [0, 1], verbose=0)
    texts: list[str] = []
    model.summary(print_fn=texts.append)
    assert line in texts[0].splitlines()


def test_a_column_tells_what_training_changes() -> None:
    model = Sequential([Input((6,)), layers.Dense(4), layers.Dense(3), layers.Softmax()])
    model.layers[0].trainable = False
    lines: list[str] = []
    model.summary(print_fn=lines.append, show_trainable=True, line_length=76)
    table = lines[0].splitlines()
    assert table[2] == (
        "┃ Layer (type)                ┃ Output Shape          ┃    Param # ┃ Trai… ┃"
    )
    assert [line[-5] for line in table[4:9:2]] == ["N", "Y", "-"]


def test_columns_end_where_they_are_told() -> None:
    model = Sequential([Input((6,)), layers.Dense(4)])
    text: list[str] = []
    model.summary(100, [0.4, 0.7, 1.0], text.append, expand_nested=True)
    table = text[0].splitlines()[1:6]
    assert {len(line) for line in table} == {100}
    assert table[0].split("┳")[0] == "┏" + "━" * 39
    with pytest.raises(ValueError, match="Insufficient console width"):
        model.summary(positions=[0.5, 0.51, 1.0])
